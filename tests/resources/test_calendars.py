"""Calendars: what they inherit, what the plan makes of a change, what is refused."""

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import Role
from common.errors import Conflict, DomainError
from common.models import AuditEvent
from projects.models import Project
from resources.forms import hours_text, parse_hours
from resources.models import Calendar, CalendarException, Resource
from resources.queries.calendars import holidays, work_calendars
from resources.services.calendars import (
    add_exception,
    create_calendar,
    delete_calendar,
    delete_exception,
    edit_calendar,
)
from resources.templatetags.week import exception_text, week_text
from schedules.services.activities import edit_activity
from tests.factories.projects import make_member, make_project
from tests.factories.schedules import (
    by_code,
    day,
    make_calendar,
    make_holiday,
    make_net1,
    make_options,
    spans,
)

pytestmark = pytest.mark.django_db
MORNINGS = {str(number): [[480, 720]] for number in range(5)}


@pytest.fixture
def standard(project: Project) -> Calendar:
    return make_options(project).calendar


def test_a_calendar_takes_what_it_lacks_from_its_parent(project: Project) -> None:
    parent = make_calendar(project, "Parent", week={"0": [[480, 720]], "1": [[480, 720]]})
    make_holiday(parent, day("2027-01-18"), name="Holiday")
    child = make_calendar(project, "Child", week={"1": [[600, 660]], "2": []}, parent=parent)
    make_holiday(child, day("2027-01-19"))
    hours = work_calendars(project.pk)[child.pk].hours
    assert hours.week[0] == ((480, 720),)
    assert hours.week[1] == ((600, 660),)
    assert hours.week[2:] == ((),) * 5
    free = dict(holidays(hours, day("2027-01-01"), day("2027-01-31")))
    assert free == {day("2027-01-18"): "Holiday", day("2027-01-19"): ""}


def test_parents_in_a_circle_end(project: Project) -> None:
    first = make_calendar(project, "First", week={"0": [[480, 720]]})
    second = make_calendar(project, "Second", week={"1": [[480, 720]]}, parent=first)
    Calendar.objects.filter(pk=first.pk).update(parent=second)
    assert work_calendars(project.pk)[first.pk].hours.week[0] == ((480, 720),)


def test_only_calendars_of_the_project_and_the_organisation_are_usable(project: Project) -> None:
    own, shared = make_calendar(project), make_calendar(None, "Shared")
    foreign = make_calendar(make_project())
    found = work_calendars(project.pk)
    assert {own.pk, shared.pk} <= found.keys()
    assert foreign.pk not in found


def test_a_holiday_moves_the_plan_and_its_deletion_moves_it_back(
    project: Project, actor: Actor, standard: Calendar
) -> None:
    make_net1(project, actor)
    exception = add_exception(
        actor=actor, calendar=standard, first=day("2027-01-06"), last=day("2027-01-07"), name="Fair"
    )
    assert spans(project)["A"] == ("2027-01-04 08:00", "2027-01-12 17:00")
    assert AuditEvent.objects.filter(action="calendar.edit", object_id=standard.pk).count() == 1
    delete_exception(actor=actor, exception=exception)
    assert spans(project)["A"] == ("2027-01-04 08:00", "2027-01-08 17:00")


def test_other_hours_move_the_plan(project: Project, actor: Actor, standard: Calendar) -> None:
    """Mornings only: 5 d of 8 h are ten half days, Jan 4-8 and 11-15."""
    make_net1(project, actor)
    edit_calendar(actor=actor, calendar=standard, version=1, week=MORNINGS)
    assert spans(project)["A"] == ("2027-01-04 08:00", "2027-01-15 12:00")


def test_a_change_the_plan_cannot_follow_is_refused_whole(
    project: Project, actor: Actor, standard: Calendar
) -> None:
    make_net1(project, actor)
    with pytest.raises(DomainError) as refused:
        edit_calendar(actor=actor, calendar=standard, version=1, week={str(n): [] for n in range(7)})
    assert refused.value.code == "week_empty"
    standard.refresh_from_db()
    assert standard.week["0"]


def test_a_calendar_in_use_is_not_deleted(project: Project, actor: Actor, standard: Calendar) -> None:
    rows = make_net1(project, actor)
    used = create_calendar(actor=actor, project=project, name="Early", week=MORNINGS)
    edit_activity(actor=actor, project=project, activity=rows["C"].pk, calendar_id=used.pk)
    Resource.objects.create(project=project, name="Ravi", calendar=used)
    with pytest.raises(DomainError, match="1 activity, 1 resource"):
        delete_calendar(actor=actor, calendar=used)
    with pytest.raises(DomainError, match="the project's own calendar"):
        delete_calendar(actor=actor, calendar=standard)
    free = create_calendar(actor=actor, project=project, name="Late", week=MORNINGS)
    delete_calendar(actor=actor, calendar=free)
    assert not Calendar.objects.filter(name="Late").exists()


