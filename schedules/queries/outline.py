"""The tree of a plan: order, level and WBS code from parent and position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schedules.queries.rows import ActivityRow

Children = Mapping[int | None, list[ActivityRow]]


def children_of(activities: Mapping[int, ActivityRow]) -> dict[int | None, list[ActivityRow]]:
    """Return every summary's rows in order, under its id; None for the top."""
    found: dict[int | None, list[ActivityRow]] = {}
    for row in activities.values():
        found.setdefault(row.parent_id, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.position, row.id))
    return found


def walk(children: Children, top: int | None = None) -> Iterator[ActivityRow]:
    """Yield the rows under ``top`` as the tree shows them, parents first."""
    waiting = list(reversed(children.get(top, ())))
    while waiting:
        row = waiting.pop()
        yield row
        waiting += reversed(children.get(row.id, ()))


def lay_out(activities: Mapping[int, ActivityRow]) -> dict[int | None, list[ActivityRow]]:
    """Set sequence, level, WBS code and whether it is a summary on every row."""
    children = children_of(activities)
    place: dict[int | None, int] = {}
    for sequence, row in enumerate(walk(children), start=1):
        place[row.parent_id] = number = place.get(row.parent_id, 0) + 1
        above = activities[row.parent_id] if row.parent_id is not None else None
        row.sequence = sequence
        row.level = above.level + 1 if above else 1
        row.wbs = f"{above.wbs}.{number}" if above else str(number)
        row.is_summary = row.id in children
    return children


def ancestors(activities: Mapping[int, ActivityRow], row: ActivityRow) -> Iterator[int]:
    """Yield the ids of the summaries above the row, nearest first."""
    parent = row.parent_id
    while parent is not None:
        yield parent
        parent = activities[parent].parent_id
