"""Sign-in through a real identity provider: the provider authenticates, the store authorizes."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE
from tests.conftest import Serving
from tests.people import store_in

from dxkpi.domain.model.permissions import OPERATOR, Role

pytestmark = pytest.mark.browser

KNOWN, BY_MAIL, UNVERIFIED, UNKNOWN = "u-1", "u-2", "u-3", "u-4"
MAIL = "hoa@hue.example"


@dataclass(frozen=True)
class Office:
    """A running product that knows a provider, and its home."""

    address: str
    home: Path


@pytest.fixture(scope="module")
def office(serve: Serving, filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The product with two accounts linked to the provider, one by its subject and one by an e-mail."""
    home = Path(shutil.copytree(filled_home, tmp_path_factory.mktemp("provider") / "home"))
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    users = (
        User(sub=KNOWN),
        User(sub=BY_MAIL, claims={"email": MAIL, "email_verified": True}),
        User(sub=UNVERIFIED, claims={"email": MAIL, "email_verified": False}),
        User(sub=UNKNOWN, claims={"email": "ai@hue.example", "email_verified": True}),
    )
    with run_server_in_thread(user_claims=users) as provider, pytest.MonkeyPatch.context() as patch:
        issuer = f"http://localhost:{provider.server_port}"
        with store_in(home) as store:
            for name, subject, role in (("an", KNOWN, Role.REVIEWER), ("hoa", MAIL, Role.CONTRIBUTOR)):
                identity, now = (issuer, subject), datetime.now(UTC)
                store.accounts.add(name, role=role, scope=None, identity=identity, by=OPERATOR, at=now)
        patch.setenv("DXKPI_OIDC_SERVER_METADATA_URL", f"{issuer}/.well-known/openid-configuration")
        patch.setenv("DXKPI_OIDC_CLIENT_ID", "dxkpi")
        patch.setenv("DXKPI_OIDC_CLIENT_SECRET", "a secret of the client")
        patch.setenv("DXKPI_SECRET", "a secret of more than thirty-two letters")
        patch.setenv("DXKPI_PUBLIC_ADDRESS", f"http://localhost:{port}")
        with serve(home.parent, port=port):
            yield Office(f"http://localhost:{port}", home)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh browser."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def sign_in_as(page: Page, office: Office, subject: str) -> None:
    """Go to the provider from the sign-in page and authenticate there."""
    page.goto(f"{office.address}/sign-in")
    page.get_by_role("link", name="Đăng nhập bằng tài khoản của tỉnh").click()
    page.get_by_role("button", name=subject, exact=True).first.click()


def names_of(page: Page) -> set[str]:
    """The names of the cookies that a browser has."""
    return {str(cookie["name"]) for cookie in page.context.cookies()}


@pytest.mark.parametrize(("subject", "role"), [(KNOWN, "người duyệt"), (BY_MAIL, "người nộp số liệu")])
def test_the_provider_says_who_and_the_store_says_what(page: Page, office: Office, subject: str, role: str) -> None:
    """Known by subject or by a verified e-mail, one is signed in with the role of the account, in a session of ours."""
    sign_in_as(page, office, subject)
    expect(page.locator(".dx-person")).to_contain_text(role, timeout=PATIENCE)
    assert "dxkpi_session" in names_of(page)
    assert "dxkpi_login" not in names_of(page)
    page.get_by_role("link", name="Tài khoản").click()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible(timeout=PATIENCE)


def test_the_provider_leads_back_to_where_one_wanted_to_go(page: Page, office: Office) -> None:
    """To the page with its choices and in its language; another host is no page of this server."""
    page.goto(f"{office.address}/sign-in?lang=en&next=/submit%3Flang%3Den%26way%3Dfile")
    page.get_by_role("link", name="Sign in with the province's account").click()
    page.get_by_role("button", name=KNOWN, exact=True).first.click()
    page.wait_for_url(f"{office.address}/submit?lang=en&way=file")
    expect(page.locator(".dx-person")).to_contain_text("reviewer", timeout=PATIENCE)
    page.goto(f"{office.address}/sign-in?next=//else.example/")
    page.get_by_role("link", name="Đăng nhập bằng tài khoản của tỉnh").click()
    page.get_by_role("button", name=KNOWN, exact=True).first.click()
    page.wait_for_url(f"{office.address}/")


@pytest.mark.parametrize("subject", [UNKNOWN, UNVERIFIED])
def test_whom_nobody_knows_here_stays_a_reader(page: Page, office: Office, subject: str) -> None:
    """Without an account, or with an unverified e-mail, a message says so and the public pages can be read."""
    sign_in_as(page, office, subject)
    expect(page.get_by_role("alert")).to_contain_text("quản trị viên")
    assert not {"dxkpi_session", "dxkpi_login"} & names_of(page)
    page.get_by_role("link", name="Tiếp tục xem số liệu").click()
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible(timeout=PATIENCE)


def test_nobody_comes_back_who_was_not_there(page: Page, office: Office) -> None:
    """The callback address without an answer of the provider starts no session, and says so."""
    page.goto(f"{office.address}/oauth2callback?code=0&state=0")
    expect(page.get_by_role("alert")).to_contain_text("không thành công")
    assert "dxkpi_session" not in names_of(page)
