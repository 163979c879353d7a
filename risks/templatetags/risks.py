"""Tags of the risk pages: the heat map, bands, sortable heads, sentences of the history."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Field
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.charts.matrix import RiskMark, risk_matrix
from common.charts.pen import Chart
from common.templatetags.plan import plan_date
from projects.models import Project
from risks.models import MATRIX, Impact, Probability, Risk
from risks.queries.history import Change, Entry

register = template.Library()

BANDS = {
    "low": gettext_lazy("low"),
    "moderate": gettext_lazy("moderate"),
    "high": gettext_lazy("high"),
    "extreme": gettext_lazy("extreme"),
}
LONG = {"title", "cause", "event", "effect", "response"}
HIDDEN = {"closed_reason", "probability", "impact"}
FIRST_UP = {"number", "title", "project", "owner", "strategy", "review"}


@register.filter
def band_word(score: int) -> str:
    """Return the word of the band a score falls into: low, moderate, high, extreme."""
    return str(BANDS[MATRIX.band(score).key])


@register.simple_tag
def heat_map(project: Project, risks: list[Risk], selected: Risk | None, width: int) -> Chart:
    """Draw the register as a heat map of ``width`` pixels."""
    register_url = reverse("risk_list", args=[project.key])
    return risk_matrix(
        [_mark(risk, register_url, selected) for risk in risks],
        label=heat_sentence(risks),
        probabilities=[str(level.label) for level in Probability],
        impacts=[str(level.label) for level in Impact],
        width=width,
        cell_url=lambda probability, impact: f"{register_url}?cell={probability}x{impact}",
    )


def heat_sentence(risks: list[Risk]) -> str:
    """Return what the heat map shows, in a sentence."""
    if not risks:
        return _("No open risk.")
    top = max(risks, key=lambda risk: (risk.score, risk.impact, -risk.number))
    text = ngettext(
        "%(n)s open risk; the highest score is %(score)s: %(code)s %(title)s.",
        "%(n)s open risks; the highest score is %(score)s: %(code)s %(title)s.",
        len(risks),
    )
    return text % {"n": len(risks), "score": top.score, "code": top.code, "title": top.title}


def _mark(risk: Risk, register_url: str, selected: Risk | None) -> RiskMark:
    after = None
    if risk.target_probability is not None and risk.target_impact is not None:
        after = (risk.target_probability, risk.target_impact)
    return RiskMark(
        key=risk.code,
        probability=risk.probability,
        impact=risk.impact,
        after=after,
        title=risk.title,
        url=f"{register_url}{risk.number}/",
        row=str(risk.number),
        selected=selected is not None and selected.pk == risk.pk,
    )


@register.simple_tag(takes_context=True)
def sort_head(context: dict[str, Any], key: str, label: str, classes: str = "") -> SafeString:
    """Write a table head that sorts by ``key``; a second press turns the order round."""
    sort: str = context["choice"].sort
    request: HttpRequest = context["request"]
    down = sort == f"-{key}"
    current = down or sort == key
    first = key if key in FIRST_UP else f"-{key}"
    wanted = first if not current else (key if down else f"-{key}")
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = wanted
    state = format_html(' aria-sort="{}"', "descending" if down else "ascending") if current else ""
    markup = '<th scope="col" class="{}"{}><a href="?{}">{}</a></th>'
    return format_html(markup, classes, state, query.urlencode(), label)


@register.filter
def history_words(entry: Entry) -> str:
    """Return an act as a person would tell it: "score 9 → 16, owner Mei Lin"."""
    new = {change.field: change.after for change in entry.changes}
    if entry.action == "risk.create":
        return _("registered with score %(score)s") % {"score": new.get("score")}
    if entry.action == "risk.close":
        return f"{_value_word('status', new['status']).lower()}: {entry.reason}"
    if entry.action == "risk.reopen":
        return _("reopened")
    return ", ".join(text for change in entry.changes if (text := _change_words(change)))


def _change_words(change: Change) -> str:
    if change.field in HIDDEN:
        return ""
    label = str(_column(change.field).verbose_name)
    if change.field in LONG:
        return _("%(field)s reworded") % {"field": label}
    before, after = (_value_word(change.field, value) for value in (change.before, change.after))
    if before:
        return _("%(field)s %(before)s → %(after)s") % {"field": label, "before": before, "after": after}
    return f"{label} {after}"


def _value_word(field: str, value: Any) -> str:
    if value in (None, ""):
        return _("none") if value is None else ""
    if field in {"review_date", "response_due"}:
        return plan_date_of(value)
    choices = dict(_column(field).choices or [])
    return str(choices.get(value, value))


def plan_date_of(text: str) -> str:
    """Return an ISO date from the audit trail as "Jan 20"."""
    return plan_date(_column("review_date").to_python(text))


def _column(name: str) -> Field[Any, Any]:
    field = Risk._meta.get_field(name)
    assert isinstance(field, Field)
    return field