def test_what_is_refused(project: Project, actor: Actor, standard: Calendar) -> None:
    common = {"actor": actor, "project": project}
    with pytest.raises(DomainError) as taken:
        create_calendar(**common, name="Standard", week=MORNINGS)
    assert (taken.value.code, taken.value.field) == ("calendar_name_taken", "name")
    with pytest.raises(DomainError) as crossed:
        create_calendar(**common, name="Bad", week={"3": [[480, 720], [700, 900]]})
    assert crossed.value.field == "day_3"
    with pytest.raises(DomainError) as backwards:
        add_exception(actor=actor, calendar=standard, first=5, last=4)
    assert backwards.value.field == "last"
    with pytest.raises(Conflict):
        edit_calendar(actor=actor, calendar=standard, version=9, name="Other")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8:00-12:00, 13:00-17:00", [[480, 720], [780, 1020]]),
        ("8-12", [[480, 720]]),
        ("13:00-17:00,8:00–12:00", [[480, 720], [780, 1020]]),
        ("off", []),
        ("0:00-24:00", [[0, 1440]]),
    ],
)
def test_hours_as_typed(text: str, hours: list[list[int]]) -> None:
    assert parse_hours(text) == hours
    assert parse_hours(hours_text(hours)) == hours


def test_weeks_and_exceptions_in_words() -> None:
    work = ((480, 720),)
    assert week_text(((0, work), (1, work), (3, work))) == "Mon–Tue 8:00–12:00; Thu 8:00–12:00"
    assert week_text(()) == "no working time"
    item = CalendarException(first=day("2027-01-18"), last=day("2027-01-19"), intervals=[[480, 720]])
    assert exception_text(item).endswith("8:00–12:00")


def test_calendars_are_managed_on_their_pages(
    pm_client: Client, project: Project, actor: Actor, standard: Calendar
) -> None:
    make_net1(project, actor)
    base = f"/projects/{project.key}/calendars/"
    week = {f"day_{n}": "6:00-14:00" if n < 5 else "off" for n in range(7)}
    data = week | {"name": "Early", "hours_per_day": "8", "hours_per_week": "40"}
    refused = pm_client.post(f"{base}new/", data | {"day_2": "six to two"})
    assert refused.status_code == 422
    assert "is no working time" in refused.content.decode()
    assert pm_client.post(f"{base}new/", data).status_code == 303
    early = Calendar.objects.get(name="Early")
    assert "Mon–Fri 6:00–14:00" in pm_client.get(base).content.decode()
    holiday = {"first": "2027-01-20", "name": "Fair"}
    assert pm_client.post(f"{base}{early.pk}/exceptions/", holiday).status_code == 303
    backwards = pm_client.post(f"{base}{early.pk}/exceptions/", holiday | {"last": "2027-01-02"})
    assert backwards.status_code == 422
    exception = early.exceptions.get()
    assert (exception.first, exception.last, exception.intervals) == (
        day("2027-01-20"),
        day("2027-01-20"),
        [],
    )
    edit_activity(actor=actor, project=project, activity=by_code(project)["C"].pk, calendar_id=early.pk)
    assert pm_client.post(f"{base}{early.pk}/", data | {"version": 1, "day_0": "off"}).status_code == 303
    assert spans(project)["C"] == ("2027-01-12 06:00", "2027-01-15 14:00")
    pm_client.post(f"{base}{early.pk}/delete/")
    assert Calendar.objects.filter(pk=early.pk).exists()
    edit_activity(actor=actor, project=project, activity=by_code(project)["C"].pk, calendar_id=None)
    pm_client.post(f"{base}{early.pk}/exceptions/{exception.pk}/delete/")
    pm_client.post(f"{base}{early.pk}/delete/")
    assert not Calendar.objects.filter(pk=early.pk).exists()


def test_a_viewer_sees_calendars_without_acts(project: Project, standard: Calendar) -> None:
    client = Client()
    client.force_login(make_member(project, Role.VIEWER))
    page = client.get(f"/projects/{project.key}/calendars/").content.decode()
    assert "Standard" in page
    assert "New calendar" not in page
    assert client.get(f"/projects/{project.key}/calendars/{standard.pk}/").status_code == 403
