"""allauth's mails leave by the outbox, under our address, in our look."""

import re
from email import message_from_string, policy

import pytest
from django.test import Client
from django.urls import reverse

from notifications.adapter import AccountAdapter
from notifications.models import Message, MessageKind, MessageState
from tests.factories.projects import make_user


@pytest.fixture
def ask(db):
    def ask(email):
        return Client().post(reverse("account_reset_password"), {"email": email})

    return ask


def parts(message):
    letter = message_from_string(message.mime, policy=policy.SMTP)
    return letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()


def test_a_reset_goes_through_the_outbox_and_its_link_works(ask, settings):
    settings.PUBLIC_URL = "https://plans.example.org"
    user = make_user("Dana Whitlock")
    ask(user.email)
    message = Message.objects.get()
    text, html = parts(message)
    url = re.search(r"Choose a password: (\S+)", text)[1]
    assert (message.kind, message.state, message.sensitive) == (MessageKind.ACCOUNT, MessageState.READY, True)
    assert (message.user, message.recipient_email) == (user, user.email)
    assert message.subject == "Choose a new password"
    assert url.startswith("https://plans.example.org/accounts/password/reset/key/")
    assert f'href="{url}"' in html
    client = Client()
    page = client.get(url.removeprefix("https://plans.example.org"), follow=True)
    new = "an entirely new password"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)


def test_known_and_unknown_addresses_get_the_same_answer(ask):
    known, unknown = ask(make_user().email), ask("nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    text, _html = parts(Message.objects.get(recipient_email="nobody@example.org"))
    assert "nobody signs in with this address" in text
    assert "http" not in text


def test_two_requests_are_two_mails(ask):
    email = make_user().email
    ask(email)
    ask(email)
    assert Message.objects.count() == 2


def test_a_changed_password_is_told_to_its_owner(db):
    user = make_user()
    client = Client()
    client.force_login(user)
    new = "an entirely new password"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": "correct horse battery", "password1": new, "password2": new},
        headers={"user-agent": "100 % browser"},
    )
    message = Message.objects.get()
    text, _html = parts(message)
    assert message.subject == "Your password was changed"
    assert re.search(r"Changed at \d{4}-\d\d-\d\d \d\d:\d\d UTC from 127.0.0.1 by 100 % browser.", text)


def test_a_mail_without_words_of_ours_is_sent_in_allauths(db):
    AccountAdapter().send_mail(
        "account/email/account_already_exists",
        "dana@example.org",
        {"password_reset_url": "https://x.example/%s"},
    )
    message = Message.objects.get()
    assert message.subject
    assert "https://x.example/%s" in parts(message)[0]


def test_nobody_signs_up(db):
    page = Client().get(reverse("account_signup"))
    assert b"password1" not in page.content
