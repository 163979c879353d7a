"""Every part that pages are made of, on one page: for people who build or check them."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from accounts.middleware import ActorRequest
from common.charts.curves import Curve, curves, sparkline
from common.charts.icons import ICONS
from common.charts.matrix import RiskMark, risk_matrix
from common.charts.milestones import MilestoneMark, milestone_strip
from common.htmx import render_page

RESPONSES = [("reduce", _("Reduce")), ("share", _("Share"))]


class SampleForm(forms.Form):
    """A form with every kind of field and every state."""

    name = forms.CharField(
        label=_("Activity"), initial="Interface spec", help_text=_("As the team calls it.")
    )
    duration = forms.IntegerField(label=_("Duration"), min_value=5, max_value=15)
    response = forms.ChoiceField(label=_("Response"), choices=RESPONSES)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, required=False)
    keep = forms.ChoiceField(
        label=_("Keep"),
        widget=forms.RadioSelect,
        choices=[("computed", _("Use computed")), ("file", _("Pin as in file"))],
    )
    critical = forms.BooleanField(label=_("Critical"), required=False, initial=True)


PLANNED = [0, 5_000, 14_000, 26_000, 40_000, 52_000, 64_000, 76_000, 88_000, 100_000]
EARNED = [0, 4_000, 11_000, 20_000, 30_000]
SPENT = [0, 4_500, 12_000, 23_000, 36_000]


def sample_curves(width: float) -> Any:
    """Return a planned, an earned and an actual curve over ten months."""
    days = [date(2026 + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(len(PLANNED))]
    lines = [
        Curve(name, list(zip(days, values, strict=False)), colour)
        for name, values, colour in (("PV", PLANNED, "c-pv"), ("EV", EARNED, "c-ev"), ("AC", SPENT, "c-ac"))
    ]
    label = "EV 30,000 is 10,000 under PV 40,000 and 6,000 under AC 36,000 on Jan 1."
    return curves(lines, label=label, write=lambda v: f"{v:,.0f}", data_date=days[4], width=width)


def sample_matrix(width: float) -> Any:
    """Return eight risks in the matrix, two of them in one cell."""
    marks = [
        RiskMark("R-7", 4, 4, (2, 3), "Firmware certificate re-test", selected=True),
        RiskMark("R-2", 3, 3, (2, 2), "Test rig shared"),
        RiskMark("R-11", 3, 2, (1, 2), "Interface specification reopened"),
        RiskMark("R-3", 3, 4, (2, 3), "Units held in customs"),
        RiskMark("R-9", 2, 4, None, "Permit inspection rescheduled"),
        RiskMark("R-5", 2, 3, None, "Cable route blocked"),
        RiskMark("R-12", 2, 3, None, "Operators on leave"),
        RiskMark("R-14", 4, 1, None, "Test harness saves days"),
    ]
    return risk_matrix(
        marks,
        label="One of eight risks scores 15 or more: R-7, 16, falls to 6 with its response.",
        probabilities=["Rare", "Unlikely", "Possible", "Likely", "Near certain"],
        impacts=["Minor", "Low", "Medium", "High", "Severe"],
        width=width,
    )


def sample_milestones(width: float) -> Any:
    """Return five milestones, the first reached, three later than their baseline."""
    marks = [
        MilestoneMark("Requirements signed", date(2026, 11, 20), date(2026, 11, 20), done=True),
        MilestoneMark("API contract signed", date(2027, 1, 27), date(2027, 1, 22)),
        MilestoneMark("Design done, gate 3", date(2027, 2, 5), date(2027, 1, 29)),
        MilestoneMark("Integration done", date(2027, 3, 10), date(2027, 2, 24)),
        MilestoneMark("Portal live", date(2027, 3, 22), date(2027, 3, 5)),
    ]
    label = "Portal live is forecast for Mar 22, after its baseline Mar 5."
    return milestone_strip(marks, today=date(2027, 1, 18), label=label, width=width)


@signed_in()
def gallery(request: ActorRequest) -> HttpResponse:
    """Show every component in all its states."""
    refused = SampleForm(
        {"refused-name": "", "refused-duration": "18", "refused-response": "reduce", "refused-keep": "file"},
        prefix="refused",
    )
    context = {"form": SampleForm(), "refused": refused, "icons": sorted(ICONS)}
    context |= {
        "curves": sample_curves(720),
        "curves_small": sample_curves(358),
        "matrix": sample_matrix(420),
        "matrix_small": sample_matrix(358),
        "milestones": sample_milestones(1100),
        "milestones_small": sample_milestones(358),
        "spark": sparkline([12, 14, 11, 9, 9, 7, 6, 3], label="Float fell from 12 to 3 days in 8 weeks."),
    }
    return render_page(request, "accounts/gallery.html", context)
