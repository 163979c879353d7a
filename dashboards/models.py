"""What was told to whom: one row for each reader's period of each subscription."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders.models import DigestSubscription


class Outcome(models.TextChoices):
    """What became of a period."""

    MAILED = "mailed", _("Mailed")
    UNCHANGED = "unchanged", _("Nothing changed")
    PAUSED = "paused", _("Paused")
    NO_ACCESS = "no_access", _("No access")


class DigestIssue(models.Model):
    """One subscription's digest of one local week, kept as it was sent.

    ``window_start`` is the Monday of that week on the reader's calendar and exists once a subscription,
    so no tick, restart or restored backup tells the same week twice. ``picture`` is what the reader was
    shown, rights applied; the next digest is compared with it. Subscriptions of one address that are due
    together share one mail, hence ``message_id``, and one secret link, hence ``token_hash``.
    """

    subscription = models.ForeignKey(DigestSubscription, on_delete=models.CASCADE, related_name="issues")
    window_start = models.DateField()
    window_end = models.DateTimeField()
    missed = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    content_hash = models.CharField(max_length=64, blank=True)
    picture: Any = models.JSONField(default=dict)
    content: Any = models.JSONField(default=dict)
    token_hash = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-window_start", "-pk"]
        indexes = [models.Index(fields=["token_hash"], name="digest_issue_token")]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "window_start"], name="digest_issue_once")
        ]

    def __str__(self) -> str:
        return f"digest of subscription {self.subscription_id} for the week of {self.window_start}"
