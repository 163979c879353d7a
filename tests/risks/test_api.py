"""Risks over the API: the same rows, rights, services and refusals as the pages."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Role
from common.models import AuditEvent
from risks.models import Risk
from tests.factories.api import make_api_client
from tests.factories.projects import make_member, make_project
from tests.factories.risks import make_risk

NEW = {"title": "Customs delay", "event": "Units are held in customs.", "probability": 4, "impact": 4}


@pytest.fixture
def api(manager) -> APIClient:
    return make_api_client(manager)


def test_the_list_holds_visible_risks_only(api, project):
    risk = make_risk(project, 4, 4)
    make_risk(make_project())
    answer = api.get("/api/risks/").json()
    assert [r["id"] for r in answer["results"]] == [risk.pk]
    row = answer["results"][0]
    assert (row["code"], row["project"], row["score"], row["owner_name"]) == ("R-1", project.key, 16, None)


def test_filters(api, manager):
    one, two = make_project(), make_project()
    for project in (one, two):
        make_member(project, Role.VIEWER, user=manager)
        make_risk(project)
    closed = make_risk(one, closed="Over.")
    foreign = make_project()
    make_risk(foreign)

    def ids(query: str) -> list[tuple[str, int]]:
        results = api.get(f"/api/risks/?{query}").json()["results"]
        return [(r["project"], r["number"]) for r in results]

    assert ids(f"project={one.key}") == [(one.key, 1), (one.key, 2)]
    assert ids("status=closed") == [(one.key, closed.number)]
    assert ids(f"project={two.key}&status=closed") == []
    assert ids(f"project={foreign.key}") == ids("project=NONE") == []


def test_a_foreign_risk_is_as_absent_as_none(api):
    foreign = make_risk(make_project())
    answers = [api.get(f"/api/risks/{pk}/") for pk in (foreign.pk, foreign.pk + 1000)]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    assert api.post(f"/api/risks/{foreign.pk}/close/", {"reason": "x"}, format="json").status_code == 404
    foreign.refresh_from_db()
    assert foreign.is_open


def test_create_uses_the_service(api, project, manager):
    body = NEW | {"project": project.key, "owner": manager.pk, "strategy": "transfer"}
    answer = api.post("/api/risks/", body, format="json")
    assert answer.status_code == 201
    assert (answer.json()["code"], answer.json()["score"]) == ("R-1", 16)
    event = AuditEvent.objects.get(action="risk.create")
    assert (event.via, event.actor_id) == ("api", manager.pk)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"probability": 6}, "probability", 400),
        ({"impact": 0}, "impact", 400),
        ({"event": ""}, "event", 400),
        ({"strategy": "exploit"}, "strategy", 422),
        ({"target_impact": 2}, "target_probability", 422),
    ],
)
def test_refused_values_name_the_field_and_save_nothing(api, project, wrong, field, code):
    answer = api.post("/api/risks/", NEW | {"project": project.key} | wrong, format="json")
    assert answer.status_code == code
    assert field in answer.json()["error"]["fields"]
    assert not Risk.objects.exists()


def test_foreign_ids_in_the_body_are_refused_like_absent_ones(api, project, stranger):
    foreign = make_project()
    answers = [api.post("/api/risks/", NEW | {"project": k}, format="json") for k in (foreign.key, "NONE")]
    assert [a.status_code for a in answers] == [422, 422]
    assert (
        answers[0].json()["error"]["message"].replace(foreign.key, "NONE")
        == (answers[1].json()["error"]["message"])
    )
    owners = [
        api.post("/api/risks/", NEW | {"project": project.key, "owner": pk}, format="json")
        for pk in (stranger.pk, stranger.pk + 1000)
    ]
    assert [a.status_code for a in owners] == [422, 422]
    assert owners[0].json() == owners[1].json()
    assert not Risk.objects.exists()


def test_close_needs_the_right_and_a_reason(api, project):
    risk = make_risk(project)
    path = f"/api/risks/{risk.pk}/close/"
    member = make_api_client(make_member(project, Role.TEAM_MEMBER))
    assert member.post(path, {"reason": "Done."}, format="json").status_code == 403
    assert api.post(path, {"reason": ""}, format="json").status_code == 400
    assert api.post(path, {"reason": "x", "status": "active"}, format="json").status_code == 400
    assert Risk.objects.get(pk=risk.pk).is_open
    answer = api.post(path, {"reason": "Lab confirmed.", "status": "expired"}, format="json")
    assert (answer.status_code, answer.json()["status"]) == (200, "expired")
    assert api.post(path, {"reason": "Again"}, format="json").json()["error"]["code"] == "risk_closed"


def test_closing_what_somebody_changed_is_a_conflict(api, project):
    risk = make_risk(project)
    Risk.objects.filter(pk=risk.pk).update(version=2)
    answer = api.post(f"/api/risks/{risk.pk}/close/", {"reason": "x", "version": 1}, format="json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")


def test_who_may_write(project):
    body = NEW | {"project": project.key}
    viewer = make_member(project, Role.VIEWER)
    assert make_api_client(viewer).post("/api/risks/", body, format="json").status_code == 403
    assert make_api_client(viewer).get("/api/risks/").status_code == 200
    member = make_member(project, Role.TEAM_MEMBER)
    assert make_api_client(member, read_only=True).post("/api/risks/", body, format="json").status_code == 403
    answer = make_api_client(member).post("/api/risks/", body, format="json")
    assert (answer.status_code, answer.json()["status"]) == (201, "proposed")
    assert APIClient().get("/api/risks/").status_code == 401


def test_nobody_writes_by_put_patch_or_delete(api, project):
    path = f"/api/risks/{make_risk(project).pk}/"
    for method in (api.put, api.patch, api.delete):
        assert method(path, {"title": "x"}, format="json").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_a_fixed_number_of_queries(api, project, rows, django_assert_num_queries):
    for _ in range(rows):
        make_risk(project, owner=make_member(project))
    api.get("/api/risks/")
    # the token, the person's grants, the count, the rows
    with django_assert_num_queries(4):
        assert len(api.get("/api/risks/").json()["results"]) == rows
