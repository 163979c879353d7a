"""P6's conventions, rule by rule. Planned start Mon 4 January 2027 08:00, five-day week of 8 hours."""

from __future__ import annotations

from engine.cpm import schedule
from engine.plan import (
    Activity,
    Dependency,
)
from tests.engine.plans import DAY, early, late, p6

LONG = Activity(99, "the long one", duration=10 * DAY)  # Mon 4 - Fri 15 if it starts with the project


def test_summaries_span_what_is_under_them() -> None:
    plan = p6(
        Activity(10),
        Activity(11, parent=10, duration=DAY),
        Activity(12, parent=10, duration=3 * DAY),
        LONG,
        links=[Dependency(11, 12)],
    )
    result = schedule(plan)
    assert early(result, 10) == ("01-04 08:00", "01-07 17:00")
    assert late(result, 10) == ("01-12 08:00", "01-15 17:00")
