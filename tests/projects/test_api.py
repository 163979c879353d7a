"""Projects over the API: the visible ones, by key, read only."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Role
from projects.models import Project
from tests.factories.api import make_api_client
from tests.factories.projects import make_member, make_portfolio, make_programme, make_project


@pytest.fixture
def api(manager) -> APIClient:
    return make_api_client(manager)


def keys(api: APIClient, query: str = "") -> list[str]:
    return [row["key"] for row in api.get(f"/api/projects/?{query}").json()["results"]]


def test_one_project_with_its_dates_as_local_times(api, project, manager):
    row = api.get(f"/api/projects/{project.key}/").json()
    assert (row["key"], row["name"], row["portfolio_name"]) == (
        project.key,
        project.name,
        project.portfolio.name,
    )
    assert (row["planned_start"], row["must_finish_by"]) == ("2027-01-04T08:00", None)
    assert (row["programme_name"], row["manager_name"], row["risk_threshold"]) == (None, None, 15)


def test_a_foreign_project_is_as_absent_as_none(api, project):
    foreign = make_project()
    answers = [api.get(f"/api/projects/{key}/") for key in (foreign.key, "NOSUCH")]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    assert keys(api) == [project.key]
    assert keys(api, f"portfolio={foreign.portfolio_id}") == keys(api, "portfolio=999999") == []


def test_filters(db):
    portfolio = make_portfolio()
    programme = make_programme(portfolio)
    one = make_project(portfolio, programme=programme, state="closing")
    two, old = make_project(portfolio), make_project(portfolio)
    Project.objects.filter(pk=old.pk).update(archived_at="2027-01-01T00:00Z")
    api = make_api_client(make_member(portfolio, Role.VIEWER))
    assert keys(api) == sorted([one.key, two.key])
    assert keys(api, "archived=true") == [old.key]
    assert keys(api, f"programme={programme.pk}") == keys(api, "state=closing") == [one.key]
    assert api.get(f"/api/projects/{old.key}/").status_code == 200
    for query, field in (("archived=yes", "archived"), ("portfolio=x", "portfolio")):
        answer = api.get(f"/api/projects/?{query}")
        assert answer.status_code == 400
        assert field in answer.json()["error"]["fields"]


def test_nothing_is_written(api, project):
    path = f"/api/projects/{project.key}/"
    for method in (api.put, api.patch, api.delete):
        assert method(path, {"name": "x"}, format="json").status_code == 405
    assert api.post("/api/projects/", {"name": "x"}, format="json").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_a_fixed_number_of_queries(db, rows, django_assert_num_queries):
    portfolio = make_portfolio()
    for _ in range(rows):
        make_project(portfolio, programme=make_programme(portfolio), manager=make_member(portfolio))
    api = make_api_client(make_member(portfolio, Role.VIEWER))
    api.get("/api/projects/")
    # the token, the person's grants, the count, the rows
    with django_assert_num_queries(4):
        assert len(keys(api)) == rows
