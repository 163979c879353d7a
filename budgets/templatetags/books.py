"""Filters of the books: amounts with their minor units, so that a column of them lines up."""

from django import template

from common.money import format_minor

register = template.Library()


@register.filter
def exact(minor: int, currency: str) -> str:
    """Return the amount with every decimal of its currency: "124.00"."""
    return format_minor(minor, currency, whole=False)
