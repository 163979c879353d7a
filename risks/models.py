"""The risk register: what may happen, how likely, how grave, and what is done about it."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from engine.exposure import DEFAULT_BANDS, Matrix
from projects.models import Project

MATRIX = Matrix(bands=DEFAULT_BANDS)
"""The 5×5 matrix every project scores with."""

scale = [
    MinValueValidator(1, _("The scale starts at 1.")),
    MaxValueValidator(MATRIX.size, _("The scale ends at 5.")),
]


class Kind(models.TextChoices):
    THREAT = "threat", _("Threat")
    OPPORTUNITY = "opportunity", _("Opportunity")


class Category(models.TextChoices):
    """First level of the risk breakdown structure."""

    TECHNICAL = "technical", _("Technical")
    MANAGEMENT = "management", _("Management")
    COMMERCIAL = "commercial", _("Commercial")
    EXTERNAL = "external", _("External")


class Probability(models.IntegerChoices):
    RARE = 1, _("Rare")
    UNLIKELY = 2, _("Unlikely")
    POSSIBLE = 3, _("Possible")
    LIKELY = 4, _("Likely")
    NEAR_CERTAIN = 5, _("Near certain")


class Impact(models.IntegerChoices):
    MINOR = 1, _("Minor")
    LOW = 2, _("Low")
    MEDIUM = 3, _("Medium")
    HIGH = 4, _("High")
    SEVERE = 5, _("Severe")


class Strategy(models.TextChoices):
    AVOID = "avoid", _("Avoid")
    REDUCE = "reduce", _("Reduce")
    FALLBACK = "fallback", _("Fallback")
    TRANSFER = "transfer", _("Transfer")
    ACCEPT = "accept", _("Accept")
    EXPLOIT = "exploit", _("Exploit")
    ENHANCE = "enhance", _("Enhance")
    SHARE = "share", _("Share")
    REJECT = "reject", _("Reject")


STRATEGIES = {
    Kind.THREAT: (
        Strategy.AVOID,
        Strategy.REDUCE,
        Strategy.FALLBACK,
        Strategy.TRANSFER,
        Strategy.ACCEPT,
        Strategy.SHARE,
    ),
    Kind.OPPORTUNITY: (Strategy.EXPLOIT, Strategy.ENHANCE, Strategy.SHARE, Strategy.REJECT),
}


class Proximity(models.TextChoices):
    IMMINENT = "imminent", _("Imminent")
    STAGE = "stage", _("Within the stage")
    PROJECT = "project", _("Within the project")
    BEYOND = "beyond", _("Beyond the project")


class Status(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    OCCURRED = "occurred", _("Occurred")
    CLOSED = "closed", _("Closed")
    EXPIRED = "expired", _("Expired")


OPEN = (Status.PROPOSED, Status.ACTIVE)
CLOSING = (Status.CLOSED, Status.OCCURRED, Status.EXPIRED)


class RiskSet(models.QuerySet["Risk"]):
    def visible_to(self, actor: Actor) -> RiskSet:
        """Return the risks of the projects in which the actor may read the register."""
        return self.filter(project__in=Project.objects.allowing(actor, "risk.view"))

    def open(self) -> RiskSet:
        """Return the risks that may still happen: proposed or active."""
        return self.filter(status__in=OPEN)

    def over_threshold(self) -> RiskSet:
        """Return the active threats that score at or over their project's threshold."""
        return self.filter(at_or_over())

    def review_due(self, as_of: date) -> RiskSet:
        """Return the open risks whose review is due on ``as_of`` or was due before."""
        return self.open().filter(review_date__lte=as_of)

    def response_overdue(self, as_of: date) -> RiskSet:
        """Return the open risks whose response was due before ``as_of``."""
        return self.open().filter(response_due__lt=as_of)


def at_or_over() -> Q:
    """Return the condition of an active threat that scores at or over its project's threshold."""
    return Q(status=Status.ACTIVE, kind=Kind.THREAT, score__gte=F("project__risk_threshold"))


class Risk(models.Model):
    """An uncertain event with an effect on the project's objectives: a threat or an opportunity.

    ``probability`` and ``impact`` are levels of the 5×5 matrix, ``score`` is what
    :class:`engine.exposure.Matrix` gives for them; ``percent`` is the owner's own estimate of the
    probability. ``target_probability`` and ``target_impact`` are the levels expected after the response.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="risks")
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.THREAT)
    category = models.CharField(_("category"), max_length=12, choices=Category.choices, blank=True)
    cause = models.TextField(_("cause"), max_length=2000, blank=True)
    event = models.TextField(_("event"), max_length=2000)
    effect = models.TextField(_("effect"), max_length=2000, blank=True)
    probability = models.PositiveSmallIntegerField(_("probability"), validators=scale)
    percent = models.PositiveSmallIntegerField(_("percent"), null=True, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact"), validators=scale)
    score = models.PositiveSmallIntegerField(_("score"), editable=False)
    proximity = models.CharField(_("proximity"), max_length=10, choices=Proximity.choices, blank=True)
    owner = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_risks",
        verbose_name=_("owner"),
    )
    strategy = models.CharField(_("response"), max_length=10, choices=Strategy.choices, blank=True)
    response = models.TextField(_("what is done"), max_length=2000, blank=True)
    response_due = models.DateField(_("response due"), null=True, blank=True)
    target_probability = models.PositiveSmallIntegerField(
        _("probability after response"), null=True, blank=True, validators=scale
    )
    target_impact = models.PositiveSmallIntegerField(
        _("impact after response"), null=True, blank=True, validators=scale
    )
    review_date = models.DateField(_("review on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    closed_reason = models.TextField(_("reason"), max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = RiskSet.as_manager()

    class Meta:
        ordering = ["-score", "-impact", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="risk_number_once"),
            models.CheckConstraint(condition=Q(probability__range=(1, 5)), name="risk_probability_range"),
            models.CheckConstraint(condition=Q(impact__range=(1, 5)), name="risk_impact_range"),
            models.CheckConstraint(condition=Q(score__range=(1, 25)), name="risk_score_range"),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__range=(0, 100)), name="risk_percent_range"
            ),
            models.CheckConstraint(
                condition=Q(target_probability=None, target_impact=None)
                | Q(
                    target_probability__isnull=False,
                    target_probability__range=(1, 5),
                    target_impact__isnull=False,
                    target_impact__range=(1, 5),
                ),
                name="risk_target_both_or_none",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, closed_at=None)
                | (Q(status__in=CLOSING, closed_at__isnull=False) & ~Q(closed_reason="")),
                name="risk_closed_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "status", "-score"], name="risk_register")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """Return the number as people write it: ``R-7``."""
        return f"R-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def target_score(self) -> int | None:
        """Return the score expected after the response, if it was estimated."""
        if self.target_probability is None or self.target_impact is None:
            return None
        return MATRIX.score(self.target_probability, self.target_impact)

    @property
    def probability_word(self) -> str:
        return str(Probability(self.probability).label)

    @property
    def impact_word(self) -> str:
        return str(Impact(self.impact).label)

    def get_absolute_url(self) -> str:
        return reverse("risk_detail", args=[self.project.key, self.number])

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()
