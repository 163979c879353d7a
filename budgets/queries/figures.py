"""The six figures of earned value, each with its formula and its own numbers, ready to be shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from budgets.queries.facts import CostFacts
from budgets.queries.health import is_stale, posted_sentence, undefined_because
from common.money import MINUS, format_minor
from projects.models import Project

THIN_COVERAGE = 0.6
"""Below this share of BAC tied to activities an index is shown greyed, with the reason."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as the page shows it.

    Parameters
    ----------
    text
        The value, or "n/a".
    formula, working
        ``EV / AC`` and ``30,000 / 36,000 = 0.83``.
    means
        One sentence: what it is and what it was computed from.
    note
        Why there is none, or why it is greyed; else empty.
    """

    key: str
    name: str
    text: str
    formula: str
    working: str
    means: str
    note: str = ""

    @property
    def greyed(self) -> bool:
        return bool(self.note)


def figures(project: Project, facts: CostFacts) -> tuple[Figure, ...]:
    """Return EAC, CPI, SPI, PV, EV and AC, in that order."""
    return (
        _eac(project, facts),
        _cpi(project, facts),
        _spi(project, facts),
        _pv(project, facts),
        _ev(project, facts),
        _ac(project, facts),
    )


def doubtful_because(facts: CostFacts) -> str:
    """Return why an index that rests on EV and AC is to be read with care, or an empty string."""
    if facts.ac and is_stale(facts):
        return _("Old: %(posted)s, %(days)d\u00a0d before the status day.") % {
            "posted": posted_sentence(facts),
            "days": (facts.status_day - facts.posted_to).days if facts.posted_to else 0,
        }
    return _thin(facts)


def _thin(facts: CostFacts) -> str:
    if facts.coverage is not None and facts.coverage < THIN_COVERAGE:
        sentence = _("Rough: %(share)s\u00a0%% of BAC is tied to activities, %(limit)s\u00a0%% are wanted.")
        return sentence % {
            "share": number_format(int(facts.coverage * 100), 0),
            "limit": number_format(THIN_COVERAGE * 100, 0),
        }
    return ""


def _eac(project: Project, facts: CostFacts) -> Figure:
    why = undefined_because(facts)
    money = _money(project)
    exact = _plain_index(facts)
    return Figure(
        key="eac",
        name="EAC",
        text=_("n/a") if why or facts.eac is None else money(facts.eac),
        formula="BAC / CPI",
        working="" if why or facts.eac is None else f"{money(facts.bac)} / {exact} = {money(facts.eac)}",
        means=_("Estimate at completion: what the whole will cost if the rest goes as the work so far."),
        note=why or doubtful_because(facts),
    )


def _plain_index(facts: CostFacts) -> str:
    """Return CPI with four decimals, so that the division can be checked by hand."""
    return "" if facts.cpi is None else number_format(round(facts.cpi, 4), 4)


def _cpi(project: Project, facts: CostFacts) -> Figure:
    money = _money(project)
    why = undefined_because(facts) if facts.cpi is None or facts.bac <= 0 else ""
    cpi = None if why else facts.cpi
    return Figure(
        key="cpi",
        name="CPI",
        text=_index(cpi),
        formula="EV / AC",
        working="" if cpi is None else f"{money(facts.ev or 0)} / {money(facts.ac)} = {_index(cpi)}",
        means=_("Cost performance index: value earned for each unit of money spent. Below 1 is over cost."),
        note=why or doubtful_because(facts),
    )


def _spi(project: Project, facts: CostFacts) -> Figure:
    money = _money(project)
    why = ""
    if facts.ev is None or facts.bac <= 0:
        why = undefined_because(facts)
    elif facts.spi is None:
        why = _("Nothing was planned up to %(day)s.") % {"day": _day(facts.status_day)}
    spi = None if why else facts.spi
    return Figure(
        key="spi",
        name="SPI",
        text=_index(spi),
        formula="EV / PV",
        working="" if spi is None else f"{money(facts.ev or 0)} / {money(facts.pv)} = {_index(spi)}",
        means=_("Schedule performance index: value earned against value planned. Below 1 is behind."),
        note=why or _thin(facts),
    )


def _pv(project: Project, facts: CostFacts) -> Figure:
    money = _money(project)
    share = _share(facts.pv, facts.bac)
    return Figure(
        key="pv",
        name="PV",
        text=money(facts.pv),
        formula=_("Σ budget planned up to the status day"),
        working=_("%(pv)s of BAC %(bac)s%(share)s by %(day)s")
        % {"pv": money(facts.pv), "bac": money(facts.bac), "share": share, "day": _day(facts.status_day)},
        means=_("Planned value: whole months before the status day, and the month it lies in by its days."),
    )


def _ev(project: Project, facts: CostFacts) -> Figure:
    money = _money(project)
    covered = round(facts.bac * (facts.coverage or 0))
    numbers = {
        "ev": money(facts.ev or 0),
        "bac": money(facts.bac),
        "share": _share(facts.ev or 0, facts.bac),
        "tied": money(covered),
        "rest": money(facts.bac - covered),
    }
    means = _("Earned value: each activity's budget by its % complete; other budget by the project's.")
    return Figure(
        key="ev",
        name="EV",
        text=_("n/a") if facts.ev is None else money(facts.ev),
        formula=_("Σ budget × % complete"),
        working=""
        if facts.ev is None
        else _("%(ev)s of BAC %(bac)s%(share)s; %(tied)s tied to activities, %(rest)s not") % numbers,
        means=means,
        note=undefined_because(facts) if facts.ev is None else _thin(facts),
    )


def _ac(project: Project, facts: CostFacts) -> Figure:
    money = _money(project)
    note = ""
    if facts.posted_to is None:
        note = _("No actual cost posted yet.")
    elif is_stale(facts):
        note = doubtful_because(facts)
    return Figure(
        key="ac",
        name="AC",
        text=money(facts.ac),
        formula=_("Σ actual cost up to the status day"),
        working=_("%(ac)s against BAC %(bac)s%(share)s; %(posted)s")
        % {
            "ac": money(facts.ac),
            "bac": money(facts.bac),
            "share": _share(facts.ac, facts.bac),
            "posted": posted_sentence(facts),
        },
        means=_("Actual cost: everything posted on the accounts with a date up to the status day."),
        note=note,
    )


def _money(project: Project) -> Callable[[int], str]:
    """Return what formats minor units of the project's currency."""
    return partial(format_minor, currency=project.currency)


def _index(index: float | None) -> str:
    return _("n/a") if index is None else number_format(round(index, 2), 2)


def _share(part: int, whole: int) -> str:
    if whole <= 0:
        return ""
    share = round(100 * part / whole)
    return f" ({MINUS if share < 0 else ''}{number_format(abs(share), 0)}\u00a0%)"


def _day(day: date) -> str:
    return date_format(day, "M j, Y")
