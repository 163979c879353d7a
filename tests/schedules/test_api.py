"""Activities and dependencies over the API: NET-1 to the minute, foreign rows absent, read only."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Role
from tests.factories.api import make_api_client
from tests.factories.projects import make_member, make_project
from tests.factories.schedules import link, make_activity, make_net1


@pytest.fixture
def api(manager) -> APIClient:
    return make_api_client(manager)


def results(api: APIClient, path: str) -> list[dict]:
    return api.get(path).json()["results"]


def test_net_1_comes_out_with_its_dates_and_floats(api, project, actor):
    make_net1(project, actor)
    rows = {row["code"]: row for row in results(api, f"/api/activities/?project={project.key}")}
    # A Jan 4-8; B Jan 11-25 over the holiday; C Jan 11-14 with 4 d of float; D Jan 26-28; M Jan 28
    assert (rows["A"]["start"], rows["A"]["finish"]) == ("2027-01-04T08:00", "2027-01-08T17:00")
    assert (rows["B"]["start"], rows["B"]["finish"]) == ("2027-01-11T08:00", "2027-01-25T17:00")
    assert (rows["C"]["finish"], rows["C"]["total_float"]) == ("2027-01-14T17:00", 4 * 480)
    assert rows["M"]["finish"] == "2027-01-28T17:00"
    critical = results(api, f"/api/activities/?project={project.key}&critical=true")
    assert [row["code"] for row in critical] == ["A", "B", "D", "M"]
    milestones = results(api, "/api/activities/?kind=finish_milestone")
    assert [row["code"] for row in milestones] == ["M"]


def test_its_dependencies_come_with_lag_and_codes(api, project, actor):
    rows = make_net1(project, actor)
    links = results(api, f"/api/dependencies/?project={project.key}&successor={rows['D'].pk}")
    found = {(x["predecessor_code"], x["successor_code"], x["kind"], x["lag"]) for x in links}
    assert found == {("B", "D", "FS", 0), ("C", "D", "FS", 2 * 480)}


def test_foreign_rows_are_as_absent_as_none(api, project):
    foreign = make_project()
    theirs = link(make_activity(foreign), make_activity(foreign))
    mine = make_activity(project)
    assert [row["id"] for row in results(api, "/api/activities/")] == [mine.pk]
    assert results(api, "/api/dependencies/") == []
    assert results(api, f"/api/activities/?project={foreign.key}") == []
    assert results(api, f"/api/dependencies/?predecessor={theirs.predecessor_id}") == []
    for path, pk in (("activities", theirs.predecessor_id), ("dependencies", theirs.pk)):
        answers = [api.get(f"/api/{path}/{n}/") for n in (pk, 999_999)]
        assert [a.status_code for a in answers] == [404, 404]
        assert answers[0].json() == answers[1].json()


def test_a_filter_that_is_no_id_or_truth_value_is_refused(api, project):
    for path, field in (("activities/?critical=1", "critical"), ("dependencies/?successor=B", "successor")):
        answer = api.get(f"/api/{path}")
        assert answer.status_code == 400
        assert field in answer.json()["error"]["fields"]


def test_nothing_is_written(api, project):
    activity = make_activity(project)
    for path in (f"/api/activities/{activity.pk}/", "/api/activities/", "/api/dependencies/"):
        for method in (api.post, api.put, api.patch, api.delete):
            assert method(path, {"name": "x"}, format="json").status_code == 405


@pytest.mark.parametrize("path", ["/api/activities/", "/api/dependencies/"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_fixed_number_of_queries(project, path, rows, django_assert_num_queries):
    for _ in range(rows):
        link(make_activity(project), make_activity(project))
    api = make_api_client(make_member(project, Role.VIEWER))
    api.get(path)
    # the token, the person's grants, the count, the rows
    with django_assert_num_queries(4):
        assert len(results(api, path)) == (2 * rows if "activities" in path else rows)
