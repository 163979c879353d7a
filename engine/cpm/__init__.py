"""Critical path method: early and late dates, floats, what is critical and what drives it.

>>> result = schedule(plan)
>>> result.activities[7].early_start

Times are plan instants and minutes of work (see :mod:`engine.calendars`). The result depends
on the plan alone: not on the order of its rows, not on a clock, not on an earlier result.
"""

from __future__ import annotations

from engine.cpm import ms_project, primavera
from engine.cpm.graph import build
from engine.cpm.result import ActivityDates, Driver, DriverKind, ScheduleResult
from engine.network import check
from engine.plan import Plan, Rules

__all__ = ["ActivityDates", "Driver", "DriverKind", "ScheduleResult", "schedule"]


def schedule(plan: Plan) -> ScheduleResult:
    """Compute the dates of every activity of ``plan``.

    Parameters
    ----------
    plan : Plan
        Activities, dependencies, calendars and options, in any order.

    Returns
    -------
    ScheduleResult
        Dates, floats and drivers by activity id; project start and finish.

    Raises
    ------
    PlanError
        The plan is not well formed; ``code`` says how (:func:`engine.network.check`).
    CycleError
        Dependencies form a cycle; ``path`` and ``names`` name it.
    CalendarError
        A calendar has no working time where some is needed.
    """
    check(plan)
    graph = build(plan)
    if plan.options.rules is Rules.PRIMAVERA:
        return primavera.compute(graph)
    return ms_project.compute(graph)
