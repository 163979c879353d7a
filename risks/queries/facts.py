"""What the register says about each of many projects, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from risks.models import Kind, Risk, at_or_over


@dataclass(frozen=True, slots=True)
class TopRisk:
    """The open threat with the highest score (of equal scores the higher impact, then the lower number)."""

    pk: int
    number: int
    title: str
    probability: int
    impact: int
    score: int
    owner: str

    @property
    def code(self) -> str:
        return f"R-{self.number}"


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """A project's register in figures.

    Parameters
    ----------
    open_count
        Proposed and active risks, opportunities included.
    over_threshold
        Active threats at or over the project's threshold.
    overdue_responses, reviews_due
        Open risks whose response was due before, whose review is due on or before the day asked for.
    top
        The open threat with the highest score, or None.
    """

    open_count: int = 0
    over_threshold: int = 0
    overdue_responses: int = 0
    reviews_due: int = 0
    top: TopRisk | None = None


def risk_facts(project_ids: Iterable[int], as_of: date) -> dict[int, RiskFacts]:
    """Return the facts of every project asked for, in two queries whatever their number."""
    wanted = list(project_ids)
    tops = _tops(wanted)
    rows = (
        Risk.objects.filter(project__in=wanted)
        .open()
        .order_by()
        .values("project")
        .annotate(
            open_count=Count("pk"),
            over_threshold=Count("pk", filter=at_or_over()),
            overdue_responses=Count("pk", filter=Q(response_due__lt=as_of)),
            reviews_due=Count("pk", filter=Q(review_date__lte=as_of)),
        )
    )
    found = {row.pop("project"): row for row in rows}
    return {pk: RiskFacts(**found.get(pk, {}), top=tops.get(pk)) for pk in wanted}


def top_risks(project_id: int, limit: int = 3) -> list[Risk]:
    """Return the open risks with the highest scores; one query."""
    return list(Risk.objects.filter(project=project_id).open().select_related("owner", "project")[:limit])


def _tops(project_ids: list[int]) -> dict[int, TopRisk]:
    place = Window(
        RowNumber(),
        partition_by=[F("project")],
        order_by=[F("score").desc(), F("impact").desc(), F("number").asc()],
    )
    rows = (
        Risk.objects.filter(project__in=project_ids, kind=Kind.THREAT)
        .open()
        .annotate(place=place)
        .filter(place=1)
        .values("project", "pk", "number", "title", "probability", "impact", "score", "owner__name")
        .order_by()
    )
    return {row.pop("project"): TopRisk(owner=row.pop("owner__name") or "", **row) for row in rows}
