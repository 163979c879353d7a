"""What a person types about a risk; rules across fields are in the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from accounts.permissions import can
from common.forms import VersionedForm
from projects.models import Project
from projects.queries.people import people_who_see
from risks.models import (
    OPEN,
    STRATEGIES,
    Category,
    Impact,
    Kind,
    Probability,
    Proximity,
    Risk,
    Status,
    Strategy,
)

NO_LEVEL = [("", _("Choose"))]
OUTSIDE = {
    "invalid_choice": _("%(value)s is outside the scale; choose a level from 1 to 5."),
    "required": _("Choose a level from 1 to 5."),
}
EFFECTIVE = {"probability", "impact", "kind", "status"}
"""Fields that decide whether saving raises or ends an alert."""
DATE = {"invalid": _("Write a date such as 2027-01-20.")}


def level_choices(levels: type[Probability] | type[Impact]) -> list[tuple[Any, Any]]:
    """Return the levels as a person chooses them: ``4 Likely``."""
    return [(level.value, f"{level.value} {level.label}") for level in levels]


def strategy_choices() -> list[tuple[Any, Any]]:
    """Return the response strategies by the kind of risk they answer."""
    threats, chances = STRATEGIES[Kind.THREAT], STRATEGIES[Kind.OPPORTUNITY]

    def pairs(strategies: tuple[Strategy, ...]) -> list[tuple[str, Any]]:
        return [(s.value, s.label) for s in strategies if s != Strategy.SHARE]

    return [
        ("", _("None yet")),
        (_("For a threat"), pairs(threats)),
        (_("For an opportunity"), pairs(chances)),
        (_("For both"), [(Strategy.SHARE.value, Strategy.SHARE.label)]),
    ]


def level(label: Any, levels: type[Probability] | type[Impact], *, required: bool) -> forms.Field:
    """Return a field for a level of the matrix."""
    choices = NO_LEVEL + level_choices(levels)
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=required, error_messages=OUTSIDE
    )


def day(label: Any) -> forms.DateField:
    """Return an optional date field."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=False, error_messages=DATE)


class RiskForm(VersionedForm):
    """Everything a person can say about an open risk; the status only for those who may edit."""

    probability = level(_("Probability"), Probability, required=True)
    impact = level(_("Impact"), Impact, required=True)
    target_probability = level(_("Probability after response"), Probability, required=False)
    target_impact = level(_("Impact after response"), Impact, required=False)
    percent = forms.IntegerField(
        label=_("Percent"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Your own estimate; the score uses the level."),
    )
    category = forms.ChoiceField(
        label=_("Category"), choices=[("", _("None")), *Category.choices], required=False
    )
    proximity = forms.ChoiceField(
        label=_("Proximity"), choices=[("", _("Not said")), *Proximity.choices], required=False
    )
    strategy = forms.ChoiceField(label=_("Response"), choices=strategy_choices, required=False)
    response_due = day(_("Response due"))
    review_date = day(_("Review on"))
    status = forms.ChoiceField(
        label=_("Status"), choices=[(s.value, s.label) for s in OPEN], initial=Status.ACTIVE
    )

    class Meta:
        model = Risk
        fields = [
            "title",
            "kind",
            "cause",
            "event",
            "effect",
            "probability",
            "impact",
            "percent",
            "owner",
            "category",
            "proximity",
            "strategy",
            "response",
            "response_due",
            "target_probability",
            "target_impact",
            "review_date",
            "status",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "cause": forms.Textarea(attrs={"rows": 2}),
            "event": forms.Textarea(attrs={"rows": 2}),
            "effect": forms.Textarea(attrs={"rows": 2}),
            "response": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "cause": _("A fact today that makes it possible."),
            "event": _("What may happen, and is not certain."),
            "effect": _("What it would do to dates, cost, scope or quality."),
        }
        error_messages = {
            "title": {"required": _("Give the risk a title.")},
            "event": {
                "required": _("Say what may happen. A risk is an event, with its cause and its effect.")
            },
            "owner": {"invalid_choice": _("The owner must be somebody who can see this project.")},
        }

    def __init__(self, *args: Any, actor: Actor, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = people_who_see(project) | User.objects.filter(pk=self.instance.owner_id)
        owner.empty_label = str(_("Nobody yet"))
        if not can(actor, "risk.edit", project):
            del self.fields["status"]
        for name in EFFECTIVE & self.fields.keys():
            self.fields[name].widget.attrs["class"] = "sets-effect"

    def clean(self) -> dict[str, Any]:
        """Refuse half of the levels after the response beside the empty one."""
        data = super().clean() or self.cleaned_data
        pair = ("target_probability", "target_impact")
        if all(name in data for name in pair) and (data[pair[0]] is None) != (data[pair[1]] is None):
            missing = pair[0] if data[pair[0]] is None else pair[1]
            self.add_error(missing, _("Give both levels expected after the response, or neither."))
        return data


class CloseForm(forms.Form):
    """How and why a risk ends."""

    status = forms.ChoiceField(
        label=_("How it ends"),
        choices=[
            (Status.CLOSED.value, _("Closed: it cannot happen any more, or the response has removed it")),
            (Status.OCCURRED.value, _("Occurred: it has happened")),
            (Status.EXPIRED.value, _("Expired: the time in which it could happen is over")),
        ],
        widget=forms.RadioSelect,
        initial=Status.CLOSED.value,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the history for those who ask later."),
        error_messages={"required": _("Say why the risk is closed.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
