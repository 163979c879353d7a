"""The passes on plans whose dates are worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from engine.calendars import from_minute
from engine.cpm import DriverKind, schedule
from engine.errors import CycleError
from engine.plan import Dependency, DependencyKind, Rules
from tests.engine.plans import DAY, A, B, C, D, M, early, pilot


@pytest.mark.parametrize("rules", Rules)
def test_net_1_to_the_minute(rules: Rules) -> None:
    # A Mon 4 - Fri 8. B ten days from Mon 11: 11-15 (5), 18 is the holiday, 19-22 (4), 25 (1).
    # C Mon 11 - Thu 14. D after B: Tue 26 - Thu 28. C may end 2 d before Tue 26: at the end of
    # Thu 21 -> from Thu 14 that is Fri 15, Tue 19, Wed 20, Thu 21 = 4 d of float.
    result = schedule(pilot(rules=rules))
    assert early(result, A) == ("01-04 08:00", "01-08 17:00")
    assert early(result, B) == ("01-11 08:00", "01-25 17:00")
    assert early(result, C) == ("01-11 08:00", "01-14 17:00")
    assert early(result, D) == ("01-26 08:00", "01-28 17:00")
    assert from_minute(result.activities[M].finish) == datetime(2027, 1, 28, 17, 0)
    assert from_minute(result.finish) == datetime(2027, 1, 28, 17, 0)
    assert [key for key, dates in result.activities.items() if dates.critical] == [A, B, D, M]
    assert result.activities[C].total_float == result.activities[C].free_float == 4 * DAY
    assert from_minute(result.activities[C].late_finish) == datetime(2027, 1, 21, 17, 0)


@pytest.mark.parametrize("rules", Rules)
def test_net_1_with_a_slip_of_two_days(rules: Rules) -> None:
    # A 7 d: Jan 4-8, 11, 12. B 13-15, 19-22, 25-27. C 13-15, 19. D 28, 29, Feb 1.
    result = schedule(pilot(7 * DAY, rules))
    assert early(result, A) == ("01-04 08:00", "01-12 17:00")
    assert early(result, B) == ("01-13 08:00", "01-27 17:00")
    assert early(result, C) == ("01-13 08:00", "01-19 17:00")
    assert early(result, D) == ("01-28 08:00", "02-01 17:00")
    assert from_minute(result.activities[M].finish) == datetime(2027, 2, 1, 17, 0)
    assert result.activities[C].total_float == 4 * DAY


def test_the_driver_of_a_date_is_named() -> None:
    result = schedule(pilot())
    assert result.activities[A].driver.kind is DriverKind.PROJECT_START
    assert result.activities[D].driver.kind is DriverKind.DEPENDENCY
    assert result.activities[D].driver.dependency == Dependency(B, D)


def test_a_cycle_is_refused_and_named() -> None:
    plan = pilot()
    with pytest.raises(CycleError) as caught:
        schedule(replace(plan, dependencies=[*plan.dependencies, Dependency(D, A, DependencyKind.SS)]))
    assert caught.value.code == "network.cycle"
    assert caught.value.path == (A, B, D, A)
    assert caught.value.names == ("A", "B", "D", "A")
    assert "A → B → D → A" in str(caught.value)
