"""Forms of dependencies: one typed, and an existing one edited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.queries.calendars import WorkCalendar
from schedules.forms.typed import parse_lag, parse_link
from schedules.models import DependencyKind
from schedules.services.dependencies import Link


class LinkForm(forms.Form):
    """A predecessor or successor, typed: "A FS+2d"."""

    SIDES = [("in", _("Predecessor")), ("out", _("Successor"))]

    side = forms.ChoiceField(choices=SIDES, widget=forms.HiddenInput)
    link = forms.CharField(label=_("Link"), max_length=100)

    def __init__(self, data: Any = None, *, work_calendar: WorkCalendar, side: str = "in") -> None:
        super().__init__(data, initial={"side": side}, auto_id=f"id_{side}_%s")
        self.work_calendar, self.which = work_calendar, side
        label = dict(self.SIDES).get(side, "")
        self.fields["link"].label = label
        self.fields["link"].widget.attrs |= {
            "placeholder": "A FS+2d",
            "autocomplete": "off",
            "class": "input",
            "aria-label": label,
        }

    def clean_link(self) -> Link:
        return parse_link(self.cleaned_data["link"], self.work_calendar)


class DependencyForm(forms.Form):
    """Type and lag of a link."""

    kind = forms.ChoiceField(label=_("Type"), choices=DependencyKind.choices)
    lag = forms.CharField(label=_("Lag"), required=False, max_length=20)

    def __init__(self, data: Any = None, *, work_calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.work_calendar = work_calendar
        self.fields["lag"].widget.attrs |= {"placeholder": "+2d", "autocomplete": "off"}

    def clean_lag(self) -> tuple[int, str]:
        return parse_lag(self.cleaned_data["lag"], self.work_calendar)
