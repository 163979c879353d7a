"""A person's alerts."""

from django.core.paginator import Page, Paginator

from accounts.actors import Actor
from notifications.alerts import read_by
from notifications.models import Alert, AlertSet, AlertState

PAGE_SIZE = 50


def my_alerts(actor: Actor) -> AlertSet:
    """Return the alerts that stand, that the person is told about and may see."""
    if actor.user is None:
        return Alert.objects.none()
    return Alert.objects.standing().visible_to(actor).filter(read_by(actor.user))


def inbox_page(actor: Actor, number: str | None) -> "Page[Alert]":
    """Return one page of the person's alerts: open before acknowledged, the worst first."""
    alerts = my_alerts(actor).select_related("owner", "acknowledged_by").ranked()
    return Paginator(alerts, PAGE_SIZE).get_page(number)


def open_count(actor: Actor) -> int:
    """Return how many of the person's alerts nobody has acknowledged; one query."""
    return my_alerts(actor).filter(state=AlertState.OPEN).count()
