import gzip
import json

from django.test import Client

from accounts.models import Role
from tests.factories.gantt import make_large_plan
from tests.factories.projects import make_member, make_project
from tests.factories.schedules import make_net1

LIMIT = 300_000


def page(project):
    return f"/projects/{project.key}/schedule/gantt/"


def data(project):
    return f"/projects/{project.key}/schedule/gantt.json"


def test_the_page_names_its_data_and_its_size(project, actor, pm_client):
    make_net1(project, actor)
    html = pm_client.get(page(project)).content.decode()
    assert f'data-url="{data(project)}"' in html
    assert 'role="treegrid"' in html
    assert "5 activities" in html
    assert "style=" not in html


def test_an_empty_plan_says_what_is_missing_and_loads_no_script(project, pm_client):
    html = pm_client.get(page(project)).content.decode()
    assert "No activity in this plan yet" in html
    assert "gantt/page.js" not in html
    assert "treegrid" not in html


def test_a_viewer_reads_and_a_stranger_finds_nothing(project, actor, stranger):
    make_net1(project, actor)
    viewer = Client()
    viewer.force_login(make_member(project, Role.VIEWER))
    assert viewer.get(data(project)).json()["rows"]["code"] == ["", "A", "B", "C", "D", "M"]
    other = Client()
    other.force_login(stranger)
    for address in (page(project), data(project)):
        assert other.get(address).status_code == 404
        assert Client().get(address).status_code == 302
        assert viewer.post(address).status_code == 405


def test_a_plan_holds_only_its_own_rows(project, actor, pm_client):
    make_net1(project, actor)
    make_net1(make_project(), actor)
    assert len(pm_client.get(data(project)).json()["rows"]["id"]) == 6


def test_a_baseline_that_is_no_number_is_ignored(project, actor, pm_client):
    make_net1(project, actor)
    for value in ("x", "-1", "²", ""):
        assert pm_client.get(data(project), {"baseline": value}).status_code == 200


def test_ten_thousand_activities_travel_in_300_kb(project, pm_client):
    make_large_plan(project, 10_000, links=9_500)
    answer = pm_client.get(data(project), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < LIMIT
    assert len(json.loads(gzip.decompress(answer.content))["rows"]["id"]) == 10_001
