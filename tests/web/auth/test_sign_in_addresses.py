"""Signing in by address: the cookie, who may send the forms, where they lead, and what no longer holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import httpx
import pytest
from tests.people import CONTRIBUTOR, NEWCOMER, PASSWORD, REVIEWER, store_in

from dxkpi.domain.model.permissions import Actor

from ..conftest import Office

pytestmark = pytest.mark.slow

COOKIE = "dxkpi_session"
NEW_PASSWORD = "năm con đò về bến cũ"


def is_known(browser: httpx.Client) -> bool:
    """Whether the server knows who this is: the page that says so, or the way to sign in."""
    answer = browser.get("/sign-out")
    assert answer.status_code in {200, 303}
    return answer.status_code == 200


def test_the_cookie_is_out_of_reach(office: Office) -> None:
    """No script, no other site and no other path matters to the cookie, and it does not outlive the browser."""
    answer = office.post(office.browser(), "/sign-in", name=CONTRIBUTOR, password=PASSWORD)
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    attributes = {part.strip().casefold() for part in rest.split(";")[1:]}
    assert name == COOKIE
    assert attributes == {"httponly", "samesite=lax", "path=/"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_over_https_the_cookie_stays_on_https(office: Office) -> None:
    """Where the request came by https, the cookie goes by https alone."""
    headers = {"Origin": office.address, "X-Forwarded-Proto": "https"}
    form = {"name": CONTRIBUTOR, "password": PASSWORD}
    answer = office.browser().post("/sign-in", data=form, headers=headers)
    assert "; secure" in answer.headers["Set-Cookie"].casefold()


def test_wrong_name_and_wrong_password_read_alike(office: Office) -> None:
    """Nobody learns from the answer which accounts there are."""
    browser = office.browser()
    answers = [
        office.post(browser, "/sign-in", name=name, password="sai rồi nhé bạn ơi") for name in (CONTRIBUTOR, "khongco")
    ]
    texts = [
        answer.text.replace(f'value="{name}"', "")
        for answer, name in zip(answers, (CONTRIBUTOR, "khongco"), strict=True)
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert texts[0] == texts[1]
    assert "Sai tên đăng nhập hoặc mật khẩu" in texts[0]
    assert COOKIE not in browser.cookies


def test_a_guesser_sees_until_when_to_wait(office: Office) -> None:
    """After five failures from one machine the sixth try is not looked at, whatever address it claims."""
    browser = office.browser()
    for number in range(5):
        assert office.post(browser, "/sign-in", name=f"ai{number}", password="sai").status_code == 401
    headers = {"Origin": office.address, "X-Forwarded-For": "203.0.113.9"}
    answer = browser.post("/sign-in", data={"name": CONTRIBUTOR, "password": PASSWORD}, headers=headers)
    assert answer.status_code == 429
    assert "Hãy thử lại sau" in answer.text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/sign-out-everywhere", "/password"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://else.example"},
        {"Origin": "null"},
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_forms_of_other_sites_are_refused(office: Office, path: str, headers: dict[str, str]) -> None:
    """A form that no page of this server has sent changes nothing, and says so."""
    answer = office.browser().post(path, data={"name": CONTRIBUTOR, "password": PASSWORD}, headers=headers)
    assert answer.status_code == 403
    assert "không gửi từ trang của máy chủ này" in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("requested", "goal"),
    [
        ("/submit?locality=19996@2025-07-01&lang=vi", "/submit?locality=19996@2025-07-01&lang=vi"),
        ("https://else.example/", "/"),
        ("//else.example/", "/"),
        ("/\\else.example/", "/"),
        ("\\\\else.example", "/"),
        ("/\t/else.example", "/"),
        ("javascript:alert(1)", "/"),
        ("submit", "/"),
    ],
)
def test_signing_in_leads_nowhere_else(office: Office, requested: str, goal: str) -> None:
    """After signing in one is where one wanted to go on this server, never on another."""
    browser = office.browser()
    address = str(httpx.URL("/sign-in", params={"next": requested}))
    answer = office.post(browser, address, name=REVIEWER, password=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, goal)


def test_a_new_session_ends_the_one_before(office: Office) -> None:
    """Signing in gives another token and ends the one that the browser had, which somebody may have planted."""
    browser = office.sign_in(CONTRIBUTOR)
    before = browser.cookies[COOKIE]
    assert office.post(browser, "/sign-in", name=CONTRIBUTOR, password=PASSWORD).status_code == 303
    assert browser.cookies[COOKIE] != before
    assert not is_known(with_cookie(office, before))


def test_a_cookie_kept_back_is_worth_nothing_after_signing_out(office: Office) -> None:
    """Signing out ends the session on the server, not only in the browser."""
    browser = office.sign_in(CONTRIBUTOR)
    kept = browser.cookies[COOKIE]
    assert is_known(browser)
    assert office.post(browser, "/sign-out").headers["Location"] == "/"
    assert COOKIE not in browser.cookies
    assert not is_known(with_cookie(office, kept))


def test_signing_out_everywhere_ends_other_browsers(office: Office) -> None:
    """Every session of the account ends, and nobody else's."""
    one, other, somebody = (office.sign_in(name) for name in (REVIEWER, REVIEWER, CONTRIBUTOR))
    office.post(one, "/sign-out-everywhere")
    assert [is_known(client) for client in (one, other, somebody)] == [False, False, True]


