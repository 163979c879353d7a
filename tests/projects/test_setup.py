"""The very first visit."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Role, SetupCode, User, hash_secret
from projects.models import Membership

FORM = {"code": "first-code", "email": "Root@Example.org", "name": "Root", "password": "a long enough phrase"}


@pytest.fixture(autouse=True)
def code(db):
    cache.clear()
    return SetupCode.objects.create(secret_hash=hash_secret("first-code"))


def test_the_first_visit_leads_to_setup():
    assert Client().get("/account/").headers["Location"] == "/setup/"


def test_the_code_makes_the_administrator_once():
    client = Client()
    assert client.post("/setup/", FORM).status_code == 303
    assert Membership.objects.get().role == Role.ADMINISTRATOR
    assert client.get("/people/").status_code == 200
    again = Client().post("/setup/", FORM | {"email": "b@example.org"})
    assert again.status_code == 303
    assert User.objects.count() == 1


def test_a_wrong_code_makes_nobody():
    answer = Client().post("/setup/", FORM | {"code": "guess"})
    assert answer.status_code == 422
    assert not User.objects.exists()


def test_guessing_is_throttled():
    client = Client()
    answers = [client.post("/setup/", FORM | {"code": "guess"}).status_code for _ in range(11)]
    assert answers[-1] == 429
    assert client.post("/setup/", FORM).status_code == 429
