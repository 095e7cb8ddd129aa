"""Behind a reverse proxy: whose word about a reader's address is taken."""

from __future__ import annotations

import httpx
import pytest
from tests.people import PASSWORD, REVIEWER, store_in

from dxkpi.errors import WrongUsage
from dxkpi.settings import Settings

from .conftest import Office

PROXY, NO_PROXY = "127.0.1.1", "127.0.2.1"


def sign_in(office: Office, machine: str, claimed: str, name: str = REVIEWER) -> httpx.Response:
    """Sign in from a machine that says for whom it asks."""
    headers = {"Origin": office.address, "X-Forwarded-For": claimed}
    return office.browser(machine).post("/sign-in", data={"name": name, "password": PASSWORD}, headers=headers)


def newest_address(office: Office) -> str:
    """The client address of the last action in the audit log."""
    with store_in(office.home) as store:
        return store.audit_log.lines(1)[0].address


@pytest.mark.slow
@pytest.mark.parametrize(
    ("machine", "claimed", "seen"),
    [
        (PROXY, "203.0.113.7", "203.0.113.7"),
        (PROXY, "198.51.100.1, 203.0.113.8", "203.0.113.8"),  # the first was written by the reader
        (PROXY, "203.0.113.9, 127.0.1.2", "203.0.113.9"),  # two proxies in a row
        (PROXY, "2001:db8::7", "2001:db8::7"),
        (NO_PROXY, "203.0.113.10", NO_PROXY),
    ],
)
def test_the_log_has_the_address_of_the_reader(office: Office, machine: str, claimed: str, seen: str) -> None:
    """A trusted proxy names the client address; the header of anybody else is ignored."""
    assert sign_in(office, machine, claimed).status_code == 303
    assert newest_address(office) == seen


@pytest.mark.slow
def test_one_who_guesses_behind_a_proxy_locks_nobody_else(office: Office) -> None:
    """The limit counts readers, not the proxy that all of them come through."""
    for number in range(5):
        assert sign_in(office, PROXY, "203.0.113.66", f"khach{number}").status_code == 401
    assert sign_in(office, PROXY, "203.0.113.66").status_code == 429
    assert sign_in(office, PROXY, "203.0.113.7").status_code == 303


@pytest.mark.parametrize("value", ["*", "proxy.hue.vn", "10.0.0.0/33", "10.0.0.1/8"])
def test_only_addresses_and_networks_are_trusted(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name, a star, or a network that is none ends the start with a sentence that names it."""
    monkeypatch.setenv("DXKPI_TRUSTED_PROXIES", f"127.0.0.1,{value}")
    with pytest.raises(WrongUsage, match="DXKPI_TRUSTED_PROXIES") as refusal:
        Settings(_env_file=None)
    assert value in str(refusal.value)
