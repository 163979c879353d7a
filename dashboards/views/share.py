"""Share links of a project, and the page one opens without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import public
from accounts.models import ScopeKind, ShareLink
from common.charts.milestones import MilestoneMark, milestone_strip
from common.charts.pen import Chart
from common.forms import form_status, submit
from common.htmx import redirect_to, render_page, toast
from common.templatetags.plan import plan_date
from dashboards.forms import ShareForm
from dashboards.queries.shared import links_of, open_link
from dashboards.queries.status import ProjectStatus, project_status
from dashboards.services.share_links import count_use, create_share_link, revoke_share_link
from engine.calendars import from_minute
from notifications.services.rendering import absolute
from projects.access import ProjectRequest, project_action

PRIVATE = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@project_action("share.manage", "GET", "POST")
def share_list(request: ProjectRequest) -> HttpResponse:
    now, project = timezone.now(), request.project
    form = ShareForm(request.POST or None, actor=request.actor, project=project)
    made = submit(
        form,
        lambda d: create_share_link(
            actor=request.actor,
            project=project,
            title=d["title"],
            shows_cost=d.get("shows_cost", False),
            days=d["days"],
            now=now,
        ),
    )
    context = {
        "project": project,
        "tab": "overview",
        "form": ShareForm(actor=request.actor, project=project) if made else form,
        "links": links_of(project, now),
        "secret_url": absolute(reverse("shared", args=[made[1]])) if made else "",
        "made": made[0] if made else None,
    }
    response = render_page(request, "dashboards/share_list.html", context, status=form_status(form))
    response.status_code = 200 if made else response.status_code
    return response


@project_action("share.manage", "POST")
def share_revoke(request: ProjectRequest, pk: int) -> HttpResponse:
    rows = ShareLink.objects.filter(scope_kind=ScopeKind.PROJECT, scope_id=request.project.pk)
    link = get_object_or_404(rows, pk=pk)
    revoke_share_link(actor=request.actor, project=request.project, link=link, now=timezone.now())
    toast(request, _("The link for %(title)s is closed.") % {"title": link.title})
    return redirect_to(request, reverse("share_list", args=[request.project.key]))


@public("GET", "HEAD")
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show the dashboard of an open link; of any other say that it is over, and name nobody."""
    now = timezone.now()
    found = open_link(token, now)
    if found is None:
        response = render(request, "410.html", status=410)
    else:
        if request.method == "GET":
            count_use(link=found.link, now=now)
        status = project_status(found.project, now.date(), found.actor)
        context = {"shared": found, "status": status, "project": found.project} | _strips(status)
        response = render(request, "dashboards/shared.html", context)
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


def _strips(status: ProjectStatus) -> dict[str, Chart]:
    """Draw the milestones on a line, for a desk and for a telephone; nothing without dated milestones."""
    marks = [
        MilestoneMark(
            name=m.name,
            forecast=from_minute(m.date).date(),
            baseline=None if m.baseline is None else from_minute(m.baseline).date(),
            done=m.done,
        )
        for m in status.milestones
        if m.date is not None
    ]
    if not marks:
        return {}
    last = marks[-1]
    label = _("%(n)s milestones; %(name)s is computed for %(day)s.") % {
        "n": len(marks),
        "name": last.name,
        "day": plan_date(last.forecast),
    }
    return {
        "strip": milestone_strip(marks, today=status.as_of, label=label),
        "strip_small": milestone_strip(marks, today=status.as_of, label=label, width=358),
    }
