"""Plan times as whole minutes since 2000-01-01T00:00."""

from datetime import datetime


def to_minute(when: datetime) -> int:
    return int((when - datetime(2000, 1, 1)).total_seconds() // 60)


def from_minute(minute: int) -> datetime:
    from datetime import timedelta

    return datetime(2000, 1, 1) + timedelta(minutes=minute)
