"""The addresses of signing in and out. The session's cookie is set here and nowhere else, out of reach of scripts."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dxkpi import workflows
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import DxkpiError, TooManyFailures, WeakPassword, WrongPassword
from dxkpi.locale import N_, Language, say
from dxkpi.web.auth import sign_in_pages as pages
from dxkpi.web.auth.sign_in_pages import EVERYWHERE, FRESH, PASSWORD, SIGN_IN, SIGN_OUT, SignInRequest, html_of
from dxkpi.workspace import Workspace

# A path of this server: no second slash and no backslash, which browsers take for the beginning of another host.
OWN_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")
MOST_OF_A_FORM = 16_384  # bytes
ELSEWHERE = N_(
    "This request did not come from a page of this server and was not followed. Open the page and try again."
)
TOO_LARGE = N_("The form is too large.")
UNLIKE = N_("The new password was written in two ways. Write it twice alike.")
NOT_THE_PRESENT = N_("The present password is wrong.")

Form = dict[str, str]


def signing_routes(signing: SignInRoutes) -> list[BaseRoute]:
    """`/sign-in`, `/sign-out`, `/sign-out-everywhere`, `/password`."""
    return [
        Route(SIGN_IN, signing.show_sign_in, methods=["GET"]),
        Route(SIGN_IN, signing.checked(signing.sign_in), methods=["POST"]),
        Route(SIGN_OUT, signing.show_sign_out, methods=["GET"]),
        Route(SIGN_OUT, signing.checked(signing.sign_out), methods=["POST"]),
        Route(EVERYWHERE, signing.checked(signing.sign_out_everywhere), methods=["POST"]),
        Route(PASSWORD, signing.show_password, methods=["GET"]),
        Route(PASSWORD, signing.checked(signing.change_password), methods=["POST"]),
    ]


class SignInRoutes:
    """The answers of these addresses, for one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    async def show_sign_in(self, request: Request) -> Response:
        """The form, whoever is signed in."""
        by = await self._actor(request)
        return html_of(pages.sign_in_page(self.asked(request), who=by.name))

    async def sign_in(self, request: Request, form: Form) -> Response:
        """A session and the way to where somebody wanted to go, or the form again with the reason."""
        asked, name = self.asked(request), form.get("name", "")
        try:
            token, by = await run_in_threadpool(
                workflows.sign_in,
                self.workspace,
                name,
                form.get("password", ""),
                earlier=token_of(request),
                **whence(request),
            )
        except DxkpiError as refusal:
            return html_of(pages.sign_in_page(asked, name=name, refusal=refusal.text(asked.language)), _status(refusal))
        return with_session(_go(asked.at(PASSWORD) if by.must_change else asked.goal), token, request)

    async def show_sign_out(self, request: Request) -> Response:
        """Who is signed in, and the ways out."""
        asked, by = self.asked(request), await self._actor(request)
        if not by.name:
            return _go(asked.at(SIGN_IN))
        shown = await run_in_threadpool(workflows.shown_name, self.workspace, by)
        return html_of(pages.sign_out_page(asked, by, shown))

    async def sign_out(self, request: Request, form: Form) -> Response:
        """This session has ended."""
        return await self._end(workflows.sign_out, request)

    async def sign_out_everywhere(self, request: Request, form: Form) -> Response:
        """Every session of the account has ended."""
        return await self._end(workflows.sign_out_everywhere, request)

    async def show_password(self, request: Request) -> Response:
        """The form for whoever is signed in."""
        asked, by = self.asked(request), await self._actor(request)
        return html_of(pages.password_page(asked, by)) if by.name else _go(asked.at(SIGN_IN))

    async def change_password(self, request: Request, form: Form) -> Response:
        """Another password and another session, or the form again with the reason."""
        asked, by = self.asked(request), await self._actor(request)
        if not by.name:
            return _go(asked.at(SIGN_IN))
        old, new = form.get("old", ""), form.get("new", "")
        if new != form.get("again", ""):
            return html_of(pages.password_page(asked, by, refusal=say(UNLIKE, asked.language)), 400)
        try:
            token, _ = await run_in_threadpool(
                workflows.change_password, self.workspace, token_of(request), old, new, **whence(request)
            )
        except WrongPassword:
            return html_of(pages.password_page(asked, by, refusal=say(NOT_THE_PRESENT, asked.language)), 401)
        except DxkpiError as refusal:
            return html_of(pages.password_page(asked, by, refusal=refusal.text(asked.language)), _status(refusal))
        return with_session(_go(asked.goal), token, request)

    def checked(
        self, taken: Callable[[Request, Form], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Takes a form only where a page of this server has sent it."""

        async def take(request: Request) -> Response:
            asked = self.asked(request)
            if not is_from_own_page(request):
                return html_of(pages.refusal_page(asked, say(ELSEWHERE, asked.language)), 403)
            form = await _form(request)
            if form is None:
                return html_of(pages.refusal_page(asked, say(TOO_LARGE, asked.language)), 413)
            return await taken(request, form)

        return take

    async def _end(self, ending: Callable[..., None], request: Request) -> Response:
        await run_in_threadpool(ending, self.workspace, token_of(request), address=_address(request))
        return without_session(_go(self.asked(request).goal))

    async def _actor(self, request: Request) -> Actor:
        token, address = token_of(request), _address(request)
        return await run_in_threadpool(workflows.actor_of, self.workspace, token, address=address)

    def asked(self, request: Request) -> SignInRequest:
        """In which language, and where to go on."""
        lang = request.query_params.get("lang", "")
        language = Language(lang) if lang in list(Language) else self.workspace.language
        return SignInRequest(
            language,
            own_path(request.query_params.get("next", "/")),
            self.workspace.home.name,
            self.workspace.settings.has_provider,
        )


def token_of(request: Request) -> str:
    """The token that the browser has; none is empty."""
    return request.cookies.get(workflows.SESSION_COOKIE, "")


def with_session(response: Response, token: str, request: Request) -> Response:
    """The answer with a session's cookie, which ends with the browser at the latest."""
    cookie = workflows.SESSION_COOKIE
    response.set_cookie(cookie, token, httponly=True, samesite="lax", secure=is_https(request), path="/")
    return response


def is_https(request: Request) -> bool:
    """Whether a reader came by https, be it only as far as a proxy."""
    return request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"


def without_session(response: Response) -> Response:
    """The answer that takes the cookie away."""
    response.delete_cookie(workflows.SESSION_COOKIE, path="/", httponly=True, samesite="lax")
    return response


def own_path(asked: str) -> str:
    """A path of this server, the first page for anything else."""
    return asked if OWN_PATH.fullmatch(asked) else "/"


def is_from_own_page(request: Request) -> bool:
    """Whether a form was sent by a page of this server, as the browser says; who says nothing is not believed."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "").strip() != ""


async def _form(request: Request) -> Form | None:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_OF_A_FORM:
            return None
    fields = parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def whence(request: Request) -> dict[str, str]:
    """From where somebody signs in, for the limits and the audit log."""
    return {"address": _address(request), "agent": request.headers.get("user-agent", "")}


def _status(refusal: DxkpiError) -> int:
    match refusal:
        case TooManyFailures():
            return 429
        case WeakPassword():
            return 400
        case _:
            return 401


def _go(path: str) -> Response:
    return RedirectResponse(path, status_code=303, headers=FRESH)
