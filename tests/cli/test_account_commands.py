"""Accounts by command, as the operator of a server makes them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.commands import Ran, Run, run_command
from tests.conftest import share_front_end

from dxkpi.accounts import sign_in
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.permissions import OPERATOR, Actor, Role
from dxkpi.errors import WrongPassword
from dxkpi.store import Store, SubmissionState

pytestmark = pytest.mark.slow

DXKPI = Path(sys.executable).with_name("dxkpi")
PASSWORD = re.compile(r"\b[a-z2-9]{5}(?:-[a-z2-9]{5}){3}\b")


@pytest.fixture
def home(filled_home: Path, tmp_path: Path) -> Path:
    """A home with figures and without accounts."""
    return Path(shutil.copytree(filled_home, tmp_path / "home"))


@pytest.fixture
def run(home: Path) -> Run:
    """Runs `dxkpi` on that home, in English."""

    def run(*args: str) -> Ran:
        return run_command(*args, home=home, folder=home)

    return run


def enter(home: Path, name: str, printed: str) -> Actor:
    """Who acts after a sign-in with the one password that was printed."""
    (password,) = PASSWORD.findall(printed)
    with Store.open(f"sqlite:///{home}/dxkpi.sqlite") as store:
        return sign_in(store, name, password, address="10.0.0.1", agent="x", now=datetime.now(UTC))[1]


def test_an_account_is_made_listed_disabled_and_given_a_new_password(run: Run, home: Path) -> None:
    """Each password is printed once, works once it is typed, and must be changed."""
    added = run("account", "add", "An", "--role", "contributor", "--scope", "480", "--scope", "Phường Kim Trà")
    assert added.code == 0, added.err
    expected = Actor("an", Role.CONTRIBUTOR, frozenset({"480", "20017"}), "10.0.0.1", must_change=True)
    assert enter(home, "an", added.text) == expected
    answer = run("account", "password", "an")
    assert enter(home, "an", answer.text) == expected
    with pytest.raises(WrongPassword):
        enter(home, "an", added.text)
    assert run("account", "disable", "an").text == "Account an is disabled.\n"
    with pytest.raises(WrongPassword):
        enter(home, "an", answer.text)
    listed = json.loads(run("account", "list", "--json").text)["accounts"]
    assert [
        (
            account["name"],
            account["role"],
            account["scope"],
            account["active"],
            account["must_change"],
            account["created_by"],
        )
        for account in listed
    ] == [("an", "contributor", ["20017", "480"], False, True, "operator")]
    table = run("account", "list").text
    assert "disabled" in table
    assert PASSWORD.search(table) is None


def test_an_account_of_an_identity_provider_gets_no_password(run: Run) -> None:
    """A reviewer of everything, known by the e-mail."""
    identity = ("https://id.example.vn/realms/hue", "Binh@hue.gov.vn")
    added = run("account", "add", "binh", "--role", "reviewer", "--identity", *identity, "--json")
    account = json.loads(added.text)
    assert (account["password"], account["scope"]) == (None, None)
    assert account["identity"] == {"issuer": identity[0], "subject": "binh@hue.gov.vn"}


def test_a_command_in_somebodys_name_has_their_rights_alone(run: Run, home: Path, tmp_path: Path) -> None:
    """A ward's contributor submits for the ward, and it waits; for another one nothing is written."""
    own, other, file = "19996@2025-07-01", "90051@2025-07-01", tmp_path / "a.csv"
    with Store.open(f"sqlite:///{home}/dxkpi.sqlite") as store:
        store.accounts.add("an", role=Role.CONTRIBUTOR, scope=frozenset({"19996"}), by=OPERATOR, at=datetime.now(UTC))
        for place, code in ((other, 3), (own, 0)):
            file.write_text(f"locality,period,measure,value\n{place},2026-Q3,surveys,300\n", encoding="utf-8")
            answer = run("import", str(file), "--by", "an", "--json")
            assert answer.code == code, answer.text
            assert [problem["code"] for problem in json.loads(answer.text)["problems"]] == ["outside-scope"] * (
                code == 3
            )
        (sent,) = store.submissions(SubmissionState.PENDING)
        assert (sent.by, [row.locality for row in store.submitted(sent.number)]) == ("an", [own])


def test_the_last_administrator_and_a_name_twice_are_refused(run: Run) -> None:
    """A login that exists ends with 2, disabling the only administrator with 4; a second one may be disabled."""
    assert run("account", "add", "an", "--role", "administrator").code == 0
    twice = run("account", "add", "An", "--role", "reader")
    assert (twice.code, "already an account" in twice.err) == (2, True)
    last = run("account", "disable", "an")
    assert (last.code, "last administrator" in last.err) == (4, True)
    assert run("account", "add", "binh", "--role", "administrator").code == 0
    assert run("account", "disable", "an").code == 0


@pytest.mark.parametrize(
    "args, code, words",
    [
        (("add", "an", "--role", "contributor"), 2, "for which localities"),
        (("add", "operator", "--role", "reader"), 2, "operator"),
        (("add", "an", "--role", "king"), 2, "king"),
        (("add", "an", "--role", "contributor", "--scope", "Phường Không Có"), 5, "Phường Không Có"),
        (("disable", "ai"), 5, "ai"),
        (("password", "ai"), 5, "ai"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    run: Run, home: Path, args: tuple[str, ...], code: int, words: str
) -> None:
    """With the exit code that commands promise, and nothing is made."""
    refused = run("account", *args)
    assert (refused.code, words in refused.err) == (code, True), refused.err
    with Store.open(f"sqlite:///{home}/dxkpi.sqlite") as store:
        assert (store.accounts.all(), store.audit_log.lines()[0].action) == ([], AuditAction.SUBMIT)


def test_the_first_start_makes_an_administrator_and_later_starts_do_not(home: Path) -> None:
    """The password is printed after the line that names the store, and never again."""
    env = os.environ | {"DXKPI_HOME": str(home), "DXKPI_LANG": "vi"}
    share_front_end(home / "cache")
    printed = []
    for _ in range(2):
        with subprocess.Popen(
            [DXKPI, "serve", "--port", "0"], cwd=home, env=env, stdout=subprocess.PIPE, text=True
        ) as server:
            lines: list[str] = []
            while not lines or "http://" not in lines[-1]:
                line = server.stdout.readline() if server.stdout else ""
                assert line, lines
                lines.append(line)
            server.terminate()
            printed.append(lines)
    assert [len(lines) for lines in printed] == [3, 2]
    administrator = Actor("admin", Role.ADMINISTRATOR, None, "10.0.0.1", must_change=True)
    assert enter(home, "admin", printed[0][1]) == administrator
