"""Text from outside stays text on every page: file names, sources, notes, reasons, comments, logins, addresses.

The component inserts HTML as it is, so that only templates stand between such a text and the browser.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.dashboard.screen import Opening, Screen, dashboard_on
from tests.people import ADMINISTRATOR, CONTRIBUTOR, REVIEWER

from dxkpi.domain.model.permissions import Actor, Role
from dxkpi.workflows.admin import accounts
from dxkpi.workflows.review import review
from dxkpi.workflows.upload.preview import UploadRequest, preview_file
from dxkpi.workflows.upload.submit import submit
from dxkpi.workspace import current

SAMPLE, COMMUNE = "90@2020-12-15", "90051@2025-07-01"
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "[xem](javascript:alert(1))",
    "</p></div><iframe src=javascript:alert(1)>",
)
ATTACK = " ".join(ATTACKS)
FORBIDDEN = {"script", "iframe", "object", "embed", "form", "input", "style", "link", "meta", "base"}
PAGES = ("", "compare", "locality", "trend", "charts", "quality", "method", "submit", "review", "manage")
SECTIONS = ("accounts", "periods", "targets", "log")


class Markup(HTMLParser):
    """What a browser could run: tags that are not ours, handlers, addresses that are scripts; and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.dangers: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what may run."""
        if tag in FORBIDDEN or (tag == "img" and dict(attrs).get("src") == "x"):
            self.dangers.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.dangers.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


@pytest.fixture(scope="module")
def open_attacked(peopled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    """Pages of a store in which every text that people can write is an attack."""
    home = Path(shutil.copytree(peopled_home, tmp_path_factory.mktemp("attacked") / "home"))
    with dashboard_on(home) as opening:
        write_attacks()
        yield opening


def write_attacks() -> None:
    """A published and a waiting submission, comments and an account, each with attacks for words."""
    workspace = current()
    sender, reviewer = Actor(CONTRIBUTOR, Role.CONTRIBUTOR, None), Actor(REVIEWER, Role.REVIEWER, None)
    administrator = Actor(ADMINISTRATOR, Role.ADMINISTRATOR, None)
    for value, is_approved in (("4321", True), ("4322", False)):
        line = f'{COMMUNE},2026-Q3,documents,{value},"{ATTACK.replace(chr(34), chr(34) * 2)}"\n'
        content = f"locality,period,measure,value,note\n{line}".encode()
        request = UploadRequest(f"{ATTACK}.csv", content, locality=COMMUNE, period="2026-Q3", source=ATTACK)
        receipt = submit(workspace, preview_file(workspace, request, by=sender), reason=f"đếm lại {ATTACK}")
        review.comment(workspace, receipt.submission, ATTACK, by=reviewer)
        if is_approved:
            review.approve(workspace, review.look_at(workspace, receipt.submission, by=reviewer), by=reviewer,
                           note=ATTACK)  # fmt: skip
    accounts.add_account(workspace, "lan", role=Role.READER, shown_name=ATTACK, by=administrator)


def check(screen: Screen) -> str:
    """No part of a page may run what somebody wrote. Returns its text."""
    parts = [Markup(html) for html in screen.html]
    assert [danger for part in parts for danger in part.dangers] == []
    for chart in screen.charts:
        words = [note.get("text", "") for note in chart["figure"]["layout"]["annotations"]]
        words += [
            text for trace in chart["figure"]["data"] for text in trace.get("hovertext", ()) if isinstance(text, str)
        ]
        assert not any("<script" in text or "<img" in text for text in words)
    return "".join(part.text for part in parts)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_what_people_wrote(open_attacked: Opening, path: str) -> None:
    """Every page of the locality that has the attacks, seen by those who see most, with attacks in the address too."""
    who = {"submit": CONTRIBUTOR, "review": REVIEWER, "manage": ADMINISTRATOR}.get(path, ADMINISTRATOR)
    check(open_attacked(path, who, locality=COMMUNE, period=ATTACK, indicator=ATTACK, level=ATTACK, vintage=ATTACK))
    check(open_attacked(path, who, locality=ATTACK, beside=ATTACK, show="beside", kind=ATTACK, section=ATTACK))


@pytest.mark.parametrize("section", SECTIONS)
def test_no_section_of_the_administration_runs_what_people_wrote(open_attacked: Opening, section: str) -> None:
    """The shown name of an account, a reason and the log are text."""
    text = check(open_attacked("manage", ADMINISTRATOR, section=section))
    if section == "accounts":
        assert ATTACK in text


def test_what_people_wrote_is_read_as_they_wrote_it(open_attacked: Opening) -> None:
    """The reviewer sees reason and comment letter by letter; everybody the reason of a correction."""
    assert text_count(check(open_attacked("review", REVIEWER))) >= 2
    assert text_count(check(open_attacked("locality", locality=COMMUNE))) >= 1


def text_count(text: str) -> int:
    """How often all attacks are in a text as they were written."""
    return min(text.count(attack) for attack in ATTACKS)
