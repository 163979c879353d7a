"""Progress: per cent complete, actual dates and remaining duration follow one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from common.errors import DomainError
from schedules.queries.rows import ActivityRow
from schedules.services.working_plan import WorkingPlan

DONE = 100.0


def take_progress(work: WorkingPlan, row: ActivityRow, before: ActivityRow, given: Mapping[str, Any]) -> None:
    """Bring per cent complete, actual dates and remaining duration into line with what was ``given``.

    An actual finish means 100 %; 100 % means finished, by default when it was planned to; anything above
    0 % means started; 0 % means not started, unless an actual start was given. A remaining duration
    changes the duration: what is done plus what remains.
    """
    _check_percents(row)
    if "remaining_duration" in given and row.remaining_duration is not None:
        _take_remaining(row, before, given)
    elif {"duration", "percent_complete"} & set(given):
        row.remaining_duration = None
    if "actual_finish" in given and row.actual_finish is not None:
        row.percent_complete = DONE
    elif "actual_finish" in given and row.percent_complete == DONE:
        message = _("100 % complete means that it has finished: lower the percentage to reopen it.")
        raise DomainError("complete_without_finish", message, "percent_complete")
    elif row.percent_complete < DONE:
        row.actual_finish = None
    if "percent_complete" in given and row.percent_complete == 0 and "actual_start" not in given:
        row.actual_start = None
    if row.percent_complete > 0 and row.actual_start is None:
        row.actual_start = _planned(work, before.start)
    if row.percent_complete == DONE and row.actual_finish is None:
        row.actual_finish = max(_planned(work, before.finish), row.actual_start or 0)
    _check_order(row)
    _take_actual_duration(work, row, given)


def _check_percents(row: ActivityRow) -> None:
    for name in ("percent_complete", "physical_percent"):
        value = getattr(row, name)
        if value is not None and not 0 <= value <= DONE:
            raise DomainError("percent_range", _("A percentage lies between 0 and 100."), name)


def _take_remaining(row: ActivityRow, before: ActivityRow, given: Mapping[str, Any]) -> None:
    """What is done stays; the duration becomes what is done plus what remains."""
    remaining = row.remaining_duration or 0
    if remaining < 0:
        message = _("A remaining duration cannot be negative.")
        raise DomainError("remaining_negative", message, "remaining_duration")
    row.remaining_duration = None
    if "percent_complete" in given or "duration" in given:
        return
    done = round(before.duration * before.percent_complete / DONE)
    if remaining == 0:
        row.percent_complete = DONE
    elif done + remaining:
        row.duration = done + remaining
        row.percent_complete = round(done / row.duration * DONE, 4)


def _planned(work: WorkingPlan, instant: int | None) -> int:
    return instant if instant is not None else work.rows.project.planned_start


def _check_order(row: ActivityRow) -> None:
    if row.actual_finish is None:
        return
    if row.actual_start is None or row.actual_finish < row.actual_start:
        message = _("The actual finish lies before the actual start.")
        raise DomainError("actual_finish_before_start", message, "actual_finish")


def _take_actual_duration(work: WorkingPlan, row: ActivityRow, given: Mapping[str, Any]) -> None:
    """A finished activity lasted from its actual start to its actual finish."""
    if row.actual_finish is None or row.actual_start is None or row.is_milestone:
        return
    if not {"actual_start", "actual_finish"} & set(given) or row.splits:
        return
    if row.elapsed:
        row.duration = row.actual_finish - row.actual_start
    else:
        hours = work.rows.calendar_of(row).hours
        row.duration = max(hours.between(row.actual_start, row.actual_finish), 0)
