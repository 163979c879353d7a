"""Editing one activity: constraints, pinned dates, progress, and what is refused beside which field."""

from typing import Any

import pytest

from accounts.actors import Actor
from common.errors import Conflict, DomainError
from projects.models import Project
from schedules.models import Activity
from schedules.services.activities import add_activity, edit_activity
from tests.factories.projects import make_project
from tests.factories.schedules import DAY, at, by_code, make_calendar, make_net1, spans

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(project: Project, actor: Actor) -> dict[str, Activity]:
    return make_net1(project, actor)


def edit(project: Project, actor: Actor, which: str, **fields: Any) -> Activity:
    row = by_code(project)[which]
    edit_activity(actor=actor, project=project, activity=row.pk, **fields)
    return Activity.objects.get(pk=row.pk)


CONSTRAINTS = [
    ("SNET", "2027-01-20 08:00", "2027-01-20 08:00", "2027-01-25 17:00"),
    ("FNET", "2027-01-21 17:00", "2027-01-18 00:00", "2027-01-21 17:00"),
    ("MSO", "2027-01-13 08:00", "2027-01-13 08:00", "2027-01-19 17:00"),
    ("MFO", "2027-01-20 17:00", "2027-01-14 08:00", "2027-01-20 17:00"),
    ("SNLT", "2027-01-07 08:00", "2027-01-07 08:00", "2027-01-12 17:00"),
    ("FNLT", "2027-01-12 17:00", "2027-01-07 08:00", "2027-01-12 17:00"),
]


@pytest.mark.parametrize(("kind", "date", "start", "finish"), CONSTRAINTS)
def test_constraints_place_c(
    project: Project,
    actor: Actor,
    rows: dict[str, Activity],
    kind: str,
    date: str,
    start: str,
    finish: str,
) -> None:
    """C lasts 4 d, may start Jan 11 after A; Jan 16-18 are off. FNET: Jan 15, 19, 20, 21."""
    start = "2027-01-15 08:00" if kind == "FNET" else start
    edit(project, actor, "C", constraint=kind, constraint_date=at(date))
    assert spans(project)["C"] == (start, finish)


def test_as_late_as_possible_and_back(project: Project, actor: Actor, rows: dict[str, Activity]) -> None:
    row = edit(project, actor, "C", constraint="ALAP", constraint_date=at("2027-01-20 08:00"))
    assert row.constraint_date is None
    assert row.finish == at("2027-01-21 17:00")
    edit(project, actor, "C", constraint="ASAP")
    assert spans(project)["C"] == ("2027-01-11 08:00", "2027-01-14 17:00")


