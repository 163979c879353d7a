"""The numbers of a chart as a table."""

from django import template
from django.utils.safestring import SafeString

from common.charts.pen import Chart, table

register = template.Library()


@register.simple_tag
def chart_table(chart: Chart) -> SafeString:
    """Return the chart's numbers as a table."""
    return table(chart)
