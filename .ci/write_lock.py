"""Write requirements.lock: every package pinned with its hashes, in two parts: runtime and development.

Run: make lock. One resolution serves both parts, for Python 3.11 and later on any system. No host is written.
"""

import re
import subprocess
import sys
from pathlib import Path

LOCK = Path("requirements.lock")
HEAD = "# Every package this product is run and tested with, pinned with its hashes. Written by `make lock`.\n"
RUN, DEVELOP = "# ---- to run ----\n", "# ---- to develop and test ----\n"
COMPILE = (
    "-m uv pip compile pyproject.toml -q --universal --fork-strategy fewest --python-version 3.11 "
    "--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links"
)


def main() -> None:
    """Resolve all dependencies, then the runtime part within that resolution, and write both."""
    everything = compile_pins("--group", "dev")
    draft = Path(".venv/everything.lock")
    draft.write_text("".join(everything), encoding="utf-8")
    run = compile_pins("--group", "build", "--constraints", str(draft))
    named = {name_of(pin) for pin in run}
    develop = [pin for pin in everything if name_of(pin) not in named]
    LOCK.write_text("".join([HEAD, RUN, *run, DEVELOP, *develop]), encoding="utf-8")


def compile_pins(*options: str) -> list[str]:
    """The pins of a resolution, each with its hashes."""
    command = [sys.executable, *COMPILE.split(), *options]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.findall(r"^[^\s#].*(?:\n +--hash.*)+\n", text, flags=re.MULTILINE)


def name_of(pin: str) -> str:
    """The name of the pinned package."""
    return pin.split("==")[0]


if __name__ == "__main__":
    main()
