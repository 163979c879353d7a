"""Make alert kinds, facts and alerts."""

import itertools
from typing import Any

from accounts.actors import SYSTEM
from notifications.alerts import AlertFact, AlertKind, register_alert_kind
from notifications.models import Alert
from notifications.services.alerts import raise_alert
from projects.models import Project

_count = itertools.count(1)
KIND = "test.threshold"
COST_KIND = "test.cost"
register_alert_kind(
    AlertKind(KIND, "Test rule", "risk.view", "You hear again only if it falls below 15 and rises again.")
)
register_alert_kind(AlertKind(COST_KIND, "Test cost rule", "cost.view", "You hear again next month."))


def make_fact(project: Project | None, **fields: Any) -> AlertFact:
    n = next(_count)
    values: dict[str, Any] = {
        "kind": KIND,
        "key": f"test:{n}",
        "title": f"Risk R-{n} reached 16",
        "severity": "high",
        "evidence": f"Probability 4 × impact 4 is {n}.",
        "object_kind": "risk",
        "object_id": n,
        "object_key": f"R-{n}",
        "path": f"/projects/X/risks/{n}/",
        "project_id": project.pk if project else None,
        "portfolio_id": project.portfolio_id if project else None,
        "project_title": project.name if project else "",
    }
    return AlertFact(**(values | fields))


def make_alert(project: Project | None, **fields: Any) -> Alert:
    return raise_alert(actor=SYSTEM, fact=make_fact(project, **fields))
