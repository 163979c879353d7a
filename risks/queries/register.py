"""The register of one project, and of all projects a person can see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Lower

from accounts.actors import Actor
from projects.models import Project
from risks.models import CLOSING, MATRIX, OPEN, Risk, RiskSet, at_or_over

PAGE_SIZE = 25
SHOWN = ("open", "high", "review", "closed")
ORDER = {
    "number": ("number",),
    "title": (Lower("title"), "number"),
    "project": ("project__key", "number"),
    "score": ("score", "impact", "-number"),
    "strategy": ("strategy", "number"),
    "owner": (F("owner__name"), "number"),
    "review": ("review_date", "number"),
}
DEFAULT_SORT = "-score"
LEVELS = range(1, MATRIX.size + 1)
CELLS = {f"{p}x{i}": (p, i) for p in LEVELS for i in LEVELS}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many risks each filter of the register holds."""

    open: int
    high: int
    review: int
    closed: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What part of a register is asked for, each value checked against what exists."""

    show: str = "open"
    sort: str = DEFAULT_SORT
    search: str = ""
    page: int = 1
    cell: tuple[int, int] | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Choice:
        """Return the choice that an address's query makes; what it does not know is the default."""
        show, sort, page = query.get("show", ""), query.get("sort", ""), query.get("page", "")
        return cls(
            show=show if show in SHOWN else "open",
            sort=sort if sort.removeprefix("-") in ORDER else DEFAULT_SORT,
            search=query.get("q", "").strip()[:100],
            page=int(page) if page.isdecimal() and len(page) < 7 else 1,
            cell=CELLS.get(query.get("cell", "")),
        )


def project_risks(project: Project) -> RiskSet:
    """Return the project's risks."""
    return Risk.objects.filter(project=project)


def visible_risks(actor: Actor) -> RiskSet:
    """Return the risks of every live project the actor can see."""
    return Risk.objects.visible_to(actor).filter(project__archived_at=None)


def count_risks(risks: QuerySet[Risk], as_of: date) -> Counts:
    """Return the figures of the filters; one query."""
    is_open = Q(status__in=OPEN)
    return Counts(
        **risks.order_by().aggregate(
            open=Count("pk", filter=is_open),
            high=Count("pk", filter=at_or_over()),
            review=Count("pk", filter=is_open & Q(review_date__lte=as_of)),
            closed=Count("pk", filter=Q(status__in=CLOSING)),
        )
    )


def list_risks(risks: RiskSet, choice: Choice, as_of: date) -> Page[Risk]:
    """Return one page of the chosen rows, with project and owner; two queries."""
    filters = {
        "open": risks.open(),
        "high": risks.over_threshold(),
        "review": risks.review_due(as_of),
        "closed": risks.filter(status__in=CLOSING),
    }
    rows = filters[choice.show].select_related("project", "owner")
    if choice.search:
        rows = rows.filter(_matches(choice.search))
    if choice.cell:
        rows = rows.filter(probability=choice.cell[0], impact=choice.cell[1])
    return Paginator(_sorted(rows, choice.sort), PAGE_SIZE).get_page(choice.page)


def find_risk(project: Project, number: int) -> RiskSet:
    """Return the project's risk with ``number`` (none or one row), with what its pages show."""
    return project_risks(project).filter(number=number).select_related("project", "owner", "author")


def _matches(text: str) -> Q:
    condition = Q(title__icontains=text) | Q(event__icontains=text) | Q(cause__icontains=text)
    number = text.upper().removeprefix("R-")
    if number.isdecimal() and len(number) < 9:
        condition |= Q(number=int(number))
    return condition | Q(effect__icontains=text) | Q(owner__name__icontains=text)


def _sorted(rows: RiskSet, sort: str) -> RiskSet:
    first, *rest = ORDER[sort.removeprefix("-")]
    key = F(first) if isinstance(first, str) else first
    ordered = key.desc(nulls_last=True) if sort.startswith("-") else key.asc(nulls_last=True)
    if sort == DEFAULT_SORT:
        return rows.order_by(ordered, "-impact", "project__key", "number")
    return rows.order_by(ordered, *rest, "pk")
