"""Pages of the risk register."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.middleware import ActorRequest
from common.errors import Conflict, DomainError
from common.forms import form_status, submit
from common.htmx import error_toast, redirect_to, render_page, toast
from projects.access import ProjectRequest, project_action
from projects.models import Project
from risks.forms.merge import merge_rows, merged
from risks.forms.risk import CloseForm, RiskForm
from risks.models import Risk
from risks.queries.history import risk_history
from risks.queries.matrix import asks, effect_of, open_risks
from risks.queries.register import Choice, count_risks, find_risk, list_risks, project_risks, visible_risks
from risks.services.register import close_risk, create_risk, edit_risk, reopen_risk

HISTORY_SHOWN = 8
ASKS_SHOWN = 5


@project_action("risk.view")
def risk_list(request: ProjectRequest) -> HttpResponse:
    """Show the register: heat map, what waits, the chosen rows, and one risk beside them."""
    project, today = request.project, timezone.localdate()
    choice = Choice.read(request.GET)
    risks, rows = open_risks(project), list_risks(project_risks(project), choice, today)
    selected = _selected(request, project, list(rows))
    waiting = asks(risks, project.risk_threshold, today)
    context = {
        "project": project,
        "tab": "risks",
        "choice": choice,
        "counts": count_risks(project_risks(project), today),
        "open_risks": risks,
        "page": rows,
        "asks": waiting[:ASKS_SHOWN],
        "more_asks": len(waiting) - ASKS_SHOWN,
        "risk": selected,
        "history": risk_history(selected, HISTORY_SHOWN) if selected else [],
        "today": today,
    }
    return render_page(request, "risks/risk_list.html", context)


@project_action("risk.view")
def risk_detail(request: ProjectRequest, number: int) -> HttpResponse:
    """Show one risk as a page, or in the side panel."""
    risk = get_object_or_404(find_risk(request.project, number))
    beside = request.htmx and request.htmx.target == "panel"  # type: ignore[attr-defined]  # set by HtmxMiddleware
    context = _risk_context(request, risk) | {
        "history": risk_history(risk, HISTORY_SHOWN if beside else None),
        "open_risks": open_risks(request.project) if beside else [],
        "today": timezone.localdate(),
    }
    return render_page(request, "risks/risk_detail.html", context, partials=("panel",))


@project_action("risk.create", "GET", "HEAD", "POST")
def risk_create(request: ProjectRequest) -> HttpResponse:
    """Record a risk."""
    actor, project = request.actor, request.project
    form = RiskForm(request.POST or None, actor=actor, project=project, initial={"owner": actor.pk})
    saved = submit(form, lambda d: create_risk(actor=actor, project=project, **_without_version(d)))
    if saved:
        toast(request, _("%(code)s saved.") % {"code": saved.code})
        return redirect_to(request, saved.get_absolute_url())
    context = {"form": form, "project": project, "tab": "risks", "effect": _effect(request, form)}
    return render_page(
        request, "risks/risk_create.html", context, partials=("risk_effect",), status=form_status(form)
    )


@project_action("risk.edit", "GET", "HEAD", "POST")
def risk_edit(request: ProjectRequest, number: int) -> HttpResponse:
    """Change an open risk; after somebody else's save, show both versions field by field."""
    risk = get_object_or_404(find_risk(request.project, number))
    if not risk.is_open and request.method != "POST":
        return redirect_to(request, risk.get_absolute_url())
    kwargs: dict[str, Any] = {"actor": request.actor, "project": request.project, "instance": risk}
    data = merged(request.POST, RiskForm(**kwargs)) if request.POST else None
    form = RiskForm(data, **kwargs)
    saved = submit(form, lambda d: edit_risk(actor=request.actor, risk=risk, **d))
    if saved:
        toast(request, _("%(code)s saved.") % {"code": saved.code})
        return redirect_to(request, saved.get_absolute_url())
    context = _risk_context(request, risk) | {"form": form, "effect": _effect(request, form, risk)}
    if hasattr(form, "conflict"):
        return _conflict(request, risk, form)
    return render_page(
        request, "risks/risk_edit.html", context, partials=("risk_effect",), status=form_status(form)
    )


