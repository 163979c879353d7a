"""Earned value: performance indices, forecasts, earned schedule, and how value is earned.

Amounts are whole minor units of one currency (``int``); a forecast is rounded half up to one.
Indices are ``float``, and ``None`` where they are undefined: never 0, never infinite.

Source: PMI, *The Standard for Earned Value Management* (2019); W. Lipke, "Schedule is
Different", *The Measurable News* (2003). The conventions are in ``docs/methods/evm.md``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from engine.errors import EngineError


@dataclass(frozen=True, slots=True)
class Amounts:
    """The four figures everything else follows from, in minor units.

    Parameters
    ----------
    bac : int
        Budget at completion.
    pv : int
        Planned value at the data date.
    ev : int
        Earned value at the data date.
    ac : int
        Actual cost at the data date.
    """

    bac: int
    pv: int
    ev: int
    ac: int


@dataclass(frozen=True, slots=True)
class Performance:
    """Variances, indices and forecasts of one set of amounts.

    Parameters
    ----------
    amounts : Amounts
        What they were computed from.
    cv, sv : int
        Cost and schedule variance, minor units; negative is bad.
    cv_share, sv_share : float or None
        The variances as a share of EV and of PV.
    cpi, spi : float or None
        Cost and schedule performance index.
    complete_share, planned_share, spent_share : float or None
        EV, PV and AC as a share of BAC.
    eac_cpi : int or None
        BAC / CPI: the rest costs what the work so far did.
    eac_budget_rate : int
        AC + BAC - EV: the rest costs what was budgeted.
    eac_cpi_spi : int or None
        AC + (BAC - EV) / (CPI * SPI): cost and schedule pressure both go on.
    eac_weighted : int or None
        AC + (BAC - EV) / (0.8 CPI + 0.2 SPI).
    etc, vac : int or None
        Estimate to complete and variance at completion, by ``eac_cpi``.
    tcpi_bac, tcpi_eac : float or None
        To-complete index against the budget and against ``eac_cpi``.
    budget_unachievable : bool
        Work is left and the budget is spent: no TCPI reaches it.
    """

    amounts: Amounts
    cv: int
    sv: int
    cv_share: float | None
    sv_share: float | None
    cpi: float | None
    spi: float | None
    complete_share: float | None
    planned_share: float | None
    spent_share: float | None
    eac_cpi: int | None
    eac_budget_rate: int
    eac_cpi_spi: int | None
    eac_weighted: int | None
    etc: int | None
    vac: int | None
    tcpi_bac: float | None
    tcpi_eac: float | None
    budget_unachievable: bool


@dataclass(frozen=True, slots=True)
class EarnedSchedule:
    """Schedule performance in time: periods of the plan, not money.

    Parameters
    ----------
    es : float
        Earned schedule: when the plan meant to have earned what is earned.
    sv_t : float
        ES - AT.
    spi_t : float or None
        ES / AT.
    ieac_t : float or None
        Planned duration / SPI(t).
    tspi : float or None
        (PD - ES) / (PD - AT): the pace that still meets the planned duration.
    """

    es: float
    sv_t: float
    spi_t: float | None
    ieac_t: float | None
    tspi: float | None


def roll_up(parts: Iterable[Amounts]) -> Amounts:
    """Amounts of a whole: sums of the parts'. Indices are never averaged."""
    listed = list(parts)
    return Amounts(
        bac=sum(part.bac for part in listed),
        pv=sum(part.pv for part in listed),
        ev=sum(part.ev for part in listed),
        ac=sum(part.ac for part in listed),
    )


def measure(amounts: Amounts) -> Performance:
    """Every variance, index and forecast of ``amounts``.

    Formulas: CV = EV - AC; SV = EV - PV; CPI = EV / AC; SPI = EV / PV;
    ETC = EAC - AC; VAC = BAC - EAC; TCPI(BAC) = (BAC - EV) / (BAC - AC);
    TCPI(EAC) = (BAC - EV) / (EAC - AC). EAC in three ways, see :class:`Performance`.
    """
    bac, pv, ev, ac = amounts.bac, amounts.pv, amounts.ev, amounts.ac
    left = bac - ev
    cpi, spi = _exact(ev, ac), _exact(ev, pv)
    both = None if cpi is None or spi is None else cpi * spi
    weighted = None if cpi is None or spi is None else cpi * Fraction(4, 5) + spi * Fraction(1, 5)
    exact_eac = None if not cpi else bac / cpi
    eac = _whole(exact_eac)
    unachievable = left > 0 and ac >= bac
    return Performance(
        amounts=amounts,
        cv=ev - ac,
        sv=ev - pv,
        cv_share=_ratio(ev - ac, ev),
        sv_share=_ratio(ev - pv, pv),
        cpi=_ratio(ev, ac),
        spi=_ratio(ev, pv),
        complete_share=_ratio(ev, bac),
        planned_share=_ratio(pv, bac),
        spent_share=_ratio(ac, bac),
        eac_cpi=eac,
        eac_budget_rate=ac + left,
        eac_cpi_spi=_whole(ac + left / both) if both else None,
        eac_weighted=_whole(ac + left / weighted) if weighted else None,
        etc=None if eac is None else eac - ac,
        vac=None if eac is None else bac - eac,
        tcpi_bac=None if unachievable else _ratio(left, bac - ac),
        tcpi_eac=None if exact_eac is None else _ratio(left, exact_eac - ac),
        budget_unachievable=unachievable,
    )


