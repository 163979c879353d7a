"""Forms of share links."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import can
from projects.models import Project

DAYS = ((7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("1 year")))


class ShareForm(forms.Form):
    """For whom, for how long and with what; amounts are offered only to those who see them."""

    title = forms.CharField(
        label=_("For whom"), max_length=120, help_text=_("Shown at the top of the shared page.")
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=30)
    shows_cost = forms.BooleanField(
        label=_("Show amounts"),
        required=False,
        help_text=_("As long as you see them yourself. Without this, no amount is on the page."),
    )

    def __init__(self, *args: Any, actor: Actor, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can(actor, "cost.view", project):
            del self.fields["shows_cost"]
