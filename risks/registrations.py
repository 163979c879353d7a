"""What risks fill into the lists declared lower."""

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from common.navigation import Command, Place, Tab, register_command, register_place, register_tab
from common.registry import Openable, register_openable
from notifications.alerts import AlertKind, register_alert_kind
from projects.models import Project
from projects.services.projects import after_edit
from risks.models import Risk
from risks.services.alerts import KIND, watch_project


def count_open(project_id: int) -> int:
    """Return how many risks of the project are open."""
    return Risk.objects.filter(project=project_id).open().count()


def risk_context(risk: Risk) -> str:
    """Return what tells a risk from its namesakes."""
    return f"{risk.code}, {risk.project.name}"


register_openable(
    Openable("risk", Risk, _("Risks"), ("title", "cause", "event", "effect"), "warning", risk_context)
)
register_command(
    Command("risk_create", _("New risk in %(project)s"), "risk_create", "plus", "risk.create", True)
)
register_place(Place("risks", _("Risks"), "site_risks", "warning", 60, "risk.view"))
register_tab(Tab("risks", _("Risks"), "risk_list", 30, "risk.view", "r", count_open))
register_alert_kind(
    AlertKind(
        KIND,
        _("Risk scores at or over the threshold"),
        "risk.view",
        _("You hear of this risk again when its score falls below the threshold and reaches it anew."),
    )
)


@after_edit.register
def threshold_changed(*, actor: Actor, project: Project, changed: frozenset[str]) -> None:
    """Bring the alerts in line with a new threshold."""
    if "risk_threshold" in changed:
        watch_project(actor=actor, project=project)
