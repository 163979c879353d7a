"""Walking an activity's duration and a link's lag over calendars."""

from __future__ import annotations

from engine.calendars import Calendar
from engine.cpm.graph import Link, Node


def ahead(node: Node, start: int) -> int:
    """Finish of ``node`` if it starts at ``start``: the latest of its walks."""
    if node.walks:
        return max(calendar.add(calendar.next_start(start), work) for calendar, work in node.walks)
    calendar = node.calendar
    return start + node.duration if calendar is None else calendar.add(start, node.duration)


def back(node: Node, finish: int) -> int:
    """Latest start of ``node`` that still meets ``finish``: the earliest of its walks."""
    if node.walks:
        return min(calendar.add(finish, -work) for calendar, work in node.walks)
    calendar = node.calendar
    return finish - node.duration if calendar is None else calendar.add(finish, -node.duration)


def lagged(link: Link, instant: int, calendar: Calendar | None, sign: int = 1) -> int:
    """``instant`` moved by the lag of ``link`` (``sign`` -1: back) on ``calendar`` (None: wall clock)."""
    if not link.lag:
        return instant
    if link.elapsed or calendar is None:
        return instant + sign * link.lag
    return calendar.add(instant, sign * link.lag)


def gap(calendar: Calendar | None, start: int, finish: int) -> int:
    """Minutes from ``start`` to ``finish``: of work, or of wall clock where there is no calendar."""
    return finish - start if calendar is None else calendar.between(start, finish)


def delayed(node: Node, instant: int, sign: int = 1) -> int:
    """``instant`` moved by the levelling delay of ``node`` (``sign`` -1: back)."""
    activity = node.activity
    if activity.levelling_delay_elapsed or node.calendar is None:
        return instant + sign * activity.levelling_delay
    return node.calendar.add(instant, sign * activity.levelling_delay)
