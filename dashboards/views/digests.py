"""Digests in the browser: preview and test for those who manage them, copy and way out for the reader."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.access import public
from common.htmx import redirect_to, render_page, toast
from dashboards.queries.digests import in_order, issues_behind, mail_title, running_subscription
from dashboards.services.digests import end_digests, preview_part, send_test
from dashboards.views.share import PRIVATE
from projects.access import ProjectRequest, project_action
from stakeholders.models import DigestSubscription, Stakeholder


@project_action("digest.manage")
def digest_preview(request: ProjectRequest, pk: int) -> HttpResponse:
    subscription = _subscription(request, pk)
    part = preview_part(subscription, request.actor, timezone.now())
    contents = [part.content] if part else []
    context = {
        "project": request.project,
        "tab": "stakeholders",
        "stakeholder": subscription.stakeholder,
        "part": part,
        "title": mail_title(contents) if contents else "",
        **in_order(contents),
    }
    return render_page(request, "dashboards/digest_preview.html", context)


@project_action("digest.manage", "POST")
def digest_test(request: ProjectRequest, pk: int) -> HttpResponse:
    subscription = _subscription(request, pk)
    message = send_test(actor=request.actor, subscription=subscription, now=timezone.now())
    toast(request, _("A test mail is on its way to %(email)s.") % {"email": message.recipient_email})
    return redirect_to(request, subscription.stakeholder.get_absolute_url())


@public("GET", "HEAD")
def digest_issue(request: HttpRequest, token: str) -> HttpResponse:
    """Show a digest as it was mailed; it never changes."""
    issues = issues_behind(token)
    if not issues:
        return _private(render(request, "410.html", status=410))
    contents = [issue.content for issue in issues]
    context = {
        "title": mail_title(contents),
        "reader": issues[0].subscription.stakeholder.name,
        "day": issues[0].window_end.astimezone(ZoneInfo(issues[0].subscription.time_zone)).date(),
        "token": token,
        **in_order(contents),
    }
    return _private(render(request, "dashboards/digest_issue.html", context))


@csrf_exempt
@public("GET", "HEAD", "POST")
def digest_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, end on POST: mail programs press links, and post the one-click form without a cookie."""
    issues = issues_behind(token)
    if not issues:
        return _private(render(request, "410.html", status=410))
    if request.method == "POST":
        end_digests(issues=issues)
    subscriptions = [issue.subscription for issue in issues_behind(token)]
    context = {
        "projects": [s.project.name for s in subscriptions],
        "running": any(s.active for s in subscriptions),
        "token": token,
    }
    return _private(render(request, "dashboards/digest_unsubscribe.html", context))


def _subscription(request: ProjectRequest, pk: int) -> DigestSubscription:
    rows = Stakeholder.objects.visible_to(request.actor).filter(project=request.project)
    subscription = running_subscription(get_object_or_404(rows, pk=pk))
    return subscription or get_object_or_404(DigestSubscription, pk=0)


def _private(response: HttpResponse) -> HttpResponse:
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response
