"""Forms: the shape of what a person types; rules across rows are in the services."""

from datetime import time
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User, check_time_zone
from accounts.permissions import can
from common.forms import PlanDateField, VersionedForm
from projects.models import Portfolio, Programme, Project
from projects.services.members import Scope, rights_for, roles_for
from projects.services.projects import finish_fault

RIGHT_LABELS = {
    "sees_cost": _("Sees amounts"),
    "sees_people": _("Sees people data"),
    "sees_private": _("Sees private notes"),
}


class PortfolioForm(VersionedForm):
    class Meta:
        model = Portfolio
        fields = ["name", "objective"]
        widgets = {"objective": forms.Textarea(attrs={"rows": 3})}


class ProgrammeForm(VersionedForm):
    class Meta:
        model = Programme
        fields = ["name", "objective"]
        widgets = {"objective": forms.Textarea(attrs={"rows": 3})}


class ProjectForm(VersionedForm):
    """A project's fields; the key cannot change once links point to it."""

    planned_start = PlanDateField(label=_("Planned start"))
    must_finish_by = PlanDateField(label=_("Must finish by"), at=time(17), required=False)
    data_date = PlanDateField(label=_("Data date"), required=False)

    class Meta:
        model = Project
        fields = [
            "portfolio",
            "programme",
            "key",
            "name",
            "objective",
            "state",
            "manager",
            "planned_start",
            "must_finish_by",
            "data_date",
            "currency",
            "time_tolerance",
            "cost_tolerance",
            "risk_threshold",
            "update_cadence",
        ]
        widgets = {"objective": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "key": _("Short and unique, such as ORN; it stands in every address and cannot change."),
            "must_finish_by": _("The date promised outside; health is computed against it."),
            "data_date": _("Progress is known up to this day."),
            "time_tolerance": _("Working days past the promised finish before Schedule turns red."),
            "cost_tolerance": _("Percent over the budget at completion before Cost turns red."),
            "risk_threshold": _("A risk that scores this or more raises an alert (1 to 25)."),
            "update_cadence": _("Days between two status updates."),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        portfolios = Portfolio.objects.visible_to(actor)
        if self.instance.pk:
            for name in ("portfolio", "key"):
                del self.fields[name]
            portfolios = portfolios.filter(pk=self.instance.portfolio_id)
        else:
            allowed = [p.pk for p in portfolios if can(actor, "project.create", p)]
            portfolios = portfolios.filter(pk__in=allowed)
            self._choose("portfolio", portfolios)
        self._choose("programme", Programme.objects.filter(portfolio__in=portfolios))
        self._choose("manager", User.objects.filter(is_active=True))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fault = finish_fault(data.get("planned_start"), data.get("must_finish_by"))
        if fault:
            self.add_error("must_finish_by", fault)
        return data

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class ArchiveForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=400)


class RoleForm(forms.Form):
    """A role and the separate rights, limited to what the giver may give."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, actor: Actor, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(r.value, r.label) for r in roles_for(actor, scope)]
        for name in rights_for(actor, scope):
            self.fields[name] = forms.BooleanField(label=RIGHT_LABELS[name], required=False)


class InviteForm(RoleForm):
    email = forms.EmailField(label=_("Email"))
    field_order = ["email", "role"]


class NewPersonForm(forms.Form):
    """Name and password of a person who signs in for the first time."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, not a common one."),
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invited = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        person = User(email=self.data.get("email", self.invited), name=self.data.get("name", ""))
        validate_password(password, person)
        return password


class SetupForm(NewPersonForm):
    """What the first visit needs to make the administrator."""

    code = forms.CharField(label=_("One-time code"), help_text=_("Printed where Throughline was started."))
    email = forms.EmailField(label=_("Email"))
    field_order = ["code", "email", "name", "password"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_t("There is a person with this address already."))
        return email


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "time_zone"]
        help_texts = {"time_zone": _("For mail times and “ago”; plan dates have no time zone.")}

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"]
        check_time_zone(name)
        return name
