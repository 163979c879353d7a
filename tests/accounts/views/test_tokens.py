"""The page of a person's API tokens."""

import re
from html import unescape

from django.test import Client
from rest_framework.test import APIClient

from accounts.models import ApiToken
from tests.factories.api import make_api_client

PAGE = "/account/tokens/"


def test_the_secret_is_shown_once_and_works(pm_client, project):
    answer = pm_client.post(PAGE, {"name": "Nightly export", "read_only": "on"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    secret = re.search(r'readonly value="([^"]{40,})"', page).group(1)
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert [p["key"] for p in api.get("/api/projects/").json()["results"]] == [project.key]
    later = pm_client.get(PAGE).content.decode()
    assert secret not in later
    assert "Nightly export" in later


def test_a_token_without_a_name_is_refused(pm_client):
    answer = pm_client.post(PAGE, {"name": " "})
    assert answer.status_code == 422
    assert "Say what uses the token." in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_only_ones_own_tokens_are_listed_and_revoked(pm_client, stranger):
    make_api_client(stranger)
    foreign = ApiToken.objects.get()
    assert "No token yet" in pm_client.get(PAGE).content.decode()
    assert pm_client.post(f"{PAGE}{foreign.pk}/revoke/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.revoked_at is None


def test_revoking(pm_client, manager):
    make_api_client(manager)
    token = ApiToken.objects.get()
    assert pm_client.get(f"{PAGE}{token.pk}/revoke/").status_code == 405
    assert pm_client.post(f"{PAGE}{token.pk}/revoke/").status_code == 303
    assert "revoked" in pm_client.get(PAGE).content.decode()
    assert Client().post(f"{PAGE}{token.pk}/revoke/").status_code == 302
