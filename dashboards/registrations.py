"""What dashboards fill into the lists declared lower."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from common.jobs import enqueue
from common.navigation import Place, Tab, register_place, register_tab
from dashboards.services.digests import plan_digests
from dashboards.services.snapshots import refresh_stale
from notifications.planning import planners
from projects.services.revisions import after_revision


@after_revision.register
def hint_refresh(*, project_id: int) -> None:
    """Ask for the project's picture to be kept anew; the tick does it if the hint is lost."""
    enqueue("dashboards.refresh", project_id=project_id)


@planners.register
def keep_pictures(*, now: datetime) -> None:
    """Keep today's pictures, so that lists only read; before digests, which read them too."""
    refresh_stale(day=now.date())


planners.register(plan_digests)

register_place(Place("home", _("My work"), "home", "work", 10))
register_place(Place("portfolio", _("Portfolio"), "portfolio", "portfolio", 20))
register_place(Place("projects", _("Projects"), "project_list", "projects", 30))
register_tab(Tab("overview", _("Overview"), "project_overview", 10, "project.view", "o"))