@project_action("risk.edit", "GET", "HEAD", "POST")
def risk_close(request: ProjectRequest, number: int) -> HttpResponse:
    """Close an open risk with its reason."""
    risk = get_object_or_404(find_risk(request.project, number))
    if not risk.is_open:
        return redirect_to(request, risk.get_absolute_url())
    form = CloseForm(request.POST or None, initial={"version": risk.version})
    if submit(form, lambda d: close_risk(actor=request.actor, risk=risk, **d)):
        undo = reverse("risk_reopen", args=[risk.project.key, risk.number]) + f"?version={risk.version}"
        toast(request, _("%(code)s closed.") % {"code": risk.code}, undo_url=undo)
        return redirect_to(request, risk.get_absolute_url())
    status, last = form_status(form), None
    if hasattr(form, "conflict"):
        risk = get_object_or_404(find_risk(request.project, number))
        form, last = _again(form, risk), risk_history(risk, 1)[0]
    context = _risk_context(request, risk) | {"form": form, "last": last}
    return render_page(request, "risks/risk_close.html", context, status=status)


@project_action("risk.edit", "POST")
def risk_reopen(request: ProjectRequest, number: int) -> HttpResponse:
    """Make a closed risk active again."""
    risk = get_object_or_404(find_risk(request.project, number))
    version = request.POST.get("version", request.GET.get("version", ""))
    try:
        reopen_risk(actor=request.actor, risk=risk, version=int(version) if version.isdecimal() else 0)
        toast(request, _("%(code)s is open again.") % {"code": risk.code})
    except Conflict:
        message = _("%(code)s was changed since you opened it; nothing was done.")
        error_toast(request, message % {"code": risk.code})
    except DomainError as error:
        error_toast(request, error.message)
    return redirect_to(request, risk.get_absolute_url())


@signed_in()
def site_risks(request: ActorRequest) -> HttpResponse:
    """List the risks of every live project the person can see."""
    today, choice = timezone.localdate(), Choice.read(request.GET)
    risks = visible_risks(request.actor)
    context = {
        "choice": choice,
        "counts": count_risks(risks, today),
        "page": list_risks(risks, choice, today),
        "today": today,
    }
    return render_page(request, "risks/site_risks.html", context)


def _selected(request: ProjectRequest, project: Project, rows: list[Risk]) -> Risk | None:
    """Return the risk to show beside the register: the one the address names, else the first row."""
    number = request.GET.get("risk", "")
    if number.isdecimal() and len(number) < 9:
        named = next((r for r in rows if r.number == int(number)), None)
        return named or find_risk(project, int(number)).first() or next(iter(rows), None)
    return next(iter(rows), None)


def _risk_context(request: ProjectRequest, risk: Risk) -> dict[str, Any]:
    return {"project": request.project, "tab": "risks", "risk": risk}


def _effect(request: ProjectRequest, form: RiskForm, risk: Risk | None = None) -> Any:
    """Return what saving would do, from what is typed: in the form, or sent while it is filled in."""
    typed: Mapping[str, Any] = request.GET if request.GET else form.data
    names = ("probability", "impact", "kind", "status")
    if not typed:
        typed = {name: form[name].value() for name in names if name in form.fields}
    values = {name: str(typed.get(name) or "") for name in names}
    return effect_of(request.project, values, risk)


def _conflict(request: ProjectRequest, risk: Risk, form: RiskForm) -> HttpResponse:
    current = get_object_or_404(find_risk(request.project, risk.number))
    rows = merge_rows(form, current)
    context = _risk_context(request, current) | {
        "form": form,
        "rows": rows,
        "clashes": sum(not row.chosen for row in rows),
        "started": form.cleaned_data["version"],
        "last": risk_history(current, 1)[0],
        "today": timezone.localdate(),
    }
    return render_page(request, "risks/risk_conflict.html", context, status=409)


def _again(form: CloseForm, risk: Risk) -> CloseForm:
    """Return the form as it was filled in, for the risk as it stands now."""
    return CloseForm(initial=form.cleaned_data | {"version": risk.version})


def _without_version(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "version"}
