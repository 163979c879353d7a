"""What a risk's values must obey, whoever sends them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError
from projects.models import Project
from projects.queries.people import people_who_see
from risks.models import MATRIX, OPEN, STRATEGIES, Kind, Strategy

LEVELS: dict[str, Any] = {
    "probability": gettext_lazy("Probability"),
    "impact": gettext_lazy("Impact"),
    "target_probability": gettext_lazy("Probability after response"),
    "target_impact": gettext_lazy("Impact after response"),
}


def check_values(project: Project, values: Mapping[str, Any]) -> None:
    """Refuse values that contradict each other or the project.

    Raises
    ------
    DomainError
        ``title_missing``, ``event_missing``, ``out_of_scale``, ``strategy_of_other_kind``,
        ``target_incomplete``, ``not_an_opening`` or ``owner_outside``; the field is named.
    """
    if not values["title"].strip():
        raise DomainError("title_missing", _("Give the risk a title."), "title")
    if not values["event"].strip():
        message = _("Say what may happen. A risk is an event, with its cause and its effect.")
        raise DomainError("event_missing", message, "event")
    _check_levels(values)
    _check_strategy(values["kind"], values["strategy"])
    _check_target(values["target_probability"], values["target_impact"])
    if values["status"] not in OPEN:
        message = _("An open risk is proposed or active; close it to end it.")
        raise DomainError("not_an_opening", message, "status")
    owner = values["owner"]
    if owner is not None and not people_who_see(project).filter(pk=owner.pk).exists():
        message = _("The owner must be somebody who can see this project.")
        raise DomainError("owner_outside", message, "owner")


def score_of(values: Mapping[str, Any]) -> int:
    """Return the score of the probability and impact levels in ``values``."""
    return MATRIX.score(values["probability"], values["impact"])


def _check_levels(values: Mapping[str, Any]) -> None:
    for name, label in LEVELS.items():
        level = values[name]
        if level is not None and not 1 <= level <= MATRIX.size:
            message = _("%(label)s is a level from 1 to %(size)s; %(level)s is outside the scale.")
            text = message % {"label": label, "size": MATRIX.size, "level": level}
            raise DomainError("out_of_scale", text, name)
    percent = values["percent"]
    if percent is not None and not 0 <= percent <= 100:
        raise DomainError("out_of_scale", _("A percentage lies between 0 and 100."), "percent")


def _check_strategy(kind: str, strategy: str) -> None:
    if strategy and strategy not in STRATEGIES[Kind(kind)]:
        words = ", ".join(str(choice.label) for choice in STRATEGIES[Kind(kind)])
        message = _("%(strategy)s does not answer this kind of risk; choose one of %(words)s.")
        text = message % {"strategy": Strategy(strategy).label, "words": words}
        raise DomainError("strategy_of_other_kind", text, "strategy")


def _check_target(probability: int | None, impact: int | None) -> None:
    if (probability is None) != (impact is None):
        missing = "target_probability" if probability is None else "target_impact"
        message = _("Give both levels expected after the response, or neither.")
        raise DomainError("target_incomplete", message, missing)
