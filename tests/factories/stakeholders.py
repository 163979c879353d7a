"""Make stakeholders and digest subscriptions."""

import itertools
from datetime import UTC, datetime
from typing import Any

from projects.models import Project
from stakeholders.models import DigestSubscription, Stakeholder
from stakeholders.queries.due import Slot, next_due

_count = itertools.count(1)
WEDNESDAY = datetime(2027, 1, 13, 12, tzinfo=UTC)


def make_stakeholder(project: Project, **fields: Any) -> Stakeholder:
    n = next(_count)
    fields = {"name": f"Stakeholder {n}", "email": f"stakeholder{n}@example.org"} | fields
    return Stakeholder.objects.create(project=project, **fields)


def make_subscription(
    stakeholder: Stakeholder, *, now: datetime = WEDNESDAY, **fields: Any
) -> DigestSubscription:
    """Subscribe to Mondays, 07:30 in Berlin, unless told otherwise."""
    fields = {"weekday": 0, "hour": 7, "minute": 30, "time_zone": "Europe/Berlin"} | fields
    slot = Slot(fields["weekday"], fields["hour"], fields["minute"], fields["time_zone"])
    return DigestSubscription.objects.create(
        stakeholder=stakeholder,
        project=stakeholder.project,
        **({"next_due_at": next_due(slot, now)} | fields),
    )
