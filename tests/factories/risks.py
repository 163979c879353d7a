"""Make risks as a person would: through the service."""

from typing import Any

from accounts.actors import SYSTEM, Actor
from projects.models import Project
from risks.models import Risk
from risks.services.register import close_risk, create_risk


def make_risk(project: Project, probability: int = 3, impact: int = 3, **fields: Any) -> Risk:
    """Record a risk; ``closed="reason"`` closes it afterwards."""
    actor: Actor = fields.pop("actor", SYSTEM)
    reason = fields.pop("closed", "")
    values = {"title": "Permit inspection rescheduled", "event": "The inspection is moved."} | fields
    risk = create_risk(actor=actor, project=project, probability=probability, impact=impact, **values)
    return close_risk(actor=actor, risk=risk, version=risk.version, reason=reason) if reason else risk
