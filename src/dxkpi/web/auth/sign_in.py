"""Sign-in, sign-out and password change. Only this module sets the session cookie, which is HttpOnly."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import DxkpiError, TooManyFailures, WeakPassword, WrongPassword
from dxkpi.locale import N_, Language, say
from dxkpi.web.auth import sign_in_pages as pages
from dxkpi.web.auth.sign_in_pages import EVERYWHERE, PASSWORD, SIGN_IN, SIGN_OUT, SignInRequest, html_of
from dxkpi.web.headers import NO_STORE
from dxkpi.workflows import sign_in as sessions
from dxkpi.workspace import Workspace

# A path of this server. Browsers read a second slash or a backslash as the start of another host.
OWN_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")
MAX_FORM_BYTES = 16_384
FOREIGN_ORIGIN = N_(
    "This request did not come from a page of this server and was rejected. Open the page and try again."
)
TOO_LARGE = N_("The form is too large.")
PASSWORDS_DIFFER = N_("The two new passwords differ. Enter the same password twice.")
WRONG_CURRENT_PASSWORD = N_("The current password is wrong.")

FormFields = dict[str, str]


def sign_in_routes(sign_in: SignInRoutes) -> list[BaseRoute]:
    """`/sign-in`, `/sign-out`, `/sign-out-everywhere`, `/password`."""
    return [
        Route(SIGN_IN, sign_in.show_sign_in, methods=["GET"]),
        Route(SIGN_IN, sign_in.same_origin(sign_in.sign_in), methods=["POST"]),
        Route(SIGN_OUT, sign_in.show_sign_out, methods=["GET"]),
        Route(SIGN_OUT, sign_in.same_origin(sign_in.sign_out), methods=["POST"]),
        Route(EVERYWHERE, sign_in.same_origin(sign_in.sign_out_everywhere), methods=["POST"]),
        Route(PASSWORD, sign_in.show_password, methods=["GET"]),
        Route(PASSWORD, sign_in.same_origin(sign_in.change_password), methods=["POST"]),
    ]


class SignInRoutes:
    """Request handlers of the sign-in addresses, for one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    async def show_sign_in(self, request: Request) -> Response:
        """The sign-in form, also for somebody who is already signed in."""
        by = await self._actor(request)
        return html_of(pages.sign_in_page(self.request_of(request), who=by.name))

    async def sign_in(self, request: Request, form: FormFields) -> Response:
        """Start a session and redirect to the requested page, or show the form again with the reason."""
        target, name = self.request_of(request), form.get("name", "")
        try:
            token, by = await run_in_threadpool(
                sessions.sign_in,
                self.workspace,
                name,
                form.get("password", ""),
                earlier=token_of(request),
                **client_details(request),
            )
        except DxkpiError as refusal:
            return html_of(
                pages.sign_in_page(target, name=name, refusal=refusal.text(target.language)), _status(refusal)
            )
        return with_session(_redirect(target.at(PASSWORD) if by.must_change else target.goal), token, request)

    async def show_sign_out(self, request: Request) -> Response:
        """The account page: who is signed in, and the buttons to sign out."""
        target, by = self.request_of(request), await self._actor(request)
        if not by.name:
            return _redirect(target.at(SIGN_IN))
        name = await run_in_threadpool(sessions.shown_name, self.workspace, by)
        return html_of(pages.sign_out_page(target, by, name))

    async def sign_out(self, request: Request, form: FormFields) -> Response:
        """End this session."""
        return await self._end(sessions.sign_out, request)

    async def sign_out_everywhere(self, request: Request, form: FormFields) -> Response:
        """End every session of the account."""
        return await self._end(sessions.sign_out_everywhere, request)

    async def show_password(self, request: Request) -> Response:
        """The password form; redirects to the sign-in form without a session."""
        target, by = self.request_of(request), await self._actor(request)
        return html_of(pages.password_page(target, by)) if by.name else _redirect(target.at(SIGN_IN))

    async def change_password(self, request: Request, form: FormFields) -> Response:
        """Change the password and start a new session, or show the form again with the reason."""
        target, by = self.request_of(request), await self._actor(request)
        if not by.name:
            return _redirect(target.at(SIGN_IN))
        old, new = form.get("old", ""), form.get("new", "")
        if new != form.get("again", ""):
            return html_of(pages.password_page(target, by, refusal=say(PASSWORDS_DIFFER, target.language)), 400)
        try:
            token, _ = await run_in_threadpool(
                sessions.change_password, self.workspace, token_of(request), old, new, **client_details(request)
            )
        except WrongPassword:
            return html_of(pages.password_page(target, by, refusal=say(WRONG_CURRENT_PASSWORD, target.language)), 401)
        except DxkpiError as refusal:
            return html_of(pages.password_page(target, by, refusal=refusal.text(target.language)), _status(refusal))
        return with_session(_redirect(target.goal), token, request)

    def same_origin(
        self, handle: Callable[[Request, FormFields], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """A handler that rejects forms sent by other sites (403) and forms over `MAX_FORM_BYTES` (413)."""

        async def handle_checked(request: Request) -> Response:
            target = self.request_of(request)
            if not is_from_own_page(request):
                return html_of(pages.refusal_page(target, say(FOREIGN_ORIGIN, target.language)), 403)
            form = await _form(request)
            if form is None:
                return html_of(pages.refusal_page(target, say(TOO_LARGE, target.language)), 413)
            return await handle(request, form)

        return handle_checked

    async def _end(self, end: Callable[..., None], request: Request) -> Response:
        await run_in_threadpool(end, self.workspace, token_of(request), address=_address(request))
        return without_session(_redirect(self.request_of(request).goal))

    async def _actor(self, request: Request) -> Actor:
        token, address = token_of(request), _address(request)
        return await run_in_threadpool(sessions.actor_of, self.workspace, token, address=address)

    def request_of(self, request: Request) -> SignInRequest:
        """The language and the page to go to after signing in, from the query string."""
        lang = request.query_params.get("lang", "")
        language = Language(lang) if lang in list(Language) else self.workspace.language
        return SignInRequest(
            language,
            own_path(request.query_params.get("next", "/")),
            self.workspace.home.name,
            self.workspace.settings.has_provider,
        )


def token_of(request: Request) -> str:
    """The session token that the browser sent, or an empty string."""
    return request.cookies.get(sessions.SESSION_COOKIE, "")


def with_session(response: Response, token: str, request: Request) -> Response:
    """The response with the session cookie, which the browser deletes when it closes."""
    cookie = sessions.SESSION_COOKIE
    response.set_cookie(cookie, token, httponly=True, samesite="lax", secure=is_https(request), path="/")
    return response


def is_https(request: Request) -> bool:
    """Whether the browser used https, also where a reverse proxy ends it."""
    return request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"


def without_session(response: Response) -> Response:
    """The response that deletes the session cookie."""
    response.delete_cookie(sessions.SESSION_COOKIE, path="/", httponly=True, samesite="lax")
    return response


def own_path(address: str) -> str:
    """The address if it is a path of this server, else `/`."""
    return address if OWN_PATH.fullmatch(address) else "/"


def is_from_own_page(request: Request) -> bool:
    """Whether the browser states that a page of this server sent the form. Without a statement: False."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "").strip() != ""


async def _form(request: Request) -> FormFields | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            return None
    fields = parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def client_details(request: Request) -> dict[str, str]:
    """IP address and user agent of the client, for rate limits and the audit log."""
    return {"address": _address(request), "agent": request.headers.get("user-agent", "")}


def _status(refusal: DxkpiError) -> int:
    match refusal:
        case TooManyFailures():
            return 429
        case WeakPassword():
            return 400
        case _:
            return 401


def _redirect(path: str) -> Response:
    return RedirectResponse(path, status_code=303, headers=NO_STORE)
