"""Earned value of one case: the amounts on standard input, the figures on standard output.

Input is one JSON object, ``{bac, pv, ev, ac[, planned_duration]}`` or
``{pv_cum, ev, at, planned_duration}``; the answer is one line of JSON, undefined figures null.
Exit code 0, or 2 with a sentence on standard error if the input cannot be read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from engine.errors import EngineError
from engine.evm import Amounts, duration_forecast, eac_at_index, earned_schedule, measure, planned_value_at

UNIT = 1_000_000  # the engine counts whole units: a millionth of the case's


def units(amount: float) -> int:
    """An amount of the case in whole units."""
    return round(amount * UNIT)


def back(amount: int | None) -> float | None:
    """Whole units as an amount of the case."""
    return None if amount is None else amount / UNIT


def in_money(case: Mapping[str, Any]) -> dict[str, float | None]:
    """Variances, indices and forecasts."""
    amounts = Amounts(*(units(case[name]) for name in ("bac", "pv", "ev", "ac")))
    found = measure(amounts)
    answer = {
        "cv": back(found.cv),
        "sv": back(found.sv),
        "cv_pct": found.cv_share,
        "sv_pct": found.sv_share,
        "cpi": found.cpi,
        "spi": found.spi,
        "pct_complete": found.complete_share,
        "pct_planned": found.planned_share,
        "pct_spent": found.spent_share,
        "eac_cpi": back(found.eac_cpi),
        "eac_budget_rate": back(found.eac_budget_rate),
        "eac_cpi_spi": back(found.eac_cpi_spi),
        "eac_80cpi_20spi": back(found.eac_weighted),
        "etc_cpi": back(found.etc),
        "vac_cpi": back(found.vac),
        "tcpi_bac": found.tcpi_bac,
        "tcpi_eac": found.tcpi_eac,
    }
    if case.get("planned_duration"):
        answer["eac_t_spi"] = duration_forecast(case["planned_duration"], found.spi)
    if case.get("cpi3") is not None:
        answer["eac_cpi3"] = back(eac_at_index(amounts, float(case["cpi3"])))
    return answer


def in_time(case: Mapping[str, Any]) -> dict[str, float | None]:
    """Earned schedule and what follows from it."""
    planned = [units(amount) for amount in case["pv_cum"]]
    found = earned_schedule(planned, units(case["ev"]), case["at"], case["planned_duration"])
    return {
        "pv": back(planned_value_at(planned, case["at"])),
        "es": found.es,
        "sv_t": found.sv_t,
        "spi_t": found.spi_t,
        "ieac_t": found.ieac_t,
        "tspi": found.tspi,
    }


def main() -> int:
    """Read, measure, answer."""
    try:
        case = json.load(sys.stdin)
        answer = in_time(case) if "pv_cum" in case else in_money(case)
    except (EngineError, ValueError, KeyError, TypeError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
