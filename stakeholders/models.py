"""Who has a stake in a project, what they expect, and when they want to hear of it."""

from __future__ import annotations

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User, check_time_zone
from projects.models import Project

FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class StakeholderSet(models.QuerySet["Stakeholder"]):
    def visible_to(self, actor: Actor) -> StakeholderSet:
        """Return the stakeholders of projects whose register the actor may read."""
        if actor.kind == "system":
            return self
        allowed = Project.objects.allowing(actor, "stakeholder.view").values("pk")
        return self.filter(project__in=allowed)


class Engagement(models.TextChoices):
    """The Stakeholder Engagement Assessment Matrix, in its order."""

    UNAWARE = "unaware", _("Unaware")
    RESISTANT = "resistant", _("Resistant")
    NEUTRAL = "neutral", _("Neutral")
    SUPPORTIVE = "supportive", _("Supportive")
    LEADING = "leading", _("Leading")


class Side(models.TextChoices):
    INTERNAL = "internal", _("Internal")
    EXTERNAL = "external", _("External")


class Stakeholder(models.Model):
    """A person or body with a stake in one project.

    ``user`` is set when the person also signs in: mails then show what that person may see.
    ``private_notes`` need a right of their own and are left out of everything without it.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stakeholders")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    email = models.EmailField(_("email"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[check_time_zone])
    language = models.CharField(_("language"), max_length=10, default="en")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices, default=Side.INTERNAL)
    power = models.PositiveSmallIntegerField(_("power"), default=3, validators=FIVE)
    interest = models.PositiveSmallIntegerField(_("interest"), default=3, validators=FIVE)
    engagement_current = models.CharField(
        _("current engagement"), max_length=12, choices=Engagement.choices, default=Engagement.UNAWARE
    )
    engagement_desired = models.CharField(
        _("desired engagement"), max_length=12, choices=Engagement.choices, default=Engagement.SUPPORTIVE
    )
    expectations = models.TextField(_("expectations"), blank=True, max_length=4000)
    private_notes = models.TextField(_("private notes"), blank=True, max_length=4000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = StakeholderSet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "email"], condition=~Q(email=""), name="stakeholder_email_once"
            ),
            models.CheckConstraint(condition=Q(power__range=(1, 5)), name="stakeholder_power_range"),
            models.CheckConstraint(condition=Q(interest__range=(1, 5)), name="stakeholder_interest_range"),
        ]

    def __str__(self) -> str:
        """Name nobody: audit events carry this for ever, the person may ask to be erased."""
        return f"{self.project.key} stakeholder {self.pk}"

    @property
    def title(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stakeholder_detail", args=[self.project.key, self.pk])

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()

    @property
    def engagement_gap(self) -> int:
        """Return how many steps the desired engagement lies above the current one."""
        order = list(Engagement.values)
        return order.index(self.engagement_desired) - order.index(self.engagement_current)


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Cadence(models.TextChoices):
    WEEKLY = "weekly", _("Every week")


class SubscriptionSet(models.QuerySet["DigestSubscription"]):
    def due(self, now: datetime) -> SubscriptionSet:
        """Return the running subscriptions whose moment has come, of projects that still run."""
        return self.filter(active=True, next_due_at__lte=now, stakeholder__project__archived_at=None)


class DigestSubscription(models.Model):
    """When a stakeholder gets the digest of a project: a weekday and a time of day in their own zone."""

    stakeholder = models.OneToOneField(Stakeholder, on_delete=models.CASCADE, related_name="subscription")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="digest_subscriptions")
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.WEEKLY)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(default=7, validators=[MaxValueValidator(23)])
    minute = models.PositiveSmallIntegerField(default=30, validators=[MaxValueValidator(59)])
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[check_time_zone])
    only_if_changed = models.BooleanField(_("only if something changed"), default=False)
    muted_until = models.DateField(_("paused until"), null=True, blank=True)
    next_due_at = models.DateTimeField()
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = SubscriptionSet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["active", "next_due_at"], name="digest_subscription_due")]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="digest_subscription_weekday"),
            models.CheckConstraint(
                condition=Q(hour__range=(0, 23), minute__range=(0, 59)), name="digest_subscription_time"
            ),
        ]

    def __str__(self) -> str:
        return f"digest subscription {self.pk}"

    @property
    def time_of_day(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"
