"""What projects fill into the lists declared lower."""

from django.utils.translation import gettext_lazy as _

from accounts.actors import register_grants
from common.navigation import Command, Place, Tab, register_command, register_place, register_tab
from common.registry import Openable, register_openable
from notifications.alerts import ReaderSource, register_readers
from projects.models import Portfolio, Programme, Project
from projects.queries.alert_readers import managed_by, managers_of
from projects.queries.members import load_grants


def project_context(project: Project) -> str:
    """Return what tells a project from its namesakes."""
    return f"{project.key}, {_('project')}"


register_grants(load_grants)
register_readers(ReaderSource(of_projects=managers_of, projects_of=managed_by))
register_openable(
    Openable("project", Project, _("Projects"), ("key", "name", "objective"), "projects", project_context)
)
register_openable(Openable("portfolio", Portfolio, _("Portfolios"), ("name", "objective"), "portfolio"))
register_openable(Openable("programme", Programme, _("Programmes"), ("name", "objective"), "columns"))

register_place(Place("people", _("People"), "site_people", "people", 80, "user.manage"))
register_place(Place("audit", _("Audit trail"), "site_audit", "activity", 90, "outbox.manage"))
register_tab(Tab("people", _("People"), "project_people", 70, "member.manage", "p"))
register_tab(Tab("audit", _("Audit"), "project_audit", 90, "audit.view", "a"))
register_command(Command("project_create", _("New project"), "project_create", "plus", "project.create"))
register_command(
    Command("portfolio_create", _("New portfolio"), "portfolio_create", "plus", "portfolio.create")
)
register_command(
    Command("project_edit", _("Edit %(project)s"), "project_edit", "gear", "project.edit", in_project=True)
)
register_command(
    Command(
        "project_people",
        _("Invite a person to %(project)s"),
        "project_people",
        "people",
        "member.manage",
        in_project=True,
    )
)
