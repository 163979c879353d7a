"""Due times on the reader's wall clock, across both changes of daylight saving time."""

from datetime import UTC, date, datetime

import pytest

from stakeholders.queries.due import Slot, latest_due, missed_periods, next_due, period_of

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        # Berlin: +1 in winter. Clocks go to +2 on Sunday 2027-03-28 and back on 2027-10-31.
        (BERLIN, utc(2027, 1, 12, 0, 0), utc(2027, 1, 18, 6, 30)),
        (BERLIN, utc(2027, 3, 22, 6, 30), utc(2027, 3, 29, 5, 30)),
        (BERLIN, utc(2027, 10, 25, 5, 30), utc(2027, 11, 1, 6, 30)),
        # New York: -5 in winter. To -4 on Sunday 2027-03-14, back on 2027-11-07.
        (NEW_YORK, utc(2027, 3, 8, 12, 30), utc(2027, 3, 15, 11, 30)),
        (NEW_YORK, utc(2027, 11, 1, 11, 30), utc(2027, 11, 8, 12, 30)),
        # a zone whose Monday morning is Sunday evening in UTC
        ("Pacific/Auckland", utc(2027, 1, 16, 0, 0), utc(2027, 1, 17, 18, 30)),
    ],
)
def test_half_past_seven_stays_half_past_seven(zone, after, expected):
    assert next_due(Slot(0, 7, 30, zone), after) == expected


def test_a_time_that_the_clocks_skip_comes_after_the_gap():
    # Sunday 02:30 does not exist in Berlin on 2027-03-28: 02:30 at +1 is 01:30 UTC, shown as 03:30
    slot = Slot(6, 2, 30, BERLIN)
    assert next_due(slot, utc(2027, 3, 22)) == utc(2027, 3, 28, 1, 30)
    assert next_due(slot, utc(2027, 3, 28, 1, 30)) == utc(2027, 4, 4, 0, 30)


def test_a_time_shown_twice_comes_once_at_its_first_showing():
    # Sunday 2027-10-31 02:30 in Berlin: first at +2 (00:30 UTC), again at +1 (01:30 UTC)
    slot = Slot(6, 2, 30, BERLIN)
    first = next_due(slot, utc(2027, 10, 25))
    assert first == utc(2027, 10, 31, 0, 30)
    assert next_due(slot, first) == utc(2027, 11, 7, 1, 30)


def test_due_itself_is_not_after_itself():
    slot = Slot(0, 7, 30, BERLIN)
    due = utc(2027, 1, 18, 6, 30)
    assert latest_due(slot, due) == due
    assert next_due(slot, due) == utc(2027, 1, 25, 6, 30)
    assert latest_due(slot, utc(2027, 1, 18, 6, 29)) == utc(2027, 1, 11, 6, 30)


@pytest.mark.parametrize(
    ("now", "missed"),
    [
        (utc(2027, 3, 22, 6, 30), 0),
        (utc(2027, 3, 28, 23, 0), 0),
        (utc(2027, 3, 29, 5, 30), 1),
        (utc(2027, 4, 14, 0, 0), 3),
    ],
)
def test_missed_periods_are_counted_across_the_change_of_the_clocks(now, missed):
    assert missed_periods(Slot(0, 7, 30, BERLIN), utc(2027, 3, 22, 6, 30), now) == missed


def test_the_period_is_the_readers_own_week():
    # Sunday 18:30 UTC is Monday 07:30 in Auckland: the week that begins there
    assert period_of(Slot(0, 7, 30, "Pacific/Auckland"), utc(2027, 1, 17, 18, 30)) == date(2027, 1, 18)
    assert period_of(Slot(4, 7, 30, BERLIN), utc(2027, 1, 22, 6, 30)) == date(2027, 1, 18)
