"""Commands as people and programs run them: their bytes, their exit codes, and what they leave in the store."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.commands import Ran, Run, run_command

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[2] / "data"
HUONG_TRA = (
    "Cổng thông tin thành phần Thừa Thiên Huế, bản tin 21/09/2022: Phó Chủ tịch UBND tỉnh làm việc với lãnh đạo "
    "thị xã Hương Trà về chuyển đổi số"
)
NINE_MONTHS = ("--locality", "480", "--period", "2022-9M")
HUONG_AN_DAYS = "2025-07-01..2025-07-14"


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ran]:
    """Runs `dxkpi` with a home folder and without the developer's own settings."""
    folder = tmp_path_factory.mktemp("commands")

    def run(home: Path, *args: str, stdin: Path = Path(os.devnull), **settings: str) -> Ran:
        return run_command(*args, home=home, folder=folder, stdin=stdin, **({"DXKPI_SAMPLE": "off"} | settings))

    return run


@pytest.fixture(scope="module")
def read_home(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled home that commands only read."""
    home = tmp_path_factory.mktemp("commands-read") / "home"
    shutil.copytree(filled_home, home)
    return home


RESOLUTION = ("--indicator", "resolution_rate")
ASKED: Mapping[str, tuple[str, ...]] = {
    "resolution": ("values", *RESOLUTION, *NINE_MONTHS, "--json"),
    "huong tra": (
        "values", "--indicator", "overdue_rate", "--indicator", "members_per_team", "--indicator", "e_document_share",
        "--indicator", "online_rate", "--indicator", "on_time_rate", "--indicator", "team_coverage", *NINE_MONTHS,
        "--json",
    ),
    "by name": ("values", *RESOLUTION, "--locality", "TX. Hương Trà", "--period", "2022-9M", "--json"),
    "huong an": (
        "values", "--indicator", "on_time_rate", "--measure", "on_time_rate_stated_of_received", "--measure",
        "dossiers_received", "--locality", "19804", "--period", HUONG_AN_DAYS, "--json",
    ),
    "csv": ("values", *RESOLUTION, "--indicator", "online_rate", *NINE_MONTHS, "--csv"),
    "in words": ("values", *RESOLUTION, "--indicator", "overdue_rate", *NINE_MONTHS, "--lang", "vi"),
    "unknown locality": ("values", *RESOLUTION, "--locality", "Huong Tra", "--period", "2022-9M", "--json"),
    "ambiguous locality": ("values", *RESOLUTION, "--locality", "Xã Phú An", "--json"),
    "unknown indicator": ("values", "--indicator", "rate_of_success", *NINE_MONTHS, "--json"),
    "unknown measure": ("values", "--measure", "dossiers", *NINE_MONTHS, "--json"),
    "unknown period": ("values", *RESOLUTION, "--locality", "480", "--period", "2022-Q7", "--json"),
    "unknown vintage": ("values", *RESOLUTION, *NINE_MONTHS, "--vintage", "999", "--json"),
    "unknown chart": ("chart", "pie", "-o", "pie.csv"),
    "nothing asked": ("values", "--locality", "480"),
    "unknown option": ("values", "--colour", "red"),
    "no such file": ("import", "nowhere.csv", "--json"),
    "a folder as file": ("import", ".", "--json"),
    "both formats": ("values", *RESOLUTION, *NINE_MONTHS, "--json", "--csv"),
    "unknown ending": ("chart", "trend", *RESOLUTION, "-o", "trend.docx"),
    "no folder": ("chart", "trend", *RESOLUTION, "-o", "nowhere/trend.csv"),
    "no format": ("chart", "trend", *RESOLUTION, "-o", "-"),
    "ended": ("values", *RESOLUTION, "--locality", "480", "--period", "2026-Q1"),
    "begins later": ("values", *RESOLUTION, "--locality", "20017", "--period", "2003-Q1"),
    "piped chart": ("chart", "trend", *RESOLUTION, "--locality", "480", "-o", "-", "--format", "csv"),
    "check": ("check",),
}  # fmt: skip


@pytest.fixture(scope="module")
def ran(start: Run, read_home: Path) -> Callable[[str], Ran]:
    """What each of the reading commands did; they run side by side, once."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        first = pool.submit(start, read_home, *ASKED["check"])
        first.result()
        waiting = {name: pool.submit(start, read_home, *args) for name, args in ASKED.items() if name != "check"}
    done = {"check": first.result()} | {name: task.result() for name, task in waiting.items()}
    return lambda name: done[name]


# Real figures.


def test_the_first_real_figure_byte_for_byte(ran: Callable[[str], Ran]) -> None:
    """Hương Trà, nine months of 2022: 5.203 of 5.810 resolved are 89.5524956970740 percent, with its source."""
    done = ran("resolution")
    assert (done.code, done.err) == (0, "")
    for line in (
        '"indicator": "resolution_rate"', '"locality": "480@2021-07-01"', '"locality_name": "Thị xã Hương Trà"',
        '"period": "2022-9M"', '"basis": "cumulative"', '"value": 89.5524956970740', '"unit": "percent"',
        '"numerator": 5203', '"denominator": 5810', '"stated": false', '"provisional": false', '"reporting": 1',
        '"expected": 1', f'"source": "{HUONG_TRA}"',
    ):  # fmt: skip
        assert f"      {line}".encode() in done.out
    (row,) = done.document["rows"]
    assert "carried over are not known" in row["note"]


def test_a_row_has_what_was_promised(ran: Callable[[str], Ran]) -> None:
    """Every promised key is in every row, and the document has the vintage."""
    promised = {
        "indicator", "locality", "locality_name", "period", "basis", "value", "unit", "numerator", "denominator",
        "stated", "provisional", "reporting", "expected", "note", "source",
    }  # fmt: skip
    document = ran("huong tra").document
    assert isinstance(document["vintage"], int)
    assert len(document["rows"]) == 6
    for row in document["rows"]:
        assert promised <= set(row)


def test_a_stated_share_is_stated(ran: Callable[[str], Ran]) -> None:
    """Overdue 6,8 % and documents 100 % are as the report states them, without counts."""
    rows = ran("huong tra").rows
    for indicator, share in (("overdue_rate", 6.8), ("e_document_share", 100)):
        row = rows[indicator]
        assert (row["value"], row["stated"], row["numerator"], row["denominator"]) == (share, True, None, None)
        assert row["source"] == HUONG_TRA
    assert (rows["on_time_rate"]["value"], rows["on_time_rate"]["stated"]) == (93, True)


def test_members_a_team(ran: Callable[[str], Ran]) -> None:
    """388 members of 72 teams are 5.3888… a team."""
    row = ran("huong tra").rows["members_per_team"]
    assert (row["numerator"], row["denominator"], row["unit"]) == (388, 72, "per_one")
    assert row["value"] == pytest.approx(5.388888888888889, abs=1e-13)


def test_teams_are_in_all_nine_communes(ran: Callable[[str], Ran]) -> None:
    """The report says 9 communes and wards have teams, and the registry has 9 in the town that year: 100 percent."""
    row = ran("huong tra").rows["team_coverage"]
    assert (row["numerator"], row["denominator"], row["value"]) == (9, 9, 100)


def test_what_cannot_be_had_is_null_with_its_reason(ran: Callable[[str], Ran]) -> None:
    """Nobody said how many dossiers came online: null, never 0, never left out, and the note says what is lacking."""
    row = ran("huong tra").rows["online_rate"]
    assert (row["value"], row["numerator"], row["denominator"]) == (None, None, None)
    assert "dossiers received online" in row["note"].lower()


def test_a_name_is_as_good_as_a_code(ran: Callable[[str], Ran]) -> None:
    """TX. Hương Trà is 480."""
    assert ran("by name").out == ran("resolution").out


def test_a_share_of_another_denominator_is_noted_and_not_used(ran: Callable[[str], Ran]) -> None:
    """Hương An, 1 to 14 July 2025: on time is null because resolved is not given; the 91 % of received is a note."""
    with (DATA / "localities.csv").open(encoding="utf-8", newline="") as file:
        (code,) = [
            row["code"]
            for row in csv.DictReader(file)
            if (row["name"], row["valid_from"]) == ("Phường Hương An", "2025-07-01")
        ]
    rows = ran("huong an").rows
    row = rows["on_time_rate"]
    assert (row["locality"], row["period"], row["value"]) == (f"{code}@2025-07-01", HUONG_AN_DAYS, None)
    assert "not reported: dossiers resolved" in row["note"].lower()
    assert "91 %" in row["note"]
    assert "dossiers received" in row["note"]
    share = rows["on_time_rate_stated_of_received"]
    assert (share["value"], share["unit"], share["stated"]) == (91, "percent", True)
    assert "dossiers received" in share["note"]
    assert rows["dossiers_received"]["value"] == 338


def test_csv_has_the_same_figures(ran: Callable[[str], Ran]) -> None:
    """--csv gives the same rows with the same digits, empty where nothing is known."""
    done = ran("csv")
    assert (done.code, done.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.out.decode(), newline="")))
    assert [(row["indicator"], row["value"], row["numerator"], row["denominator"]) for row in rows] == [
        ("resolution_rate", "89.5524956970740", "5203", "5810"),
        ("online_rate", "", "", ""),
    ]
    assert rows[0]["source"] == HUONG_TRA
    assert rows[1]["note"]


