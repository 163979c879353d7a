"""Lists declared low and filled from above in ``ready()``: how a lower app reaches a higher one.

Each list is filled by an app's ``registrations.py``. ``docs/architecture.md`` names every registration.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Openable:
    """A model a person can open: has ``project``, ``title``, ``get_absolute_url()``, ``visible_to()``.

    Parameters
    ----------
    kind
        Stable word used in audit events, search and links, e.g. ``"risk"``.
    model
        The model class.
    label
        Plural for people, translatable.
    search_fields
        Columns that search looks through.
    icon
        Name of the icon beside it in results.
    context
        Called with the object: a few words that tell it from its namesakes.
    """

    kind: str
    model: type[models.Model]
    label: Any
    search_fields: tuple[str, ...]
    icon: str = "sheet"
    context: Callable[[Any], str] | None = None


_openables: dict[str, Openable] = {}


def register_openable(openable: Openable) -> None:
    """Add ``openable``; search, audit, history and the access matrix run from this list."""
    _openables[openable.kind] = openable


def openables() -> Iterator[Openable]:
    """Yield every openable kind in the order of its word."""
    for kind in sorted(_openables):
        yield _openables[kind]


def openable(kind: str) -> Openable | None:
    """Return the openable registered as ``kind``, or None."""
    return _openables.get(kind)


def kind_of(obj: models.Model | type[models.Model]) -> str:
    """Return the word ``obj`` is registered under, else its model name."""
    model = obj if isinstance(obj, type) else type(obj)
    for entry in _openables.values():
        if entry.model is model:
            return entry.kind
    return str(model._meta.model_name)


_guarded: dict[str, str] = {}


def guard_values(model: type[models.Model], action: str) -> None:
    """Show what changed on rows of ``model`` only to those who may do ``action`` where they lie."""
    _guarded[kind_of(model)] = action


def guarding_action(kind: str) -> str:
    """Return the right that seeing values of ``kind`` needs beside the trail's; empty for none."""
    return _guarded.get(kind, "")


class Hooks:
    """A named list of callables; a lower app runs them, higher apps fill it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: list[Callable[..., Any]] = []

    def register(self, entry: Callable[..., Any]) -> Callable[..., Any]:
        """Add ``entry`` once; usable as a decorator."""
        if entry not in self._entries:
            self._entries.append(entry)
        return entry

    def __iter__(self) -> Iterator[Callable[..., Any]]:
        return iter(self._entries)
