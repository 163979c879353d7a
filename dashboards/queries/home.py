"""What needs a person: ranked sentences, each with its reason and one act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actors import Actor
from accounts.permissions import can
from common.navigation import tabs
from dashboards.queries.picture import Area, Picture
from dashboards.queries.status import current_pictures, for_reader
from engine.health import Colour
from notifications.models import Alert, AlertState, Severity
from projects.models import Project
from risks.models import Risk

NOW, SOON, LATER = 3, 2, 1
SHOWN = 40
URGENCY = {Colour.RED: NOW, Colour.AMBER: SOON, Colour.NONE: LATER}
SEVERITY = {Severity.HIGH: NOW, Severity.MEDIUM: SOON, Severity.LOW: LATER}


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the list: what needs you, of which project, why, and the one act.

    ``head`` and ``action`` may be translated late: of many statements few are shown.
    ``mine`` marks what is asked of this very person, not of whoever runs the project.
    """

    urgency: int
    head: Any
    project: str
    why: str
    action: Any
    place: tuple[str, str] = ("", "")
    path: str = ""
    colour: str = ""
    mine: bool = False

    @property
    def url(self) -> str:
        """Return the address of the act: a tab of a project, or a page of its own."""
        return self.path or page_of(*self.place)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The ranked statements in their three groups; ``urgent`` counts all of the first, shown or not."""

    now: tuple[Statement, ...]
    soon: tuple[Statement, ...]
    later: tuple[Statement, ...]
    urgent: int
    more: int
    projects: int


ACTS = {
    ("schedule", "negative_float"): (gettext_lazy("Win back the negative float"), "schedule"),
    ("schedule", "past_tolerance"): (gettext_lazy("Bring the finish back inside its tolerance"), "schedule"),
    ("schedule", "past_promise"): (gettext_lazy("Win back the days to the must-finish date"), "schedule"),
    ("schedule", "critical_late"): (gettext_lazy("Report or move the late critical work"), "schedule"),
    ("schedule", "no_plan"): (gettext_lazy("Write the first activities"), "schedule"),
    ("cost", "eac"): (gettext_lazy("Explain the cost at completion"), "budget"),
    ("risk", "unanswered"): (gettext_lazy("Give every high risk a response"), "risks"),
    ("risk", "response_overdue"): (gettext_lazy("Finish the overdue responses"), "risks"),
    ("risk", "high"): (gettext_lazy("Check that the responses to high risks work"), "risks"),
    ("freshness", "stale"): (gettext_lazy("Report progress up to today"), "schedule"),
}
LABELS = {
    "schedule": gettext_lazy("Open schedule"),
    "budget": gettext_lazy("Open budget"),
    "risks": gettext_lazy("Open risks"),
}


def agenda(actor: Actor, as_of: date) -> Agenda:
    """Return what needs ``actor`` in the projects they see; a fixed number of queries."""
    projects = list(Project.objects.visible_to(actor).live().defer("objective"))
    pictures = {
        project.pk: for_reader(picture, project, actor)
        for project, picture in _with_pictures(projects, as_of)
    }
    found = statements(actor, projects, pictures, as_of)
    shown = found[:SHOWN]
    groups = {u: tuple(s for s in shown if s.urgency == u) for u in (NOW, SOON, LATER)}
    return Agenda(
        now=groups[NOW],
        soon=groups[SOON],
        later=groups[LATER],
        urgent=sum(s.urgency == NOW for s in found),
        more=len(found) - len(shown),
        projects=len(projects),
    )


def statements(
    actor: Actor, projects: Sequence[Project], pictures: Mapping[int, Picture], as_of: date
) -> list[Statement]:
    """Return the statements about ``projects`` for ``actor``, the most urgent first."""
    alerts, own = _alerts(actor, projects), _own_risks(actor, projects, as_of)
    told = {alert.project_id for alert in alerts}
    owed = {("risk", risk.pk) for risk in own}
    found = [_of_alert(alert) for alert in alerts if (alert.object_kind, alert.object_id) not in owed]
    found += [_of_own_risk(risk, as_of) for risk in own]
    for project in projects:
        picture = pictures[project.pk]
        if can(actor, "schedule.edit", project):
            found += _to_do(project, picture, told_of_risk=project.pk in told)
        elif picture.colour in (Colour.RED, Colour.AMBER):
            found.append(_to_know(project, picture))
    return sorted(found, key=lambda s: (-s.urgency, not s.mine, s.project))


def page_of(key: str, tab: str) -> str:
    """Return the address of a project's tab, of its overview if there is no such tab."""
    names = {entry.key: entry.url_name for entry in tabs()}
    return reverse(names.get(tab, "project_overview"), args=[key])


