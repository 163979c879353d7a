"""The form of a project's scheduling options."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.queries.calendars import WorkCalendar
from schedules.models import CriticalMethod, ScheduleFrom, ScheduleOptions

NAMES = ("schedule_from", "honor_constraints", "critical_method", "multiple_critical_paths")


class OptionsForm(forms.Form):
    """Scheduling options; the float limit is typed in days."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    calendar = forms.TypedChoiceField(label=_("Project calendar"), coerce=int)
    schedule_from = forms.ChoiceField(
        label=_("Schedule from"),
        choices=ScheduleFrom.choices,
        help_text=_("From the finish, activities start as late as the must-finish-by date allows."),
    )
    critical_method = forms.ChoiceField(label=_("Critical means"), choices=CriticalMethod.choices)
    critical_days = forms.FloatField(
        label=_("Critical up to a total float of, days"),
        min_value=0,
        max_value=1000,
        help_text=_("0: only activities without any float."),
    )
    multiple_critical_paths = forms.BooleanField(
        label=_("A critical path for every open end"), required=False
    )
    honor_constraints = forms.BooleanField(
        label=_("Constraints win over dependencies"),
        required=False,
        help_text=_(
            "Off: a must-start-on or a no-later-than date gives way to a predecessor that ends later."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        options: ScheduleOptions,
        calendars: dict[int, WorkCalendar],
        work_calendar: WorkCalendar,
    ) -> None:
        self.per_day = work_calendar.minutes_per_day
        days = options.critical_limit / self.per_day
        initial = {name: getattr(options, name) for name in (*NAMES, "version")} | {
            "calendar": options.calendar_id,
            "critical_days": int(days) if days == int(days) else days,
        }
        super().__init__(data, initial=initial)
        self.fields["calendar"].choices = [(pk, item.name) for pk, item in calendars.items()]  # type: ignore[attr-defined]  # a choice field

    def given(self) -> dict[str, Any]:
        """Return the options as the service takes them; call on a valid form."""
        data = self.cleaned_data
        return {name: data[name] for name in NAMES} | {
            "calendar_id": data["calendar"],
            "critical_limit": round(data["critical_days"] * self.per_day),
        }