def test_a_tampered_cookie_is_nobody(office: Office) -> None:
    """A token with one letter changed, cut or made up is no session."""
    token = office.sign_in(CONTRIBUTOR).cookies[COOKIE]
    other = "A" if token[0] != "A" else "B"
    made_up = (other + token[1:], token[:-1], token.swapcase(), sha256(token.encode()).hexdigest())
    assert [is_known(with_cookie(office, session_token)) for session_token in (token, *made_up)] == [
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(("begun", "ends", "holds"), [(60, 60, True), (180, 60, False), (60, -1, False)])
def test_a_session_ends_by_itself(office: Office, begun: int, ends: int, holds: bool) -> None:
    """After two hours unused, or at its end, a session is over. `begun`, `ends`: minutes ago, and from now."""
    now, token = datetime.now(UTC), f"begun-{begun}-ends-{ends}"
    with store_in(office.home) as store:
        account = store.accounts.find(CONTRIBUTOR)
        assert account is not None
        store.sessions.start(
            account,
            sha256(token.encode()).hexdigest(),
            expires_at=now + timedelta(minutes=ends),
            agent="",
            by=Actor(CONTRIBUTOR),
            at=now - timedelta(minutes=begun),
        )
    assert is_known(with_cookie(office, token)) == holds


def test_a_first_password_is_changed_first(office: Office) -> None:
    """Who signs in with a password somebody else chose comes to where it is changed, with reasons where it is not."""
    browser = office.browser()
    answer = office.post(browser, "/sign-in?next=/submit", name=NEWCOMER, password=PASSWORD)
    place = answer.headers["Location"]
    assert place.startswith("/password?")
    assert "do người khác đặt" in browser.get(place).text
    unlike = office.post(browser, place, old=PASSWORD, new=NEW_PASSWORD, again="khác")
    weak = office.post(browser, place, old=PASSWORD, new="123456789012", again="123456789012")
    wrong = office.post(browser, place, old="sai", new=NEW_PASSWORD, again=NEW_PASSWORD)
    assert [answer.status_code for answer in (unlike, weak, wrong)] == [400, 400, 401]
    assert "Mật khẩu hiện tại không đúng" in wrong.text
    before = browser.cookies[COOKIE]
    changed = office.post(browser, place, old=PASSWORD, new=NEW_PASSWORD, again=NEW_PASSWORD)
    assert (changed.status_code, changed.headers["Location"]) == (303, "/submit")
    assert browser.cookies[COOKIE] != before
    assert is_known(office.sign_in(NEWCOMER, NEW_PASSWORD))


def test_the_pages_say_what_they_say_in_english_too(office: Office) -> None:
    """With lang=en the pages are English, and lead on in English."""
    answer = office.browser().get("/sign-in?lang=en&next=/method")
    assert '<html lang="en">' in answer.text
    assert "<h1>Sign in</h1>" in answer.text
    assert 'action="/sign-in?lang=en&amp;next=%2Fmethod"' in answer.text


def with_cookie(office: Office, token: str) -> httpx.Client:
    """A browser that sends this token."""
    browser = office.browser()
    browser.headers["Cookie"] = f"{COOKIE}={token}"
    return browser
