"""Every sample file is read as it says, by the workflow, on the command line and when it is handed in."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.samples import stores
from tests.samples.catalogue import SAMPLES
from tests.samples.sample import Expected, Sample
from tests.samples.write_samples import write
from typer.testing import CliRunner

from dxkpi import workspace as workspace_package
from dxkpi.cli import app
from dxkpi.domain.model.period import Cutoff, notation
from dxkpi.intake import LAYOUTS, ProblemCode
from dxkpi.locale import Language
from dxkpi.workflows import FigureStatus, Preview, submit
from dxkpi.workspace import Workspace

# The list of INTERFACE.md, written out: other programs know these words.
CODES = {
    "unreadable-file", "encrypted-file", "empty-file", "too-large", "unknown-layout", "unknown-locality",
    "ambiguous-locality", "outside-scope", "unknown-measure", "missing-heading", "duplicate-heading",
    "duplicate-row", "missing-value", "not-a-number", "negative", "not-whole", "share-out-of-range",
    "formula-without-value", "legacy-font", "period-mismatch", "locality-not-valid-then", "locked",
    "identity-broken", "part-exceeds-whole", "cumulative-decreases", "looks-cumulative", "carry-over-mismatch",
    "copied-forward", "unusual-value",
}  # fmt: skip
FORMATS = ("xlsx", "xlsm", "xls", "ods", "csv")
REASON = "số liệu đã kiểm tra với văn phòng"
EVERY = pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
ON_PAGE = [sample for sample in SAMPLES if sample.on_page]


def read(preview: Preview) -> dict[tuple[str, str, str], Decimal]:
    """The figures of a preview."""
    return {
        (each.locality, notation(each.period, Cutoff.DECREE09), each.measure): Decimal(each.value)
        for each in preview.figures.observations
    }


def told(preview: Preview) -> list[tuple[str, str, str, str]]:
    """Code, severity, sheet and cell of each problem, in order."""
    return [(each.code.value, each.severity.value, each.sheet, each.cell) for each in preview.problems]


def as_told(expected: Expected) -> list[tuple[str, str, str, str]]:
    """The same as a sample expects it."""
    return [(each.code, each.severity, each.sheet, each.cell) for each in expected.problems]


def as_read(expected: Expected) -> dict[tuple[str, str, str], Decimal]:
    """The figures that a sample names."""
    return {place: Decimal(value) for place, value in expected.figures.items()}


def counts(preview: Preview) -> tuple[int, int, int, int]:
    """Figures new, changed and unchanged, and rows rejected."""
    found = preview.counts
    return found.new, found.changed, found.unchanged, found.rejected


def agree(preview: Preview, expected: Expected) -> None:
    """Fail where anything was read or told otherwise than expected."""
    assert told(preview) == as_told(expected)
    assert as_read(expected).items() <= read(preview).items()
    assert len(preview.figures) == expected.read
    assert preview.upload.layout == expected.layout
    assert preview.upload.choices == expected.choices
    assert counts(preview) == expected.counts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sample files on a disk."""
    found = tmp_path_factory.mktemp("samples")
    write(found)
    return found


@pytest.fixture
def command(before: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """Runs commands in this process, on the workspace that is open already: opening it takes a second each time."""
    monkeypatch.setattr(workspace_package, "open_workspace", lambda settings: before)
    return CliRunner()


def test_there_are_samples_of_every_shape() -> None:
    """At least sixty files, each with its own name; every layout in every format."""
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES) >= 60
    shapes = {(sample.expected.layout, sample.name.rpartition(".")[2]) for sample in SAMPLES if sample.expected.figures}
    assert {(layout, ending) for layout in LAYOUTS for ending in FORMATS} <= shapes


def test_every_code_has_a_sample_and_the_list_is_complete() -> None:
    """What samples show is exactly what the product may tell, which is what it promises."""
    assert {each.code for sample in SAMPLES for each in sample.expected.problems} == set(ProblemCode) == CODES


def test_every_code_but_one_has_a_sample_on_the_page() -> None:
    """A period that has not begun cannot be chosen there."""
    assert {each.code for sample in SAMPLES for each in sample.page[1].problems} == set(ProblemCode) - {
        ProblemCode.LOCKED
    }


def test_the_script_writes_the_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    """No file holds the moment of its writing."""
    fresh = [Sample(each.name, each.says, each.make, each.sent, each.expected) for each in SAMPLES]
    written = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert {each.name: hashlib.sha256(each.content).hexdigest() for each in fresh} == written


