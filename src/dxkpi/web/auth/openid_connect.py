"""OpenID Connect sign-in. The provider authenticates; our store authorizes.

`/sign-in/provider` redirects to the provider (authorization code flow with PKCE). The provider redirects back to
`/oauth2callback`, where its ID token is verified and exchanged for a session of our own, which the store can end.
Between the two, a signed cookie holds state, nonce, code verifier and the address to go to afterwards.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from json import JSONDecodeError
from typing import Any

import httpx
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from dxkpi import workflows
from dxkpi.accounts import IdTokenClaims
from dxkpi.locale import N_, Language, say
from dxkpi.settings import Settings
from dxkpi.web.auth.sign_in import SignInRoutes, client_details, own_path, token_of, with_session
from dxkpi.web.auth.sign_in_pages import PROVIDER, SignInRequest, html_of, unknown_page
from dxkpi.web.headers import NO_STORE

with warnings.catch_warnings(record=True):  # authlib prints one about the next version of httpx, which is not in use
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.starlette_client import OAuth

CALLBACK = "/oauth2callback"  # registered at the provider, so it never changes
LOGIN_COOKIE, LOGIN_SECONDS = "dxkpi_login", 900
GOAL = "goal"  # key of the address to go to afterwards in the cookie
FAILED = N_("Signing in with the province's account did not succeed. Try again, or use a name and a password.")
PROVIDER_ERRORS = (AuthlibBaseError, JoseError, httpx.HTTPError, JSONDecodeError)
_LOG = logging.getLogger("dxkpi.web.auth")


class LoginCookieMiddleware(SessionMiddleware):
    """Starlette's signed session cookie, for the two routes of a login only.

    The scope is copied: Streamlit wraps every route in a SessionMiddleware of its own, which would otherwise write our
    content into its cookie too.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__(dict(scope), receive, send)


def provider_routes(sign_in: SignInRoutes) -> list[BaseRoute]:
    """`/sign-in/provider` and `/oauth2callback`. The settings must name a provider."""
    workspace, settings = sign_in.workspace, sign_in.workspace.settings
    client = _client(settings)

    async def redirect_to_provider(request: Request) -> Response:
        sign_in_request = sign_in.request_of(request)
        request.session[GOAL] = {"lang": sign_in_request.language.value, "next": sign_in_request.goal}
        redirect_uri = settings.public_address.rstrip("/") + CALLBACK
        try:
            response: Response = await client.authorize_redirect(request, redirect_uri, prompt="select_account")
        except PROVIDER_ERRORS as failure:
            return _failed(sign_in_request, failure, 502)
        response.headers.update(NO_STORE)
        return response

    async def accept_callback(request: Request) -> Response:
        sign_in_request = _with_goal(sign_in.request_of(request), request.session.pop(GOAL, {}))
        try:
            claims = await _id_token_claims(client, request, settings.oidc_client_id)
        except PROVIDER_ERRORS as failure:
            return _failed(sign_in_request, failure, 401)
        token, refusal = await run_in_threadpool(
            workflows.sign_in_identity, workspace, claims, earlier=token_of(request), **client_details(request)
        )
        if refusal is not None:
            return html_of(unknown_page(sign_in_request, refusal.text(sign_in_request.language)), 403)
        return with_session(RedirectResponse(sign_in_request.goal, 303, headers=NO_STORE), token, request)

    cookie = Middleware(
        LoginCookieMiddleware,
        secret_key=settings.secret,
        session_cookie=LOGIN_COOKIE,
        max_age=LOGIN_SECONDS,
        same_site="lax",  # the provider's redirect is a cross-site navigation, which "strict" would not let through
        https_only=settings.public_address.startswith("https://"),
    )
    return [
        Route(PROVIDER, redirect_to_provider, methods=["GET"], middleware=[cookie]),
        Route(CALLBACK, accept_callback, methods=["GET"], middleware=[cookie]),
    ]


def _client(settings: Settings) -> Any:
    """The client of the configured provider; it fetches the provider's metadata when first used."""
    return OAuth().register(
        "provider",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=settings.oidc_server_metadata_url,
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
    )


async def _id_token_claims(client: Any, request: Request, client_id: str) -> IdTokenClaims:
    """The claims of a verified ID token: signature, issuer, audience, expiry and nonce. Raises `PROVIDER_ERRORS`."""
    metadata = await client.load_server_metadata()
    expected = {
        "iss": {"essential": True, "value": metadata.get("issuer")},
        "aud": {"essential": True, "value": client_id},
    }
    token = await client.authorize_access_token(request, claims_options=expected)
    if "userinfo" not in token:
        raise AuthlibBaseError("missing_id_token", "The provider answered without an ID token.")
    userinfo = token["userinfo"]
    return IdTokenClaims(
        userinfo["iss"],
        userinfo["sub"],
        datetime.fromtimestamp(userinfo["iat"], UTC),
        email=userinfo.get("email") or "",
        is_verified=userinfo.get("email_verified") is True,
    )


def _with_goal(sign_in_request: SignInRequest, goal: Mapping[str, str]) -> SignInRequest:
    """The language and address that were asked for before the redirect to the provider."""
    language = Language(goal["lang"]) if goal.get("lang") in list(Language) else sign_in_request.language
    return replace(sign_in_request, language=language, goal=own_path(goal.get("next", "/")))


def _failed(sign_in_request: SignInRequest, failure: Exception, status: int) -> Response:
    """The sign-in page with one sentence; the log has the reason."""
    _LOG.warning("OpenID Connect sign-in failed: %r", failure)
    return html_of(unknown_page(sign_in_request, say(FAILED, sign_in_request.language)), status)
