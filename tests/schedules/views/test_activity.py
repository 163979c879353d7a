"""The panel of one activity: its fields, its links, what is refused beside which field."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.actors import Actor
from common.models import AuditEvent
from projects.models import Project
from schedules.models import Activity, Dependency
from schedules.services.activities import edit_activity
from schedules.services.outline import indent
from tests.factories.schedules import DAY, at, by_code, make_calendar, make_net1, spans

pytestmark = pytest.mark.django_db
PANEL = {"HX-Request": "true", "HX-Target": "activity"}


@pytest.fixture
def rows(project: Project, actor: Actor) -> dict[str, Activity]:
    return make_net1(project, actor)


def url(row: Activity, *more: object) -> str:
    return f"/projects/{row.project.key}/activities/{row.pk}/" + "".join(f"{part}/" for part in more)


def filled(client: Client, row: Activity, **changes: Any) -> dict[str, Any]:
    """Return the form as a browser would send it, with changes."""
    form = client.get(url(row)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    shown = {n: form.fields[n].prepare_value(v) for n, v in data.items() if v is not None and v is not False}
    return shown | changes


def test_saving_without_a_change_changes_nothing(
    pm_client: Client, project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    edit_activity(
        actor=actor,
        project=project,
        activity=rows["C"].pk,
        constraint="SNET",
        constraint_date=at("2027-01-12 13:30"),
        percent_complete=33.4,
    )
    row = by_code(project)["C"]
    answer = pm_client.post(url(row, "edit"), filled(pm_client, row))
    assert answer.status_code == 303, answer.context["form"].errors
    after = by_code(project)["C"]
    assert (after.version, after.constraint_date) == (row.version, at("2027-01-12 13:30"))


def test_every_field_is_saved(pm_client: Client, project: Project, rows: dict[str, Activity]) -> None:
    calendar = make_calendar(project, "Early", week={str(d): [[360, 840]] for d in range(5)})
    changes = {
        "name": "Site survey and report",
        "code": "C1",
        "duration": "6d",
        "calendar": calendar.pk,
        "constraint": "FNET",
        "constraint_date": "2027-01-27",
        "deadline": "2027-01-29",
        "percent_complete": "50",
        "actual_start": "2027-01-12",
        "physical_percent": "25",
        "priority": "700",
        "notes": "Ask the landlord first.",
        "reason": "spec late",
    }
    answer = pm_client.post(url(rows["C"], "edit"), filled(pm_client, rows["C"], **changes))
    assert answer.status_code == 303, answer.context["form"].errors
    row = by_code(project)["C1"]
    assert (row.name, row.duration, row.calendar_id) == ("Site survey and report", 6 * DAY, calendar.pk)
    assert (row.constraint, row.constraint_date) == ("FNET", at("2027-01-27 17:00"))
    assert (row.deadline, row.actual_start) == (at("2027-01-29 17:00"), at("2027-01-12 08:00"))
    assert (row.percent_complete, row.physical_percent, row.priority) == (50, 25, 700)
    assert row.notes == "Ask the landlord first."
    event = AuditEvent.objects.filter(action="schedule.edit").first()
    assert event is not None
    assert event.reason == "spec late"


def test_dates_follow_the_calendar_of_the_activity(
    pm_client: Client, project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    """Work from 6:00 to 14:00: a start no earlier than Jan 20 is 6:00, a deadline on Jan 29 is 14:00."""
    calendar = make_calendar(project, "Early", week={str(d): [[360, 840]] for d in range(5)})
    edit_activity(actor=actor, project=project, activity=rows["C"].pk, calendar_id=calendar.pk)
    row = by_code(project)["C"]
    data = filled(pm_client, row, constraint="SNET", constraint_date="2027-01-20", deadline="2027-01-29")
    pm_client.post(url(row, "edit"), data)
    row = by_code(project)["C"]
    assert (row.constraint_date, row.deadline) == (at("2027-01-20 06:00"), at("2027-01-29 14:00"))


def test_a_refusal_stands_beside_its_field_and_keeps_the_rest(
    pm_client: Client, project: Project, rows: dict[str, Activity]
) -> None:
    data = filled(pm_client, rows["A"], name="New name", constraint="SNET", constraint_date="")
    answer = pm_client.post(url(rows["A"], "edit"), data, headers=PANEL)
    assert answer.status_code == 422
    assert "constraint_date" in answer.context["form"].errors
    text = answer.content.decode()
    assert 'value="New name"' in text
    assert "<html" not in text
    assert by_code(project)["A"].name == "Interface spec"


def test_a_stale_form_shows_yours_and_theirs(
    pm_client: Client, project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    data = filled(pm_client, rows["A"], name="Mine")
    edit_activity(actor=actor, project=project, activity=rows["A"].pk, name="Theirs")
    answer = pm_client.post(url(rows["A"], "edit"), data, headers=PANEL)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Mine" in text
    assert "Theirs" in text
    assert by_code(project)["A"].name == "Theirs"


def test_on_the_schedule_page_the_grid_follows(
    pm_client: Client, project: Project, rows: dict[str, Activity]
) -> None:
    page = {**PANEL, "HX-Current-URL": f"http://testserver/projects/{project.key}/schedule/"}
    data = filled(pm_client, rows["A"], duration="7d")
    answer = pm_client.post(url(rows["A"], "edit"), data, headers=page)
    assert answer.content.decode().count('<tr id="a') == 5
    assert "toast" in json.loads(answer["HX-Trigger"])
    alone = pm_client.post(
        url(rows["A"], "edit"), filled(pm_client, by_code(project)["A"], duration="5d"), headers=PANEL
    )
    assert "<tr" not in alone.content.decode()


def test_links_are_added_edited_and_deleted(
    pm_client: Client, project: Project, rows: dict[str, Activity]
) -> None:
    added = pm_client.post(url(rows["C"], "links"), {"side": "in", "link": "B SS+1d"})
    assert added.status_code == 303
    link = Dependency.objects.get(predecessor=rows["B"], successor=rows["C"])
    assert (link.kind, link.lag) == ("SS", DAY)
    pm_client.post(url(rows["C"], "links", link.pk), {"kind": "FF", "lag": "-4h"})
    link.refresh_from_db()
    assert (link.kind, link.lag) == ("FF", -240)
    pm_client.post(url(rows["C"], "links", link.pk, "delete"))
    assert not Dependency.objects.filter(pk=link.pk).exists()
    pm_client.post(url(rows["A"], "links"), {"side": "out", "link": "M"})
    assert Dependency.objects.filter(predecessor=rows["A"], successor=rows["M"]).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Z", "There is no activity Z."),
        ("M", "in a circle"),
        ("A FS+2x", "is no duration"),
        ("", "required"),
    ],
)
def test_a_refused_link_says_why(
    pm_client: Client, rows: dict[str, Activity], typed: str, words: str
) -> None:
    answer = pm_client.post(url(rows["A"], "links"), {"side": "in", "link": typed}, headers=PANEL)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Dependency.objects.count() == 5


def test_a_lag_that_is_none_is_refused_beside_its_link(pm_client: Client, rows: dict[str, Activity]) -> None:
    link = Dependency.objects.get(predecessor=rows["A"], successor=rows["B"])
    answer = pm_client.post(url(rows["B"], "links", link.pk), {"kind": "FS", "lag": "soon"}, headers=PANEL)
    assert answer.status_code == 422
    assert "“soon” is no lag" in answer.content.decode()
    assert 'value="soon"' in answer.content.decode()


def test_a_summary_offers_only_what_it_can_have(
    pm_client: Client, project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    indent(actor=actor, project=project, activities=[rows["C"].pk])
    row = by_code(project)["B"]
    form = pm_client.get(url(row)).context["form"]
    assert "duration" not in form.fields
    answer = pm_client.post(url(row, "edit"), filled(pm_client, row, name="Build phase"))
    assert answer.status_code == 303
    assert by_code(project)["B"].name == "Build phase"
    assert spans(project)["B"] == spans(project)["C"]