@EVERY
def test_what_is_read_and_told(before: Workspace, sample: Sample) -> None:
    """The figures, the problems by cell in their order and in both languages, and what it would change."""
    preview = stores.preview(before, sample, sample.sent)
    agree(preview, sample.expected)
    for problem in preview.problems:
        vi, en = (problem.message.text(language) for language in (Language.VI, Language.EN))
        assert vi != en
        assert not {"{", "}"} & set(vi + en)


@pytest.mark.parametrize("sample", ON_PAGE, ids=lambda each: each.name)
def test_figures_and_problems_of_the_choice_on_the_page(before: Workspace, sample: Sample) -> None:
    """The same where a locality of today and a period are chosen."""
    agree(stores.preview(before, sample, sample.page[0]), sample.page[1])


def test_looking_writes_nothing(before: Workspace) -> None:
    """Every file twice: the same each time, no submission, no vintage, no file kept."""
    submissions, vintage = before.store.submissions(), before.store.vintage()
    originals = sorted(before.settings.home.rglob("*"))
    for sample in SAMPLES:
        first, second = (stores.preview(before, sample, sample.sent) for _ in range(2))
        assert (first.problems, first.changes) == (second.problems, second.changes)
    assert (before.store.submissions(), before.store.vintage()) == (submissions, vintage)
    assert sorted(before.settings.home.rglob("*")) == originals


@EVERY
def test_the_command_says_the_same(command: CliRunner, folder: Path, sample: Sample) -> None:
    """`dxkpi import FILE --dry-run --json` names the same problems and counts, and exits with 3 where it must."""
    sent, expected = sample.sent, sample.expected
    options = {"--locality": sent.locality, "--period": sent.period, "--sheet": sent.sheet}
    given = [word for name, value in options.items() if value for word in (name, value)]
    ran = command.invoke(app, ["import", str(folder / sample.name), *given, "--dry-run", "--json", "--lang", "vi"])
    said = json.loads(ran.stdout)
    assert [(each["code"], each["severity"], each["sheet"] or "", each["cell"] or "") for each in said["problems"]] == (
        as_told(expected)
    )
    assert tuple(said["counts"][name] for name in ("new", "changed", "unchanged", "rejected")) == expected.counts
    assert (said["layout"] or "", said["submission"]) == (expected.layout, None)
    assert said["accepted"] is not bool(expected.of("error") or expected.of("reason"))
    assert ran.exit_code == (0 if said["accepted"] else 3)
    assert all(each["message"] for each in said["problems"])


def test_preview_and_submit_agree(sampled_home: Path, tmp_path: Path) -> None:
    """One file after the other: what was looked at is what is saved; the same file again changes nothing."""
    home = tmp_path / "home"
    shutil.copytree(sampled_home, home)
    workspace = stores.opened(home)
    handed: dict[tuple[str, str, str], int] = {}
    for sample in SAMPLES:
        looked_at = stores.preview(workspace, sample, sample.sent)
        if not looked_at.may_be_saved(REASON):
            assert sample.expected.of("error")
            continue
        known = (looked_at.sha256, looked_at.scope, looked_at.upload.sheet)
        if known not in handed:
            handed[known] = saved(workspace, looked_at)
        vintage = workspace.vintage
        again = submit(workspace, stores.preview(workspace, sample, sample.sent), reason=REASON)
        assert (again.repeated, again.submission, again.new, again.changed) == (True, handed[known], 0, 0)
        assert workspace.vintage == vintage
    assert len(handed) == len(workspace.store.submissions()) - len(before_samples(workspace))
    workspace.close()


def before_samples(workspace: Workspace) -> list[int]:
    """The submissions that stood before the first sample."""
    return [each.number for each in workspace.store.submissions() if each.reason != REASON]


def saved(workspace: Workspace, looked_at: Preview) -> int:
    """Hand in what was looked at, and compare what is stored with what was shown; the number of the receipt."""
    receipt = submit(workspace, looked_at, reason=REASON)
    shown = looked_at.counts
    assert (receipt.new, receipt.changed, receipt.unchanged) == (shown.new, shown.changed, shown.unchanged)
    assert (receipt.repeated, workspace.vintage) == (False, receipt.vintage or looked_at.vintage)
    brought = {(each.locality, each.period, each.measure): Decimal(each.value) for each in workspace.store.submitted(
        receipt.submission)}  # fmt: skip
    changes = [each for each in looked_at.changes if each.status is not FigureStatus.UNCHANGED]
    assert brought.keys() == {(each.locality, each.period, each.measure) for each in changes}
    table = workspace.snapshot().figures.values
    for each in looked_at.figures.observations:
        assert table.loc[(each.locality, each.period), each.measure] == float(each.value)
        assert brought.get((each.locality, each.period, each.measure), Decimal(each.value)) == Decimal(each.value)
    assert workspace.file_archive.get(looked_at.sha256) == looked_at.content
    return receipt.submission
