"""Create and edit risks, close and reopen them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.permissions import can
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from projects.models import Project
from projects.services.revisions import raise_revision
from risks.models import CLOSING, Kind, Risk, Status
from risks.services.alerts import watch_threshold
from risks.services.rules import check_values, score_of

OPTIONAL: dict[str, Any] = {
    "kind": Kind.THREAT,
    "category": "",
    "cause": "",
    "effect": "",
    "percent": None,
    "proximity": "",
    "owner": None,
    "strategy": "",
    "response": "",
    "response_due": None,
    "target_probability": None,
    "target_impact": None,
    "review_date": None,
    "status": Status.ACTIVE,
}
EDITABLE = ("title", "event", "probability", "impact", *OPTIONAL)


def create_risk(
    *, actor: Actor, project: Project, title: str, event: str, probability: int, impact: int, **fields: Any
) -> Risk:
    """Record a risk under the project's next number; who may not edit risks records a proposal.

    Raises
    ------
    DomainError
        As :func:`risks.services.rules.check_values`.
    """
    required = {"title": title, "event": event, "probability": probability, "impact": impact}
    values = OPTIONAL | fields | required
    if not can(actor, "risk.edit", project):
        values["status"] = Status.PROPOSED
    check_values(project, values)
    with transaction.atomic():
        locked = Project.objects.select_for_update().get(pk=project.pk)
        last = Risk.objects.filter(project=locked).aggregate(last=Max("number"))["last"]
        risk = Risk.objects.create(
            project=locked, number=(last or 0) + 1, score=score_of(values), author=actor.user, **values
        )
        _log(actor, "risk.create", risk, after=_recorded(risk))
        watch_threshold(actor=actor, risk=risk, project=locked, previous_score=None)
    return risk


def edit_risk(*, actor: Actor, risk: Risk, version: int, **new: Any) -> Risk:
    """Change an open risk.

    Raises
    ------
    DomainError
        ``risk_closed``, or as :func:`risks.services.rules.check_values`.
    Conflict
        If somebody saved the risk since ``version``.
    """
    if not risk.is_open:
        message = _("%(code)s is closed. Reopen it to change it.") % {"code": risk.code}
        raise DomainError("risk_closed", message)
    values = {name: getattr(risk, name) for name in EDITABLE} | new
    check_values(risk.project, values)
    _save(actor, "risk.edit", risk, version, new | {"score": score_of(values)})
    return risk


def close_risk(*, actor: Actor, risk: Risk, version: int, reason: str, status: str = Status.CLOSED) -> Risk:
    """Close an open risk as closed, occurred or expired, with the reason.

    Raises
    ------
    DomainError
        ``risk_closed``, ``not_a_closing`` or ``reason_missing``.
    Conflict
        If somebody saved the risk since ``version``.
    """
    if not risk.is_open:
        raise DomainError("risk_closed", _("%(code)s is closed already.") % {"code": risk.code})
    if status not in CLOSING:
        message = _("A risk is closed as closed, occurred or expired.")
        raise DomainError("not_a_closing", message, "status")
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why the risk is closed."), "reason")
    new = {"status": status, "closed_reason": reason.strip(), "closed_at": timezone.now()}
    _save(actor, "risk.close", risk, version, new, reason=reason.strip())
    return risk


def reopen_risk(*, actor: Actor, risk: Risk, version: int) -> Risk:
    """Make a closed risk active again.

    Raises
    ------
    DomainError
        ``risk_open``.
    Conflict
        If somebody saved the risk since ``version``.
    """
    if risk.is_open:
        raise DomainError("risk_open", _("%(code)s is open already.") % {"code": risk.code})
    _save(
        actor, "risk.reopen", risk, version, {"status": Status.ACTIVE, "closed_reason": "", "closed_at": None}
    )
    return risk


def _save(
    actor: Actor, action: str, risk: Risk, version: int, new: Mapping[str, Any], *, reason: str = ""
) -> None:
    """Write what differs, with its audit line, the project's revision and the threshold's alert."""
    previous = risk.score
    with transaction.atomic():
        before, after = save_changes(risk, new, version=version)
        if not after:
            return
        Risk.objects.filter(pk=risk.pk).update(updated_at=timezone.now())
        after_version = {"version": risk.version}
        _log(
            actor,
            action,
            risk,
            before=before | {"version": version},
            after=after | after_version,
            reason=reason,
        )
        project = Project.objects.get(pk=risk.project_id)
        watch_threshold(actor=actor, risk=risk, project=project, previous_score=previous)


def _log(actor: Actor, action: str, risk: Risk, **values: Any) -> None:
    audit.record(actor=actor, action=action, obj=risk, project_id=risk.project_id, **values)
    raise_revision(risk.project_id)


def _recorded(risk: Risk) -> dict[str, Any]:
    names = ("number", *EDITABLE, "score", "version")
    values = {name: getattr(risk, name) for name in names}
    return values | {"owner": risk.owner_id}
