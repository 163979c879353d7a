"""Actual costs from a CSV file: upload, preview, post, discard."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.forms import UploadForm
from budgets.models import ActualImport, ImportState
from budgets.services.imports import discard_import, post_import, preview_import, read_import
from common.errors import DomainError
from common.forms import form_status, submit
from common.htmx import redirect_to, render_page
from projects.access import ProjectRequest, project_action

PROBLEMS_SHOWN = 50
ROWS_SHOWN = 100


@project_action("cost.edit", "GET", "POST")
def actual_import(request: ProjectRequest) -> HttpResponse:
    project = request.project
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()

    def act(data: dict[str, UploadedFile]) -> ActualImport:
        upload = data["file"]
        return read_import(
            actor=request.actor, project=project, file_name=upload.name or "", content=upload.read()
        )

    batch = submit(form, act)
    if batch is not None:
        return redirect_to(request, reverse("actual_import_detail", args=[project.key, batch.pk]))
    posted = ActualImport.objects.visible_to(request.actor).filter(project=project, state=ImportState.POSTED)
    context = {
        "project": project,
        "tab": "budget",
        "form": form,
        "posted": posted.defer("content").select_related("by")[:20],
    }
    return render_page(request, "budgets/actual_import.html", context, status=form_status(form))


@project_action("cost.edit", "GET", "POST")
def actual_import_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    error = ""
    if request.method == "POST":
        try:
            rows = post_import(actor=request.actor, batch=batch)
        except DomainError as refused:
            error = refused.message
        else:
            done = ngettext("%(rows)d actual cost posted.", "%(rows)d actual costs posted.", rows)
            messages.success(request, done % {"rows": rows})
            return redirect_to(request, reverse("actual_list", args=[request.project.key]))
    preview = preview_import(batch) if batch.state == ImportState.READ else None
    context = {"project": request.project, "tab": "budget", "batch": batch, "error": error}
    if preview is not None:
        context |= {
            "preview": preview,
            "problems": preview.problems[:PROBLEMS_SHOWN],
            "more_problems": max(0, len(preview.problems) - PROBLEMS_SHOWN),
            "rows": preview.rows[:ROWS_SHOWN],
            "more_rows": max(0, len(preview.rows) - ROWS_SHOWN),
        }
    return render_page(request, "budgets/actual_import_detail.html", context, status=422 if error else 200)


@project_action("cost.edit", "POST")
def actual_import_discard(request: ProjectRequest, pk: int) -> HttpResponse:
    try:
        discard_import(actor=request.actor, batch=_batch(request, pk))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("File discarded. Nothing was posted."))
    return redirect_to(request, reverse("actual_import", args=[request.project.key]))


def _batch(request: ProjectRequest, pk: int) -> ActualImport:
    batches = ActualImport.objects.visible_to(request.actor).select_related("project", "by")
    batch: ActualImport = get_object_or_404(batches, project=request.project, pk=pk)
    return batch
