"""Checks of a plan, topological order, and cycles by name.

The plan's own vocabulary (activities, dependencies, options …) is :mod:`engine.plan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.errors import CycleError, PlanError
from engine.plan import DATED_CONSTRAINTS, Activity, Plan, ScheduleFrom


def check(plan: Plan) -> None:
    """Refuse a plan that cannot be scheduled.

    Raises
    ------
    PlanError
        ``plan.duplicate_activity``, ``plan.unknown_activity``, ``plan.unknown_parent``,
        ``plan.parent_cycle``, ``plan.unknown_calendar``, ``plan.unknown_resource``,
        ``plan.negative_duration``, ``plan.constraint_date``, ``plan.actual_dates``,
        ``plan.manual_dates``, ``plan.no_finish``.
    CycleError
        ``network.cycle`` for an activity that depends on itself; longer cycles are found,
        and named, by the scheduler, which knows what summaries stand for.
    """
    activities: dict[int, Activity] = {}
    for activity in plan.activities:
        if activity.id in activities:
            sentence = f"Activity {activity.id} is in the plan twice."
            raise PlanError("plan.duplicate_activity", sentence, activity.id)
        activities[activity.id] = activity
    for activity in plan.activities:
        _check_references(activity, activities, plan)
        _check_values(activity)
    _check_parents(activities)
    _check_dependencies(plan, activities)
    _check_resources(plan, activities)
    if plan.options.schedule_from is ScheduleFrom.FINISH and plan.finish is None:
        raise PlanError("plan.no_finish", "A plan scheduled from its finish needs a finish date.")


def _label(activity: Activity) -> str:
    return activity.name or f"Activity {activity.id}"


def _check_references(activity: Activity, activities: Mapping[int, Activity], plan: Plan) -> None:
    if activity.parent is not None and activity.parent not in activities:
        sentence = f"{_label(activity)}: its summary {activity.parent} is not in the plan."
        raise PlanError("plan.unknown_parent", sentence, activity.id)
    if activity.calendar is not None and activity.calendar not in plan.calendars:
        sentence = f"{_label(activity)}: calendar {activity.calendar} is not in the plan."
        raise PlanError("plan.unknown_calendar", sentence, activity.id)


def _check_values(activity: Activity) -> None:
    if activity.duration < 0 or (activity.remaining_duration or 0) < 0:
        raise PlanError("plan.negative_duration", f"{_label(activity)}: a duration is negative.", activity.id)
    undated = activity.constraint in DATED_CONSTRAINTS and activity.constraint_date is None
    second = activity.second_constraint in DATED_CONSTRAINTS and activity.second_constraint_date is None
    if undated or second:
        raise PlanError(
            "plan.constraint_date", f"{_label(activity)}: its constraint has no date.", activity.id
        )
    if activity.actual_finish is not None and activity.actual_start is None:
        sentence = f"{_label(activity)}: it has an actual finish but no actual start."
        raise PlanError("plan.actual_dates", sentence, activity.id)
    if activity.manual and (activity.manual_start is None or activity.manual_finish is None):
        sentence = f"{_label(activity)}: manual mode needs a start and a finish."
        raise PlanError("plan.manual_dates", sentence, activity.id)


def _check_parents(activities: Mapping[int, Activity]) -> None:
    safe: set[int] = set()
    for first in activities:
        trail: list[int] = []
        current: int | None = first
        while current is not None and current not in safe:
            if current in trail:
                sentence = f"{_label(activities[current])} is its own summary."
                raise PlanError("plan.parent_cycle", sentence, current)
            trail.append(current)
            current = activities[current].parent
        safe.update(trail)


def _check_dependencies(plan: Plan, activities: Mapping[int, Activity]) -> None:
    for link in plan.dependencies:
        for end in (link.predecessor, link.successor):
            if end not in activities:
                sentence = f"A dependency names activity {end}, which is not in the plan."
                raise PlanError("plan.unknown_activity", sentence, end)
        if link.predecessor == link.successor:
            label = _label(activities[link.successor])
            raise CycleError((link.successor, link.successor), (label, label))


def _check_resources(plan: Plan, activities: Mapping[int, Activity]) -> None:
    resources = {resource.id for resource in plan.resources}
    for resource in plan.resources:
        if resource.calendar is not None and resource.calendar not in plan.calendars:
            sentence = f"Resource {resource.id}: calendar {resource.calendar} is not in the plan."
            raise PlanError("plan.unknown_calendar", sentence)
    for assignment in plan.assignments:
        if assignment.resource not in resources:
            sentence = f"An assignment names resource {assignment.resource}, which is not in the plan."
            raise PlanError("plan.unknown_resource", sentence)
        if assignment.activity not in activities:
            sentence = f"An assignment names activity {assignment.activity}, which is not in the plan."
            raise PlanError("plan.unknown_activity", sentence, assignment.activity)


def topological_order(count: int, edges: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Order nodes ``0 … count - 1`` so that every edge goes forward.

    Returns
    -------
    order : list of int
        Nodes in order; among the free ones the order of their numbers decides, so the result
        depends on the graph alone.
    cycle : list of int
        Empty, or the nodes of one cycle, in the direction of the edges, first node not repeated.
    """
    following: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for before, after in edges:
        following[before].append(after)
        waiting[after] += 1
    order = [node for node in range(count) if not waiting[node]]
    for node in order:
        for after in following[node]:
            waiting[after] -= 1
            if not waiting[after]:
                order.append(after)
    if len(order) == count:
        return order, []
    return order, _find_cycle(following, waiting)


def _find_cycle(following: list[list[int]], waiting: list[int]) -> list[int]:
    """One cycle among the nodes that are still ``waiting``, found by walking backwards."""
    stuck = {node for node, left in enumerate(waiting) if left}
    before: dict[int, int] = {}
    for node in sorted(stuck, reverse=True):
        for after in following[node]:
            if after in stuck:
                before[after] = node
    node, seen = min(stuck), []
    while node not in seen:
        seen.append(node)
        node = before[node]
    cycle = seen[seen.index(node) :]
    return cycle[::-1]