def _with_pictures(projects: list[Project], as_of: date) -> Iterable[tuple[Project, Picture]]:
    pictures = current_pictures(projects, as_of, brief=True)
    return ((project, pictures[project.pk]) for project in projects)


def _to_do(project: Project, picture: Picture, *, told_of_risk: bool) -> Iterable[Statement]:
    for area in picture.areas:
        act = ACTS.get((area.key, area.rule))
        wanted = area.colour in (Colour.RED, Colour.AMBER) or area.rule == "no_plan"
        if act and wanted and not (area.key == "risk" and told_of_risk):
            yield _of_area(project, area, *act)
    critical_late = (late := picture.area("schedule")) is not None and late.rule == "critical_late"
    if picture.late and not critical_late:
        head = ngettext(
            "Report or move %(n)s late activity", "Report or move %(n)s late activities", picture.late
        )
        why = _("Planned before the data date and not reported; none of it is critical.")
        yield _plain(project, head % {"n": picture.late}, why, "schedule")
    if picture.reviews_due:
        head = ngettext("Review %(n)s risk", "Review %(n)s risks", picture.reviews_due)
        yield _plain(project, head % {"n": picture.reviews_due}, _("The review date has come."), "risks")


def _of_area(project: Project, area: Area, head: Any, tab: str) -> Statement:
    return Statement(
        urgency=URGENCY[Colour(area.colour)],
        head=head,
        project=project.name,
        why=area.sentence,
        action=LABELS[tab],
        place=(project.key, tab),
        colour=area.colour,
    )


def _plain(project: Project, head: str, why: str, tab: str) -> Statement:
    return Statement(LATER, head, project.name, why, LABELS[tab], (project.key, tab))


def _to_know(project: Project, picture: Picture) -> Statement:
    because = picture.because
    return Statement(
        urgency=LATER,
        head=_("%(area)s is %(colour)s")
        % {
            "area": because.label if because else project.name,
            "colour": _("red") if picture.colour == Colour.RED else _("amber"),
        },
        project=project.name,
        why=picture.sentence,
        action=_("Open project"),
        place=(project.key, "overview"),
        colour=picture.colour,
    )


def _alerts(actor: Actor, projects: Sequence[Project]) -> list[Alert]:
    ids = [project.pk for project in projects]
    return list(Alert.objects.visible_to(actor).filter(state=AlertState.OPEN, project_id__in=ids)[:SHOWN])


def _of_alert(alert: Alert) -> Statement:
    return Statement(
        urgency=SEVERITY[Severity(alert.severity)],
        head=alert.title,
        project=alert.project_title,
        why=alert.evidence,
        action=_("Open alert"),
        path=alert.path,
        mine=alert.owner_id is not None,
    )


def _own_risks(actor: Actor, projects: Sequence[Project], as_of: date) -> list[Risk]:
    """Return the open risks of which the person owes a response or a review, whatever their role."""
    if actor.user is None:
        return []
    due = Q(response_due__lt=as_of) | Q(review_date__lte=as_of)
    by_id = {project.pk: project for project in projects}
    risks = list(Risk.objects.filter(due, owner=actor.user, project__in=by_id).open()[:SHOWN])
    for risk in risks:
        risk.project = by_id[risk.project_id]
    return risks


def _of_own_risk(risk: Risk, as_of: date) -> Statement:
    overdue = risk.response_due is not None and risk.response_due < as_of
    due = risk.response_due if overdue else risk.review_date
    days = (as_of - due).days if due else 0
    head = _("Finish your response to %(risk)s") if overdue else _("Review your risk %(risk)s")
    why = ngettext("Due %(n)s day ago; score %(score)s.", "Due %(n)s days ago; score %(score)s.", days)
    if days == 0:
        why = _("Due today; score %(score)s.")
    return Statement(
        urgency=NOW if overdue else SOON,
        head=head % {"risk": str(risk)},
        project=risk.project.name,
        why=why % {"n": days, "score": risk.score},
        action=_("Open risk"),
        path=risk.get_absolute_url(),
        mine=True,
    )
