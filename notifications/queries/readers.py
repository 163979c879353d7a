"""Who is to be told about which alert: readers by project, owners, filtered by each reader's rights."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.actors import Actor, user_actor
from accounts.models import User
from accounts.permissions import can
from notifications.alerts import alert_kind, kinds_by_action, readers_of
from notifications.models import Alert, AlertDelivery, AlertState


@dataclass(frozen=True, slots=True)
class Told:
    """An alert as one reader is told: ``others`` are the further people who may see it and are told too."""

    alert: Alert
    others: tuple[str, ...]


def untold_alerts() -> dict[User, list[Told]]:
    """Return, for each reader, the open alerts that no mail has told them yet, the worst first.

    Locks the open alerts, so that two ticks at once plan one after the other.
    """
    known = [kind for kinds in kinds_by_action().values() for kind in kinds]
    alerts = list(
        Alert.objects.filter(state=AlertState.OPEN, kind__in=known)
        .select_for_update(of=("self",))
        .select_related("owner")
        .ranked()
    )
    told = set(AlertDelivery.objects.filter(alert__in=alerts).values_list("alert_id", "user_id"))
    untold: dict[User, list[Told]] = defaultdict(list)
    for alert, audience in _audiences(alerts):
        for reader in audience:
            if (alert.pk, reader.pk) not in told:
                others = tuple(u.name for u in audience if u not in {reader, alert.owner})
                untold[reader].append(Told(alert, others))
    return dict(untold)


def _audiences(alerts: Iterable[Alert]) -> Iterable[tuple[Alert, list[User]]]:
    """Yield each alert with the people who are told and may see it, each once."""
    alerts = list(alerts)
    readers = readers_of({a.project_id for a in alerts if a.project_id is not None})
    actors: dict[User, Actor] = {}
    for alert in alerts:
        people = [*readers.get(alert.project_id or 0, []), *([alert.owner] if alert.owner else [])]
        action = alert_kind(alert.kind).action
        yield (
            alert,
            [
                person
                for person in dict.fromkeys(people)
                if person.is_active and can(actors.setdefault(person, user_actor(person)), action, alert)
            ],
        )
