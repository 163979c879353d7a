"""From facts to areas: each rule's colour with the sentence that proves it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.queries.facts import CostFacts
from budgets.queries.health import cost_health
from common.templatetags.plan import plan_date, workdays
from dashboards.queries.picture import Area
from engine.calendars import from_minute
from engine.health import SchedulePosition, freshness_verdict, risk_verdict, schedule_verdict
from projects.models import Project, ProjectState
from risks.queries.facts import RiskFacts
from schedules.queries.facts import ScheduleFacts

RUNNING = {ProjectState.INITIATING, ProjectState.ACTIVE, ProjectState.CLOSING}


def schedule_area(project: Project, facts: ScheduleFacts) -> Area:
    """Judge the dates of a project's plan."""
    per_day = facts.minutes_per_day
    position = SchedulePosition(
        activities=facts.activity_count,
        finish_float=facts.must_finish_float,
        lowest_float=facts.lowest_float,
        critical_late=facts.critical_late,
        tolerance=project.time_tolerance * per_day,
    )
    verdict = schedule_verdict(position)
    return Area("schedule", verdict.colour.value, verdict.rule, _schedule(project, facts, verdict.rule))


def _schedule(project: Project, facts: ScheduleFacts, rule: str) -> str:
    per_day = facts.minutes_per_day
    over = -(facts.must_finish_float or 0)
    values = {
        "finish": plan_date(facts.finish),
        "promise": plan_date(project.must_finish_by),
        "over": workdays(abs(over), per_day),
        "tolerance": workdays(project.time_tolerance * per_day, per_day),
        "float": workdays(facts.lowest_float, per_day),
        "activity": facts.lowest_float_activity,
        "late": facts.late_critical_name,
    }
    if rule == "no_plan":
        return _("No activity is planned yet.")
    if rule == "negative_float":
        return _("Float %(float)s on %(activity)s; finish %(finish)s.") % values
    if rule == "past_tolerance":
        return _("Finish %(finish)s is %(over)s past %(promise)s; tolerance %(tolerance)s.") % values
    if rule == "past_promise":
        return _("Finish %(finish)s is %(over)s past %(promise)s, inside tolerance %(tolerance)s.") % values
    if rule == "critical_late":
        return _critical_late(facts) % values
    if rule == "no_promise":
        return _("Finish %(finish)s; no must-finish date is set to judge it by.") % values
    if over == 0:
        return _("Finish %(finish)s meets the must-finish date.") % values
    return _("Finish %(finish)s is %(over)s before %(promise)s.") % values


def _critical_late(facts: ScheduleFacts) -> str:
    return ngettext(
        "Critical activity %(late)s is late at the data date; finish %(finish)s.",
        "{count} critical activities are late at the data date, first %(late)s; finish %(finish)s.",
        facts.critical_late,
    ).replace("{count}", str(facts.critical_late))


def risk_area(project: Project, facts: RiskFacts) -> Area:
    """Judge the register against the project's threshold."""
    verdict = risk_verdict(
        recorded=facts.recorded,
        high=facts.over_threshold,
        unanswered=facts.unanswered,
        overdue=facts.overdue_responses,
    )
    return Area("risk", verdict.colour.value, verdict.rule, _risk(project, facts, verdict.rule))


def _risk(project: Project, facts: RiskFacts, rule: str) -> str:
    if rule == "no_risks":
        return _("No risk is recorded yet.")
    values: dict[str, Any] = {
        "open": facts.open_count,
        "high": facts.over_threshold,
        "threshold": project.risk_threshold,
        "unanswered": facts.unanswered,
        "overdue": facts.overdue_responses,
        "top": f"{facts.top.code} {facts.top.title}" if facts.top else "",
        "score": facts.top.score if facts.top else 0,
    }
    if rule == "unanswered" and facts.unanswered == 1 == facts.over_threshold:
        return _("%(top)s scores %(score)s and has no response; threshold %(threshold)s.") % values
    if rule == "unanswered":
        text = _("%(unanswered)s of %(high)s risks at or over %(threshold)s have no response; %(highest)s.")
        return text % (values | {"highest": _("highest %(top)s with %(score)s") % values})
    if rule == "response_overdue":
        text = ngettext(
            "%(overdue)s response is overdue.", "%(overdue)s responses are overdue.", facts.overdue_responses
        )
        return text % values
    if facts.top is None:
        return _("No threat is open.")
    if rule == "high":
        return _("%(top)s scores %(score)s; threshold %(threshold)s, all answered.") % values
    if facts.open_count == 1:
        return _("%(top)s, the only open risk, scores %(score)s; threshold %(threshold)s.") % values
    return _("Highest of %(open)s open risks is %(top)s with %(score)s; threshold %(threshold)s.") % values


def cost_area(project: Project, facts: CostFacts) -> Area:
    """Judge EAC against BAC; the rule and its words are the budget's own."""
    health = cost_health(project, facts)
    return Area("cost", health.colour, "eac", health.sentence)


def freshness_area(project: Project, as_of: date) -> Area:
    """Judge the age of what is known: of the data date, without one of the last change."""
    known = project.updated_at.date() if project.data_date is None else from_minute(project.data_date).date()
    age = max((as_of - known).days, 0)
    verdict = freshness_verdict(age, project.update_cadence, running=project.state in RUNNING)
    if verdict.rule == "not_running":
        sentence = _("Not judged while the project is %(state)s.") % {
            "state": project.get_state_display().lower()
        }
        return Area("freshness", verdict.colour.value, verdict.rule, sentence)
    what = _("Last change") if project.data_date is None else _("Data date")
    values = {"what": what, "day": plan_date(known), "age": age, "cadence": project.update_cadence}
    text = _("%(what)s %(day)s is %(age)s days old; updates are due every %(cadence)s days.")
    if age < 2:
        text = _("%(what)s %(day)s; updates are due every %(cadence)s days.")
    return Area("freshness", verdict.colour.value, verdict.rule, text % values)
