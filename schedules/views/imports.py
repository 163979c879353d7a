"""Import a plan: drop the file, reconcile its dates, import, keep the report."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import declare, signed_in
from accounts.middleware import ActorRequest
from accounts.permissions import can, can_somewhere
from common.forms import form_status, submit
from common.htmx import redirect_to, render_page
from schedules.forms.imports import ImportForm, PlanFileForm
from schedules.models import ImportState, PlanImport
from schedules.queries.imports import read_plan, summary_sentence, unsupported_rows
from schedules.services.importing import cancel_import, import_plan, read_plan_file, suggested_key


@signed_in("GET", "POST")
def plan_import_create(request: ActorRequest) -> HttpResponse:
    if not can_somewhere(request.actor, "project.create"):
        raise PermissionDenied
    form = PlanFileForm(request.POST or None, request.FILES or None, actor=request.actor)
    saved = submit(form, lambda d: read_plan_file(actor=request.actor, **d))
    if saved:
        return redirect_to(request, saved.get_absolute_url())
    return render_page(request, "schedules/plan_import_create.html", {"form": form}, status=form_status(form))


declare(plan_import_create, "project.create")


@signed_in("GET", "POST")
def plan_import(request: ActorRequest, pk: int) -> HttpResponse:
    read = _read(request, pk)
    if read.state != ImportState.READ:
        return _done(request, read)
    if not can(request.actor, "project.create", read):
        raise PermissionDenied
    uids = [item["uid"] for item in read.reconciliation["differences"]]
    title = read.plan["title"] or read.file_name.removesuffix(".xml")
    initial = {"key": suggested_key(title), "name": title}
    form = ImportForm(request.POST or None, uids=uids, initial=initial)
    project = submit(
        form, lambda d: import_plan(actor=request.actor, plan_import=read, pinned=form.pinned(), **d)
    )
    if project:
        return redirect_to(request, read.get_absolute_url())
    chosen = {uid: uid in set(form.pinned()) for uid in uids} if form.is_bound else None
    plan = read_plan(read, request.actor, chosen)
    context = {"read": read, "form": form, "plan": plan, "summary": summary_sentence(plan)}
    return render_page(request, "schedules/plan_import.html", context, status=form_status(form))


@signed_in("POST")
def plan_import_cancel(request: ActorRequest, pk: int) -> HttpResponse:
    read = _read(request, pk)
    if read.state == ImportState.READ:
        cancel_import(actor=request.actor, plan_import=read)
    return redirect_to(request, reverse("plan_import_create"))


def _read(request: ActorRequest, pk: int) -> PlanImport:
    rows = PlanImport.objects.visible_to(request.actor).select_related("project", "portfolio")
    return get_object_or_404(rows, pk=pk)


def _done(request: ActorRequest, read: PlanImport) -> HttpResponse:
    """Show what became of a read plan."""
    context = {"read": read, "unsupported": unsupported_rows(read.report.get("unsupported", {}))}
    return render_page(request, "schedules/plan_import_done.html", context)
