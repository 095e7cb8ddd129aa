"""Signing in with an account of the province's identity provider (OpenID Connect).

Streamlit's own routes (those of `st.login`: `/auth/login`, `/oauth2callback`) talk to the provider and vouch for its
answer in a signed cookie. That cookie is taken here at once for a session of the server's own, which the store can end,
and is thrown away; what the person may do is what the store says.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from dxkpi import workflows
from dxkpi.accounts import IdTokenClaims
from dxkpi.locale import N_, Language, say
from dxkpi.settings import Settings
from dxkpi.web.auth.sign_in import FRESH, SignInRoutes, is_https, own_path, token_of, whence, with_session
from dxkpi.web.auth.sign_in_pages import PROVIDER, SignInRequest, html_of, unknown_page

BACK = "/sign-in/provider/back"
CALLBACK = "/oauth2callback"
# Where to go on, kept while somebody is at the provider's, and for how many seconds.
GOAL_COOKIE, GOAL_HOLDS = "dxkpi_goal", 900
# The word of the provider is taken for a session at once; nobody may keep it for later.
WORD_HOLDS = timedelta(minutes=5)
FAILED = N_("Signing in with the province's account did not succeed. Try again, or use a name and a password.")


def set_up_provider(settings: Settings) -> None:
    """Tell Streamlit of the provider, in a file that nobody else on the machine may read."""
    auth = {
        "redirect_uri": settings.public_address.rstrip("/") + CALLBACK,
        "cookie_secret": settings.secret,
        "client_id": settings.oidc_client_id,
        "client_secret": settings.oidc_client_secret,
        "server_metadata_url": settings.oidc_server_metadata_url,
    }
    # A JSON string is a TOML string.
    lines = ["[auth]", *(f"{name} = {json.dumps(value)}" for name, value in auth.items()), ""]
    path = settings.home / "identity-provider.toml"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    config.set_option("secrets.files", [str(path)])


def provider_routes(signing: SignInRoutes) -> list[BaseRoute]:
    """The way to the provider, and the way back from it."""
    workspace = signing.workspace

    async def go(request: Request) -> Response:
        login = f"/auth/login?provider={encode_provider_token('default')}"
        return with_goal(RedirectResponse(login, 303, headers=FRESH), signing.asked(request), request)

    async def come_back(request: Request) -> Response:
        asked, identity = goal_of(signing.asked(request), request), identity_of(request, workspace.settings.secret)
        if identity is None:
            return without_word(html_of(unknown_page(asked, say(FAILED, asked.language)), 401), request)
        token, why = await run_in_threadpool(
            workflows.sign_in_identity, workspace, identity, earlier=token_of(request), **whence(request)
        )
        if why is not None:
            return without_word(html_of(unknown_page(asked, why.text(asked.language)), 403), request)
        return with_session(without_word(RedirectResponse(asked.goal, 303, headers=FRESH), request), token, request)

    return [Route(PROVIDER, go, methods=["GET"]), Route(BACK, come_back, methods=["GET"])]


def identity_of(request: Request, secret: str) -> IdTokenClaims | None:
    """Whom the provider has just vouched for, by Streamlit's signed cookie; nobody where it is forged or old."""

    def signed(name: str) -> bytes | None:
        return decode_signed_value(secret, name, request.cookies.get(name, ""))

    word = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    if not word:
        return None
    claims = json.loads(word)
    issued = datetime.fromtimestamp(claims["iat"], UTC)
    if abs(datetime.now(UTC) - issued) > WORD_HOLDS:
        return None
    return IdTokenClaims(
        claims["iss"],
        claims["sub"],
        issued,
        email=claims.get("email") or "",
        is_verified=claims.get("email_verified") is True,
    )


def with_goal(response: Response, asked: SignInRequest, request: Request) -> Response:
    """The answer that keeps in the browser where somebody wants to go, and in which language, until they come back."""
    goal = urlencode({"lang": asked.language.value, "next": asked.goal})
    # Whoever comes back comes from another site, by a link: that is what "lax" lets through.
    response.set_cookie(GOAL_COOKIE, goal, max_age=GOAL_HOLDS, path=PROVIDER, httponly=True, samesite="lax",
                        secure=is_https(request))  # fmt: skip
    return response


def goal_of(asked: SignInRequest, request: Request) -> SignInRequest:
    """What was asked before somebody left for the provider; a path of this server alone."""
    kept = dict(parse_qsl(request.cookies.get(GOAL_COOKIE, "")))
    language = Language(kept["lang"]) if kept.get("lang") in list(Language) else asked.language
    return replace(asked, language=language, goal=own_path(kept.get("next", "/")))


def without_word(response: Response, request: Request) -> Response:
    """The answer that takes Streamlit's cookies away, and that of the way."""
    response.delete_cookie(GOAL_COOKIE, path=PROVIDER, httponly=True, samesite="lax")
    for name in request.cookies:
        if name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)):
            response.delete_cookie(name, path="/")
    return response


class ProviderReturnMiddleware:
    """Leads whoever comes back from the provider to `BACK`, where Streamlit would lead to the first page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != CALLBACK:
            await self.app(scope, receive, send)
            return

        async def send_elsewhere(message: Message) -> None:
            if message["type"] == "http.response.start" and "location" in (headers := MutableHeaders(scope=message)):
                headers["Location"] = BACK
            await send(message)

        await self.app(scope, receive, send_elsewhere)
