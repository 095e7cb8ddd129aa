"""Every sample file is read as it says, by the workflow, on the command line and when it is submitted."""

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
from tests.samples.sample import OF_THE_DAY, Expected, Sample
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
    "period-sum-mismatch", "share-mismatch", "shares-conflict", "unit-sum-mismatch", "registry-mismatch",
    "ambiguous-number", "display-differs", "unit-multiplier", "narrower-meaning", "column-not-read", "merged-cells",
    "hidden-cells", "struck-through", "footnote-mark", "garbled-text", "unsafe-text", "text-too-long", "bad-address",
    "may-be-fraction", "implied-total", "period-not-ended",
}  # fmt: skip
FORMATS = ("xlsx", "xlsm", "xls", "ods", "csv")
REASON = "số liệu đã kiểm tra với văn phòng"
EVERY = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
ON_PAGE = [sample for sample in SAMPLES if sample.on_page]


def read(preview: Preview) -> dict[tuple[str, str, str], Decimal]:
    """The figures of a preview."""
    return {
        (observation.locality, notation(observation.period, Cutoff.DECREE09), observation.measure): Decimal(
            observation.value
        )
        for observation in preview.figures.observations
    }


def problem_cells(preview: Preview) -> list[tuple[str, str, str, str]]:
    """Code, severity, sheet and cell of each problem, in order."""
    return [
        (problem.code.value, problem.severity.value, problem.sheet, problem.cell)
        for problem in preview.problems
        if problem.code != OF_THE_DAY
    ]


def expected_cells(expected: Expected) -> list[tuple[str, str, str, str]]:
    """The same as a sample expects it."""
    return [(problem.code, problem.severity, problem.sheet, problem.cell) for problem in expected.problems]


def as_read(expected: Expected) -> dict[tuple[str, str, str], Decimal]:
    """The figures that a sample names."""
    return {place: Decimal(value) for place, value in expected.figures.items()}


def counts(preview: Preview) -> tuple[int, int, int, int]:
    """Figures new, changed and unchanged, and rows rejected."""
    preview_counts = preview.counts
    return preview_counts.new, preview_counts.changed, preview_counts.unchanged, preview_counts.rejected


