"""Which kinds of alert there are and who reads them: declared here, filled from above."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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
class ReaderSource:
    """Who is told about a project's alerts beside their owner.

    Parameters
    ----------
    of_projects
        Project ids → the readers of each; a fixed number of queries.
    projects_of
        The ids of the projects whose alerts a person reads.
    """

    of_projects: Callable[[Iterable[int]], Mapping[int, Iterable[User]]]
    projects_of: Callable[[User], set[int]]


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


def projects_read_by(user: User) -> set[int]:
    """Return the ids of the projects whose alerts the person reads."""
    return {project_id for source in _sources for project_id in source.projects_of(user)}
