"""When a weekly digest is due: a weekday and a time of day on the reader's own wall clock.

The wall clock decides, so 07:30 stays 07:30 across a change of daylight saving time. A time that the
clocks skip comes at the same distance after the gap (02:30 is read as 03:30); one that they show twice
comes at its first showing.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stakeholders.models import DigestSubscription

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekday (Monday is 0) and a time of day in an IANA time zone."""

    weekday: int
    hour: int
    minute: int
    time_zone: str

    def on(self, day: date) -> datetime:
        """Return the instant (UTC) at which the slot's time of day comes on ``day``."""
        local = datetime.combine(day, time(self.hour, self.minute), ZoneInfo(self.time_zone))
        return local.astimezone(UTC)

    def day_before_or_at(self, instant: datetime) -> date:
        """Return the newest local day on whose slot time ``instant`` has come."""
        local = instant.astimezone(ZoneInfo(self.time_zone)).date()
        day = local - timedelta(days=(local.weekday() - self.weekday) % 7)
        return day if self.on(day) <= instant else day - WEEK


def slot_of(subscription: DigestSubscription) -> Slot:
    """Return the subscription's place in the week."""
    return Slot(subscription.weekday, subscription.hour, subscription.minute, subscription.time_zone)


def local_time(subscription: DigestSubscription) -> datetime:
    """Return when the next digest is due on the reader's wall clock, without a zone."""
    return subscription.next_due_at.astimezone(ZoneInfo(subscription.time_zone)).replace(tzinfo=None)


def latest_due(slot: Slot, instant: datetime) -> datetime:
    """Return the newest due time that is not after ``instant``."""
    return slot.on(slot.day_before_or_at(instant))


def next_due(slot: Slot, instant: datetime) -> datetime:
    """Return the first due time after ``instant``."""
    return slot.on(slot.day_before_or_at(instant) + WEEK)


def period_of(slot: Slot, due: datetime) -> date:
    """Return the Monday of the local week in which ``due`` falls: a reader gets one digest a period."""
    local = due.astimezone(ZoneInfo(slot.time_zone)).date()
    return local - timedelta(days=local.weekday())


def missed_periods(slot: Slot, first_due: datetime, now: datetime) -> int:
    """Return how many due times before the newest have passed unserved since ``first_due``."""
    newest = slot.day_before_or_at(now)
    first = first_due.astimezone(ZoneInfo(slot.time_zone)).date()
    return max((newest - first).days // 7, 0)
