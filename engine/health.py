"""Health of a project by area: the rules behind each colour, and the worst of them with its reason.

Every rule is a comparison of whole numbers, so a boundary is exact: a value *at* a threshold keeps the
better colour, one unit past it gets the worse one. What cannot be judged is ``NONE``, never green.
The caller supplies the facts and turns a rule's word into a sentence. Cost is judged where earned value is
(``budgets.queries.health``); its colour enters :func:`overall` like the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """What a reader sees; ``NONE`` is shown as "Not assessed"."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE = "none"


WEIGHT = {Colour.RED: 3, Colour.AMBER: 2, Colour.NONE: 1, Colour.GREEN: 0}
FRESHNESS = "freshness"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A colour and the word of the rule that gave it."""

    colour: Colour
    rule: str


@dataclass(frozen=True, slots=True)
class SchedulePosition:
    """What the schedule rules look at.

    Parameters
    ----------
    activities : int
        Number of activities in the plan; without any there is nothing to judge.
    finish_float : int or None
        Working minutes from the computed finish to the must-finish-by date, negative when past it;
        None without such a date.
    lowest_float : int or None
        Lowest total float of an open activity, in working minutes, against constraints and deadlines.
    critical_late : int
        Critical activities that should have started or finished by the data date and have not.
    tolerance : int
        Working minutes by which the finish may pass the must-finish-by date.
    """

    activities: int
    finish_float: int | None
    lowest_float: int | None
    critical_late: int
    tolerance: int


def schedule_verdict(position: SchedulePosition) -> Verdict:
    """Judge dates: negative float or a finish past tolerance is red, past the date or late is amber.

    Negative float that is no lower than the float of the finish itself comes from the must-finish-by
    date, for which the tolerance decides; anything lower breaks a deadline or a constraint.
    """
    if position.activities == 0:
        return Verdict(Colour.NONE, "no_plan")
    allowed = min(position.finish_float or 0, 0)
    if position.lowest_float is not None and position.lowest_float < allowed:
        return Verdict(Colour.RED, "negative_float")
    if -allowed > position.tolerance:
        return Verdict(Colour.RED, "past_tolerance")
    if allowed < 0:
        return Verdict(Colour.AMBER, "past_promise")
    if position.critical_late:
        return Verdict(Colour.AMBER, "critical_late")
    return Verdict(Colour.GREEN, "inside" if position.finish_float is not None else "no_promise")


def risk_verdict(*, recorded: int, high: int, unanswered: int, overdue: int) -> Verdict:
    """Judge risks: a high one without a response is red; a high one, or a late response, is amber.

    Parameters
    ----------
    recorded : int
        Risks ever recorded; none means nobody has looked, which is not green.
    high, unanswered : int
        Open risks at or over the project's threshold, and those of them without a response.
    overdue : int
        Responses past their due date.
    """
    if recorded == 0:
        return Verdict(Colour.NONE, "no_risks")
    if unanswered:
        return Verdict(Colour.RED, "unanswered")
    if overdue:
        return Verdict(Colour.AMBER, "response_overdue")
    if high:
        return Verdict(Colour.AMBER, "high")
    return Verdict(Colour.GREEN, "below")


def freshness_verdict(age_days: int, cadence_days: int, *, running: bool = True) -> Verdict:
    """Judge the age of the last update: older than one and a half cadences is amber."""
    if not running:
        return Verdict(Colour.NONE, "not_running")
    if age_days * 2 > cadence_days * 3:
        return Verdict(Colour.AMBER, "stale")
    return Verdict(Colour.GREEN, "fresh")


def overall(verdicts: Mapping[str, Verdict]) -> tuple[Colour, str]:
    """Return the worst colour and the area it comes from; of equals the first in ``verdicts``.

    A project is green only if its schedule was judged, and a fresh update alone judges nothing.
    """
    judged = {area: v for area, v in verdicts.items() if v.colour is not Colour.NONE}
    if not set(judged) - {FRESHNESS}:
        return Colour.NONE, next((area for area in verdicts if area not in judged), FRESHNESS)
    worst = max(judged, key=lambda area: WEIGHT[judged[area].colour])
    if judged[worst].colour is Colour.GREEN and "schedule" in verdicts and "schedule" not in judged:
        return Colour.NONE, "schedule"
    return judged[worst].colour, worst


def attention(verdicts: Mapping[str, Verdict]) -> int:
    """Return the sort key of "needs attention": the worst colour first, then how many areas have it."""
    worst, _ = overall(verdicts)
    reds = sum(v.colour is Colour.RED for v in verdicts.values())
    ambers = sum(v.colour is Colour.AMBER for v in verdicts.values())
    return 1000 * WEIGHT[worst] + 30 * reds + ambers
