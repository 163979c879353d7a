"""Form fields for plan dates, and the one way a form reaches its service."""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError

EPOCH = datetime(2000, 1, 1)
EARLIEST, LATEST = date(1984, 1, 1), date(2149, 12, 31)
T = TypeVar("T")


class PlanDateField(forms.DateField):
    """A day typed or picked, cleaned to a plan time: minutes since 2000-01-01T00:00.

    Parameters
    ----------
    at
        Time of day the date stands for: 08:00 for a start, 17:00 for a finish.
    """

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, at: time = time(8), **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y"], **kwargs)
        self.at = at

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is None:
            return None
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("A plan date lies between 1984 and 2149."), code="range")
        return (datetime.combine(day, self.at) - EPOCH) // timedelta(minutes=1)

    def prepare_value(self, value: Any) -> Any:
        return (EPOCH + timedelta(minutes=value)).date() if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def submit(form: forms.BaseForm, act: Callable[[dict[str, Any]], T]) -> T | None:
    """Validate ``form`` and hand its cleaned data to ``act``; return what it returns.

    A :class:`~common.errors.DomainError` becomes the message of its field, a
    :class:`~common.errors.Conflict` is kept as ``form.conflict`` for the merge table. Then None is
    returned and the page is shown again with :func:`form_status`.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except Conflict as error:
        form.conflict = error  # type: ignore[attr-defined]  # read by form_status and conflict_rows
        form.add_error(None, error.message)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    return None


def form_status(form: forms.BaseForm) -> int:
    """Return the HTTP status to show ``form`` with: 200 fresh, 409 after a conflict, 422 refused."""
    if not form.is_bound:
        return 200
    return 409 if hasattr(form, "conflict") else 422


def conflict_rows(form: forms.BaseForm) -> list[dict[str, Any]]:
    """Return, for the merge table, the fields in which what was typed differs from what now stands."""
    conflict: Conflict | None = getattr(form, "conflict", None)
    if conflict is None:
        return []
    rows = []
    for name, field in form.fields.items():
        if name in conflict.current and conflict.current[name] != form.cleaned_data.get(name):
            theirs = field.prepare_value(conflict.current[name])
            rows.append({"name": name, "label": field.label, "yours": form[name].value(), "theirs": theirs})
    return rows


class VersionedForm(forms.ModelForm):
    """A form on one row that carries the version the person saw, for :func:`common.editing.save_changes`.

    The row given as ``instance`` is never touched: validation works on a copy.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instance: models.Model | None = None, **kwargs: Any) -> None:
        if instance is not None:
            initial = {"version": instance.version} | kwargs.pop("initial", {})  # type: ignore[attr-defined]  # every editable model has it
            kwargs |= {"instance": copy(instance), "initial": initial}
        super().__init__(*args, **kwargs)

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0