def test_people_read_vietnamese(ran: Callable[[str], Ran]) -> None:
    """With --lang vi numbers, period and notes are Vietnamese."""
    text = ran("in words").out.decode()
    for needed in ("89,6", "5.203", "5.810", "6,8", "9 tháng đầu năm 2022", "Thị xã Hương Trà"):
        assert needed in text


def test_a_table_in_a_pipe_is_plain_columns(ran: Callable[[str], Ran]) -> None:
    """No lines are drawn and none is wrapped: a heading and one line a value."""
    lines = ran("in words").text.splitlines()
    assert len(lines) == 3
    assert not {character for line in lines for character in line if "\u2500" <= character <= "\u257f"}
    assert [line.rstrip() for line in lines] == lines


def test_a_chart_is_written_to_standard_output(ran: Callable[[str], Ran]) -> None:
    """Its bytes and nothing else."""
    done = ran("piped chart")
    assert (done.code, done.err) == (0, "")
    assert "Thị xã Hương Trà" in done.out.decode("utf-8-sig")


def test_a_whole_store_is_whole(ran: Callable[[str], Ran]) -> None:
    """`check` of the shipped figures finds nothing and ends with 0."""
    assert ran("check").code == 0


# Refusals.


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("unknown locality", 5, "Hương Trà"), ("ambiguous locality", 5, "“Xã Phú An” may be any of"),
        ("unknown indicator", 5, "rate_of_success"), ("unknown measure", 5, "dossiers"),
        ("unknown period", 5, "2022-Q7"), ("unknown vintage", 5, "999"), ("unknown chart", 5, "pie"),
        ("a folder as file", 2, "cannot be read"), ("both formats", 2, "--csv"), ("unknown ending", 2, "docx"),
        ("no folder", 2, "There is no folder nowhere."), ("no format", 2, "--format"),
        ("ended", 5, "Thị xã Hương Trà ended on 30/06/2025 and became"),
        ("begins later", 5, "began on"),
        ("nothing asked", 2, "--indicator"), ("unknown option", 2, "--colour"), ("no such file", 2, "nowhere.csv"),
    ],
)  # fmt: skip
def test_a_refusal_is_a_sentence_and_its_exit_code(ran: Callable[[str], Ran], name: str, code: int, words: str) -> None:
    """What is not there ends with 5, wrong usage with 2; it is said on stderr, stdout stays empty, no traceback."""
    done = ran(name)
    assert done.code == code
    assert words in done.err
    assert "Traceback" not in done.err
    assert done.out == b""


