"""What the register says about each of many projects, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from risks.models import OPEN, Kind, Risk, at_or_over

LISTED = 20


@dataclass(frozen=True, slots=True)
class TopRisk:
    """An open threat; ``high`` if it is active and scores at or over its project's threshold."""

    pk: int
    number: int
    title: str
    probability: int
    impact: int
    score: int
    high: bool
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
    unanswered
        Those of them without a response strategy.
    recorded
        Risks ever recorded, closed ones included.
    overdue_responses, reviews_due
        Open risks whose response was due before, whose review is due on or before the day asked for.
    listed
        The open threats with the highest scores, up to twenty (of equal scores the higher impact, then
        the lower number).
    """

    open_count: int = 0
    over_threshold: int = 0
    unanswered: int = 0
    recorded: int = 0
    overdue_responses: int = 0
    reviews_due: int = 0
    listed: tuple[TopRisk, ...] = ()

    @property
    def top(self) -> TopRisk | None:
        """Return the open threat with the highest score, or None."""
        return self.listed[0] if self.listed else None


def risk_facts(project_ids: Iterable[int], as_of: date) -> dict[int, RiskFacts]:
    """Return the facts of every project asked for, in two queries whatever their number."""
    wanted = list(project_ids)
    listed = _listed(wanted)
    is_open = Q(status__in=OPEN)
    rows = (
        Risk.objects.filter(project__in=wanted)
        .order_by()
        .values("project")
        .annotate(
            open_count=Count("pk", filter=is_open),
            over_threshold=Count("pk", filter=at_or_over()),
            unanswered=Count("pk", filter=at_or_over() & Q(strategy="")),
            recorded=Count("pk"),
            overdue_responses=Count("pk", filter=is_open & Q(response_due__lt=as_of)),
            reviews_due=Count("pk", filter=is_open & Q(review_date__lte=as_of)),
        )
    )
    found = {row.pop("project"): row for row in rows}
    return {pk: RiskFacts(**found.get(pk, {}), listed=tuple(listed[pk])) for pk in wanted}


def top_risks(project_id: int, limit: int = 3) -> list[Risk]:
    """Return the open risks with the highest scores; one query."""
    return list(Risk.objects.filter(project=project_id).open().select_related("owner", "project")[:limit])


def _listed(project_ids: list[int]) -> dict[int, list[TopRisk]]:
    place = Window(
        RowNumber(),
        partition_by=[F("project")],
        order_by=[F("score").desc(), F("impact").desc(), F("number").asc()],
    )
    rows = (
        Risk.objects.filter(project__in=project_ids, kind=Kind.THREAT)
        .open()
        .annotate(
            place=place,
            high=ExpressionWrapper(at_or_over(), BooleanField()),
            by=Coalesce("owner__name", Value("")),
        )
        .filter(place__lte=LISTED)
        .order_by("project", "place")
    )
    found: dict[int, list[TopRisk]] = defaultdict(list)
    columns = ("pk", "number", "title", "probability", "impact", "score", "high", "by")
    for project_id, *values in rows.values_list("project", *columns):
        found[project_id].append(TopRisk(*values))
    return found
