"""The S-curve as a drawing with its numbers."""

from django.utils.translation import gettext as _

from budgets.queries.health import undefined_because
from budgets.queries.status import EvmStatus
from common.charts.curves import Curve, curves
from common.charts.pen import Chart
from common.money import format_minor
from projects.models import Project

WIDE, NARROW = (760, 280), (358, 240)


def s_curve(project: Project, status: EvmStatus, *, narrow: bool = False) -> Chart:
    """Draw planned, earned and actual value, and where EAC leads to; for wide pages or for phones."""
    width, height = NARROW if narrow else WIDE
    return curves(
        _lines(status),
        label=status.health.sentence,
        write=lambda amount: format_minor(round(amount), project.currency),
        data_date=status.facts.status_day,
        width=width,
        height=height,
    )


def _lines(status: EvmStatus) -> list[Curve]:
    points = status.points
    planned = Curve("PV", [(p.day, p.pv) for p in points], "c-pv")
    earned = Curve("EV", [(p.day, p.ev) for p in points if p.ev is not None], "c-ev")
    actual = Curve("AC", [(p.day, p.ac) for p in points if p.ac is not None], "c-ac")
    return [planned, earned, actual, *_forecast(status)]


def _forecast(status: EvmStatus) -> list[Curve]:
    """Return the way from AC to EAC at the end of the plan, while there is an EAC and time left."""
    facts, last = status.facts, status.points[-1].day if status.points else None
    if last is None or last <= facts.status_day or facts.eac is None or undefined_because(facts):
        return []
    return [Curve(_("EAC"), [(facts.status_day, facts.ac), (last, facts.eac)], "forecast")]
