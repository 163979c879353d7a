"""Computed health over the API: the pages' pictures, with the caller's rights."""

import pytest
from django.test import Client

from accounts.actors import SYSTEM
from accounts.models import Role
from tests.factories.budgets import make_ev_1
from tests.factories.projects import make_member, make_project
from tests.factories.schedules import make_net1


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def costly(project):
    make_ev_1(project)
    return project


def test_health_has_areas_with_sentences(project, pm_client):
    make_net1(project, SYSTEM)
    found = pm_client.get(f"/api/health/{project.key}/").json()
    assert (found["project"], found["colour"], found["finish"]) == (project.key, "green", "2027-01-28T17:00")
    assert [a["area"] for a in found["areas"]] == ["schedule", "cost", "risk", "freshness"]
    assert found["areas"][0]["sentence"].startswith("Finish Jan 28")


def test_cost_is_left_out_without_its_right(costly, pm_client):
    viewer = client_of(make_member(costly, Role.VIEWER))
    assert "EAC 120,000" in pm_client.get(f"/api/health/{costly.key}/").content.decode()
    text = viewer.get(f"/api/health/{costly.key}/").content.decode()
    assert "EAC" not in text
    assert '"cost"' not in text


def test_the_list_holds_what_the_caller_sees(costly, pm_client):
    make_project()
    found = pm_client.get("/api/health/").json()
    assert [row["project"] for row in found["results"]] == [costly.key]
    assert pm_client.get("/api/health/NOSUCH/").status_code == 404
