"""Every part that pages are made of, on one page: for people who build or check them."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from accounts.middleware import ActorRequest
from common.charts.icons import ICONS
from common.htmx import render_page

RESPONSES = [("reduce", _("Reduce")), ("share", _("Share"))]


class SampleForm(forms.Form):
    """A form with every kind of field and every state."""

    name = forms.CharField(
        label=_("Activity"), initial="Interface spec", help_text=_("As the team calls it.")
    )
    duration = forms.IntegerField(label=_("Duration"), min_value=5, max_value=15)
    response = forms.ChoiceField(
        label=_("Response"), choices=[("reduce", _("Reduce")), ("share", _("Share"))]
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, required=False)
    keep = forms.ChoiceField(
        label=_("Keep"),
        widget=forms.RadioSelect,
        choices=[("computed", _("Use computed")), ("file", _("Pin as in file"))],
    )
    critical = forms.BooleanField(label=_("Critical"), required=False, initial=True)


@signed_in()
def gallery(request: ActorRequest) -> HttpResponse:
    """Show every component in all its states."""
    refused = SampleForm(
        {"refused-name": "", "refused-duration": "18", "refused-response": "reduce", "refused-keep": "file"},
        prefix="refused",
    )
    context = {"form": SampleForm(), "refused": refused, "icons": sorted(ICONS)}
    return render_page(request, "accounts/gallery.html", context)
