"""Two people saved the same risk: what was, what each made of it, and what needs a choice."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict

from risks.forms.risk import RiskForm
from risks.models import Risk
from risks.queries.history import fields_at

TAKE = "take-"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One field in which the two versions differ.

    Parameters
    ----------
    chosen
        ``mine`` or ``theirs`` where only one side changed it; empty if both did.
    """

    name: str
    label: Any
    was: Any
    mine: Any
    theirs: Any
    chosen: str


def merge_rows(form: RiskForm, risk: Risk) -> list[MergeRow]:
    """Return the fields in which what was typed differs from the risk as it stands."""
    was = fields_at(risk, form.cleaned_data["version"])
    rows = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        theirs, mine = plain(getattr(risk, name)), plain(form.cleaned_data.get(name))
        if mine != theirs:
            old = was.get(name, theirs)
            chosen = MINE if old == theirs else THEIRS if old == mine else ""
            rows.append(
                MergeRow(
                    name, field.label, words(field, old), words(field, mine), words(field, theirs), chosen
                )
            )
    return rows


def merged(post: QueryDict, form_now: RiskForm) -> QueryDict:
    """Return what was posted, with the fields for which the other version was taken.

    While a field that both changed has no choice, the version stays the one the person started from,
    so that saving meets the same conflict again.
    """
    data = post.copy()
    if post.get("all") == MINE:
        return data
    for name in form_now.fields:
        if post.get(TAKE + name) == THEIRS:
            value = form_now[name].value()
            data[name] = "" if value is None else str(plain(value))
    if any(name and not post.get(TAKE + name) for name in post.getlist("clash")):
        data["version"] = post.get("started", "")
    return data


def plain(value: Any) -> Any:
    """Return a value as the audit trail keeps it."""
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def words(field: forms.Field, value: Any) -> Any:
    """Return a kept value as a person reads it."""
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or "") if field.queryset is not None else ""
    if isinstance(field, forms.ChoiceField):
        return dict(_flat(field.choices)).get(str(value), value)
    return value


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """Return choices without their groups."""
    pairs: list[tuple[str, Any]] = []
    for value, label in choices:
        pairs.extend(_flat(label) if isinstance(label, list | tuple) else [(str(value), label)])
    return pairs
