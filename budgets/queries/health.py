"""The cost line of a project's health: one colour, and the sentence that proves it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from budgets.queries.facts import CostFacts
from common.money import format_minor, whole_units
from projects.models import Project

STALE_AFTER = 45
"""Days the latest actual may lie before the status day: a month, and two weeks to post it."""


@dataclass(frozen=True, slots=True)
class CostHealth:
    """``green``, ``amber``, ``red`` or ``none``, with its evidence; both are for the cost right only."""

    colour: str
    sentence: str


def cost_health(project: Project, facts: CostFacts) -> CostHealth:
    """Return the colour of EAC against BAC ± the project's cost tolerance.

    Red beyond it, amber from half of it on or below BAC by more than it, else green. Old or
    missing actuals never show as green.
    """
    undefined = undefined_because(facts)
    if undefined or facts.eac is None:
        return CostHealth(_colour_without_eac(project, facts), undefined)
    over = Fraction(facts.eac - facts.bac, facts.bac) * 100
    sentence = _("%(eac)s; tolerance %(tolerance)s\u00a0%%. CPI %(cpi)s, %(posted)s.") % {
        "eac": _eac_sentence(project, facts, over),
        "tolerance": project.cost_tolerance,
        "cpi": number_format(round(facts.cpi or 0, 2), 2),
        "posted": posted_sentence(facts),
    }
    colour = _colour(over, project.cost_tolerance)
    if colour == "green" and is_stale(facts):
        return CostHealth("none", sentence + " " + _("Too old to call green."))
    return CostHealth(colour, sentence)


def undefined_because(facts: CostFacts) -> str:
    """Return why there is no EAC, or an empty string if there is one."""
    if facts.bac <= 0:
        return _("No budget lines yet.")
    if facts.ev is None:
        return _("Nothing can be earned: the plan has no activity with a duration.")
    if facts.ac == 0:
        return _("No actual cost posted yet.")
    if facts.eac is None or facts.eac <= 0:
        return _("Nothing earned yet, so what the rest will cost is open.")
    return ""


def is_stale(facts: CostFacts) -> bool:
    """Return whether the actuals end too long before the status day to be judged by."""
    return facts.posted_to is None or (facts.status_day - facts.posted_to).days > STALE_AFTER


def posted_sentence(facts: CostFacts) -> str:
    """Return up to when actual cost is posted."""
    if facts.posted_to is None:
        return _("no AC posted")
    return _("AC posted to %(day)s") % {"day": _short(facts.posted_to, facts.status_day)}


def _colour(over: Fraction, tolerance: int) -> str:
    if over > tolerance:
        return "red"
    return "amber" if over * 2 > tolerance or over < -tolerance else "green"


def _colour_without_eac(project: Project, facts: CostFacts) -> str:
    """Red if what is spent is already past the tolerance, whatever was earned."""
    past = facts.bac > 0 and facts.ac * 100 > facts.bac * (100 + project.cost_tolerance)
    return "red" if past else "none"


def _eac_sentence(project: Project, facts: CostFacts, over: Fraction) -> str:
    numbers = {
        "eac": format_minor(whole_units(facts.eac or 0, project.currency), project.currency),
        "bac": format_minor(whole_units(facts.bac, project.currency), project.currency),
        "share": number_format(round(float(abs(over)), 1), 1).rstrip("0").rstrip(".,"),
    }
    if facts.eac == facts.bac:
        return _("EAC %(eac)s equals BAC") % numbers
    if over > 0:
        return _("EAC %(eac)s is %(share)s\u00a0%% over BAC %(bac)s") % numbers
    return _("EAC %(eac)s is %(share)s\u00a0%% under BAC %(bac)s") % numbers


def _short(day: date, near: date) -> str:
    return date_format(day, "M j" if day.year == near.year else "M j, Y")
