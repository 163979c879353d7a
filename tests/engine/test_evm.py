"""Earned value against published and worked examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.errors import EngineError
from engine.evm import (
    Amounts,
    apportioned,
    duration_forecast,
    eac_at_index,
    earned_by_percent,
    earned_by_start_and_finish,
    earned_by_units,
    earned_schedule,
    level_of_effort,
    measure,
    planned_value_at,
    roll_up,
)

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "cases" / "evm_cases.json"
CENTS = 100
FIELDS = {
    "cpi": "cpi",
    "spi": "spi",
    "cv_pct": "cv_share",
    "sv_pct": "sv_share",
    "pct_complete": "complete_share",
    "pct_planned": "planned_share",
    "pct_spent": "spent_share",
    "tcpi_bac": "tcpi_bac",
    "tcpi_eac": "tcpi_eac",
}
MONEY = {
    "cv": "cv",
    "sv": "sv",
    "eac_cpi": "eac_cpi",
    "eac_budget_rate": "eac_budget_rate",
    "eac_cpi_spi": "eac_cpi_spi",
    "eac_80cpi_20spi": "eac_weighted",
    "etc_cpi": "etc",
    "vac_cpi": "vac",
}


def test_ev_1() -> None:
    # CPI 30/36, SPI 30/40; EAC 100000 / (30/36) = 120,000; 36,000 + 70,000 = 106,000;
    # 36,000 + 70,000 / (0.8333 * 0.75) = 36,000 + 112,000 = 148,000; TCPI 70/64.
    found = measure(Amounts(bac=100_000_00, pv=40_000_00, ev=30_000_00, ac=36_000_00))
    assert (found.cv, found.sv) == (-6_000_00, -10_000_00)
    assert found.cpi == pytest.approx(0.8333, abs=5e-5)
    assert found.spi == 0.75
    assert (found.eac_cpi, found.eac_budget_rate, found.eac_cpi_spi) == (120_000_00, 106_000_00, 148_000_00)
    assert (found.etc, found.vac) == (84_000_00, -20_000_00)
    assert found.tcpi_bac == 1.09375
    assert found.tcpi_eac == pytest.approx(0.8333, abs=5e-5)
    assert not found.budget_unachievable


def test_ev_1_in_time() -> None:
    # 10,000 a month for ten months, 30,000 earned at month 4: the plan earned that at month 3.
    found = earned_schedule([10_000_00 * month for month in range(1, 11)], 30_000_00, at=4)
    assert (found.es, found.sv_t, found.spi_t) == (3.0, -1.0, 0.75)
    assert found.ieac_t == pytest.approx(13.33, abs=5e-3)
    assert duration_forecast(10, 0.75) == pytest.approx(13.33, abs=5e-3)


def test_an_index_without_a_base_is_none() -> None:
    found = measure(Amounts(bac=100, pv=0, ev=0, ac=0))
    assert found.cpi is found.spi is found.eac_cpi is found.eac_cpi_spi is found.etc is found.vac is None
    assert found.tcpi_eac is None
    assert found.eac_budget_rate == 100
    assert found.tcpi_bac == 1.0


def test_spent_budget_with_work_left_is_unachievable() -> None:
    assert measure(Amounts(bac=100, pv=80, ev=60, ac=100)).budget_unachievable
    assert measure(Amounts(bac=100, pv=80, ev=60, ac=120)).tcpi_bac is None
    done = measure(Amounts(bac=100, pv=100, ev=100, ac=120))
    assert not done.budget_unachievable
    assert (done.eac_cpi, done.eac_budget_rate, done.etc) == (120, 120, 0)


def test_the_rest_at_a_pace_of_choice() -> None:
    # 500 spent, 600 left, at the CPI of the last periods, 0.75: 500 + 800.
    assert eac_at_index(Amounts(bac=1000, pv=500, ev=400, ac=500), 0.75) == 1300
    assert eac_at_index(Amounts(bac=1000, pv=500, ev=400, ac=500), 0.0) is None


def test_roll_up_sums_and_never_averages() -> None:
    # CPIs of 2.0 and 0.8; their mean would be 1.4, the truth is 410 / 475.
    whole = roll_up([Amounts(100, 50, 50, 25), Amounts(900, 450, 360, 450)])
    assert whole == Amounts(1000, 500, 410, 475)
    assert measure(whole).cpi == pytest.approx(0.863158, abs=1e-6)


def test_a_flat_stretch_of_the_plan_is_passed_at_once() -> None:
    assert earned_schedule([10, 30, 30, 30, 60, 100], 30, at=5).es == 4.0
    assert earned_schedule([10, 30, 30, 30, 60, 100], 29, at=5).es == pytest.approx(1.95)


def test_a_plan_that_falls_is_refused() -> None:
    with pytest.raises(EngineError) as caught:
        earned_schedule([10, 5], 3, at=1)
    assert caught.value.code == "evm.falling_plan"


def test_planned_value_between_periods() -> None:
    assert planned_value_at([100, 200, 300], 1.5) == 150
    assert planned_value_at([100, 200, 300], 0) == 0
    assert planned_value_at([100, 200, 300], 9) == 300


def test_ways_to_earn() -> None:
    assert earned_by_start_and_finish(8000, started=True, finished=False, at_start=0) == 0
    assert earned_by_start_and_finish(8000, started=True, finished=False, at_start=50) == 4000
    assert earned_by_start_and_finish(8000, started=True, finished=True, at_start=50) == 8000
    assert earned_by_units(12000, total=60, done=25, half_done=4) == 5400  # 27 of 60
    assert earned_by_percent(10000, 95, cap=80) == 8000
    assert earned_by_percent(10000, 100, cap=80) == 10000
    assert earned_by_percent(333, 50) == 167  # 166.5 rounds up
    assert apportioned(3000, base_budget=20000, base_value=7000) == 1050
    assert level_of_effort(12000, planned_periods=12, at=5) == 5000
    assert level_of_effort(12000, planned_periods=12, at=20) == 12000


def published() -> list[Any]:
    if not CASES.exists():
        return []
    cases = json.loads(CASES.read_text())["cases"]
    return [pytest.param(case, id=case["id"]) for case in cases if "cpi" in case["expected"]]


def amounts_of(case: dict[str, Any]) -> Amounts:
    inputs, expected = case["inputs"], case["expected"]
    if "children" in inputs:
        return roll_up(Amounts(**{k: v * CENTS for k, v in child.items()}) for child in inputs["children"])
    merged = {**expected, **inputs}
    merged["ev"] = merged.get("ev", merged.get("ev_if_50pct"))
    return Amounts(**{key: round(merged[key] * CENTS) for key in ("bac", "pv", "ev", "ac")})


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not here")
@pytest.mark.parametrize("case", published())
def test_published_cases(case: dict[str, Any]) -> None:
    found = measure(amounts_of(case))
    compared = 0
    for key, want in case["expected"].items():
        name = FIELDS.get(key) or MONEY.get(key)
        if name is None:
            continue
        value = getattr(found, name)
        if want is None:
            assert value is None, key
        else:
            expected = want * CENTS if key in MONEY else want
            assert value == pytest.approx(expected, abs=0.51 if key in MONEY else 1e-6), key
        compared += 1
    assert compared >= 2


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not here")
def test_published_earned_schedule() -> None:
    cases = {case["id"]: case for case in json.loads(CASES.read_text())["cases"]}
    late = cases["lipke_henderson_late_finish"]
    for period in late["expected"]["periods"]:
        earned = late["inputs"]["ev_cum"][period["t"] - 1]
        found = earned_schedule(late["inputs"]["pv_cum"], earned, at=period["t"], planned_duration=12)
        for name in ("es", "sv_t", "spi_t", "ieac_t", "tspi"):
            assert getattr(found, name) == (
                None if period[name] is None else pytest.approx(period[name], abs=1e-6)
            )
    for key in ("es_figure_rule", "edge_pv_plateau", "edge_ev_on_boundary", "edge_mid_period_status"):
        inputs, expected = cases[key]["inputs"], cases[key]["expected"]
        found = earned_schedule(inputs["pv_cum"], inputs["ev"], inputs["at"], inputs["planned_duration"])
        for name in ("es", "sv_t", "spi_t", "ieac_t"):
            if name in expected:
                assert getattr(found, name) == pytest.approx(expected[name], abs=1e-6)