def eac_at_index(amounts: Amounts, index: float | Decimal) -> int | None:
    """AC + (BAC - EV) / ``index``: the rest at a pace of choice, e.g. the CPI of the last three periods."""
    if not index:
        return None
    return round_half_up(amounts.ac + Fraction(amounts.bac - amounts.ev) / Fraction(str(index)))


def earned_schedule(
    planned: Sequence[int], earned: int, at: float, planned_duration: float | None = None
) -> EarnedSchedule:
    """Earned schedule from the cumulative plan.

    Formula: ES = N + (EV - PV(N)) / (PV(N + 1) - PV(N)), where N counts the periods whose
    planned value is at most EV (so a stretch without planned work is passed at once).

    Parameters
    ----------
    planned : sequence of int
        Cumulative planned value at the end of each period; never falls.
    earned : int
        Earned value at the data date.
    at : float
        Periods from the start to the data date.
    planned_duration : float or None
        Periods the plan takes; None: as many as ``planned`` has.

    Raises
    ------
    EngineError
        ``evm.falling_plan`` if ``planned`` falls anywhere.
    """
    curve = list(planned)
    if any(later < earlier for earlier, later in pairwise(curve)):
        raise EngineError("evm.falling_plan", "Cumulative planned value never falls.")
    duration = float(len(curve)) if planned_duration is None else planned_duration
    done = bisect_right(curve, earned)
    es = float(done)
    if done < len(curve):
        reached = curve[done - 1] if done else 0
        es = max(0.0, done + (earned - reached) / (curve[done] - reached))
    spi_t = es / at if at else None
    return EarnedSchedule(
        es=es,
        sv_t=es - at,
        spi_t=spi_t,
        ieac_t=duration / spi_t if spi_t else None,
        tspi=(duration - es) / (duration - at) if duration != at else None,
    )


def planned_value_at(planned: Sequence[int], at: float) -> int:
    """Planned value after ``at`` periods, straight between period ends, in minor units."""
    if at <= 0 or not planned:
        return 0
    whole = int(at)
    if whole >= len(planned):
        return planned[-1]
    before = planned[whole - 1] if whole else 0
    return round_half_up(before + Fraction(at - whole) * (planned[whole] - before))


def duration_forecast(planned_duration: float, spi: float | None) -> float | None:
    """PMI's EAC(t) = planned duration / SPI; not to be confused with IEAC(t), which uses SPI(t)."""
    return planned_duration / spi if spi else None


def earned_by_percent(budget: int, percent: float, *, cap: float = 100.0) -> int:
    """Budget times reported per cent complete, at most ``cap`` until the work is done (100)."""
    counted = percent if percent >= 100 else min(percent, cap)
    return round_half_up(budget * Fraction(str(max(0.0, min(100.0, counted)))) / 100)


def earned_by_start_and_finish(budget: int, *, started: bool, finished: bool, at_start: int) -> int:
    """Fixed formula: ``at_start`` per cent when work starts (0 or 50 …), the rest when it is done."""
    if finished:
        return budget
    return round_half_up(Fraction(budget * at_start, 100)) if started else 0


def earned_by_units(budget: int, *, total: int, done: int, half_done: int = 0) -> int:
    """Equivalent units: units done count whole, units in work half.

    Raises
    ------
    EngineError
        ``evm.no_units`` if ``total`` is not positive.
    """
    if total <= 0:
        raise EngineError("evm.no_units", "Equivalent units need at least one unit.")
    return round_half_up(Fraction(budget * (2 * done + half_done), 2 * total))


def apportioned(budget: int, *, base_budget: int, base_value: int) -> int | None:
    """Value (earned or planned) in proportion to the work it depends on; None without a base."""
    return round_half_up(Fraction(budget * base_value, base_budget)) if base_budget else None


def level_of_effort(budget: int, *, planned_periods: int, at: float) -> int:
    """Time passed earns: EV = PV up to the budget, so SV is always 0."""
    if planned_periods <= 0:
        return 0
    return round_half_up(budget * min(Fraction(1), max(Fraction(0), Fraction(at) / planned_periods)))


def round_half_up(amount: Fraction | int) -> int:
    """The nearest minor unit; half a unit rounds up."""
    return (2 * Fraction(amount) + 1).__floor__() // 2


def _exact(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _ratio(part: int | Fraction, whole: int | Fraction) -> float | None:
    return float(Fraction(part) / Fraction(whole)) if whole else None


def _whole(amount: Fraction | None) -> int | None:
    return None if amount is None else round_half_up(amount)
