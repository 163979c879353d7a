"""Computed status: one picture a project, from the stored snapshot if it fits, else computed in memory."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import translation

from accounts.actors import Actor
from accounts.permissions import can
from budgets.queries.facts import CostFacts, cost_facts
from common.money import whole_units
from dashboards.queries.areas import cost_area, freshness_area, risk_area, schedule_area
from dashboards.queries.changes import Change, changes_between
from dashboards.queries.picture import Area, CostLine, Milestone, Picture, RiskLine
from engine.calendars import Calendar
from projects.models import ChangeSet, Project, Snapshot
from resources.queries.calendars import work_calendars
from risks.queries.facts import RiskFacts, risk_facts
from schedules.models import Activity, BaselineActivity, ScheduleOptions
from schedules.queries.facts import ScheduleFacts, schedule_facts

LOOK_BACK = timedelta(days=7)
EDITS = 5


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """A project as one reader sees it on one day; page, share link, digest, list and API show this.

    ``picture`` has the reader's rights applied already. ``since`` is the day ``changes`` count from,
    None while there is no earlier picture.
    """

    project: Project
    as_of: date
    picture: Picture
    changes: tuple[Change, ...]
    since: date | None

    @property
    def areas(self) -> tuple[Area, ...]:
        return self.picture.areas

    @property
    def colour(self) -> str:
        return self.picture.colour

    @property
    def because(self) -> Area | None:
        return self.picture.because

    @property
    def next_milestones(self) -> list[Milestone]:
        """Return the open milestones, earliest first."""
        return [m for m in self.picture.milestones if not m.done][:6]

    @property
    def milestones(self) -> list[Milestone]:
        """Return the open milestones and the last one that was reached."""
        done = [m for m in self.picture.milestones if m.done]
        return [*done[-1:], *self.next_milestones]

    @property
    def has_baseline(self) -> bool:
        return any(m.baseline is not None for m in self.milestones)

    @property
    def top_risks(self) -> tuple[RiskLine, ...]:
        return self.picture.risks[:5]


def project_status(
    project: Project, as_of: date, actor: Actor, *, before: Picture | None = None, since: date | None = None
) -> ProjectStatus:
    """Return the project's status for ``actor``.

    Parameters
    ----------
    before, since
        An earlier picture to compare with and its day; without one the snapshot of a week ago is taken.
    """
    picture = for_reader(current_pictures([project], as_of)[project.pk], project, actor)
    if before is None:
        earlier = _earlier(project.pk, as_of)
        before, since = earlier if earlier else (None, None)
    if before is None:
        return ProjectStatus(project, as_of, picture, (), None)
    seen_before = for_reader(before, project, actor)
    changes = changes_between(seen_before, picture, working_time(project.pk))
    return ProjectStatus(project, as_of, picture, tuple(changes), since)


def for_reader(picture: Picture, project: Project, actor: Actor) -> Picture:
    """Return the picture with the reader's rights applied."""
    return picture if can(actor, "cost.view", project) else picture.without_cost()


def current_pictures(projects: Sequence[Project], as_of: date, *, brief: bool = False) -> dict[int, Picture]:
    """Return every project's picture: stored where it fits, the others computed, nothing written.

    ``brief`` pictures, for lists, may lack milestones and all risks but the highest.
    """
    language = translation.get_language() or ""
    revisions = {project.pk: project.revision for project in projects}
    pictures = {}
    for project_id, kept in Snapshot.objects.filter(project__in=revisions, day=as_of).values_list(
        "project_id", "status__picture"
    ):
        if kept is None:
            continue
        picture = Picture.from_json(kept, brief=brief)
        if picture.fits(revision=revisions[project_id], day=as_of, language=language):
            pictures[project_id] = picture
    missing = [project for project in projects if project.pk not in pictures]
    return pictures | compute_pictures(missing, as_of)


