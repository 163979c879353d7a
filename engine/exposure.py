"""Risk exposure: probability-impact scoring on a configurable matrix, expected value, heat map.

Levels are counted from 1. A score ranks risks; an expected value is money. Neither is a
percentile: what a reserve must be comes from simulation. No standard fixes the bands, so they
are part of :class:`Matrix` and can be shown beside every score.

Source: ISO Guide 73:2009, 3.6.1.8 (level of risk); PMI, *Practice Standard for Project Risk
Management*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from engine.errors import EngineError
from engine.evm import round_half_up


@dataclass(frozen=True, slots=True)
class Band:
    """A colour of the matrix: every score from ``minimum`` up to the next band."""

    key: str
    minimum: int


DEFAULT_BANDS = (Band("low", 1), Band("moderate", 4), Band("high", 8), Band("extreme", 15))
DEFAULT_PROBABILITY_LIMITS = (0.10, 0.30, 0.50, 0.70)


@dataclass(frozen=True, slots=True)
class Matrix:
    """How probability and impact levels become a score, and a score a band.

    Parameters
    ----------
    size : int
        Levels of either scale.
    bands : tuple of Band
        By rising minimum; the first must take the lowest score.
    scores : tuple of tuple of int, optional
        ``scores[p - 1][i - 1]``; empty: the product of the levels.
    probability_limits : tuple of float
        Upper limits (included) of the probability levels 1 … size - 1, as shares of 1.
    """

    size: int = 5
    bands: tuple[Band, ...] = DEFAULT_BANDS
    scores: tuple[tuple[int, ...], ...] = ()
    probability_limits: tuple[float, ...] = DEFAULT_PROBABILITY_LIMITS

    def __post_init__(self) -> None:
        """Refuse a matrix with holes; raises EngineError with code ``exposure.matrix``."""
        rising = all(a.minimum < b.minimum for a, b in pairwise(self.bands))
        square = not self.scores or [len(row) for row in self.scores] == [self.size] * self.size
        limits = len(self.probability_limits) == self.size - 1 and self.probability_limits == tuple(
            sorted(self.probability_limits)
        )
        if self.size < 1 or not self.bands or not rising or not square or not limits:
            raise EngineError("exposure.matrix", "A matrix needs rising bands and limits, and every score.")
        if self.bands[0].minimum > min(min(row) for row in self.grid()):
            raise EngineError("exposure.matrix", "The lowest score of a matrix is in no band.")

    def grid(self) -> tuple[tuple[int, ...], ...]:
        """Scores by probability level (rows) and impact level (columns)."""
        if self.scores:
            return self.scores
        levels = range(1, self.size + 1)
        return tuple(tuple(row * column for column in levels) for row in levels)

    def score(self, probability: int, impact: int) -> int:
        """Score of one cell; raises EngineError ``exposure.level`` outside the scales."""
        for level in (probability, impact):
            if not 1 <= level <= self.size:
                raise EngineError("exposure.level", f"Level {level} is not on a scale of 1 to {self.size}.")
        return self.scores[probability - 1][impact - 1] if self.scores else probability * impact

    def band(self, score: int) -> Band:
        """The band ``score`` falls into."""
        return next((band for band in reversed(self.bands) if score >= band.minimum), self.bands[0])

    def probability_level(self, probability: float) -> int:
        """Level of a ``probability`` given as a share of 1."""
        return 1 + sum(probability > limit for limit in self.probability_limits)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Risks by cell.

    Parameters
    ----------
    counts : tuple of tuple of int
        ``counts[p - 1][i - 1]``, shape (size, size).
    by_band : Mapping of str to int
        Band key to number of risks, every band present.
    total : int
        All of them.
    """

    counts: tuple[tuple[int, ...], ...]
    by_band: Mapping[str, int]
    total: int


def overall_impact(impacts: Mapping[str, int]) -> int:
    """Impact level over several objectives: the highest, never the sum; 0 if none is given."""
    return max(impacts.values(), default=0)


def expected_value(probability: float | Decimal, impact: int, *, opportunity: bool = False) -> int:
    """Expected monetary value in minor units: negative for a threat, positive for an opportunity.

    Parameters
    ----------
    probability : float or Decimal
        Share of 1.
    impact : int
        Size of the effect in minor units, not negative.
    opportunity : bool
        The effect is a gain.

    Raises
    ------
    EngineError
        ``exposure.probability`` or ``exposure.impact`` for values that cannot be.
    """
    if not 0 <= probability <= 1:
        raise EngineError("exposure.probability", "A probability is between 0 and 1.")
    if impact < 0:
        raise EngineError("exposure.impact", "The size of an effect is not negative.")
    size = round_half_up(Fraction(str(probability)) * impact)
    return size if opportunity else -size


def heat_map(matrix: Matrix, risks: Iterable[tuple[int, int]]) -> HeatMap:
    """Count ``risks``, each a (probability level, impact level), by cell and by band."""
    counts = [[0] * matrix.size for _ in range(matrix.size)]
    by_band = {band.key: 0 for band in matrix.bands}
    total = 0
    for probability, impact in risks:
        by_band[matrix.band(matrix.score(probability, impact)).key] += 1
        counts[probability - 1][impact - 1] += 1
        total += 1
    return HeatMap(tuple(tuple(row) for row in counts), by_band, total)


def rank(matrix: Matrix, risks: Sequence[tuple[int, int]]) -> list[int]:
    """Places of ``risks`` from the highest score down; equal scores keep the higher impact first."""
    return sorted(
        range(len(risks)), key=lambda place: (-matrix.score(*risks[place]), -risks[place][1], place)
    )
