"""The threshold's alert: raised when a score reaches it, resolved when it no longer holds."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actors import Actor
from notifications.alerts import AlertFact
from notifications.services.alerts import raise_alert, resolve_alert
from projects.models import Project
from risks.models import MATRIX, Kind, Risk, Status

KIND = "risk.score"


def alert_key(risk: Risk) -> str:
    """Return the name of the fact that this risk's score is at or over the threshold."""
    return f"{KIND}:{risk.pk}"


def watch_threshold(*, actor: Actor, risk: Risk, project: Project, previous_score: int | None) -> None:
    """Raise or resolve the risk's alert, in the transaction of the write that changed it.

    Parameters
    ----------
    project
        The risk's project as it stands in this transaction: its threshold counts.
    previous_score
        The score before the write, None for a new risk.
    """
    if risk.status == Status.ACTIVE and risk.kind == Kind.THREAT and risk.score >= project.risk_threshold:
        raise_alert(actor=actor, fact=_fact(risk, project, previous_score))
    else:
        resolve_alert(actor=actor, key=alert_key(risk), reason=_over_reason(risk, project))


def watch_project(*, actor: Actor, project: Project) -> None:
    """Raise or resolve the alerts of all active threats after the project's threshold changed."""
    active = Risk.objects.filter(project=project, status=Status.ACTIVE, kind=Kind.THREAT)
    for risk in active.select_related("owner", "project"):
        watch_threshold(actor=actor, risk=risk, project=project, previous_score=risk.score)


def _fact(risk: Risk, project: Project, previous_score: int | None) -> AlertFact:
    band = MATRIX.band(risk.score).key
    words = {"code": risk.code, "title": risk.title, "score": risk.score}
    return AlertFact(
        kind=KIND,
        key=alert_key(risk),
        title=_("%(code)s %(title)s scores %(score)s") % words,
        severity="high" if band == "extreme" else "medium",
        evidence=_evidence(risk, project, previous_score),
        object_kind="risk",
        object_id=risk.pk,
        object_key=risk.code,
        path=risk.get_absolute_url(),
        project_id=project.pk,
        portfolio_id=project.portfolio_id,
        project_title=project.name,
        status=_("High, score %(score)s") % words,
        changed=_changed(risk, previous_score),
        effect=risk.effect or risk.event,
        next_step=_next_step(risk),
        owner=risk.owner,
    )


def _evidence(risk: Risk, project: Project, previous_score: int | None) -> str:
    message = _(
        "Score %(score)s = probability %(probability)s (%(likely)s) × impact %(impact)s (%(grave)s); "
        "the project's threshold is %(threshold)s."
    )
    text = message % {
        "score": risk.score,
        "probability": risk.probability,
        "likely": risk.probability_word,
        "impact": risk.impact,
        "grave": risk.impact_word,
        "threshold": project.risk_threshold,
    }
    if previous_score is None or previous_score == risk.score:
        return text
    return text + " " + _("Before it was %(score)s.") % {"score": previous_score}


def _changed(risk: Risk, previous_score: int | None) -> str:
    if previous_score is None:
        return _("newly recorded")
    return _("was %(score)s") % {"score": previous_score} if previous_score != risk.score else ""


def _next_step(risk: Risk) -> str:
    if risk.owner is None:
        return _("Name an owner for %(code)s.") % {"code": risk.code}
    if not risk.strategy:
        return _("Choose a response to %(code)s; it has none yet.") % {"code": risk.code}
    text = f"{risk.get_strategy_display()}: {risk.response}" if risk.response else risk.get_strategy_display()
    if risk.response_due is None:
        return str(text)
    due = date_format(risk.response_due, "D M j, Y")
    return _("%(response)s (due %(due)s)") % {"response": str(text).rstrip("."), "due": due}


def _over_reason(risk: Risk, project: Project) -> str:
    if risk.status != Status.ACTIVE:
        return str(risk.get_status_display())
    message = _("Score %(score)s, threshold %(threshold)s")
    return message % {"score": risk.score, "threshold": project.risk_threshold}
