"""What a person gives to import a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import can
from projects.models import Portfolio, key_format

PIN = "pin"


class PlanFileForm(forms.Form):
    """The file, and the portfolio its project will lie in."""

    file = forms.FileField(
        label=_("Plan file"),
        help_text=_("Microsoft Project XML: in Microsoft Project choose Save as, type XML format."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
    )
    portfolio = forms.ModelChoiceField(Portfolio.objects.none(), label=_("Portfolio"), empty_label=None)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [p.pk for p in Portfolio.objects.visible_to(actor) if can(actor, "project.create", p)]
        portfolio = self.fields["portfolio"]
        assert isinstance(portfolio, forms.ModelChoiceField)
        portfolio.queryset = Portfolio.objects.filter(pk__in=allowed)


class ImportForm(forms.Form):
    """Key and name of the project, and for each differing row whose dates to keep."""

    key = forms.CharField(
        label=_("Key"),
        max_length=10,
        help_text=_("Short and unique; it stands in every address."),
    )
    name = forms.CharField(label=_("Name"), max_length=160)

    def __init__(self, *args: Any, uids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uids = uids

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"]).upper()
        key_format(key)
        return key

    def pinned(self) -> list[int]:
        """Return the rows that keep the file's dates."""
        return [uid for uid in self.uids if self.data.get(f"row-{uid}") == PIN]
