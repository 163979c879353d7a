"""Portfolios, programmes and projects: create, edit, archive."""

from datetime import datetime

import pytest
from django.test import Client

from accounts.models import Role
from common.errors import Conflict, DomainError
from common.models import AuditEvent
from engine.calendars import to_minute
from projects.models import Portfolio, Programme, Project
from projects.services.projects import create_project, edit_project
from tests.factories.projects import make_member, make_portfolio, make_programme

FIELDS = {
    "key": "GATE",
    "name": "Plant gateway pilot",
    "state": "active",
    "planned_start": "2027-01-04",
    "currency": "EUR",
    "time_tolerance": "5",
    "cost_tolerance": "10",
    "risk_threshold": "15",
    "update_cadence": "7",
}


@pytest.fixture
def overseer(db) -> Client:
    client = Client()
    portfolio = make_portfolio("Platform")
    client.force_login(make_member(portfolio, Role.PORTFOLIO_MANAGER, cost=True, people=True, private=True))
    return client


def test_a_portfolio_manager_creates_a_project(overseer):
    portfolio = Portfolio.objects.get()
    answer = overseer.post("/projects/new/", FIELDS | {"portfolio": portfolio.pk})
    assert answer.status_code == 303, answer.content.decode()
    project = Project.objects.get()
    assert project.planned_start == to_minute(datetime(2027, 1, 4, 8))
    assert project.manager.memberships.filter(project=project, role=Role.PROJECT_MANAGER).exists()
    assert AuditEvent.objects.get(action="project.create").object_id == project.pk


def test_the_key_is_unique(overseer):
    portfolio = Portfolio.objects.get()
    overseer.post("/projects/new/", FIELDS | {"portfolio": portfolio.pk})
    answer = overseer.post("/projects/new/", FIELDS | {"portfolio": portfolio.pk})
    assert answer.status_code == 422
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("key", "x", "capital letters"),
        ("currency", "euro", "currency"),
        ("planned_start", "soon", "valid date"),
        ("planned_start", "1066-10-14", "between 1984 and 2149"),
        ("must_finish_by", "2026-12-01", "finish after its planned start"),
        ("risk_threshold", "26", "less than or equal to 25"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_kept(overseer, field, value, sentence):
    portfolio = Portfolio.objects.get()
    answer = overseer.post("/projects/new/", FIELDS | {"portfolio": portfolio.pk, field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Plant gateway pilot" in page
    assert not Project.objects.exists()


def test_a_programme_of_another_portfolio_is_refused(actor, project):
    foreign = make_programme()
    with pytest.raises(DomainError, match="another portfolio"):
        create_project(
            actor=actor,
            portfolio=project.portfolio,
            key="NEW",
            name="New",
            planned_start=0,
            programme=foreign,
        )
    assert Project.objects.count() == 1


def test_an_edit_raises_version_and_revision_and_is_audited(actor, project):
    before = Project.objects.get()
    edit_project(actor=actor, project=project, version=1, name="Renamed")
    after = Project.objects.get()
    assert (after.name, after.version, after.revision) == ("Renamed", 2, before.revision + 1)
    event = AuditEvent.objects.get(action="project.edit")
    assert (event.before, event.after) == ({"name": before.name}, {"name": "Renamed"})


def test_an_edit_of_nothing_writes_nothing(actor, project):
    edit_project(actor=actor, project=project, version=1, name=project.name)
    assert Project.objects.get().version == 1
    assert not AuditEvent.objects.exists()


def test_two_people_editing_lose_nothing(actor, project, pm_client):
    stale = Project.objects.get()
    edit_project(actor=actor, project=project, version=1, name="First")
    with pytest.raises(Conflict):
        edit_project(actor=actor, project=stale, version=1, name="Second")
    form = FIELDS | {"name": "Second", "version": "1", "manager": ""}
    answer = pm_client.post(f"/projects/{project.key}/edit/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "First" in page
    assert "Second" in page
    assert Project.objects.get().name == "First"


def test_archiving_hides_and_restoring_brings_back(overseer):
    portfolio = Portfolio.objects.get()
    overseer.post("/projects/new/", FIELDS | {"portfolio": portfolio.pk})
    assert overseer.post("/projects/GATE/archive/", {"reason": ""}).status_code == 422
    assert overseer.post("/projects/GATE/archive/", {"reason": "done"}).status_code == 303
    assert not Project.objects.live().exists()
    assert AuditEvent.objects.get(action="project.archive").reason == "done"
    assert overseer.post("/projects/GATE/restore/").status_code == 303
    assert Project.objects.live().exists()


def test_programmes_are_named_once_a_portfolio(overseer):
    portfolio = Portfolio.objects.get()
    url = f"/portfolios/{portfolio.pk}/programmes/new/"
    assert overseer.post(url, {"name": "Depots"}).status_code == 303
    answer = overseer.post(url, {"name": "Depots"})
    assert answer.status_code == 422
    assert "already" in answer.content.decode()
    programme = Programme.objects.get()
    assert (
        overseer.post(f"/programmes/{programme.pk}/edit/", {"name": "Grid", "version": "1"}).status_code
        == 303
    )
    assert Programme.objects.get().name == "Grid"


def test_portfolio_page_lists_only_visible_projects(pm_client, project):
    other = create_other(project)
    page = pm_client.get(f"/portfolios/{project.portfolio_id}/").content.decode()
    assert project.name in page
    assert other.name not in page


def create_other(project: Project) -> Project:
    return Project.objects.create(
        portfolio=project.portfolio, key="OTHER", name="Hidden undertaking", planned_start=0
    )


def test_a_programme_leads_to_the_health_of_its_projects(overseer):
    portfolio = Portfolio.objects.get()
    programme = make_programme(portfolio, "Depots")
    overseer.post("/projects/new/", FIELDS | {"portfolio": portfolio.pk, "programme": programme.pk})
    overseer.post("/projects/new/", FIELDS | {"portfolio": portfolio.pk, "key": "LONE", "name": "Loner"})
    page = overseer.get(f"/programmes/{programme.pk}/").content.decode()
    link = f"/projects/?programme={programme.pk}"
    assert link in page
    listed = overseer.get(link).content.decode()
    assert "Projects of Depots" in listed
    assert "Plant gateway pilot" in listed
    assert "Loner" not in listed
    assert overseer.get(f"/projects/?programme={make_programme().pk}").status_code == 404
