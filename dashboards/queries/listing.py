"""The list of projects with computed health: counted, filtered, sorted, paged; a fixed number of queries.

The order needs every project's colour but not its whole picture, so the index is read from the
snapshots' columns, and whole pictures only for the page that is shown.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.core.paginator import Page, Paginator
from django.db.models.fields.json import KT
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import can
from common.money import whole_units
from common.templatetags.plan import index as index_text
from common.templatetags.plan import plan_date, workdays
from dashboards.queries.picture import Picture
from dashboards.queries.status import compute_pictures, current_pictures, for_reader
from engine.health import Colour
from projects.models import Project, Snapshot

PAGE_SIZE = 25
INDEX = ("language", "plain_colour", "plain_attention", "stale", "finish", "bac", "eac")
LISTED = ("key", "name", "portfolio", "revision", "must_finish_by", "data_date", "currency")
OVERSPENT = 0.9
LAST = 10**12


@dataclass(frozen=True, slots=True)
class Entry:
    """What filters and order look at."""

    project: Project
    colour: str
    attention: int
    stale: bool
    finish: int | None
    bac: int | None = None
    eac: int | None = None


FILTERS: dict[str, tuple[Any, Callable[[Entry], bool]]] = {
    "all": (_("All"), lambda e: True),
    "attention": (_("Needs attention"), lambda e: e.colour in (Colour.RED, Colour.AMBER)),
    "red": (_("Red"), lambda e: e.colour == Colour.RED),
    "amber": (_("Amber"), lambda e: e.colour == Colour.AMBER),
    "green": (_("Green"), lambda e: e.colour == Colour.GREEN),
    "none": (_("Not assessed"), lambda e: e.colour == Colour.NONE),
    "stale": (_("Stale"), lambda e: e.stale),
}
ORDERS: dict[str, Callable[[Entry], Any]] = {
    "attention": lambda e: (-e.attention, e.project.name.lower()),
    "key": lambda e: e.project.key,
    "name": lambda e: e.project.name.lower(),
    "finish": lambda e: (e.finish if e.finish is not None else LAST, e.project.name.lower()),
    "data": lambda e: (e.project.data_date or 0, e.project.name.lower()),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What part of the list is asked for; whatever an address says that does not exist is the default."""

    show: str = "all"
    sort: str = "attention"
    search: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Return the choice that an address's query makes."""
        show, sort, page = query.get("show", ""), query.get("sort", ""), query.get("page", "")
        return cls(
            show=show if show in FILTERS else "all",
            sort=sort if sort.removeprefix("-") in ORDERS else "attention",
            search=query.get("q", "").strip()[:100],
            page=int(page) if page.isdecimal() and len(page) < 7 else 1,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list in words, the reader's rights applied; a long list is drawn from plain values.

    ``cpi`` is None where amounts are withheld.
    """

    url: str
    key: str
    name: str
    colour: str
    sentence: str
    finish: str
    spare: str
    past: bool
    cpi: str | None
    overspent: bool
    risk: str
    score: str
    data_date: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Chip:
    key: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Total:
    """EAC and BAC, in whole units, of the projects of one currency that have both and show them."""

    currency: str
    projects: int
    bac: int
    eac: int

    @property
    def over(self) -> float:
        """Return by how many percent EAC is over BAC."""
        return (self.eac - self.bac) * 100 / self.bac


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of rows, the filters with their counts, and the colours and sums of all projects found."""

    page: Page[Project]
    rows: list[Row]
    chips: tuple[Chip, ...]
    counts: dict[str, int]
    past: int
    totals: tuple[Total, ...]
    choice: Choice


def listing(actor: Actor, choice: Choice, as_of: date, *, projects: Iterable[Project]) -> Listing:
    """Return the page of ``projects`` that ``choice`` asks for."""
    wanted = [p for p in projects if _matches(p, choice.search)]
    pictures: dict[int, Picture] = {}
    entries = _index(actor, wanted, as_of, pictures)
    _label, test = FILTERS[choice.show]
    chosen = sorted(filter(test, entries), key=ORDERS[choice.sort.removeprefix("-")])
    if choice.sort.startswith("-"):
        chosen.reverse()
    page = Paginator([entry.project for entry in chosen], PAGE_SIZE).get_page(choice.page)
    chips = tuple(
        Chip(key, str(label), sum(map(keep, entries)), key == choice.show)
        for key, (label, keep) in FILTERS.items()
    )
    return Listing(
        page=page,
        rows=_rows(actor, list(page), as_of, pictures),
        chips=tuple(chip for chip in chips if chip.count or chip.key in ("all", choice.show)),
        counts={colour.value: sum(e.colour == colour for e in entries) for colour in Colour},
        past=sum(_is_past(e) for e in entries),
        totals=_totals(entries),
        choice=choice,
    )


def _is_past(entry: Entry) -> bool:
    promise = entry.project.must_finish_by
    return entry.finish is not None and promise is not None and entry.finish > promise


def _totals(entries: Iterable[Entry]) -> tuple[Total, ...]:
    sums: dict[str, list[int]] = {}
    for entry in entries:
        if entry.bac and entry.eac is not None:
            found = sums.setdefault(entry.project.currency, [0, 0, 0])
            sums[entry.project.currency] = [found[0] + 1, found[1] + entry.bac, found[2] + entry.eac]
    return tuple(
        Total(currency, count, whole_units(bac, currency), whole_units(eac, currency))
        for currency, (count, bac, eac) in sorted(sums.items())
    )


def visible_projects(actor: Actor, **filters: Any) -> list[Project]:
    """Return the live projects the actor sees, with the columns a list needs; one query."""
    return list(Project.objects.visible_to(actor).live().filter(**filters).only(*LISTED))


def index_of(picture: Picture) -> list[Any]:
    """Return what :func:`listing` needs of a project beside its snapshot's columns, in :data:`INDEX` order.

    It is kept apart from the picture, so that a list reads a few words a project and not a page.
    """
    plain, cost = picture.without_cost(), picture.cost
    return [
        picture.language,
        plain.colour,
        plain.attention,
        picture.stale,
        picture.finish,
        cost.bac if cost else None,
        cost.eac if cost else None,
    ]


def _matches(project: Project, search: str) -> bool:
    text = search.casefold()
    return not text or text in project.name.casefold() or text in project.key.casefold()


def _index(
    actor: Actor, projects: Sequence[Project], as_of: date, pictures: dict[int, Picture]
) -> list[Entry]:
    """Return an entry a project; pictures that had to be computed are put into ``pictures``."""
    kept = _kept(projects, as_of)
    missing = [p.pk for p in projects if p.pk not in kept]
    if missing:
        pictures |= compute_pictures(list(Project.objects.filter(pk__in=missing)), as_of)
    return [
        _kept_entry(project, kept[project.pk], cost=can(actor, "cost.view", project))
        if project.pk in kept
        else _entry(project, for_reader(pictures[project.pk], project, actor))
        for project in projects
    ]


def _entry(project: Project, picture: Picture) -> Entry:
    cost = picture.cost
    return Entry(
        project=project,
        colour=picture.colour,
        attention=picture.attention,
        stale=picture.stale,
        finish=picture.finish,
        bac=cost.bac if cost else None,
        eac=cost.eac if cost else None,
    )


def _kept_entry(project: Project, kept: Mapping[str, Any], *, cost: bool) -> Entry:
    return Entry(
        project=project,
        colour=kept["colour"] if cost else kept["plain_colour"],
        attention=kept["attention"] if cost else kept["plain_attention"],
        stale=kept["stale"],
        finish=kept["finish"],
        bac=kept["bac"] if cost else None,
        eac=kept["eac"] if cost else None,
    )


def _kept(projects: Sequence[Project], as_of: date) -> dict[int, dict[str, Any]]:
    """Return the indexes of the snapshots that fit; a path into JSON comes as text from every database."""
    language = translation.get_language() or ""
    revisions = {project.pk: project.revision for project in projects}
    rows = Snapshot.objects.filter(project__in=revisions, day=as_of)
    kept = {}
    for pk, revision, colour, attention, text in rows.values_list(
        "project_id", "revision", "colour", "attention", KT("status__index")
    ):
        index = dict(zip(INDEX, json.loads(text), strict=True)) if text else {}
        if revisions[pk] == revision and index.get("language") == language:
            kept[pk] = index | {"colour": colour, "attention": attention}
    return kept


def _rows(
    actor: Actor, projects: Sequence[Project], as_of: date, computed: Mapping[int, Picture]
) -> list[Row]:
    missing = [project for project in projects if project.pk not in computed]
    pictures = dict(computed) | (current_pictures(missing, as_of, brief=True) if missing else {})
    return [_row(project, pictures[project.pk], can(actor, "cost.view", project)) for project in projects]


def _row(project: Project, full: Picture, sees_cost: bool) -> Row:
    picture = full if sees_cost else full.without_cost()
    cpi = picture.cost.cpi if picture.cost else None
    risk = picture.risks[0] if picture.risks else None
    spare = picture.finish_float
    return Row(
        url=project.get_absolute_url(),
        key=project.key,
        name=project.name,
        colour=picture.colour,
        sentence=picture.sentence,
        finish=plan_date(picture.finish),
        spare=workdays(spare, picture.minutes_per_day),
        past=spare is not None and spare < 0,
        cpi=index_text(cpi) if sees_cost else None,
        overspent=cpi is not None and cpi < OVERSPENT,
        risk=risk.title if risk else "",
        score=str(risk.score) if risk else "",
        data_date=plan_date(project.data_date),
        stale=picture.stale,
    )
