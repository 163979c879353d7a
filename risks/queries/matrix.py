"""The register as a heat map, and what it asks people to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.exposure import HeatMap, heat_map
from projects.models import Project
from risks.models import MATRIX, Kind, Risk, Status
from risks.queries.register import project_risks

TEXTS = ("cause", "event", "effect", "response", "closed_reason")


@dataclass(frozen=True, slots=True)
class Ask:
    """Something a risk waits for.

    Parameters
    ----------
    what
        ``no_response``, ``no_owner``, ``response_overdue``, ``review_due`` or ``proposed``.
    """

    risk: Risk
    what: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What saving would do: the score and, against the threshold, the alert."""

    probability: int
    impact: int
    score: int
    threshold: int
    over: bool
    was_over: bool


def open_risks(project: Project) -> list[Risk]:
    """Return the open risks without their texts, highest score first; one query."""
    return list(project_risks(project).open().defer(*TEXTS))


def count_cells(risks: Iterable[Risk]) -> HeatMap:
    """Return how many risks lie in each cell."""
    return heat_map(MATRIX, [(risk.probability, risk.impact) for risk in risks])


def over(risk: Risk, threshold: int) -> bool:
    """Return whether the risk is an active threat at or over the threshold."""
    return risk.status == Status.ACTIVE and risk.kind == Kind.THREAT and risk.score >= threshold


def asks(risks: Sequence[Risk], threshold: int, as_of: date) -> list[Ask]:
    """Return what the open risks wait for, gravest first, one entry a risk."""
    found = [Ask(risk, what) for risk in risks if (what := _ask(risk, threshold, as_of))]
    order = ("no_response", "no_owner", "response_overdue", "review_due", "proposed")
    return sorted(found, key=lambda ask: order.index(ask.what))


def _ask(risk: Risk, threshold: int, as_of: date) -> str:
    high = over(risk, threshold)
    if high and not risk.strategy:
        return "no_response"
    if high and risk.owner_id is None:
        return "no_owner"
    if risk.response_due is not None and risk.response_due < as_of:
        return "response_overdue"
    if risk.review_date is not None and risk.review_date <= as_of:
        return "review_due"
    return "proposed" if risk.status == Status.PROPOSED else ""


def effect_of(project: Project, values: dict[str, str], risk: Risk | None = None) -> Effect | None:
    """Return what saving ``values`` (as typed) would do; None while the levels are not chosen."""
    probability, impact = (values.get(name, "") for name in ("probability", "impact"))
    levels = {str(n): n for n in range(1, MATRIX.size + 1)}
    if probability not in levels or impact not in levels:
        return None
    score = MATRIX.score(levels[probability], levels[impact])
    counts = values.get("kind") != Kind.OPPORTUNITY and values.get("status") == Status.ACTIVE
    threshold = project.risk_threshold
    return Effect(
        probability=levels[probability],
        impact=levels[impact],
        score=score,
        threshold=threshold,
        over=counts and score >= threshold,
        was_over=risk is not None and over(risk, threshold),
    )
