"""Home, lists and overview in the browser's way: computed, filtered by rights, a fixed number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actors import SYSTEM
from accounts.models import Role
from dashboards.services.snapshots import refresh_stale
from engine.calendars import to_minute
from projects.models import Project
from schedules.services.activities import edit_activity
from tests.factories.budgets import make_ev_1
from tests.factories.projects import make_member, make_portfolio, make_project
from tests.factories.risks import make_risk
from tests.factories.schedules import make_net1


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def today():
    return timezone.now().date()


@pytest.fixture
def portfolio(db):
    return make_portfolio("Platform and field")


@pytest.fixture
def steering(portfolio):
    return make_member(portfolio, Role.PORTFOLIO_MANAGER, cost=True)


def make_red(portfolio, name="Orion customer portal"):
    """Return a project whose finish is far past its promise."""
    promise = to_minute(timezone.now().replace(tzinfo=None) - timedelta(days=30))
    project = make_project(portfolio, name=name, planned_start=promise - 100 * 1440, must_finish_by=promise)
    make_net1(project, SYSTEM)
    Project.objects.filter(pk=project.pk).update(must_finish_by=promise)
    row = project.activities.get(code="B")
    edit_activity(
        actor=SYSTEM, project=Project.objects.get(pk=project.pk), activity=row.pk, duration=90 * 480
    )
    return Project.objects.get(pk=project.pk)


def test_home_ranks_sentences_with_reason_and_one_act(portfolio, steering):
    red = make_red(portfolio)
    empty = make_project(portfolio, name="Data lake retention")
    page = client_of(steering).get("/").content.decode()
    assert page.index("Bring the finish back inside its tolerance") < page.index("Write the first activities")
    assert red.name in page
    assert "past" in page
    assert empty.name in page


def test_home_shows_the_first_forty_and_counts_them_all(portfolio, steering):
    for number in range(45):
        project = make_project(portfolio, name=f"Project {number:02}")
        make_risk(project, 5, 5, title="Site flooded")
    page = client_of(steering).get("/").content.decode()
    assert "45 things need you now." in page
    assert page.count("Site flooded scores 25") == 40
    # 45 alerts and 45 projects without a plan, 40 of them shown
    assert "And 50 more" in page


def test_home_tells_a_viewer_what_stands_not_what_to_do(portfolio):
    red = make_red(portfolio)
    page = client_of(make_member(red, Role.VIEWER)).get("/").content.decode()
    assert "Schedule is red" in page
    assert "Bring the finish back" not in page


def test_home_names_the_response_that_is_overdue_to_its_owner(portfolio):
    project = make_project(portfolio, name="Grid connection")
    owner = make_member(project, Role.TEAM_MEMBER)
    make_risk(project, 2, 2, title="Permit late", owner=owner, response_due=today() - timedelta(days=3))
    other = make_member(project, Role.TEAM_MEMBER)
    assert "Finish your response to R-1 Permit late" in client_of(owner).get("/").content.decode()
    assert "Finish your response" not in client_of(other).get("/").content.decode()


def test_home_of_somebody_without_a_project_says_what_to_do(stranger):
    assert "You see no project yet" in client_of(stranger).get("/").content.decode()


def test_the_list_shows_colours_with_evidence_and_counts(portfolio, steering):
    make_red(portfolio)
    make_project(portfolio, name="Data lake retention")
    client = client_of(steering)
    page = client.get(reverse("portfolio")).content.decode()
    assert page.index("Orion customer portal") < page.index("Data lake retention")
    assert "No activity is planned yet." in page
    only_red = client.get(reverse("portfolio"), {"show": "red"}).content.decode()
    assert "Orion customer portal" in only_red
    assert "Data lake retention" not in only_red
    assert "Not assessed <b>1</b>" in page


@pytest.mark.parametrize(
    "query", [{"show": "'"}, {"sort": "x"}, {"page": "99"}, {"page": "-1"}, {"portfolio": "9" * 30}]
)
def test_an_address_that_asks_for_nonsense_shows_the_list(portfolio, steering, query):
    make_project(portfolio, name="Data lake retention")
    response = client_of(steering).get(reverse("project_list"), query)
    assert response.status_code == 200
    assert "Data lake retention" in response.content.decode()


def test_search_and_order(portfolio, steering):
    for name in ("Bravo", "Alpha", "Charlie"):
        make_project(portfolio, name=name)
    client = client_of(steering)
    page = client.get(reverse("project_list"), {"sort": "-name"}).content.decode()
    assert page.index("Charlie") < page.index("Bravo") < page.index("Alpha")
    found = client.get(reverse("project_list"), {"q": "rav"}).content.decode()
    assert "Bravo" in found
    assert "Alpha" not in found


def test_stored_and_computed_lists_are_the_same(portfolio, steering):
    make_red(portfolio)
    costly = make_project(portfolio, name="Depot charging phase 2")
    make_ev_1(costly)
    make_project(portfolio, name="Data lake retention")
    viewer = make_member(portfolio, Role.VIEWER)
    before = [body(client_of(user)) for user in (steering, viewer)]
    refresh_stale(day=today())
    assert [body(client_of(user)) for user in (steering, viewer)] == before
    assert "120,000" in before[0]
    assert "120,000" not in before[1]
    assert "EAC" not in before[1]


def body(client):
    page = client.get(reverse("portfolio")).content.decode()
    return page[page.index('id="content"') : page.index("<footer")]


@pytest.mark.parametrize("address", ["/", "/portfolio/", "/projects/"])
@pytest.mark.parametrize("stored", [True, False])
def test_the_same_queries_at_one_and_at_three_projects(portfolio, steering, address, stored):
    counts = []
    for number in (1, 2):
        for n in range(number):
            project = make_red(portfolio, name=f"Project {number} {n}")
            make_risk(project, 4, 4)
        if stored:
            refresh_stale(day=today())
        client = client_of(steering)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20, counts
    if stored:
        assert counts[0] <= 9, counts


def test_the_overview_shows_health_milestones_risks_and_edits(pm_client, project, actor):
    make_net1(project, actor)
    make_risk(project, 4, 4, title="API vendor slips")
    page = pm_client.get(reverse("project_overview", args=[project.key])).content.decode()
    for word in ("Worst of 4: Risk.", "Pilot live", "R-1", "API vendor slips", "Counted from tomorrow"):
        assert word in page, word


def test_the_overview_has_no_amount_without_the_right(project, manager):
    make_ev_1(project)
    viewer = make_member(project, Role.VIEWER)
    url = reverse("project_overview", args=[project.key])
    assert "120,000" in client_of(manager).get(url).content.decode()
    page = client_of(viewer).get(url).content.decode()
    assert "120,000" not in page
    assert "Cost" not in page
