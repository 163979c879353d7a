"""Why an activity has its date: the driving chain in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.templatetags.plan import plan_date, plan_weekday, workdays
from engine.cpm import DriverKind, schedule
from engine.errors import EngineError
from engine.explain import Hop, Span, explain
from engine.plan import DependencyKind
from projects.models import Project
from schedules.models import Activity, Constraint, ScheduleOptions
from schedules.queries.outline import lay_out
from schedules.queries.plan import PlanRows, engine_plan, load_plan
from schedules.queries.wording import lag_text, number

SHOWN = 7
FROM_START = (DependencyKind.SS, DependencyKind.SF)


@dataclass(frozen=True, slots=True)
class Step:
    """One activity of the chain: when it runs, and what made it so."""

    activity: int
    title: str
    reasons: tuple[str, ...]
    critical: bool


@dataclass(frozen=True, slots=True)
class Why:
    """The chain, the activity asked about first; ``whole`` says what lies between its two ends.

    Of a long chain there are the first steps and the ``origin`` it goes back to; ``more`` lie between.
    """

    steps: tuple[Step, ...]
    more: int
    origin: Step | None
    whole: str


def why(project: Project, options: ScheduleOptions, activity: Activity) -> Why | None:
    """Return the chain behind the activity's date, None if the plan cannot be scheduled; four queries."""
    plan = load_plan(project, options)
    lay_out(plan.activities)
    source = engine_plan(plan)
    try:
        found = explain(source, schedule(source), activity.pk)
    except EngineError:
        return None
    hops = found.hops
    more = max(len(hops) - SHOWN - 1, 0)
    shown = hops[:SHOWN] if more else hops
    return Why(
        steps=tuple(_step(plan, hop, first=hop is hops[0]) for hop in shown),
        more=more,
        origin=_step(plan, hops[-1], first=False) if more else None,
        whole=_whole(found.whole) if len(hops) > 1 else "",
    )


def _step(plan: PlanRows, hop: Hop, *, first: bool) -> Step:
    row = plan.activities[hop.activity]
    key = row.wbs if row.is_summary else row.code
    names = {"key": key, "start": plan_date(hop.start), "finish": plan_date(hop.finish)}
    if row.is_milestone and not row.is_summary:
        title = _("%(key)s is on %(day)s") % {"key": key, "day": plan_weekday(hop.start)}
    elif first:
        title = _("%(key)s starts %(day)s") % {"key": key, "day": plan_weekday(hop.start)}
    else:
        title = _("%(key)s runs %(start)s to %(finish)s") % names
    reasons = [text for text in (_cause(plan, hop), _delays(plan, hop), _length(hop.work)) if text]
    return Step(hop.activity, title, tuple(reasons), row.critical)


def _cause(plan: PlanRows, hop: Hop) -> str:
    """Say what decided the start."""
    if hop.dependency is not None:
        return _link(plan, hop)
    asked = plan_weekday(hop.asked)
    above = _name(plan, hop.through)
    values = {"day": asked, "summary": above, "rule": _rule(hop), "first": _name(plan, hop.predecessor)}
    texts = {
        DriverKind.PROJECT_START: _("It starts with the project, %(day)s.") % values,
        DriverKind.DATA_DATE: _("Its remaining work starts at the data date, %(day)s.") % values,
        DriverKind.CONSTRAINT: _("Its constraint holds it: %(rule)s %(day)s.") % values,
        DriverKind.SUMMARY_CONSTRAINT: _("Its summary %(summary)s holds it: %(rule)s %(day)s.") % values,
        DriverKind.MANUAL: _("Its dates are pinned as typed."),
        DriverKind.MANUAL_SUMMARY: _("Its summary %(summary)s is pinned to start %(day)s.") % values,
        DriverKind.ACTUAL: _("It started then: that is an actual date."),
        DriverKind.EXTERNAL: _("Its dates come from another plan."),
        DriverKind.AS_LATE_AS_POSSIBLE: _("It starts as late as possible without moving what follows."),
        DriverKind.EXPECTED_FINISH: _("It is expected to finish then."),
        DriverKind.CHILDREN: _("It begins with %(first)s.") % values,
    }
    return texts[hop.kind]


def _rule(hop: Hop) -> str:
    if hop.constraint is None or hop.constraint.value not in Constraint.values:
        return ""
    return str(Constraint(hop.constraint.value).label).lower()


def _link(plan: PlanRows, hop: Hop) -> str:
    """Say which end of which predecessor decided, with the link as it is typed."""
    link = hop.dependency
    if link is None:
        return ""
    before = plan.activities[link.predecessor]
    starts = link.kind in FROM_START
    lag = lag_text(link.lag, link.lag_unit.value, plan.calendar.minutes_per_day) or "+0"
    values = {
        "before": before.label,
        "day": plan_weekday(before.start if starts else before.finish),
        "link": f"{link.kind.value}{lag}",
        "summary": _name(plan, hop.through),
    }
    if starts:
        text = _("because %(before)s starts %(day)s (%(link)s).")
    else:
        text = _("because %(before)s ends %(day)s (%(link)s).")
    if hop.drives_finish:
        text = _("to finish in time") + ", " + text
    if hop.through is not None:
        text += " " + _("The link is on its summary %(summary)s.")
    return text % values


def _delays(plan: PlanRows, hop: Hop) -> str:
    """Say what put the start later than it was asked for."""
    parts = []
    if hop.levelling_delay:
        day = plan.calendar.minutes_per_day
        parts.append(_("Levelling delayed it by %(time)s.") % {"time": workdays(hop.levelling_delay, day)})
    if hop.wait is not None:
        parts.append(_("In between: %(free)s.") % {"free": _free(hop.wait)})
    return " ".join(parts)


def _length(span: Span) -> str:
    """Say what a stretch is made of: "10 working days in 15 calendar days: 2 weekends …"."""
    if span.calendar_days == span.working_days:
        if span.working_days <= 1:
            return ""
        words = ngettext("%(n)s working day in a row.", "%(n)s working days in a row.", span.working_days)
        return words % {"n": number(span.working_days)}
    values = {"work": span.working_days, "all": span.calendar_days, "free": _free(span)}
    return _("%(work)s working days in %(all)s calendar days: %(free)s.") % values


def _free(span: Span) -> str:
    """Say which days without work a stretch has: "2 weekends (4 days) and 1 holiday (Jan 18)"."""
    parts = []
    if span.weekends:
        words = ngettext("%(n)d weekend", "%(n)d weekends", span.weekends) % {"n": span.weekends}
        days = ngettext("%(n)d day", "%(n)d days", span.weekend_days) % {"n": span.weekend_days}
        parts.append(f"{words} ({days})")
    if span.days_off:
        count = len(span.days_off)
        listed = ", ".join(f"{plan_date(off.day)} {off.name}".strip() for off in span.days_off[:5])
        words = ngettext("%(n)d holiday", "%(n)d holidays", count) % {"n": count}
        parts.append(f"{words} ({listed}{'…' if count > 5 else ''})")
    return _(" and ").join(parts)


def _whole(span: Span) -> str:
    values = {
        "first": plan_date(span.first),
        "last": plan_date(span.last),
        "days": span.calendar_days,
        "free": _free(span),
    }
    if span.calendar_days == span.working_days:
        return _("From %(first)s to %(last)s: %(days)s days, all worked.") % values
    return _("From %(first)s to %(last)s: %(days)s calendar days with %(free)s.") % values


def _name(plan: PlanRows, key: int | None) -> str:
    return plan.activities[key].label if key is not None else ""
