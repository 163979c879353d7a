"""Forms of the register and of digest subscriptions."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import can
from common.forms import VersionedForm
from projects.models import Project
from stakeholders.models import DigestSubscription, Stakeholder

ZONE_LIST = {"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}
FIVE = {"min": 1, "max": 5}


class StakeholderForm(VersionedForm):
    """A stakeholder's fields; private notes are a field only for those who may write them."""

    class Meta:
        model = Stakeholder
        fields = [
            "name",
            "organisation",
            "role",
            "side",
            "email",
            "time_zone",
            "power",
            "interest",
            "engagement_current",
            "engagement_desired",
            "expectations",
            "private_notes",
        ]
        widgets = {
            "time_zone": forms.TextInput(attrs=ZONE_LIST),
            "power": forms.NumberInput(attrs=FIVE),
            "interest": forms.NumberInput(attrs=FIVE),
            "expectations": forms.Textarea(attrs={"rows": 3}),
            "private_notes": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "role": _("What they are to the project, such as sponsor, approver or user."),
            "email": _(
                "Where a digest goes. With an account of the same address it shows what that person may see."
            ),
            "time_zone": _("Digests come at a time of day in this zone. Write one like Europe/Berlin."),
            "power": _("1 can change nothing, 5 can stop the project."),
            "interest": _("1 barely touched, 5 depends on the outcome."),
            "private_notes": _(
                "Only for those with the right to private notes; in no mail, search or export."
            ),
        }

    def __init__(self, *args: Any, actor: Actor, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can(actor, "private.edit", project):
            del self.fields["private_notes"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.strip().lower()


class DigestForm(VersionedForm):
    """When the digest comes; the time of day is split into what the table keeps."""

    at = forms.TimeField(
        label=_("Time of day"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    field_order = ["weekday", "at", "time_zone", "only_if_changed", "muted_until"]

    class Meta:
        model = DigestSubscription
        fields = ["weekday", "time_zone", "only_if_changed", "muted_until"]
        widgets = {
            "time_zone": forms.TextInput(attrs=ZONE_LIST),
            "muted_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "time_zone": _("The time of day is meant in this zone, summer and winter."),
            "only_if_changed": _("A week without changes then brings no mail."),
            "muted_until": _("No mail up to and including this day."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        subscription: DigestSubscription | None = kwargs.get("instance")
        at = time(subscription.hour, subscription.minute) if subscription else time(7, 30)
        super().__init__(*args, initial={"at": at} | kwargs.pop("initial", {}), **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        at: time | None = cleaned.pop("at", None)
        if at is not None:
            cleaned |= {"hour": at.hour, "minute": at.minute}
        return cleaned