@pytest.mark.parametrize(
    "address", ["postgresql+psycopg://nobody@127.0.0.1:1/none", "sqlite:////proc/none/store.sqlite", "nonsense://x"]
)
def test_a_store_that_cannot_be_reached(start: Run, tmp_path: Path, address: str) -> None:
    """No server, no folder, no such kind of store: exit 6 and a sentence that names the address and the setting."""
    done = start(tmp_path, "check", DXKPI_DATABASE_URL=address)
    assert done.code == 6
    assert "DXKPI_DATABASE_URL" in done.err
    assert "Traceback" not in done.err
    assert done.out == b""


# Files in.

GOOD = """locality,period,measure,value,source
480,2022-9M,dossiers_received_online,1000,Báo cáo A
480,2022-9M,dossiers_received,5810,Báo cáo A
480,2022-9M,dossiers_resolved,5.204,Báo cáo đính chính
"""
BAD = """locality,period,measure,value
480,2022-9M,dossiers_resolved,khoảng 300
Huong Tra,2022-9M,dossiers_resolved,1
480,2022-9M,dossiers_received,-1
"""


@dataclass(frozen=True)
class Story:
    """A refused file, a dry run, the file itself, and the file once more, one after the other in one store."""

    refused: Ran
    refused_in_words: Ran
    dry: Ran
    dry_in_words: Ran
    dry_from_stdin: Ran
    before: Ran
    saved: Ran
    after: Ran
    as_it_was: Ran
    again: Ran
    by_nobody: Ran
    for_another: Ran


