"""Our dates beside the file's, with causes."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from engine.calendars import to_minute
from engine.errors import CycleError
from schedules.interchange.child import read_file
from schedules.interchange.mspdi.reader import read_mspdi
from schedules.interchange.reconcile import Reconciliation, reconcile
from tests.factories.mspdi import document, link, net_1, task

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "schedules" / "files"
# program-computed dates that ours meet to the minute; ResourceOvertime has overtime work, which shortens rows
AGREEING = [
    "ActualTaskProperties",
    "ContainerTaskMilestoneDependencies",
    "Homemoveplan",
    "ReadWorkWeeksInformation",
    "bug1",
    "bug2",
    "slack9",
    "task-links-project2000-mpp9",
    "task-links-project2010-mpp12",
    "task-links-project2013-mpp14",
]


def run(data: bytes) -> Reconciliation:
    return reconcile(read_mspdi(BytesIO(data)))


def minute(text: str) -> int:
    return to_minute(datetime.fromisoformat(text))


def causes(found: Reconciliation) -> dict[str, str]:
    return {d.name: d.cause for d in found.differences}


def test_no_difference_where_the_file_computed_the_same():
    found = run(net_1())
    assert found.differences == ()
    assert found.compared == 5
    assert found.finish == found.file_finish == minute("2027-01-28T17:00")


def test_a_stale_date_is_named_as_such():
    # the file says D finishes one working day later than its own links and duration give
    found = run(net_1(D="2027-01-29T17:00:00"))
    difference = found.differences[0]
    assert (difference.name, difference.cause, difference.shift) == ("D", "split", -480)
    found = run(net_1(A="2027-01-07T17:00:00"))
    assert causes(found) == {"A": "stale"}


def test_what_follows_from_a_differing_predecessor_says_so():
    rows = task(1, "A", 2, Start="2027-01-04T08:00:00", Finish="2027-01-04T17:00:00") + task(
        2, "B", 1, extra=link(1), Start="2027-01-05T08:00:00", Finish="2027-01-05T17:00:00"
    )
    found = run(document(rows))
    assert causes(found) == {"A": "stale", "B": "predecessor"}
    assert [d.detail for d in found.differences] == ["", "A"]


@pytest.mark.parametrize(
    ("extra", "values", "cause"),
    [
        ("", {"CalendarUID": 99}, "calendar_missing"),
        ("", {"LevelingDelay": 14400}, "levelling_delay"),
        (link(1, lag=50, lag_format=19), {}, "percent_lag"),
    ],
)
def test_causes_in_the_row_itself(extra, values, cause):
    wrong = {"Start": "2027-02-01T08:00:00", "Finish": "2027-02-01T17:00:00"}
    rows = task(1, "A", 1, Start="2027-01-04T08:00:00", Finish="2027-01-04T17:00:00")
    assert causes(run(document(rows + task(2, "B", 1, extra=extra, **wrong, **values)))) == {"B": cause}


def test_a_cycle_is_named():
    rows = task(1, "A", 1, extra=link(2)) + task(2, "B", 1, extra=link(1))
    with pytest.raises(CycleError) as caught:
        run(document(rows))
    assert caught.value.names == ("A", "B", "A")


@pytest.mark.skipif(not FILES.is_dir(), reason="the shared plans are not here")
@pytest.mark.parametrize("name", AGREEING)
def test_real_plans_have_the_dates_their_program_computed(name):
    assert reconcile(read_file(FILES / f"{name}.xml")).differences == ()
