"""Model fields for plan times."""

from django.db import models


class PlanTimeField(models.BigIntegerField):
    """A plan date to the minute: whole minutes since 2000-01-01T00:00, project-local, without zone.

    The same numbers the engine computes with (``engine.calendars.to_minute``), so no time zone can
    ever shift a plan date.
    """

    description = "Plan time in minutes since 2000-01-01T00:00"