@pytest.fixture(scope="module")
def story(start: Run, filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The commands that write, in their order."""
    folder = tmp_path_factory.mktemp("commands-write")
    home = folder / "home"
    shutil.copytree(filled_home, home)
    good, bad = folder / "good.csv", folder / "bad.csv"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(BAD, encoding="utf-8")
    ask = ("values", *RESOLUTION, "--indicator", "online_rate", *NINE_MONTHS, "--json")
    refused = start(home, "import", str(bad), "--json")
    newest = str(json.loads(refused.out)["vintage"])
    return Story(
        refused=refused,
        refused_in_words=start(home, "import", str(bad), "--lang", "vi"),
        dry=start(home, "import", str(good), "--dry-run", "--json"),
        dry_in_words=start(home, "import", str(good), "--dry-run"),
        dry_from_stdin=start(home, "import", "-", "--dry-run", "--json", stdin=good),
        before=start(home, *ask),
        saved=start(home, "import", str(good), "--json", "--reason", "đính chính"),
        after=start(home, *ask),
        as_it_was=start(home, *ask, "--vintage", newest),
        again=start(home, "import", str(good), "--json"),
        by_nobody=start(home, "import", str(good), "--json", "--by", "lan"),
        for_another=start(home, "import", str(good), "--locality", "479", "--period", "2022-9M", "--json"),
    )


def test_who_has_no_account_may_not_import(story: Story) -> None:
    """Deny by default: an account that is not there ends with 4, and nothing is read."""
    assert (story.by_nobody.code, story.by_nobody.out) == (4, b"")


def test_a_broken_file_ends_with_3_and_all_its_problems(story: Story) -> None:
    """Three wrong cells: exit 3, not accepted, three rows rejected, each problem with its cell; nothing saved."""
    assert story.refused.code == 3
    report = story.refused.document
    assert (report["accepted"], report["layout"], report["submission"]) == (False, "long_table", None)
    assert report["counts"] == {"new": 0, "changed": 0, "unchanged": 0, "rejected": 3}
    assert [(problem["code"], problem["severity"], problem["cell"]) for problem in report["problems"]] == [
        ("not-a-number", "error", "D2"), ("unknown-locality", "error", "A3"), ("negative", "error", "D4"),
    ]  # fmt: skip


def test_a_problem_has_what_was_promised(story: Story) -> None:
    """A problem is code, severity, sheet, cell, row, column, measure, value and message, as promised and typed so."""
    first = story.refused.document["problems"][0]
    message = first.pop("message")
    assert first == {
        "code": "not-a-number", "severity": "error", "sheet": "", "cell": "D2", "row": 2, "column": "D",
        "measure": "dossiers_resolved", "value": "khoảng 300",
    }  # fmt: skip
    assert "D2" in message
    assert "khoảng 300" in message


def test_people_read_the_problems_in_vietnamese(story: Story) -> None:
    """Without --json the same problems are printed as lines, and the exit code is 3 as well."""
    assert story.refused_in_words.code == 3
    text = story.refused_in_words.out.decode()
    for needed in ("not-a-number", "D2", "khoảng 300", "unknown-locality", "negative", "Ô "):
        assert needed in text


def test_an_import_report_has_what_was_promised(story: Story) -> None:
    """Accepted: layout, locality, period, counts, submission, vintage and no problems."""
    assert story.saved.code == 0
    report = story.saved.document
    assert {"accepted", "layout", "locality", "period", "counts", "submission", "vintage", "problems"} <= set(report)
    assert (report["accepted"], report["layout"], report["locality"], report["period"]) == (
        True, "long_table", "480@2021-07-01", "2022-9M",
    )  # fmt: skip
    assert report["counts"] == {"new": 1, "changed": 1, "unchanged": 1, "rejected": 0}
    assert report["problems"] == []
    assert isinstance(report["submission"], int)


def test_a_refused_file_and_a_dry_run_write_nothing(story: Story) -> None:
    """After both the newest vintage and the figures are what they were; the dry run says what would happen."""
    vintage = story.refused.document["vintage"]
    assert story.dry.code == 0
    assert story.dry.document["counts"] == {"new": 1, "changed": 1, "unchanged": 1, "rejected": 0}
    assert (story.dry.document["submission"], story.dry.document["vintage"]) == (None, vintage)
    assert story.before.document["vintage"] == vintage
    assert story.before.rows["resolution_rate"]["numerator"] == 5203


def test_a_dry_run_lists_every_new_and_changed_figure(story: Story) -> None:
    """In words and as JSON: 1.000 online are new, 5.203 resolved become 5.204."""
    changes = {change["measure"]: change for change in story.dry.document["changes"]}
    assert {measure: (change["status"], change["old"], change["new"]) for measure, change in changes.items()} == {
        "dossiers_received_online": ("new", None, 1000),
        "dossiers_resolved": ("changed", 5203, 5204),
    }
    assert "read as 1,000" in story.dry_in_words.text
    assert "read as 5,204; until now 5,203" in story.dry_in_words.text


def test_standard_input_is_a_file(story: Story) -> None:
    """`import -` reads the same figures and problems as from a named file."""
    assert story.dry_from_stdin.document == story.dry.document


def test_a_correction_is_a_new_vintage_with_its_own_source(story: Story) -> None:
    """After the file 5.204 are resolved and 1.000 of 5.810 came online, in the vintage after."""
    assert story.after.document["vintage"] == story.refused.document["vintage"] + 1 == story.saved.document["vintage"]
    rows = story.after.rows
    assert (rows["resolution_rate"]["numerator"], rows["resolution_rate"]["denominator"]) == (5204, 5810)
    assert "Báo cáo đính chính" in rows["resolution_rate"]["source"]
    assert rows["online_rate"]["value"] == pytest.approx(100 * 1000 / 5810, abs=1e-12)


def test_an_older_vintage_reads_as_it_did(story: Story) -> None:
    """With --vintage of before, every byte is what the command gave before the correction."""
    assert story.as_it_was.out == story.before.out


def test_the_same_file_again_changes_nothing(story: Story) -> None:
    """Sent twice: nothing new, nothing changed, no new vintage."""
    assert story.again.code == 0
    report = story.again.document
    assert report["counts"] == {"new": 0, "changed": 0, "unchanged": 3, "rejected": 0}
    assert report["vintage"] == story.saved.document["vintage"]


def test_a_file_for_one_locality_speaks_of_no_other(story: Story) -> None:
    """Sent with --locality 479, rows of 480 are outside its scope: refused."""
    assert story.for_another.code == 3
    assert {problem["code"] for problem in story.for_another.document["problems"]} == {"outside-scope"}
    assert story.for_another.document["counts"]["rejected"] == 3


def test_stdout_is_one_json_document_and_nothing_else(story: Story, ran: Callable[[str], Ran]) -> None:
    """Every --json command prints one UTF-8 document that ends with a line end, and nothing on stderr."""
    for done in (story.refused, story.dry, story.saved, story.after, story.again, ran("resolution"), ran("huong an")):
        text = done.out.decode("utf-8")
        _, end = json.JSONDecoder().raw_decode(text)
        assert text[end:] == "\n"
        assert done.err == ""
