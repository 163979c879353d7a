"""Which kinds of alert there are and who reads them: declared here, filled from above."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import User


@dataclass(frozen=True, slots=True)
class AlertKind:
    """A rule that can raise alerts.

    Parameters
    ----------
    kind
        Stable word, e.g. ``"risk.threshold"``.
    label
        What the rule watches, for people, translatable.
    action
        Right on the alert's project that is needed to be told, e.g. ``"risk.view"``.
    hears_again
        Sentence that says when the reader hears of the same fact again, translatable.
    """

    kind: str
    label: Any
    action: str
    hears_again: Any


@dataclass(frozen=True, slots=True)
class AlertFact:
    """A fact that crossed a rule, as its app words it; longer texts are cut to their columns.

    Parameters
    ----------
    kind
        A registered :class:`AlertKind`.
    key
        Names the fact, e.g. ``"risk.threshold:12"``: while an alert of this key stands there is no second.
    path
        Where the object is opened, e.g. ``risk.get_absolute_url()``.
    object_key
        Short name of the object for buttons, e.g. ``"R-7"``.
    severity
        ``"high"``, ``"medium"`` or ``"low"``.
    status
        The state in a few words, e.g. ``"High, score 16"``; ``changed`` what it was: ``"was 9 until Jan 5"``.
    """

    kind: str
    key: str
    title: str
    severity: str
    evidence: str
    object_kind: str
    object_id: int
    object_key: str
    path: str
    project_id: int | None = None
    portfolio_id: int | None = None
    project_title: str = ""
    status: str = ""
    changed: str = ""
    effect: str = ""
    next_step: str = ""
    owner: User | None = None


@dataclass(frozen=True, slots=True)
class ReaderSource:
    """Who is told about a project's alerts beside their owner.

    Parameters
    ----------
    of_projects
        Project ids → the active readers of each; a fixed number of queries.
    projects_of
        The ids of the projects whose alerts a person reads, as something ``__in`` takes.
    """

    of_projects: Callable[[Iterable[int]], Mapping[int, Iterable[User]]]
    projects_of: Callable[[User], Any]


_kinds: dict[str, AlertKind] = {}
_sources: list[ReaderSource] = []


def register_alert_kind(kind: AlertKind) -> None:
    """Add a kind of alert."""
    _kinds[kind.kind] = kind


def register_readers(source: ReaderSource) -> None:
    """Name where the readers of a project's alerts come from (filled by ``projects``)."""
    _sources[:] = [source]


def alert_kind(kind: str) -> AlertKind:
    """Return the registered kind; an unknown word is a programming error."""
    return _kinds[kind]


def kinds_by_action() -> dict[str, list[str]]:
    """Return the kinds grouped by the right that is needed to be told."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for kind in _kinds.values():
        grouped[kind.action].append(kind.kind)
    return dict(grouped)


def readers_of(project_ids: Iterable[int]) -> dict[int, list[User]]:
    """Return the readers of each project's alerts."""
    readers: dict[int, list[User]] = defaultdict(list)
    wanted = list(project_ids)
    for source in _sources:
        for project_id, users in source.of_projects(wanted).items():
            readers[project_id].extend(users)
    return dict(readers)


def read_by(user: User) -> Q:
    """Return the condition on alerts that says: this person is told about them."""
    condition = Q(owner=user)
    for source in _sources:
        condition |= Q(project_id__in=source.projects_of(user))
    return condition
