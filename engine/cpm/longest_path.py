"""The longest path of a scheduled plan: what drives its last finish, link by link."""

from __future__ import annotations

from engine.cpm.result import ActivityDates, ScheduleResult
from engine.plan import Dependency, DependencyKind, Plan

FROM_FINISH = (DependencyKind.FS, DependencyKind.FF)


def longest_path(plan: Plan, result: ScheduleResult) -> frozenset[int]:
    """Ids of the activities on the driving chains that end with the plan's last finish.

    A chain goes back over the link that decided each start, until something other than a link
    decided it. A summary stands for those of its activities that gave it the linked date.
    """
    parents = {activity.parent for activity in plan.activities}
    leaves = [item for item in plan.activities if item.id not in parents and item.active]
    under: dict[int | None, list[int]] = {}
    for activity in plan.activities:
        if activity.active:
            under.setdefault(activity.parent, []).append(activity.id)
    last = max((result.activities[item.id].finish for item in leaves), default=None)
    waiting = [item.id for item in leaves if result.activities[item.id].finish == last]
    found: set[int] = set()
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        link = result.activities[key].driver.dependency
        if link is not None:
            waiting += _givers(link, under, result)
    return frozenset(found - parents)


def _givers(link: Dependency, under: dict[int | None, list[int]], result: ScheduleResult) -> list[int]:
    """The leaves that gave the predecessor of ``link`` its linked end: itself, unless it is a summary."""
    finish = link.kind in FROM_FINISH
    asked = _end(result.activities[link.predecessor], finish=finish)
    leaves: list[int] = []
    waiting = [link.predecessor]
    while waiting:
        key = waiting.pop()
        if key in under:
            waiting += under[key]
        elif _end(result.activities[key], finish=finish) == asked:
            leaves.append(key)
    return leaves


def _end(dates: ActivityDates, *, finish: bool) -> int:
    return dates.early_finish if finish else dates.early_start
