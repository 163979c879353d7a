"""The sign-in pages in our look and voice, and what they do."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from accounts.models import User
from tests.factories.projects import make_user

PASSWORD = "correct horse battery"
NOT_OUR_VOICE = re.compile(r"\bplease\b|\boops\b|successfully|!(?!doctype|-)", re.IGNORECASE)
OPEN_PAGES = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/inactive/"]
OWN_PAGES = ["/accounts/logout/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/"]


def words(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


@pytest.fixture
def person(db) -> User:
    return make_user("Ana Ruiz")


@pytest.fixture
def signed(person: User) -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"login": person.email, "password": PASSWORD}).status_code == 302
    return client


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize(
    "address", [*OPEN_PAGES, "/accounts/password/reset/done/", "/accounts/password/reset/key/done/"]
)
def test_a_visitor_sees_our_page(db, client: Client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'class="lone"' in page
    assert "style=" not in page
    assert not NOT_OUR_VOICE.search(words(answer))


@pytest.mark.parametrize("address", OWN_PAGES)
def test_a_signed_in_person_sees_our_page(signed: Client, address):
    answer = signed.get(address)
    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()
    assert not NOT_OUR_VOICE.search(words(answer))


def test_a_wrong_password_keeps_the_address_and_says_what_is_wrong(person: User, client: Client):
    answer = client.post("/accounts/login/", {"login": person.email, "password": "wrong wrong wrong"})
    page = answer.content.decode()
    assert 'class="error-summary" role="alert"' in page
    assert "Not signed in." in page
    assert "Not saved" not in page
    assert f'value="{person.email}"' in page
    assert "wrong wrong wrong" not in page


def test_signing_in_shows_no_message(signed: Client):
    assert "Ana Ruiz." not in words(signed.get("/accounts/sessions/"))


def test_the_sessions_page_names_this_one(signed: Client):
    assert "This one" in words(signed.get("/accounts/sessions/"))


def test_a_used_reset_link_has_ended(person: User, client: Client):
    page = words(client.get("/accounts/password/reset/key/1-abc-def/"))
    assert "This link has ended" in page


def test_signing_out_asks_first_and_then_says_so(signed: Client):
    assert "Sign out?" in words(signed.get("/accounts/logout/"))
    assert "_auth_user_id" in signed.session
    signed.post("/accounts/logout/")
    assert "_auth_user_id" not in signed.session


def test_the_second_factor_from_set_up_to_sign_in(person: User, signed: Client):
    signed.get("/accounts/email/")  # notes the address as one that was never confirmed here
    asked = signed.get("/accounts/2fa/totp/activate/")
    assert asked.status_code == 302
    assert "Confirm it is you" in words(signed.get(asked.headers["Location"]))
    page = signed.post(asked.headers["Location"], {"password": PASSWORD}, follow=True).content.decode()
    secret = re.search(r'id="secret" value="([A-Z2-7=]+)"', page)[1]
    assert 'class="qr" src="data:image/svg+xml' in page
    wrong = signed.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "error-summary" in wrong.content.decode()
    secret = re.search(r'id="secret" value="([A-Z2-7=]+)"', wrong.content.decode())[1]
    done = signed.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)
    assert "Recovery codes" in words(done)
    assert done.content.decode().count("<li>") >= 10
    assert "codes left" in words(signed.get("/accounts/2fa/"))
    for address in ["/accounts/2fa/recovery-codes/generate/", "/accounts/2fa/totp/deactivate/"]:
        answer = signed.get(address)
        assert answer.status_code == 200
        assert not NOT_OUR_VOICE.search(words(answer))

    other = Client()
    asked = other.post("/accounts/login/", {"login": person.email, "password": PASSWORD}, follow=True)
    assert "Write the six digits" in words(asked)
    assert "_auth_user_id" not in other.session
    recovery = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
    other.post("/accounts/2fa/authenticate/", {"code": recovery})
    assert other.session["_auth_user_id"] == str(person.pk)


def test_nobody_changes_their_address_past_the_audit_trail(client, stranger):
    client.force_login(stranger)
    for answer in (
        client.get("/accounts/email/"),
        client.post("/accounts/email/", {"email": "x@example.org"}),
    ):
        assert answer.headers["Location"] == "/account/"
    stranger.refresh_from_db()
    assert stranger.email != "x@example.org"
