"""P6's conventions, rule by rule. Planned start Mon 4 January 2027 08:00, five-day week of 8 hours."""

from __future__ import annotations

import pytest

from engine.cpm import schedule
from engine.plan import (
    Activity,
    ConstraintKind,
    CriticalMethod,
    Dependency,
    FloatMethod,
    Options,
)
from tests.engine.plans import DAY, at, floats, p6

LONG = Activity(99, "the long one", duration=10 * DAY)  # Mon 4 - Fri 15 if it starts with the project


@pytest.mark.parametrize(
    ("method", "expected"),
    [(FloatMethod.START, 9 * DAY), (FloatMethod.FINISH, 5 * DAY), (FloatMethod.SMALLEST, 5 * DAY)],
)
def test_total_float_is_an_option(method: FloatMethod, expected: int) -> None:
    # Expected to end Fri 8: early Mon 4 - Fri 8, late Fri 15 - Fri 15: 9 days at the start, 5 at the end.
    row = Activity(1, duration=DAY, expected_finish=at("2027-01-08 17:00"))
    assert floats(schedule(p6(row, LONG, options=Options(float_method=method))), 1)[0] == expected


def test_free_float_is_the_gap_after_the_lag_and_to_the_end_where_nothing_follows() -> None:
    after = Activity(2, duration=DAY, constraint=ConstraintKind.SNET, constraint_date=at("2027-01-11 08:00"))
    result = schedule(p6(Activity(1, duration=DAY), after, LONG, links=[Dependency(1, 2, lag=DAY)]))
    assert floats(result, 1)[1] == 3 * DAY
    assert floats(result, 2)[1] == 4 * DAY  # Mon 11 17:00 - Fri 15 17:00


def test_the_longest_path_follows_what_drives_the_last_finish() -> None:
    # 1 (3 d) drives 2 (10 d) to the end. 3 (3 d) ends with 1 but has a day of lead: not on it.
    plan = p6(
        Activity(1, duration=3 * DAY),
        Activity(2, duration=10 * DAY),
        Activity(3, duration=3 * DAY),
        links=[Dependency(1, 2), Dependency(3, 2, lag=-DAY)],
        options=Options(critical_method=CriticalMethod.LONGEST_PATH),
    )
    result = schedule(plan)
    assert [key for key, dates in result.activities.items() if dates.critical] == [1, 2]
