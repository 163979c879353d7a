"""The register's pages: every act in the browser's way, and nothing private without its right."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from stakeholders.models import DigestSubscription, Stakeholder
from tests.factories.projects import make_member, make_project
from tests.factories.stakeholders import make_stakeholder, make_subscription

FIELDS = {
    "name": "Dana Whitlock",
    "organisation": "Northgrid",
    "role": "Sponsor",
    "side": "external",
    "email": "Dana@Example.org",
    "time_zone": "Europe/Berlin",
    "power": "5",
    "interest": "4",
    "engagement_current": "neutral",
    "engagement_desired": "leading",
    "expectations": "Live before the fair",
    "private_notes": "Leaves in May",
}
DIGEST = {"weekday": "0", "at": "07:30", "time_zone": "Europe/Berlin", "only_if_changed": "on"}


def url(name, project, *args):
    return reverse(name, args=[project.key, *args])


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_add_shows_on_the_register_and_the_page(pm_client, project):
    response = pm_client.post(url("stakeholder_create", project), FIELDS)
    dana = Stakeholder.objects.get()
    assert (response.status_code, response.headers["Location"]) == (303, dana.get_absolute_url())
    assert (dana.email, dana.power, dana.private_notes) == ("dana@example.org", 5, "Leaves in May")
    assert "Dana Whitlock" in pm_client.get(url("stakeholder_list", project)).content.decode()
    page = pm_client.get(dana.get_absolute_url()).content.decode()
    assert "Leaves in May" in page
    assert "2 steps to go" in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "This field is required."),
        ("power", "6", "less than or equal to 5"),
        ("interest", "0", "greater than or equal to 1"),
        ("time_zone", "Berlin", "Berlin is not a time zone"),
        ("email", "nobody", "valid email"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(pm_client, project, field, value, message):
    response = pm_client.post(url("stakeholder_create", project), FIELDS | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "Live before the fair" in page
    assert not Stakeholder.objects.exists()


def test_private_notes_are_nowhere_without_their_right(project):
    dana = make_stakeholder(project, name="Dana Whitlock", private_notes="Leaves in May")
    limited = client_of(make_member(project, Role.PROJECT_MANAGER))
    pages = {"stakeholder_list": (), "stakeholder_detail": (dana.pk,), "stakeholder_edit": (dana.pk,)}
    for name, args in pages.items():
        response = limited.get(url(name, project, *args))
        assert "Dana Whitlock" in response.content.decode()
        assert "Leaves in May" not in response.content.decode()
        assert "rivate notes</" not in response.content.decode()
        assert "notes" not in response.context or response.context["notes"] is None
    limited.post(url("stakeholder_edit", project, dana.pk), FIELDS | {"version": 1, "private_notes": "mine"})
    dana.refresh_from_db()
    assert (dana.power, dana.private_notes) == (5, "Leaves in May")


def test_two_people_editing_get_a_merge_not_a_loss(pm_client, project):
    dana = make_stakeholder(project, name="Dana Whitlock")
    pm_client.post(url("stakeholder_edit", project, dana.pk), FIELDS | {"version": 1})
    response = pm_client.post(
        url("stakeholder_edit", project, dana.pk), FIELDS | {"version": 1, "role": "Client"}
    )
    assert response.status_code == 409
    assert "Yours and theirs" in response.content.decode()
    dana.refresh_from_db()
    assert dana.role == "Sponsor"


def test_start_change_and_end_a_digest(pm_client, project):
    dana = make_stakeholder(project, time_zone="America/New_York")
    assert 'value="America/New_York"' in pm_client.get(url("digest_edit", project, dana.pk)).content.decode()
    assert pm_client.post(url("digest_edit", project, dana.pk), DIGEST).status_code == 303
    subscription = DigestSubscription.objects.get()
    assert (subscription.hour, subscription.minute, subscription.only_if_changed) == (7, 30, True)
    changed = DIGEST | {"version": 1, "weekday": "4", "at": "16:05"}
    assert pm_client.post(url("digest_edit", project, dana.pk), changed).status_code == 303
    subscription.refresh_from_db()
    assert (subscription.weekday, subscription.time_of_day) == (4, "16:05")
    assert "Friday, 16:05" in pm_client.get(dana.get_absolute_url()).content.decode()
    pm_client.post(url("digest_end", project, dana.pk))
    subscription.refresh_from_db()
    assert not subscription.active


def test_a_pause_is_kept(pm_client, project):
    dana = make_stakeholder(project)
    subscription = make_subscription(dana)
    day = (subscription.next_due_at + timedelta(days=9)).date().isoformat()
    data = DIGEST | {"version": 1, "muted_until": day}
    assert pm_client.post(url("digest_edit", project, dana.pk), data).status_code == 303
    subscription.refresh_from_db()
    assert subscription.muted_until.isoformat() == day


def test_without_an_address_the_digest_form_says_so(pm_client, project):
    dana = make_stakeholder(project, email="")
    response = pm_client.post(url("digest_edit", project, dana.pk), DIGEST)
    assert response.status_code == 422
    assert "needs an email address" in response.content.decode()


def test_delete_asks_first_and_then_erases(pm_client, project):
    dana = make_stakeholder(project, name="Dana Whitlock")
    assert (
        "Delete Dana Whitlock from the register?" in pm_client.get(dana.get_absolute_url()).content.decode()
    )
    assert pm_client.get(url("stakeholder_delete", project, dana.pk)).status_code == 405
    pm_client.post(url("stakeholder_delete", project, dana.pk))
    assert not Stakeholder.objects.exists()


def test_a_stakeholder_of_another_project_is_not_found(pm_client, project):
    theirs = make_stakeholder(make_project())
    assert pm_client.get(url("stakeholder_detail", project, theirs.pk)).status_code == 404


def test_an_empty_register_offers_the_first_act_only_to_those_who_may(pm_client, project):
    viewer = client_of(make_member(project, Role.VIEWER))
    create = url("stakeholder_create", project)
    assert create in pm_client.get(url("stakeholder_list", project)).content.decode()
    assert create not in viewer.get(url("stakeholder_list", project)).content.decode()


def test_the_list_takes_the_same_queries_at_one_and_three_rows(pm_client, project):
    counts = []
    for extra in (1, 2):
        for _ in range(extra):
            make_subscription(make_stakeholder(project))
        pm_client.get(url("stakeholder_list", project))
        with CaptureQueriesContext(connection) as queries:
            pm_client.get(url("stakeholder_list", project))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
