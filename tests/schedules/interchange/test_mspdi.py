"""Reading Microsoft Project XML: values, calendars, rows, and everything that is refused."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from engine.calendars import day_number, to_minute
from schedules.interchange.child import read_file
from schedules.interchange.engine_plan import resolve_calendars
from schedules.interchange.file_plan import FilePlan, ImportProblem
from schedules.interchange.mspdi.reader import read_mspdi
from tests.factories.mspdi import calendar, document, link, net_1, tags, task

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "schedules" / "files"


def read(data: bytes) -> FilePlan:
    return read_mspdi(BytesIO(data))


def minute(text: str) -> int:
    return to_minute(datetime.fromisoformat(text))


def exception_on(*inner: str, days: tuple[str, str] = ("2027-01-01", "2027-12-31")) -> str:
    period = tags(FromDate=f"{days[0]}T00:00:00", ToDate=f"{days[1]}T23:59:00")
    return (
        f"<Exceptions><Exception><TimePeriod>{period}</TimePeriod>{''.join(inner)}</Exception></Exceptions>"
    )


def free_days(extra: str) -> list[str]:
    plan = read(document(task(1, "A", 1), calendars=calendar(extra=extra)))
    return [
        str(datetime(2000, 1, 1).date().fromordinal(datetime(2000, 1, 1).toordinal() + day))
        for e in plan.calendars[0].exceptions
        for day in range(e.first, e.last + 1)
    ]


def test_rows_links_and_the_summary_row():
    plan = read(net_1())
    assert [(r.row, r.name, r.duration) for r in plan.activities] == [
        (1, "A", 2400),
        (2, "B", 4800),
        (3, "C", 1920),
        (4, "D", 1440),
        (5, "M", 0),
    ]
    assert plan.has_summary_row
    assert [(d.predecessor, d.successor, d.kind, d.lag) for d in plan.dependencies][-2:] == [
        (3, 4, "FS", 960),
        (4, 5, "FS", 0),
    ]
    assert plan.start == minute("2027-01-04T08:00")


def test_outline_levels_become_parents():
    rows = (
        task(1, "S", 3, Summary=1) + task(2, "a", 1, level=2) + task(3, "T", level=2) + task(4, "x", level=3)
    )
    plan = read(document(rows + task(5, "end")))
    assert [r.parent for r in plan.activities] == [None, 1, 1, 3, None]


@pytest.mark.parametrize(
    ("lag", "lag_format", "expected"),
    [
        (4800, 7, (480, "working")),
        (14400, 8, (1440, "elapsed")),
        (50, 19, (50, "percent")),
        (-4800, 7, (-480, "working")),
    ],
)
def test_lags(lag, lag_format, expected):
    rows = task(1, "A", 1) + task(2, "B", 1, extra=link(1, lag=lag, lag_format=lag_format))
    found = read(document(rows)).dependencies[0]
    assert (found.lag, found.lag_unit) == expected


@pytest.mark.parametrize(("number", "kind"), [(0, "FF"), (1, "FS"), (2, "SF"), (3, "SS")])
def test_link_kinds(number, kind):
    rows = task(1, "A", 1) + task(2, "B", 1, extra=link(1, kind=number))
    assert read(document(rows)).dependencies[0].kind == kind


@pytest.mark.parametrize(
    ("number", "kind"), enumerate(["ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"])
)
def test_the_eight_constraints(number, kind):
    row = read(
        document(task(1, "A", 1, ConstraintType=number, ConstraintDate="2027-01-11T08:00:00"))
    ).activities[0]
    assert row.constraint == kind
    assert row.constraint_date == minute("2027-01-11T08:00")


def test_a_dated_constraint_without_its_date_is_none():
    assert read(document(task(1, "A", 1, ConstraintType=4))).activities[0].constraint == "ASAP"


def test_elapsed_manual_progress_and_notes():
    extra = "<ExtendedAttribute><FieldID>188743731</FieldID><Value>Hall 2</Value></ExtendedAttribute>"
    rows = (
        task(1, "A", 1, DurationFormat=8, Duration="PT24H0M0S")
        + task(2, "B", 1, Manual=1, ManualStart="2027-01-06T08:00:00", ManualFinish="2027-01-06T17:00:00")
        + task(
            3,
            "C",
            2,
            ActualStart="2027-01-04T08:00:00",
            PercentComplete=50,
            Notes="Mind the gap",
            extra=extra,
        )
    )
    names = "<ExtendedAttributes><ExtendedAttribute>" + tags(
        FieldID=188743731, FieldName="Text1", Alias="Site"
    )
    plan = read(
        document(rows, Name="x").replace(
            b"<Calendars>", names.encode() + b"</ExtendedAttribute></ExtendedAttributes><Calendars>"
        )
    )
    a, b, c = plan.activities
    assert (a.elapsed, a.duration) == (True, 1440)
    assert (b.manual, b.manual_start) == (True, minute("2027-01-06T08:00"))
    assert (c.percent_complete, c.notes) == (50.0, "Mind the gap\nSite: Hall 2")
    assert plan.unsupported == {"custom_field": 1}


def test_baselines_and_assignments():
    baseline = (
        "<Baseline>"
        + tags(
            Number=1,
            Start="2027-01-04T08:00:00",
            Finish="2027-01-04T17:00:00",
            Duration="PT8H0M0S",
            Work="PT16H0M0S",
            Cost=120050,
        )
        + "</Baseline>"
    )
    rest = (
        "<Resources><Resource>"
        + tags(UID=7, ID=1, Name="Crane", Type=1, MaxUnits="0.5", CalendarUID=1, StandardRate=90)
        + "</Resource></Resources>"
        "<Assignments><Assignment>"
        + tags(UID=1, TaskUID=1, ResourceUID=7, Units="2", Work="PT16H0M0S", WorkContour=3)
        + "</Assignment>"
        "<Assignment>" + tags(UID=2, TaskUID=1, ResourceUID=-65535) + "</Assignment></Assignments>"
    )
    plan = read(document(task(1, "A", 1, extra=baseline), rest=rest))
    row = plan.baselines[0]
    assert (row.baseline, row.duration, row.work, row.cost) == (1, 480, 960, 120050)
    assert [(r.name, r.max_units, r.calendar) for r in plan.resources] == [("Crane", 50.0, 1)]
    assert [(a.units, a.work) for a in plan.assignments] == [(200.0, 960)]
    assert plan.unsupported == {"resource_rate": 1, "work_contour": 1}


def test_a_derived_calendar_inherits_week_and_exceptions():
    derived = calendar(2, "Night", extra="", parent=1)
    plan = read(document(task(1, "A", 1), calendars=calendar() + derived))
    hours = resolve_calendars(plan)[2]
    # Mon 4 Jan to Mon 18 Jan 2027: 10 working days, the 18th is the parent's holiday
    assert hours.between(minute("2027-01-04T00:00"), minute("2027-01-19T00:00")) == 10 * 480


def test_work_to_midnight_and_the_older_notation():
    old = (
        "<Calendar>"
        + tags(UID=1, Name="Old", IsBaseCalendar=1)
        + "<WeekDays><WeekDay>"
        + tags(DayType=2, DayWorking=1)
        + "<WorkingTimes><WorkingTime>"
        + tags(FromTime="16:00:00", ToTime="00:00:00")
        + "</WorkingTime></WorkingTimes></WeekDay>"
        "<WeekDay>"
        + tags(DayType=0, DayWorking=0)
        + "<TimePeriod>"
        + tags(FromDate="2027-01-11T00:00:00", ToDate="2027-01-11T23:59:00")
        + "</TimePeriod></WeekDay></WeekDays></Calendar>"
    )
    found = read(document(task(1, "A", 1), calendars=old)).calendars[0]
    assert found.week == {"0": ((960, 1440),)}
    assert found.exceptions[0].first == day_number(datetime(2027, 1, 11).date())


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        # every second Friday from 1 January: 1, 15, 29 January
        (tags(Type=6, DaysOfWeek=32, Period=2), ["2027-01-01", "2027-01-15", "2027-01-29"]),
        # the 24th of each month
        (tags(Type=4, MonthDay=24, Period=1), ["2027-01-24", "2027-02-24"]),
        # the last Monday of each month: 25 January, 22 February 2027
        (tags(Type=5, MonthItem=4, MonthPosition=4, Period=1), ["2027-01-25", "2027-02-22"]),
        # every year on 14 February
        (tags(Type=2, Month=1, MonthDay=14), ["2027-02-14"]),
        # the second Tuesday of February: 9 February 2027
        (tags(Type=3, Month=1, MonthItem=5, MonthPosition=1), ["2027-02-09"]),
        # every third day, three times
        (
            tags(Type=1, Period=3, EnteredByOccurrences=1, Occurrences=3),
            ["2027-01-01", "2027-01-04", "2027-01-07"],
        ),
    ],
)
def test_recurring_exceptions(inner, expected):
    last = "2027-01-31" if "Type>6" in inner else "2027-02-28"
    assert free_days(exception_on(inner, days=("2027-01-01", last))) == expected


def test_another_work_week_replaces_its_days():
    week = (
        "<WeekDays><WeekDay>"
        + tags(DayType=7, DayWorking=1)
        + "<WorkingTimes><WorkingTime>"
        + tags(FromTime="08:00:00", ToTime="12:00:00")
    )
    extra = (
        "<WorkWeeks><WorkWeek><TimePeriod>"
        + tags(FromDate="2027-01-04T00:00:00", ToDate="2027-01-17T23:59:00")
        + "</TimePeriod><Name>Push</Name>"
        + week
        + "</WorkingTime></WorkingTimes></WeekDay></WeekDays></WorkWeek></WorkWeeks>"
    )
    plan = read(document(task(1, "A", 1), calendars=calendar(extra=extra)))
    # two weeks of 5 × 8 h, and Saturdays 9 and 16 January with 4 h each
    assert (
        resolve_calendars(plan)[1].between(minute("2027-01-04T00:00"), minute("2027-01-18T00:00"))
        == 10 * 480 + 2 * 240
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no xml at all", "not whole XML"),
        (b"", "not whole XML"),
        (net_1()[:2000], "not whole XML: reading stopped at line 1"),
        (b"<html><body/></html>", "not a Microsoft Project plan"),
        (document(""), "no activity"),
        (b'<!DOCTYPE a [<!ENTITY a "b">]><Project>&a;</Project>', "declares XML entities"),
        (
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            b'<Project xmlns="http://schemas.microsoft.com/project"><Title>&b;</Title></Project>',
            "declares XML entities",
        ),
        (b"\x00\x01\x02\xff" * 400, "not whole XML"),
    ],
)
def test_what_is_refused(data, sentence):
    with pytest.raises(ImportProblem, match=sentence):
        read(data)


def test_the_child_process_reads_the_same(tmp_path):
    path = tmp_path / "plan.xml"
    path.write_bytes(net_1())
    assert read_file(path) == read(net_1())


def test_the_child_process_hands_the_sentence_on(tmp_path):
    path = tmp_path / "plan.xml"
    path.write_bytes(b"<html/>")
    with pytest.raises(ImportProblem, match="not a Microsoft Project plan"):
        read_file(path)


@pytest.mark.skipif(not FILES.is_dir(), reason="the shared plans are not here")
def test_a_real_plan_is_counted_as_its_program_counts_it():
    plan = read_file(FILES / "Homemoveplan.xml")
    assert len(plan.activities) + plan.has_summary_row == 172
    assert len(plan.dependencies) == 127
    assert len(plan.calendars) == 2