def compute_pictures(projects: Sequence[Project], as_of: date) -> dict[int, Picture]:
    """Return the pictures computed from the data, in a fixed number of queries."""
    if not projects:
        return {}
    ids = [project.pk for project in projects]
    schedules, risks, costs = schedule_facts(ids, as_of), risk_facts(ids, as_of), cost_facts(ids, as_of)
    milestones = _milestones(ids)
    return {
        project.pk: _picture(
            project,
            as_of,
            schedule=schedules[project.pk],
            risk=risks[project.pk],
            cost=costs[project.pk],
            milestones=milestones[project.pk],
        )
        for project in projects
    }


def working_time(project_id: int) -> Callable[[int, int], int]:
    """Return the function that counts working minutes on the project's calendar, loaded at first use."""
    loaded: list[Calendar] = []

    def between(start: int, finish: int) -> int:
        if not loaded:
            calendar_id = ScheduleOptions.objects.values_list("calendar_id", flat=True).get(pk=project_id)
            loaded.append(work_calendars(project_id)[calendar_id].hours)
        return loaded[0].between(start, finish) if start <= finish else -loaded[0].between(finish, start)

    return between


def _picture(
    project: Project,
    as_of: date,
    *,
    schedule: ScheduleFacts,
    risk: RiskFacts,
    cost: CostFacts,
    milestones: Iterable[Milestone],
) -> Picture:
    return Picture(
        project_id=project.pk,
        revision=project.revision,
        day=as_of.isoformat(),
        language=translation.get_language() or "",
        currency=project.currency,
        areas=(
            schedule_area(project, schedule),
            cost_area(project, cost),
            risk_area(project, risk),
            freshness_area(project, as_of),
        ),
        activities=schedule.activity_count,
        start=schedule.start,
        finish=schedule.finish,
        must_finish=project.must_finish_by,
        finish_float=schedule.must_finish_float,
        minutes_per_day=schedule.minutes_per_day,
        progress=schedule.percent_complete,
        late=schedule.late_count,
        reviews_due=risk.reviews_due,
        overdue_responses=risk.overdue_responses,
        milestones=tuple(milestones),
        risks=tuple(RiskLine(r.number, r.title, r.score, r.high) for r in risk.listed),
        open_risks=risk.open_count,
        cost=_cost_line(cost, project.currency),
    )


def _cost_line(cost: CostFacts, currency: str) -> CostLine | None:
    if cost.bac <= 0:
        return None
    posted = cost.posted_to.isoformat() if cost.posted_to else None
    eac = None if cost.eac is None else whole_units(cost.eac, currency)
    return CostLine(cost.bac, cost.ac, eac, cost.cpi, cost.spi, posted)


def _milestones(project_ids: list[int]) -> dict[int, list[Milestone]]:
    """Return the milestones by finish, each with its finish in the newest baseline; one query."""
    kept = BaselineActivity.objects.filter(activity=OuterRef("pk"))
    newest = kept.order_by("-baseline__taken_at", "-baseline__number").values("finish")[:1]
    rows = Activity.objects.filter(project__in=project_ids).milestones().annotate(planned=Subquery(newest))
    found: dict[int, list[Milestone]] = defaultdict(list)
    columns = ("project_id", "id", "name", "finish", "planned", "deadline", "actual_finish", "critical")
    for project_id, pk, name, finish, planned, deadline, actual, critical in rows.order_by(
        "finish", "sequence"
    ).values_list(*columns):
        done = actual is not None
        found[project_id].append(
            Milestone(pk, name, finish, planned, deadline, done=done, critical=critical and not done)
        )
    return found


def _earlier(project_id: int, as_of: date) -> tuple[Picture, date] | None:
    """Return the newest picture at least a week old, else the oldest before today."""
    rows = Snapshot.objects.filter(project=project_id, day__lt=as_of, status__has_key="picture")
    kept = rows.filter(day__lte=as_of - LOOK_BACK).order_by("-day").first() or rows.order_by("day").first()
    return (Picture.from_json(kept.status["picture"]), kept.day) if kept else None


def latest_edits(project: Project) -> list[ChangeSet]:
    """Return the newest edits of the plan that stand; one query."""
    rows = ChangeSet.objects.filter(project=project, undone_at=None).select_related("user")
    return list(rows[:EDITS])
