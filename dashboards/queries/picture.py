"""A project's computed status as plain data: what a snapshot keeps and every outlet reads."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from engine.health import Colour, Verdict, attention, overall

AREA_LABELS = {
    "schedule": _("Schedule"),
    "cost": _("Cost"),
    "risk": _("Risk"),
    "freshness": _("Freshness"),
}


@dataclass(frozen=True, slots=True)
class Area:
    """One area's colour, the rule that gave it and the sentence that proves it."""

    key: str
    colour: str
    rule: str
    sentence: str

    @property
    def label(self) -> str:
        return str(AREA_LABELS[self.key])


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone with its computed date and that of the newest baseline; ``done`` once it is reached."""

    id: int
    name: str
    date: int | None
    baseline: int | None
    deadline: int | None
    done: bool
    critical: bool

    @property
    def late(self) -> bool:
        return not self.done and None not in (self.date, self.deadline) and self.date > self.deadline  # type: ignore[operator]  # None is excluded


@dataclass(frozen=True, slots=True)
class RiskLine:
    """An open risk as others are told of it."""

    number: int
    title: str
    score: int
    high: bool

    @property
    def code(self) -> str:
        return f"R-{self.number}"


@dataclass(frozen=True, slots=True)
class CostLine:
    """Earned value in minor units, EAC in whole units; only for readers with the cost right."""

    bac: int
    ac: int
    eac: int | None
    cpi: float | None
    spi: float | None
    posted_to: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """What one project looks like on one day, from one revision of its data.

    Plan times are minutes since 2000-01-01T00:00. Without ``cost`` no amount is in here, nor in a sentence.
    """

    project_id: int
    revision: int
    day: str
    language: str
    currency: str
    areas: tuple[Area, ...]
    activities: int
    start: int | None
    finish: int | None
    must_finish: int | None
    finish_float: int | None
    minutes_per_day: int
    progress: float
    late: int
    reviews_due: int
    overdue_responses: int
    milestones: tuple[Milestone, ...]
    risks: tuple[RiskLine, ...]
    open_risks: int
    cost: CostLine | None

    @property
    def verdicts(self) -> dict[str, Verdict]:
        return {area.key: Verdict(Colour(area.colour), area.rule) for area in self.areas}

    @property
    def colour(self) -> str:
        """Return the worst colour of the areas in here."""
        return overall(self.verdicts)[0].value

    @property
    def because(self) -> Area | None:
        """Return the area that gave the overall colour."""
        key = overall(self.verdicts)[1]
        return next((area for area in self.areas if area.key == key), None)

    @property
    def sentence(self) -> str:
        return self.because.sentence if self.because else ""

    @property
    def attention(self) -> int:
        return attention(self.verdicts)

    @property
    def stale(self) -> bool:
        return any(area.key == "freshness" and area.colour == Colour.AMBER for area in self.areas)

    def area(self, key: str) -> Area | None:
        """Return the area, or None if it is not in here."""
        return next((area for area in self.areas if area.key == key), None)

    def without_cost(self) -> Self:
        """Return the picture for a reader who sees no amounts; its colour is that of what is left."""
        return replace(self, cost=None, areas=tuple(a for a in self.areas if a.key != "cost"))

    def as_json(self) -> dict[str, Any]:
        """Return the picture as a snapshot keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], *, brief: bool = False) -> Self:
        """Return the picture that :meth:`as_json` gave; ``brief``: its highest risk and no milestone."""
        milestones, risks = ((), kept["risks"][:1]) if brief else (kept["milestones"], kept["risks"])
        return cls(
            **dict(kept)
            | {
                "areas": tuple(Area(**area) for area in kept["areas"]),
                "milestones": tuple(Milestone(**milestone) for milestone in milestones),
                "risks": tuple(RiskLine(**risk) for risk in risks),
                "cost": None if kept["cost"] is None else CostLine(**kept["cost"]),
            }
        )

    def fits(self, *, revision: int, day: date, language: str) -> bool:
        """Return whether it is the picture of this revision, day and language."""
        return (self.revision, self.day, self.language) == (revision, day.isoformat(), language)
