"""The schedule page: what it shows to whom, what its cells accept, how it answers an edit."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor
from accounts.models import Role
from projects.models import Project
from schedules.models import Activity
from schedules.services.activities import NewActivity, add_activities, edit_activity
from schedules.services.outline import indent
from tests.factories.projects import make_member
from tests.factories.schedules import DAY, at, by_code, make_net1, spans

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def base(project: Project) -> str:
    return f"/projects/{project.key}/"


@pytest.fixture
def viewer_client(project: Project) -> Client:
    client = Client()
    client.force_login(make_member(project, Role.VIEWER))
    return client


def cell(client: Client, base: str, row: Activity, column: str, value: str, **more: object):
    data = {"value": value, "version": row.version, **more}
    return client.post(f"{base}activities/{row.pk}/{column}/", data, headers=HX)


def test_the_page_shows_net1_as_a_tree_grid(
    pm_client: Client, project: Project, actor: Actor, base: str
) -> None:
    make_net1(project, actor)
    page = pm_client.get(f"{base}schedule/").content.decode()
    assert 'role="treegrid"' in page
    assert "Gateway firmware build" in page
    assert ">B; C FS+2 d<" in page
    assert "5 rows, 4 critical" in page
    assert "data-editable" in page
    assert 'id="new-row"' in page


def test_an_empty_plan_offers_the_new_row_to_editors_only(
    pm_client: Client, viewer_client: Client, base: str
) -> None:
    assert 'id="new-row"' in pm_client.get(f"{base}schedule/").content.decode()
    page = viewer_client.get(f"{base}schedule/").content.decode()
    assert "No activities yet" in page
    assert 'id="new-row"' not in page


def test_a_viewer_reads_and_changes_nothing(
    viewer_client: Client, project: Project, actor: Actor, base: str
) -> None:
    rows = make_net1(project, actor)
    page = viewer_client.get(f"{base}schedule/").content.decode()
    assert "Integration test" in page
    assert "data-editable" not in page
    assert cell(viewer_client, base, rows["A"], "name", "x").status_code == 403
    panel = viewer_client.get(f"{base}activities/{rows['D'].pk}/").content.decode()
    assert "Save activity" not in panel
    assert "Gateway firmware build" in panel


def test_the_new_row_adds_what_is_typed(pm_client: Client, project: Project, base: str) -> None:
    for name, code, duration, links in [
        ("Interface spec", "A", "1w", ""),
        ("Gateway firmware build", "", "10 d", "A"),
    ]:
        data = {"name": name, "code": code, "duration": duration, "predecessors": links}
        answer = pm_client.post(f"{base}activities/", data, headers=HX)
        assert answer.status_code == 200, answer.content
        assert answer["HX-Retarget"] == "#rows"
    assert spans(project)["10"] == ("2027-01-11 08:00", "2027-01-22 17:00")
    assert "Add 10 Gateway firmware build" in json.loads(answer["HX-Trigger"])["toast"]["text"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "x", "duration": "soon"}, "Write 5d, 3h"),
        ({"name": "x", "predecessors": "Z"}, "There is no activity Z."),
        ({"name": "", "duration": "5d"}, "required"),
        ({"name": "x", "code": "A"}, "is the ID of Interface spec"),
    ],
)
def test_a_refused_new_row_keeps_what_was_typed(
    pm_client: Client, project: Project, actor: Actor, base: str, data: dict, words: str
) -> None:
    make_net1(project, actor)
    answer = pm_client.post(f"{base}activities/", {"code": "", "duration": "3h", **data}, headers=HX)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#new-row"
    assert words in text
    assert f'value="{data.get("duration", "3h")}"' in text
    assert len(by_code(project)) == 5


def test_a_cell_saves_and_sends_only_the_rows_that_changed(
    pm_client: Client, project: Project, actor: Actor, base: str
) -> None:
    rows = make_net1(project, actor)
    answer = cell(pm_client, base, rows["C"], "duration", "5d")
    text = answer.content.decode()
    assert answer["HX-Reswap"] == "none"
    assert text.count('hx-swap-oob="true"') == 4  # C, the project's line, the history, the count
    assert f'id="a{rows["C"].pk}"' in text
    answer = cell(pm_client, base, rows["A"], "duration", "7d")
    assert answer.content.decode().count('<tr id="a') == 5
    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert toast["text"].startswith("A: 5 d → 7 d. 4 other activities moved. Finish Jan 28")
    assert toast["text"].replace("\xa0", " ").endswith("(+2 d).")
    assert pm_client.post(toast["undo"], headers=HX).status_code == 200
    assert spans(project)["M"][1] == "2027-01-28 17:00"


CELLS = [
    ("name", "Spec", lambda row: row.name == "Spec"),
    ("code", "AA", lambda row: row.code == "AA"),
    ("duration", "5ed", lambda row: (row.duration, row.elapsed) == (7200, True)),
    ("progress", "40", lambda row: row.percent_complete == 40),
    ("start", "2027-01-06", lambda row: (row.constraint, row.start) == ("SNET", at("2027-01-06 08:00"))),
]


@pytest.mark.parametrize(("column", "value", "holds"), CELLS)
def test_each_cell_edits_its_field(
    pm_client: Client, project: Project, actor: Actor, base: str, column: str, value: str, holds
) -> None:
    row = make_net1(project, actor)["A"]
    editor = pm_client.get(f"{base}activities/{row.pk}/{column}/", headers=HX).content.decode()
    assert 'class="input cell-input"' in editor
    assert cell(pm_client, base, row, column, value).status_code == 200
    assert holds(Activity.objects.get(pk=row.pk))


def test_a_cleared_start_takes_the_constraint_away(
    pm_client: Client, project: Project, actor: Actor, base: str
) -> None:
    row = make_net1(project, actor)["C"]
    cell(pm_client, base, row, "start", "2027-01-20")
    assert spans(project)["C"][0] == "2027-01-20 08:00"
    cell(pm_client, base, by_code(project)["C"], "start", "")
    assert by_code(project)["C"].constraint == "ASAP"


def test_a_refused_cell_keeps_what_was_typed(
    pm_client: Client, project: Project, actor: Actor, base: str
) -> None:
    row = make_net1(project, actor)["A"]
    for column, value, words in [
        ("duration", "banana", "is no duration"),
        ("predecessors", "D", "Interface spec → Gateway firmware build → Integration test → Interface spec"),
        ("code", "B", "is the ID of Gateway firmware build"),
    ]:
        answer = cell(pm_client, base, row, column, value)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert words in text
        assert f'value="{value}"' in text


def test_a_cell_that_somebody_else_saved_is_a_conflict(
    pm_client: Client, project: Project, actor: Actor, base: str
) -> None:
    row = make_net1(project, actor)["A"]
    edit_activity(actor=actor, project=project, activity=row.pk, name="Theirs")
    answer = cell(pm_client, base, row, "name", "Mine")
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.content.decode()
    assert by_code(project)["A"].name == "Theirs"


def test_acts_on_rows_answer_with_the_tree(
    pm_client: Client, project: Project, actor: Actor, base: str
) -> None:
    rows = make_net1(project, actor)
    row = f"{base}activities/{rows['C'].pk}/"
    for act, data, expected in [
        ("move", {"to": "up"}, ["A", "C", "B", "D", "M"]),
        ("move", {"to": "down"}, ["A", "B", "C", "D", "M"]),
        ("indent", {}, ["A", "B", "C", "D", "M"]),
        ("outdent", {}, ["A", "B", "C", "D", "M"]),
        ("delete", {}, ["A", "B", "D", "M"]),
    ]:
        answer = pm_client.post(f"{row}{act}/", data, headers=HX)
        assert answer.status_code == 200, act
        codes = Activity.objects.filter(project=project).in_outline_order().values_list("code", flat=True)
        assert list(codes) == expected, act
    refused = pm_client.post(f"{base}activities/{rows['A'].pk}/indent/", headers=HX)
    assert refused.status_code == 204
    assert json.loads(refused["HX-Trigger"])["toast"]["error"]
    for _step in range(5):
        assert pm_client.post(f"{base}schedule/undo/", headers=HX).status_code == 200
    assert pm_client.post(f"{base}schedule/redo/", headers=HX).status_code == 200


def make_many(project: Project, actor: Actor, count: int) -> None:
    rows = [
        NewActivity(
            f"Work package {n}",
            f"W{n}",
            duration=DAY,
            links=((f"W{n - 1}", "FS", 0),) if n % 500 else (),
        )
        for n in range(count)
    ]
    add_activities(actor=actor, project=project, rows=rows)


def test_a_thousand_rows_come_in_stretches(
    pm_client: Client, project: Project, actor: Actor, base: str
) -> None:
    make_many(project, actor, 1000)
    indent(actor=actor, project=project, activities=[by_code(project)["W500"].pk])
    with CaptureQueriesContext(connection) as captured:
        page = pm_client.get(f"{base}schedule/")
    assert len(captured) <= 20
    assert len(page.content) <= 400_000
    text = page.content.decode()
    assert text.count('<tr id="a') == 100
    assert "?from=101" in text
    more = pm_client.get(f"{base}schedule/?from=101", headers={**HX, "HX-Target": "more"}).content.decode()
    assert more.count('<tr id="a') == 100
    assert "<html" not in more
    assert "?from=201" in more
    last = pm_client.get(f"{base}schedule/?from=901", headers={**HX, "HX-Target": "more"}).content.decode()
    assert 'id="more"' not in last


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_row_and_three(
    pm_client: Client, project: Project, actor: Actor, base: str, count: int
) -> None:
    make_many(project, actor, count)
    pm_client.get(f"{base}schedule/")
    with CaptureQueriesContext(connection) as captured:
        pm_client.get(f"{base}schedule/")
    assert len(captured) == 12
