"""The form of one activity, and the one-field forms of the grid's cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PlanDateField
from resources.queries.calendars import WorkCalendar
from schedules.forms.typed import parse_duration, parse_links
from schedules.models import Activity, ActivityKind, Constraint, Mode
from schedules.queries.wording import duration_text, number

MINUTES_PER_DAY = 1440
EVENING = time(17)
FINISH_CONSTRAINTS = (Constraint.FNET, Constraint.FNLT, Constraint.MFO)
FINISHES = ("deadline", "manual_finish", "actual_finish")
STARTS = ("manual_start", "actual_start")
KINDS = [choice for choice in ActivityKind.choices if choice[0] != ActivityKind.LEVEL_OF_EFFORT]


def start_of(day: int, calendar: WorkCalendar) -> int:
    """Return the first working minute of a plan day, 08:00 if it has none."""
    midnight = day * MINUTES_PER_DAY
    found = calendar.hours.next_start(midnight)
    return found if found < midnight + MINUTES_PER_DAY else midnight + 480


def finish_of(day: int, calendar: WorkCalendar) -> int:
    """Return the end of work on a plan day, 17:00 if it has none."""
    midnight = day * MINUTES_PER_DAY
    found = calendar.hours.previous_finish(midnight + MINUTES_PER_DAY)
    return found if found > midnight else midnight + 1020


class DurationField(forms.CharField):
    """A duration as people type it, cleaned to (minutes, elapsed)."""

    def __init__(self, *, calendar: WorkCalendar | None = None, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.calendar = calendar

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return parse_duration(text, self.calendar) if text and self.calendar else None


class ActivityForm(forms.Form):
    """Everything a person gives for one activity but its place and its links.

    Parameters
    ----------
    activity
        The row as stored.
    calendars
        Those usable in the project; ``project_calendar`` is the id of the project's own.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label=_("ID"), max_length=40)
    name = forms.CharField(label=_("Activity"), max_length=255)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    duration = DurationField(label=_("Duration"))
    calendar = forms.TypedChoiceField(label=_("Calendar"), coerce=int, empty_value=None, required=False)
    constraint = forms.ChoiceField(label=_("Constraint"), choices=Constraint.choices)
    constraint_date = PlanDateField(label=_("Constraint date"), required=False)
    deadline = PlanDateField(label=_("Deadline"), required=False, at=EVENING)
    mode = forms.ChoiceField(label=_("Dates"), choices=Mode.choices)
    manual_start = PlanDateField(label=_("Pinned start"), required=False)
    manual_finish = PlanDateField(label=_("Pinned finish"), required=False, at=EVENING)
    percent_complete = forms.FloatField(label=_("% complete"), min_value=0, max_value=100)
    physical_percent = forms.FloatField(
        label=_("Physical % complete"), min_value=0, max_value=100, required=False
    )
    remaining_duration = DurationField(label=_("Remaining duration"), required=False)
    actual_start = PlanDateField(label=_("Actual start"), required=False)
    actual_finish = PlanDateField(label=_("Actual finish"), required=False, at=EVENING)
    priority = forms.IntegerField(label=_("Priority"), min_value=0, max_value=1000)
    active = forms.BooleanField(label=_("In the plan"), required=False)
    notes = forms.CharField(
        label=_("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=20_000
    )
    reason = forms.CharField(
        label=_("Reason for the change"),
        required=False,
        max_length=500,
        help_text=_("Stands in the history and the audit trail."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        activity: Activity,
        calendars: dict[int, WorkCalendar],
        project_calendar: int,
    ) -> None:
        self.activity = activity
        self.work_calendar = calendars[activity.calendar_id or project_calendar]
        super().__init__(data, initial=self._initial(activity))
        own = calendars[project_calendar].name
        choices = [("", _("The project's: %(name)s") % {"name": own})]
        self.fields["calendar"].choices = choices + [(pk, item.name) for pk, item in calendars.items()]  # type: ignore[attr-defined]  # a choice field
        for name in ("duration", "remaining_duration"):
            self.fields[name].calendar = self.work_calendar  # type: ignore[attr-defined]  # a DurationField
        if activity.is_summary:
            self._leave_out("kind", "duration", "percent_complete", "physical_percent", "remaining_duration")
            self._leave_out("actual_start", "actual_finish", "mode", "manual_start", "manual_finish")
            allowed = (Constraint.ASAP, Constraint.SNET, Constraint.MSO)
            self.fields["constraint"].choices = [(c.value, c.label) for c in allowed]  # type: ignore[attr-defined]  # a choice field

    def _leave_out(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _initial(self, activity: Activity) -> dict[str, Any]:
        per_day = self.work_calendar.minutes_per_day
        initial = {name: getattr(activity, name) for name in self.base_fields if hasattr(activity, name)}
        left = activity.remaining_duration
        if left is None:
            left = round(activity.duration * (100 - activity.percent_complete) / 100)
        return initial | {
            "calendar": activity.calendar_id,
            "duration": duration_text(activity.duration, per_day, elapsed=activity.elapsed),
            "remaining_duration": duration_text(left, per_day, elapsed=activity.elapsed),
            "percent_complete": _plain(activity.percent_complete),
            "physical_percent": _plain(activity.physical_percent),
        }

    def given(self) -> dict[str, Any]:
        """Return what was changed, as the service takes it; call on a valid form."""
        data, changed = self.cleaned_data, set(self.changed_data) - {"version", "reason"}
        fields = {name: data[name] for name in changed - {"calendar", "duration", "remaining_duration"}}
        if "calendar" in changed:
            fields["calendar_id"] = data["calendar"]
        if "duration" in changed:
            fields["duration"], fields["elapsed"] = data["duration"]
        if "remaining_duration" in changed and data["remaining_duration"] is not None:
            fields["remaining_duration"] = data["remaining_duration"][0]
        return self._on_working_time(fields)

    def _on_working_time(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Put days on the calendar's hours: starts on its first minute, finishes on its last."""
        if {"constraint", "constraint_date"} & set(fields):
            fields["constraint_date"] = self.cleaned_data["constraint_date"]
        finishes = [*FINISHES]
        starts = [*STARTS]
        to_finish = self.cleaned_data["constraint"] in FINISH_CONSTRAINTS
        (finishes if to_finish else starts).append("constraint_date")
        for names, edge in ((starts, start_of), (finishes, finish_of)):
            for name in names:
                if fields.get(name) is not None:
                    fields[name] = edge(fields[name] // MINUTES_PER_DAY, self.work_calendar)
        return fields


def _plain(value: float | None) -> Any:
    return int(value) if value is not None and value == int(value) else value


CELLS: dict[str, Callable[[], forms.Field]] = {
    "code": lambda: forms.CharField(label=_("ID"), max_length=40),
    "name": lambda: forms.CharField(label=_("Activity"), max_length=255),
    "duration": lambda: DurationField(label=_("Duration")),
    "start": lambda: PlanDateField(label=_("Start no earlier than"), required=False),
    "progress": lambda: forms.FloatField(label=_("% complete"), min_value=0, max_value=100),
    "predecessors": lambda: forms.CharField(label=_("Predecessors"), required=False, max_length=400),
}


class CellForm(forms.Form):
    """One cell of the grid; its field is ``value``."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        column: str,
        activity: Activity,
        work_calendar: WorkCalendar,
        predecessors: str = "",
    ) -> None:
        self.column, self.work_calendar = column, work_calendar
        per_day = work_calendar.minutes_per_day
        shown = {
            "code": activity.code,
            "name": activity.name,
            "duration": duration_text(activity.duration, per_day, elapsed=activity.elapsed),
            "start": activity.constraint_date if activity.constraint == Constraint.SNET else None,
            "progress": number(activity.percent_complete),
            "predecessors": predecessors,
        }
        initial = {"value": shown[column], "version": activity.version}
        super().__init__(data, initial=initial, auto_id="cell_%s")
        field = CELLS[column]()
        if isinstance(field, DurationField):
            field.calendar = work_calendar
        label = f"{field.label}, {activity.name}"
        field.widget.attrs |= {"class": "input cell-input", "aria-label": label, "autocomplete": "off"}
        self.fields["value"] = field

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if self.column == "predecessors":
            return parse_links(value, self.work_calendar)
        if self.column == "start" and value is not None:
            return start_of(value // MINUTES_PER_DAY, self.work_calendar)
        return value

    def given(self) -> dict[str, Any]:
        """Return the fields to change, as the service takes them."""
        value = self.cleaned_data["value"]
        if self.column == "duration":
            return {"duration": value[0], "elapsed": value[1]}
        if self.column == "start":
            kind = Constraint.ASAP if value is None else Constraint.SNET
            return {"constraint": kind.value, "constraint_date": value}
        return {"percent_complete" if self.column == "progress" else self.column: value}


HINTS = {
    "code": _("auto"),
    "name": _("Name a new activity"),
    "duration": "1d",
    "predecessors": "A FS+2d",
}


class NewActivityForm(forms.Form):
    """The row at the end of the grid: ID, name, duration and predecessors.

    What is typed is counted on ``work_calendar``; the empty row needs none.
    """

    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label=_("ID"), max_length=40, required=False)
    name = forms.CharField(label=_("Activity"), max_length=255)
    duration = DurationField(label=_("Duration"), required=False)
    predecessors = forms.CharField(label=_("Predecessors"), required=False, max_length=400)

    def __init__(self, data: Any = None, *, work_calendar: WorkCalendar | None = None) -> None:
        super().__init__(data, auto_id="new_%s")
        self.work_calendar = work_calendar
        self.fields["duration"].calendar = work_calendar  # type: ignore[attr-defined]  # a DurationField
        hints = {
            "code": _("auto"),
            "name": _("Name a new activity"),
            "duration": "1d",
            "predecessors": "A FS+2d",
        }
        for name, hint in hints.items():
            field = self.fields[name]
            field.widget.attrs |= {
                "class": "input cell-input",
                "form": "new-activity",
                "placeholder": hint,
                "aria-label": field.label,
                "autocomplete": "off",
            }
        for name in ("parent", "after"):
            self.fields[name].widget.attrs["form"] = "new-activity"

    def clean_predecessors(self) -> Any:
        text = self.cleaned_data["predecessors"]
        return parse_links(text, self.work_calendar) if self.work_calendar else []
