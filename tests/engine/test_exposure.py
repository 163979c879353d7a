"""Scoring, expected value and heat map."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.errors import EngineError
from engine.exposure import Band, Matrix, expected_value, heat_map, overall_impact, rank


def test_the_default_matrix_multiplies_levels() -> None:
    matrix = Matrix()
    assert matrix.score(4, 4) == 16
    assert matrix.grid()[4] == (5, 10, 15, 20, 25)


@pytest.mark.parametrize(
    ("score", "key"),
    [(1, "low"), (3, "low"), (4, "moderate"), (6, "moderate"), (8, "high"), (12, "high"), (15, "extreme")],
)
def test_default_bands(score: int, key: str) -> None:
    assert Matrix().band(score).key == key


def test_a_project_may_have_its_own_scores_and_bands() -> None:
    matrix = Matrix(
        size=2, bands=(Band("green", 1), Band("red", 5)), scores=((1, 4), (2, 9)), probability_limits=(0.5,)
    )
    assert matrix.score(1, 2) == 4
    assert matrix.band(matrix.score(2, 2)).key == "red"
    assert [matrix.probability_level(share) for share in (0.0, 0.5, 0.51)] == [1, 1, 2]


@pytest.mark.parametrize(
    "settings",
    [
        {"bands": (Band("b", 5), Band("a", 1))},
        {"bands": ()},
        {"bands": (Band("a", 2),)},
        {"scores": ((1, 2), (3,))},
        {"probability_limits": (0.5,)},
    ],
)
def test_a_matrix_with_holes_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(EngineError) as caught:
        Matrix(**settings)  # type: ignore[arg-type]  # one wrong setting at a time
    assert caught.value.code == "exposure.matrix"


def test_a_level_off_the_scale_is_refused() -> None:
    with pytest.raises(EngineError) as caught:
        Matrix().score(0, 3)
    assert caught.value.code == "exposure.level"


def test_several_objectives_count_by_the_worst() -> None:
    assert overall_impact({"time": 2, "cost": 5, "scope": 1}) == 5
    assert overall_impact({}) == 0


def test_expected_value_has_the_sign_of_its_effect() -> None:
    # 30 % of 50,000.00
    assert expected_value(0.3, 50_000_00) == -15_000_00
    assert expected_value(Decimal("0.3"), 50_000_00, opportunity=True) == 15_000_00
    assert expected_value(0.29, 100) == -29  # exact, although 0.29 * 100 is 28.999…


@pytest.mark.parametrize(("share", "impact"), [(1.1, 5), (-0.1, 5), (0.5, -1)])
def test_impossible_values_are_refused(share: float, impact: int) -> None:
    with pytest.raises(EngineError):
        expected_value(share, impact)


def test_heat_map_counts_cells_and_bands() -> None:
    found = heat_map(Matrix(), [(4, 4), (4, 4), (1, 1), (2, 3)])
    assert found.counts[3][3] == 2
    assert found.counts[1][2] == found.counts[0][0] == 1
    assert sum(map(sum, found.counts)) == found.total == 4
    assert found.by_band == {"low": 1, "moderate": 1, "high": 0, "extreme": 2}


def test_rank_puts_the_highest_score_first_and_then_the_higher_impact() -> None:
    assert rank(Matrix(), [(1, 1), (4, 2), (2, 4), (5, 5)]) == [3, 2, 1, 0]