def test_a_deadline_takes_float_but_moves_nothing(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    row = edit(project, actor, "D", deadline=at("2027-01-27 17:00"))
    assert row.total_float == -DAY
    assert spans(project)["D"] == ("2027-01-26 08:00", "2027-01-28 17:00")


def test_pinned_dates_stand_and_push_successors(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    row = edit(project, actor, "B", mode="manual")
    assert (row.manual_start, row.manual_finish) == (at("2027-01-11 08:00"), at("2027-01-25 17:00"))
    row = edit(project, actor, "B", manual_start=at("2027-01-12 08:00"))
    assert row.duration == 10 * DAY
    assert spans(project)["B"] == ("2027-01-12 08:00", "2027-01-26 17:00")
    assert spans(project)["D"][0] == "2027-01-27 08:00"
    edit(project, actor, "A", duration=9 * DAY)
    assert spans(project)["B"][0] == "2027-01-12 08:00"
    with pytest.raises(DomainError) as refused:
        edit(project, actor, "B", manual_finish=at("2027-01-01 17:00"))
    assert refused.value.field == "manual_finish"


def test_progress_starts_and_finishes_an_activity(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    row = edit(project, actor, "A", percent_complete=40.0)
    assert (row.actual_start, row.actual_finish) == (at("2027-01-04 08:00"), None)
    row = edit(project, actor, "A", percent_complete=100.0)
    assert row.actual_finish == at("2027-01-08 17:00")
    assert not row.critical
    row = edit(project, actor, "A", percent_complete=60.0)
    assert row.actual_finish is None
    row = edit(project, actor, "A", percent_complete=0.0)
    assert row.actual_start is None


def test_an_actual_finish_completes_and_moves_what_follows(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    row = edit(project, actor, "A", actual_start=at("2027-01-05 08:00"), actual_finish=at("2027-01-12 17:00"))
    assert row.percent_complete == 100
    assert row.duration == 6 * DAY
    assert spans(project)["B"][0] == "2027-01-13 08:00"


def test_remaining_duration_changes_the_duration(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    edit(project, actor, "A", percent_complete=40.0)  # 2 d of 5 d are done
    row = edit(project, actor, "A", remaining_duration=6 * DAY)
    assert row.duration == 8 * DAY
    assert row.percent_complete == 25.0
    assert spans(project)["A"][1] == "2027-01-13 17:00"
    row = edit(project, actor, "A", remaining_duration=0)
    assert row.percent_complete == 100
    assert row.actual_finish is not None


def test_a_milestone_lasts_no_time(project: Project, actor: Actor, rows: dict[str, Activity]) -> None:
    assert edit(project, actor, "D", duration=0).kind == "finish_milestone"
    row = edit(project, actor, "D", duration=DAY)
    assert (row.kind, row.duration) == ("task", DAY)
    row = edit(project, actor, "D", kind="start_milestone")
    assert row.duration == 0
    add_activity(actor=actor, project=project, name="Contract signed", code="X", duration=0)
    assert by_code(project)["X"].kind == "finish_milestone"


def test_elapsed_time_ignores_the_calendar(project: Project, actor: Actor, rows: dict[str, Activity]) -> None:
    """A ends Fri Jan 8 17:00; five times 24 hours from then on."""
    edit(project, actor, "C", duration=5 * 1440, elapsed=True)
    assert spans(project)["C"] == ("2027-01-08 17:00", "2027-01-13 17:00")


def test_an_activity_on_its_own_calendar(project: Project, actor: Actor, rows: dict[str, Activity]) -> None:
    week = {str(day): [[480, 720], [780, 1020]] for day in range(7)}
    seven = make_calendar(project, "Seven days", week=week)
    edit(project, actor, "B", calendar_id=seven.pk)
    assert spans(project)["B"] == ("2027-01-09 08:00", "2027-01-18 17:00")


REFUSED = [
    ({"name": "  "}, "name_missing", "name"),
    ({"name": "x" * 256}, "name_too_long", "name"),
    ({"code": "B"}, "code_taken", "code"),
    ({"duration": -5}, "duration_negative", "duration"),
    ({"percent_complete": 101.0}, "percent_range", "percent_complete"),
    ({"physical_percent": -1.0}, "percent_range", "physical_percent"),
    ({"constraint": "SNET"}, "constraint_date_missing", "constraint_date"),
    ({"remaining_duration": -1}, "remaining_negative", "remaining_duration"),
    (
        {"actual_start": at("2027-01-09 08:00"), "actual_finish": at("2027-01-08 08:00")},
        "actual_finish_before_start",
        "actual_finish",
    ),
]


@pytest.mark.parametrize(("fields", "code", "field"), REFUSED)
def test_refusals_name_their_field(
    project: Project, actor: Actor, rows: dict[str, Activity], fields: dict, code: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        edit(project, actor, "A", **fields)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert by_code(project)["A"].version == rows["A"].version


def test_a_foreign_calendar_is_refused(project: Project, actor: Actor, rows: dict[str, Activity]) -> None:
    foreign = make_calendar(make_project())
    with pytest.raises(DomainError) as refused:
        edit(project, actor, "A", calendar_id=foreign.pk)
    assert refused.value.code == "calendar_gone"


def test_a_stale_version_is_a_conflict_with_what_stands(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    edit(project, actor, "A", name="Spec v2")
    with pytest.raises(Conflict) as refused:
        edit(project, actor, "A", name="Spec v3", version=rows["A"].version)
    assert refused.value.current["name"] == "Spec v2"
    assert by_code(project)["A"].name == "Spec v2"
    # Dates that move do not make a conflict: only what a person gives does.
    edit(project, actor, "B", duration=DAY, version=rows["B"].version)


def test_codes_are_numbered_on(project: Project, actor: Actor, rows: dict[str, Activity]) -> None:
    add_activity(actor=actor, project=project, name="One")
    add_activity(actor=actor, project=project, name="Two")
    assert {"10", "20"} <= by_code(project).keys()
    edit(project, actor, "20", code="117")
    add_activity(actor=actor, project=project, name="Three")
    row = by_code(project)["120"]
    assert row.duration == DAY


def test_the_label_says_what_changed(project: Project, actor: Actor, rows: dict[str, Activity]) -> None:
    common: dict[str, Any] = {"actor": actor, "project": project, "activity": rows["A"].pk}
    assert edit_activity(**common, name="Spec").label == "A: activity Interface spec → Spec"
    assert edit_activity(**common, percent_complete=40.0).label == "A: actual start, % complete"
    assert edit_activity(**common, deadline=at("2027-01-08 17:00")).label.startswith(
        "A: deadline none → Jan 8"
    )
