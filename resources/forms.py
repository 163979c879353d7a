"""Forms of calendars: a week of hours, and exceptions."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import PlanDateField
from resources.models import Calendar, standard_week

INTERVAL = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?")
OFF = "off"


def hours_text(hours: list[list[int]]) -> str:
    """Return a day's hours as they are typed: "8:00-12:00, 13:00-17:00"; "off" for none."""
    return ", ".join(f"{s // 60}:{s % 60:02}-{e // 60}:{e % 60:02}" for s, e in hours) or OFF


def parse_hours(text: str) -> list[list[int]]:
    """Return intervals in minutes of the day.

    Raises
    ------
    ValidationError
        With the form that is understood.
    """
    if text.strip().lower() in ("", OFF, _("off")):
        return []
    found = []
    for part in text.split(","):
        match = INTERVAL.fullmatch(part.strip())
        numbers = [int(number or 0) for number in match.groups()] if match else []
        if not match or numbers[1] > 59 or numbers[3] > 59 or max(numbers[0], numbers[2]) > 24:
            message = _("“%(part)s” is no working time. Write 8:00-12:00, 13:00-17:00, or off.")
            raise ValidationError(message, params={"part": part.strip()}, code="hours")
        found.append([numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]])
    return sorted(found)


class HoursField(forms.CharField):
    """Working hours of a day, cleaned to intervals."""

    default_error_messages = {"required": gettext_lazy("Write off for a day off.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> Any:
        return parse_hours(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return hours_text(value) if isinstance(value, list) else value


class CalendarForm(forms.Form):
    """Name, week and how long a day and a week are called.

    A weekday that the calendar takes from the one it is based on is empty; left so, it stays inherited.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    hours_per_day = forms.FloatField(
        label=gettext_lazy("Hours in “1 d”"), min_value=0.1, max_value=24, initial=8
    )
    hours_per_week = forms.FloatField(
        label=gettext_lazy("Hours in “1 w”"), min_value=0.1, max_value=168, initial=40
    )

    def __init__(self, data: Any = None, *, calendar: Calendar | None = None) -> None:
        self.week: dict[str, Any] = calendar.week if calendar else standard_week()
        initial: dict[str, Any] = {f"day_{day}": hours for day, hours in self.week.items()}
        if calendar is not None:
            initial |= {
                "name": calendar.name,
                "version": calendar.version,
                "hours_per_day": _hours(calendar.minutes_per_day),
                "hours_per_week": _hours(calendar.minutes_per_week),
            }
        super().__init__(data, initial=initial)
        for day in range(7):
            field = HoursField(label=WEEKDAYS[day], required=str(day) in self.week)
            if str(day) not in self.week:
                above = calendar.parent.name if calendar and calendar.parent else _("off")
                field.widget.attrs["placeholder"] = _("as in %(calendar)s") % {"calendar": above}
            self.fields[f"day_{day}"] = field

    def given(self) -> dict[str, Any]:
        """Return the calendar's fields as the service takes them; call on a valid form."""
        data = self.cleaned_data
        week = dict(self.week)
        for day in range(7):
            name = f"day_{day}"
            if str(day) in week or self.data.get(name, "").strip():
                week[str(day)] = data[name]
        return {
            "name": data["name"],
            "week": week,
            "minutes_per_day": round(data["hours_per_day"] * 60),
            "minutes_per_week": round(data["hours_per_week"] * 60),
        }


def _hours(minutes: int) -> float | int:
    return minutes // 60 if minutes % 60 == 0 else round(minutes / 60, 4)


class ExceptionForm(forms.Form):
    """Dates with other hours."""

    first = PlanDateField(label=gettext_lazy("First day"))
    last = PlanDateField(label=gettext_lazy("Last day"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    intervals = HoursField(
        label=gettext_lazy("Working hours"),
        required=False,
        help_text=gettext_lazy("Empty: a day off. Or 8:00-12:00."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="exception_%s")

    def given(self) -> dict[str, Any]:
        """Return the exception as the service takes it; call on a valid form."""
        data = self.cleaned_data
        return {
            "first": data["first"] // 1440,
            "last": None if data["last"] is None else data["last"] // 1440,
            "name": data["name"],
            "intervals": data["intervals"],
        }