def agree(preview: Preview, expected: Expected) -> None:
    """Fail where anything was read or reported otherwise than expected."""
    assert problem_cells(preview) == expected_cells(expected)
    assert as_read(expected).items() <= read(preview).items()
    assert len(preview.figures) == expected.read
    assert preview.upload.layout == expected.layout
    assert preview.upload.choices == expected.choices
    assert counts(preview) == expected.counts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sample files on a disk."""
    target = tmp_path_factory.mktemp("samples")
    write(target)
    return target


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
    codes = {problem.code for sample in SAMPLES for problem in sample.expected.problems}
    assert codes | {OF_THE_DAY} == set(ProblemCode) == CODES


def test_every_code_but_one_has_a_sample_on_the_page() -> None:
    """A period that has not begun cannot be chosen there."""
    assert {problem.code for sample in SAMPLES for problem in sample.page[1].problems} == set(ProblemCode) - {
        ProblemCode.LOCKED,
        ProblemCode.PERIOD_NOT_ENDED,
    }


def test_the_script_writes_the_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    """No file holds the moment of its writing."""
    fresh = [Sample(sample.name, sample.says, sample.make, sample.sent, sample.expected) for sample in SAMPLES]
    written = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert {sample.name: hashlib.sha256(sample.content).hexdigest() for sample in fresh} == written


@EVERY
def test_what_is_read_and_reported(before: Workspace, sample: Sample) -> None:
    """The figures, the problems by cell in their order and in both languages, and what it would change."""
    preview = stores.preview(before, sample, sample.sent)
    agree(preview, sample.expected)
    for problem in preview.problems:
        vi, en = (problem.message.text(language) for language in (Language.VI, Language.EN))
        assert vi != en
        assert not {"{", "}"} & set(vi + en)


@pytest.mark.parametrize("sample", ON_PAGE, ids=lambda sample: sample.name)
def test_figures_and_problems_of_the_choice_on_the_page(before: Workspace, sample: Sample) -> None:
    """The same where a locality of today and a period are chosen."""
    agree(stores.preview(before, sample, sample.page[0]), sample.page[1])


def test_looking_writes_nothing(before: Workspace) -> None:
    """Every fourth file twice: the same each time, no submission, no vintage, no file kept."""
    submissions, vintage = before.store.submissions(), before.store.vintage()
    originals = sorted(before.settings.home.rglob("*"))
    for sample in SAMPLES[::4]:
        first, second = (stores.preview(before, sample, sample.sent) for _ in range(2))
        assert (first.problems, first.changes) == (second.problems, second.changes)
    assert (before.store.submissions(), before.store.vintage()) == (submissions, vintage)
    assert sorted(before.settings.home.rglob("*")) == originals


@EVERY
def test_the_command_says_the_same(command: CliRunner, folder: Path, sample: Sample) -> None:
    """`dxkpi import FILE --dry-run --json` names the same problems and counts, and exits with 3 where it must."""
    sent, expected = sample.sent, sample.expected
    options = {"--locality": sent.locality, "--period": sent.period, "--sheet": sent.sheet}
    arguments = [word for name, value in options.items() if value for word in (name, value)]
    ran = command.invoke(app, ["import", str(folder / sample.name), *arguments, "--dry-run", "--json", "--lang", "vi"])
    said = json.loads(ran.stdout)
    assert [
        (problem["code"], problem["severity"], problem["sheet"] or "", problem["cell"] or "")
        for problem in said["problems"]
        if problem["code"] != OF_THE_DAY
    ] == (expected_cells(expected))
    assert tuple(said["counts"][name] for name in ("new", "changed", "unchanged", "rejected")) == expected.counts
    assert (said["layout"] or "", said["submission"]) == (expected.layout, None)
    assert said["accepted"] is not bool(expected.of("error") or expected.of("reason"))
    assert ran.exit_code == (0 if said["accepted"] else 3)
    assert all(problem["message"] for problem in said["problems"])


def test_preview_and_submit_agree(sampled_home: Path, tmp_path: Path) -> None:
    """One file after the other: what was looked at is what is saved; the same file again changes nothing."""
    home = tmp_path / "home"
    shutil.copytree(sampled_home, home)
    workspace = stores.opened(home)
    receipts: dict[tuple[str, str, str], int] = {}
    for sample in SAMPLES:
        looked_at = stores.preview(workspace, sample, sample.sent)
        if not looked_at.may_be_saved(REASON):
            assert sample.expected.of("error")
            continue
        reviewed = (looked_at.sha256, looked_at.scope, looked_at.upload.sheet)
        if reviewed not in receipts:
            receipts[reviewed] = saved(workspace, looked_at)
        vintage = workspace.vintage
        again = submit(workspace, stores.preview(workspace, sample, sample.sent), reason=REASON)
        assert (again.repeated, again.submission, again.new, again.changed) == (True, receipts[reviewed], 0, 0)
        assert workspace.vintage == vintage
    assert len(receipts) == len(workspace.store.submissions()) - len(before_samples(workspace))
    workspace.close()


def before_samples(workspace: Workspace) -> list[int]:
    """The submissions from before the first sample."""
    return [submission.number for submission in workspace.store.submissions() if submission.reason != REASON]


def saved(workspace: Workspace, looked_at: Preview) -> int:
    """Submit a preview and compare what is stored with what was shown; returns the number of the receipt."""
    receipt = submit(workspace, looked_at, reason=REASON)
    previewed = looked_at.counts
    assert (receipt.new, receipt.changed, receipt.unchanged) == (previewed.new, previewed.changed, previewed.unchanged)
    assert (receipt.repeated, workspace.vintage) == (False, receipt.vintage or looked_at.vintage)
    stored = workspace.store.submitted(receipt.submission)
    brought = {(figure.locality, figure.period, figure.measure): Decimal(figure.value) for figure in stored}
    changes = [change for change in looked_at.changes if change.status is not FigureStatus.UNCHANGED]
    assert brought.keys() == {(change.locality, change.period, change.measure) for change in changes}
    table = workspace.snapshot().figures.values
    for observation in looked_at.figures.observations:
        assert table.loc[(observation.locality, observation.period), observation.measure] == float(observation.value)
        assert brought.get(
            (observation.locality, observation.period, observation.measure), Decimal(observation.value)
        ) == Decimal(observation.value)
    assert workspace.file_archive.get(looked_at.sha256) == looked_at.content
    return receipt.submission
