"""Sign-in at an identity provider by address: PKCE, the cookie of a login, and answers that are not accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dxkpi.domain.model.permissions import OPERATOR, Role
from dxkpi.web.auth.openid_connect import provider_routes
from dxkpi.web.auth.sign_in import SignInRoutes
from dxkpi.workspace import Workspace

SERVER = "https://kpi.example"
SUBJECT = "u-1"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a running identity provider that knows one person."""
    with run_server_in_thread(user_claims=(User(sub=SUBJECT),)) as provider:
        yield f"http://localhost:{provider.server_port}"


@pytest.fixture
def browser(own_workspace: Workspace, issuer: str, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A browser at the product, which has an account for the person of the provider."""
    settings = {
        "oidc_server_metadata_url": f"{issuer}/.well-known/openid-configuration",
        "oidc_client_id": "dxkpi",
        "oidc_client_secret": "a secret of the client",
        "secret": "a secret of more than thirty-two letters",
        "public_address": SERVER,
    }
    monkeypatch.setattr(own_workspace, "settings", own_workspace.settings.model_copy(update=settings))
    own_workspace.store.accounts.add(
        "an", role=Role.REVIEWER, scope=None, identity=(issuer, SUBJECT), by=OPERATOR, at=datetime.now(UTC)
    )
    app = Starlette(routes=provider_routes(SignInRoutes(own_workspace)))
    return TestClient(app, base_url=SERVER, follow_redirects=False)


def authorize(address: str) -> str:
    """Sign in at the provider: the address that it redirects to."""
    return httpx.post(address, data={"sub": SUBJECT}, timeout=30).headers["Location"]


def query_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_the_redirect_asks_for_a_code_with_pkce(browser: TestClient) -> None:
    """Code flow, challenge by SHA-256, state and nonce, and the callback address that the provider has registered."""
    answer = browser.get("/sign-in/provider")
    query = query_of(answer.headers["Location"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert query["response_type"] == "code"
    assert query["code_challenge_method"] == "S256"
    assert query["redirect_uri"] == f"{SERVER}/oauth2callback"
    assert query.keys() >= {"code_challenge", "state", "nonce"}


def test_the_cookie_of_a_login_is_short_lived_and_out_of_reach(browser: TestClient) -> None:
    """For 15 minutes, by https alone, not for scripts; another site's redirect may send it."""
    (cookie,) = browser.get("/sign-in/provider").headers.get_list("Set-Cookie")
    name, _, rest = cookie.partition("=")
    assert name == "dxkpi_login"
    assert {part.strip().casefold() for part in rest.split(";")[1:]} == {
        "httponly", "samesite=lax", "path=/", "max-age=900", "secure",
    }  # fmt: skip


def test_the_callback_starts_a_session_and_ends_the_login(browser: TestClient) -> None:
    """One leads on to the wanted page, with a session cookie and without that of the login."""
    address = authorize(browser.get("/sign-in/provider?next=/submit").headers["Location"])
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/submit")
    assert "dxkpi_session" in browser.cookies
    assert "dxkpi_login" not in browser.cookies


def test_a_callback_counts_once(browser: TestClient) -> None:
    """The same address a second time is refused: its state is gone."""
    address = authorize(browser.get("/sign-in/provider").headers["Location"])
    assert [browser.get(address).status_code for _ in range(2)] == [303, 401]


def test_the_callback_of_another_browser_is_refused(browser: TestClient) -> None:
    """The answer to somebody else's login does not sign in."""
    address = authorize(browser.get("/sign-in/provider").headers["Location"])
    browser.cookies.clear()
    answer = browser.get(address)
    assert answer.status_code == 401
    assert "không thành công" in answer.text
    assert "dxkpi_session" not in browser.cookies


def test_a_changed_login_cookie_is_refused(browser: TestClient) -> None:
    """Its signature no longer fits."""
    address = authorize(browser.get("/sign-in/provider").headers["Location"])
    content = browser.cookies["dxkpi_login"]
    browser.cookies.clear()
    browser.cookies["dxkpi_login"] = ("A" if content[0] != "A" else "B") + content[1:]
    assert browser.get(address).status_code == 401


def test_the_provider_may_refuse(browser: TestClient) -> None:
    """Somebody cancels there: one sentence, no session."""
    state = query_of(browser.get("/sign-in/provider").headers["Location"])["state"]
    answer = browser.get(f"/oauth2callback?error=access_denied&state={state}")
    assert (answer.status_code, "không thành công" in answer.text) == (401, True)


def test_a_provider_that_does_not_answer_is_a_sentence(
    own_workspace: Workspace, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """502, and the way by name and password."""
    nowhere = {"oidc_server_metadata_url": "http://127.0.0.1:9/.well-known/openid-configuration"}
    monkeypatch.setattr(own_workspace, "settings", own_workspace.settings.model_copy(update=nowhere))
    app = Starlette(routes=provider_routes(SignInRoutes(own_workspace)))
    answer = TestClient(app, follow_redirects=False).get("/sign-in/provider")
    assert (answer.status_code, "không thành công" in answer.text) == (502, True)
