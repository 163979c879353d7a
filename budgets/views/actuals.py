"""Actual costs: list, create, edit, delete, export."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.forms import ActualForm
from budgets.models import Actual
from budgets.queries.books import actuals_csv, actuals_page, filtered
from budgets.services.actuals import create_actual, delete_actual, edit_actual
from budgets.views.forms import save_page, suggestions
from common.htmx import redirect_to, render_page
from projects.access import ProjectRequest, project_action


@project_action("cost.view")
def actual_list(request: ProjectRequest) -> HttpResponse:
    chosen = filtered(request.project, request.GET.get("account", ""), request.GET.get("q", ""))
    page = actuals_page(request.project, chosen, request.GET.get("page", "1"))
    context = {"project": request.project, "tab": "budget", "list": page, "chosen": chosen}
    return render_page(request, "budgets/actual_list.html", context)


@project_action("cost.view")
def actual_export(request: ProjectRequest) -> HttpResponse:
    chosen = filtered(request.project, request.GET.get("account", ""), request.GET.get("q", ""))
    response = HttpResponse(actuals_csv(request.project, chosen), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{request.project.key}-actuals.csv"'
    return response


@project_action("cost.edit", "GET", "POST")
def actual_create(request: ProjectRequest) -> HttpResponse:
    project = request.project
    given = {"account": request.GET.get("account")}
    form = ActualForm(request.POST or None, project=project, suggestions=suggestions(request), initial=given)

    def act(data: dict[str, object]) -> Actual:
        data.pop("version")
        return create_actual(actor=request.actor, project=project, **data)  # type: ignore[arg-type]  # the form's shape

    return save_page(
        request, "budgets/actual_form.html", form, act, done=_("Actual cost posted."), back=_list(request)
    )


@project_action("cost.edit", "GET", "POST")
def actual_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    actual = _actual(request, pk)
    form = ActualForm(
        request.POST or None, project=request.project, suggestions=suggestions(request), instance=actual
    )
    return save_page(
        request,
        "budgets/actual_form.html",
        form,
        lambda data: edit_actual(actor=request.actor, actual=actual, **data),
        done=_("Actual cost saved."),
        back=_list(request),
        actual=actual,
    )


@project_action("cost.edit", "POST")
def actual_delete(request: ProjectRequest, pk: int) -> HttpResponse:
    delete_actual(actor=request.actor, actual=_actual(request, pk))
    messages.success(request, _("Actual cost deleted."))
    return redirect_to(request, _list(request))


def _list(request: ProjectRequest) -> str:
    return reverse("actual_list", args=[request.project.key])


def _actual(request: ProjectRequest, pk: int) -> Actual:
    actuals = Actual.objects.visible_to(request.actor).select_related("project", "account", "activity")
    actual: Actual = get_object_or_404(actuals, project=request.project, pk=pk)
    return actual
