"""A plan file that was read, and what became of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from projects.models import Portfolio, Project


class ImportState(models.TextChoices):
    READ = "read", _("Read, nothing saved yet")
    IMPORTED = "imported", _("Imported")
    CANCELLED = "cancelled", _("Cancelled")


class PlanImportSet(models.QuerySet["PlanImport"]):
    def visible_to(self, actor: Actor) -> PlanImportSet:
        """Return one's own reads, and the reports of projects whose schedule the actor may see."""
        if actor.kind == "system":
            return self
        projects = Project.objects.allowing(actor, "schedule.view").values("pk")
        return self.filter(Q(uploaded_by=actor.user) | Q(project__in=projects))


class PlanImport(models.Model):
    """One read of one file. ``plan`` is what the file said, kept until it is imported.

    ``reconciliation`` lists the rows whose computed dates differ, and ``report`` what was made of it:
    counts, choices and everything unsupported.
    """

    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="plan_imports")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.READ)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    size = models.BigIntegerField()
    plan: Any = models.JSONField(default=dict)
    reconciliation: Any = models.JSONField(default=dict)
    report: Any = models.JSONField(default=dict)

    objects = PlanImportSet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["file_hash"], name="plan_import_hash")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def title(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("plan_import", args=[self.pk])

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return (("portfolio", self.portfolio_id),)
