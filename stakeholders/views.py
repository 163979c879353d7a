"""The register's pages and each stakeholder's digest."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.forms import conflict_rows, form_status, submit
from common.htmx import redirect_to, render_page, toast
from projects.access import ProjectRequest, project_action
from stakeholders.forms import DigestForm, StakeholderForm
from stakeholders.models import Engagement, Stakeholder
from stakeholders.queries.due import local_time
from stakeholders.queries.register import private_notes, register, running
from stakeholders.services.register import create_stakeholder, delete_stakeholder, edit_stakeholder
from stakeholders.services.subscriptions import change_subscription, subscribe, unsubscribe


@project_action("stakeholder.view")
def stakeholder_list(request: ProjectRequest) -> HttpResponse:
    rows = register(request.project)
    context = {
        "rows": rows,
        "steps": Engagement.labels,
        "gaps": sum(row.stakeholder.engagement_gap > 0 for row in rows),
        "digests": sum(row.subscription is not None for row in rows),
    }
    return _page(request, "stakeholder_list", context)


@project_action("stakeholder.edit", "GET", "POST")
def stakeholder_create(request: ProjectRequest) -> HttpResponse:
    form = StakeholderForm(request.POST or None, actor=request.actor, project=request.project)
    saved = submit(
        form,
        lambda d: create_stakeholder(actor=request.actor, project=request.project, values=_values(d)),
    )
    if saved:
        toast(request, _("%(name)s is on the register.") % {"name": saved.name})
        return redirect_to(request, saved.get_absolute_url())
    return _page(request, "stakeholder_form", {"form": form, "zones": zones()}, status=form_status(form))


@project_action("stakeholder.view")
def stakeholder_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    stakeholder = _stakeholder(request, pk)
    subscription = running(stakeholder)
    context = {
        "stakeholder": stakeholder,
        "notes": private_notes(request.actor, stakeholder),
        "subscription": subscription,
        "next_due": local_time(subscription) if subscription else None,
    }
    return _page(request, "stakeholder_detail", context)


@project_action("stakeholder.edit", "GET", "POST")
def stakeholder_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    stakeholder = _stakeholder(request, pk)
    form = StakeholderForm(
        request.POST or None, instance=stakeholder, actor=request.actor, project=request.project
    )
    saved = submit(
        form,
        lambda d: edit_stakeholder(
            actor=request.actor, stakeholder=stakeholder, values=_values(d), version=d["version"]
        ),
    )
    if saved:
        return redirect_to(request, saved.get_absolute_url())
    context = {"form": form, "stakeholder": stakeholder, "zones": zones(), "conflicts": conflict_rows(form)}
    return _page(request, "stakeholder_form", context, status=form_status(form))


@project_action("stakeholder.edit", "POST")
def stakeholder_delete(request: ProjectRequest, pk: int) -> HttpResponse:
    stakeholder = _stakeholder(request, pk)
    delete_stakeholder(actor=request.actor, stakeholder=stakeholder)
    toast(request, _("%(name)s is off the register.") % {"name": stakeholder.name})
    return redirect_to(request, reverse("stakeholder_list", args=[request.project.key]))


@project_action("digest.manage", "GET", "POST")
def digest_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    stakeholder = _stakeholder(request, pk)
    subscription = running(stakeholder)
    now = timezone.now()
    initial = {} if subscription else {"time_zone": stakeholder.time_zone}
    form = DigestForm(request.POST or None, instance=subscription, initial=initial)

    def save(data: dict[str, Any]) -> Any:
        version, values = data["version"], _values(data)
        if subscription is None:
            return subscribe(actor=request.actor, stakeholder=stakeholder, values=values, now=now)
        return change_subscription(
            actor=request.actor, subscription=subscription, values=values, version=version, now=now
        )

    if submit(form, save):
        return redirect_to(request, stakeholder.get_absolute_url())
    context = {
        "form": form,
        "stakeholder": stakeholder,
        "subscription": subscription,
        "zones": zones(),
        "conflicts": conflict_rows(form),
    }
    return _page(request, "digest_edit", context, status=form_status(form))


@project_action("digest.manage", "POST")
def digest_end(request: ProjectRequest, pk: int) -> HttpResponse:
    stakeholder = _stakeholder(request, pk)
    subscription = running(stakeholder)
    if subscription is not None and unsubscribe(actor=request.actor, subscription=subscription):
        toast(request, _("%(name)s gets no more digests.") % {"name": stakeholder.name})
    return redirect_to(request, stakeholder.get_absolute_url())


@cache
def zones() -> list[str]:
    """Return the time zones a person would write, such as Europe/Berlin, and UTC."""
    return ["UTC", *sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/"))]


def _stakeholder(request: ProjectRequest, pk: int) -> Stakeholder:
    rows = Stakeholder.objects.visible_to(request.actor).filter(project=request.project)
    stakeholder = get_object_or_404(rows.select_related("subscription", "user"), pk=pk)
    stakeholder.project = request.project
    return stakeholder


def _values(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "version"}


def _page(request: ProjectRequest, view: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    whole = {"project": request.project, "tab": "stakeholders"} | context
    return render_page(request, f"stakeholders/{view}.html", whole, status=status)
