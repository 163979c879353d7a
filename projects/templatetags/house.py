"""Tags of the frame: a project's tabs and the question whether the reader may do something."""

from typing import Any

from django import template

from accounts.permissions import can
from common.navigation import tabs
from projects.models import Project

register = template.Library()


@register.inclusion_tag("_components/tabs.html", takes_context=True)
def project_tabs(context: dict[str, Any], project: Project, current: str) -> dict[str, Any]:
    """Render the tabs of ``project`` that the reader may open; ``current`` is the open one's key."""
    actor = context["actor"]
    shown = [
        {"tab": tab, "count": tab.count(project.pk) if tab.count else None, "current": tab.key == current}
        for tab in tabs()
        if can(actor, tab.action, project)
    ]
    return {"project": project, "tabs": shown}


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], action: str, obj: Any = None) -> bool:
    """Return whether the reader may do ``action``: ``{% may "risk.edit" project as editable %}``."""
    return can(context["actor"], action, obj)
