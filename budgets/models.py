"""Cost accounts, what is budgeted on them month by month, and what was spent.

Amounts are whole minor units of the project's currency. Every row here is money: ``visible_to``
demands the cost right beside access to the project.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from projects.models import Project
from schedules.models import Activity

MAX_AMOUNT = 100_000_000_000_000
"""Largest amount of one row in minor units; 92,000 of them still add up within a BIGINT."""

WITHIN_RANGE = Q(amount__range=(-MAX_AMOUNT, MAX_AMOUNT)) & ~Q(amount=0)


class CostRows(models.QuerySet[Any]):
    """Rows that belong to one project through their ``project`` column."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows of the projects in which the actor may see amounts."""
        if actor.kind == "system":
            return self
        return self.filter(project__in=Project.objects.allowing(actor, "cost.view").values("pk"))


class AccountType(models.TextChoices):
    CAPEX = "capex", _("Capital expenditure")
    OPEX = "opex", _("Operating expenditure")


class CostAccount(models.Model):
    """A node of the cost breakdown structure; lines and actuals may stand on any node."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="cost_accounts")
    parent = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=160)
    type = models.CharField(_("type"), max_length=5, choices=AccountType.choices, default=AccountType.OPEX)
    version = models.PositiveIntegerField(default=1)

    objects = CostRows.as_manager()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="cost_account_code_once"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="cost_account_not_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def title(self) -> str:
        return str(self)

    def get_absolute_url(self) -> str:
        return f"{reverse('actual_list', args=[self.project.key])}?account={self.pk}"

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()


class BudgetLine(models.Model):
    """An amount budgeted on an account for one month, earned by an activity if one is named.

    ``period`` is the first day of the month.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    account = models.ForeignKey(
        CostAccount, on_delete=models.RESTRICT, related_name="lines", verbose_name=_("account")
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("activity"),
    )
    period = models.DateField(_("month"))
    amount = models.BigIntegerField(_("amount"))
    description = models.CharField(_("description"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CostRows.as_manager()

    class Meta:
        ordering = ["period", "account__code", "pk"]
        indexes = [models.Index(fields=["project", "period"], name="budget_line_period")]
        constraints = [
            models.CheckConstraint(condition=WITHIN_RANGE, name="budget_line_amount_range"),
            models.CheckConstraint(condition=Q(period__day=1), name="budget_line_period_is_first_of_month"),
        ]

    def __str__(self) -> str:
        return self.description or f"{self.account.code} {self.period:%Y-%m}"

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()


class ImportState(models.TextChoices):
    READ = "read", _("Read, not posted")
    POSTED = "posted", _("Posted")


class ActualImport(models.Model):
    """One CSV file of actual costs: read and shown first, posted when somebody confirms it.

    ``content`` is kept until then; ``rows`` is the number of costs it posted.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actual_imports")
    file_name = models.CharField(_("file"), max_length=200)
    file_hash = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes)
    state = models.CharField(max_length=6, choices=ImportState.choices, default=ImportState.READ)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CostRows.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "file_hash"],
                condition=Q(state=ImportState.POSTED),
                name="actual_import_file_posted_once",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()


class Source(models.TextChoices):
    MANUAL = "manual", _("Typed")
    CSV = "csv", _("CSV file")


class Actual(models.Model):
    """An amount spent on an account on a day; negative for a credit."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actuals")
    account = models.ForeignKey(
        CostAccount, on_delete=models.RESTRICT, related_name="actuals", verbose_name=_("account")
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actuals",
        verbose_name=_("activity"),
    )
    date = models.DateField(_("date"))
    amount = models.BigIntegerField(_("amount"))
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.MANUAL, editable=False)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    batch = models.ForeignKey(
        ActualImport, on_delete=models.RESTRICT, null=True, editable=False, related_name="actuals"
    )
    version = models.PositiveIntegerField(default=1)

    objects = CostRows.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["project", "-date", "-id"], name="actual_project_date"),
            models.Index(fields=["account", "date"], name="actual_account_date"),
        ]
        constraints = [
            models.CheckConstraint(condition=WITHIN_RANGE, name="actual_amount_range"),
            models.UniqueConstraint(
                fields=["account", "date", "amount", "reference"],
                condition=Q(source=Source.CSV) & ~Q(reference=""),
                name="actual_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.account.code} {self.date}"

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()
