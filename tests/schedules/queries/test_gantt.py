"""NET-1 in columns. Minutes count from its first day, 2027-01-04 00:00."""

import pytest

from schedules.models import Activity, Baseline, BaselineActivity
from schedules.queries.gantt import CRITICAL, ELAPSED, INACTIVE, MILESTONE, PINNED, SUMMARY, gantt_data
from tests.factories.gantt import make_large_plan
from tests.factories.schedules import DAY, at, day, make_activity, make_calendar, make_net1, make_options

FULL_DAY = 1440


def without_project(data):
    """Return the columns without their first row, which is the project's own."""
    return {name: values[1:] for name, values in data["rows"].items()}


@pytest.fixture
def net1(project, actor):
    return make_net1(project, actor)


def test_net1_in_columns(project, net1):
    data = gantt_data(project)
    rows = without_project(data)
    assert data["origin"] == at("2027-01-04 00:00")
    assert rows["code"] == ["A", "B", "C", "D", "M"]
    # A Jan 4 08:00, B and C Jan 11, D Jan 26, M at D's finish Jan 28 17:00 = day 24, minute 1020.
    assert rows["start"] == [
        480,
        7 * FULL_DAY + 480,
        7 * FULL_DAY + 480,
        22 * FULL_DAY + 480,
        24 * FULL_DAY + 1020,
    ]
    # A Mon 08:00 to Fri 17:00: 4 days and 9 hours; B to Jan 25: 14 days; C to Jan 14: 3; D to Jan 28: 2.
    assert rows["length"] == [
        4 * FULL_DAY + 540,
        14 * FULL_DAY + 540,
        3 * FULL_DAY + 540,
        2 * FULL_DAY + 540,
        0,
    ]
    assert rows["days"] == [5, 10, 4, 3, 0]
    assert rows["float"] == [0, 0, 4, 0, 0]
    assert rows["flags"] == [CRITICAL, CRITICAL, 0, CRITICAL, CRITICAL | MILESTONE]


def test_links_name_the_rows_and_say_which_drive(project, net1):
    links = gantt_data(project)["links"]
    quads = {tuple(links[n : n + 4]) for n in range(0, len(links), 4)}
    # Row 0 is the project. A→B, A→C, B→D drive; C→D has 4 d to spare; D→M drives.
    assert quads == {(1, 2, 0, 1), (1, 3, 0, 1), (2, 4, 0, 1), (3, 4, 0, 0), (4, 5, 0, 1)}


def test_the_first_row_is_the_project(project, net1):
    rows = {name: values[0] for name, values in gantt_data(project)["rows"].items()}
    # Jan 4 08:00 to Jan 28 17:00 is 24 days and 9 hours, 18 working days; the critical path has no float.
    assert rows == {
        "id": 0,
        "code": "",
        "name": project.name,
        "level": 0,
        "start": 480,
        "length": 24 * FULL_DAY + 540,
        "days": 18,
        "float": 0,
        "done": 0,
        "flags": SUMMARY,
    }


def test_the_projects_float_is_the_least_of_what_is_open(project, net1):
    Activity.objects.filter(project=project, critical=True).update(progress=100)
    assert gantt_data(project)["rows"]["float"][0] == 4


def test_the_calendar_comes_with_its_holiday(project, net1):
    calendar = gantt_data(project)["calendar"]
    assert (calendar["from"], calendar["to"]) == (480, 1020)
    assert calendar["week"] == [1, 1, 1, 1, 1, 0, 0]
    assert calendar["exceptions"] == [(day("2027-01-18"), day("2027-01-18"), 0, "Holiday")]


def test_a_holiday_far_from_the_plan_stays_at_home(project, net1):
    calendar = make_options(project).calendar
    calendar.exceptions.create(first=day("2040-01-01"), last=day("2040-01-01"), name="Far")
    assert len(gantt_data(project)["calendar"]["exceptions"]) == 1


def test_an_empty_plan(project):
    make_options(project)
    data = gantt_data(project)
    assert data["rows"]["id"] == data["links"] == []
    assert data["origin"] == project.planned_start // FULL_DAY * FULL_DAY
    assert data["base"] is None


def test_a_project_without_options_still_draws(project):
    data = gantt_data(project)
    assert data["calendar"]["week"] == [1, 1, 1, 1, 1, 0, 0]


def test_a_row_without_dates_has_none(project):
    make_activity(project)
    make_options(project)
    rows = without_project(gantt_data(project))
    assert rows["start"] == rows["length"] == rows["float"] == [None]


def test_days_are_those_of_the_rows_own_calendar_and_elapsed_ones_are_24_hours(project):
    make_options(project)
    short = make_calendar(project, minutes_per_day=240)
    make_activity(project, days=1, calendar=short)
    make_activity(project, days=3, elapsed=True)
    make_activity(project, duration=DAY * 3 // 2)
    rows = without_project(gantt_data(project))
    assert rows["days"] == [2, 1, 1.5]
    assert rows["flags"][1] & ELAPSED


def test_flags_of_summary_pinned_and_inactive_rows(project):
    top = make_activity(project, is_summary=True, wbs="1", kind="finish_milestone")
    make_activity(project, parent=top, active=False)
    pin = {"mode": "manual", "manual_start": 480, "manual_finish": 960}
    make_activity(project, parent=top, **pin)
    rows = gantt_data(project)["rows"]
    assert rows["flags"] == [SUMMARY, INACTIVE, PINNED]
    assert rows["code"][0] == "1"


def test_the_first_baseline_is_shown_unless_another_is_chosen(project, net1):
    for number, shift in ((0, 1), (1, 2)):
        baseline = Baseline.objects.create(project=project, number=number, name=f"v{number}")
        a = net1["A"]
        times = {"start": a.start - shift * FULL_DAY, "finish": a.finish}
        BaselineActivity.objects.create(baseline=baseline, activity=a, code="A", name="A", **times)
    first, second = Baseline.objects.filter(project=project)
    data = gantt_data(project)
    assert data["baselines"] == [(first.pk, "v0"), (second.pk, "v1")]
    assert data["baseline"] == first.pk
    assert data["base"]["start"] == [None, 480 - FULL_DAY, None, None, None, None]
    assert data["base"]["length"] == [None, 5 * FULL_DAY + 540, None, None, None, None]
    assert gantt_data(project, second.pk)["base"]["start"][1] == 480 - 2 * FULL_DAY
    assert gantt_data(project, 987_654)["base"] is None


@pytest.mark.parametrize("count", [1, 3, 60])
def test_six_statements_whatever_the_size(project, django_assert_num_queries, count):
    make_large_plan(project, count, links=count)
    baseline = Baseline.objects.create(project=project, number=0, name="v0")
    for row in Activity.objects.filter(project=project):
        BaselineActivity.objects.create(
            baseline=baseline, activity=row, code=row.code, name=row.name, start=row.start, finish=row.finish
        )
    with django_assert_num_queries(6):
        gantt_data(project)
