"""Where a person can go: places in the side bar and tabs of a project, filled by the apps that own them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the side bar.

    Parameters
    ----------
    key
        Word that pages name as current, e.g. ``"portfolio"``.
    action
        Right that must be held somewhere to see the entry; empty for everybody.
    """

    key: str
    label: Any
    url_name: str
    icon: str
    order: int
    action: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a project.

    Parameters
    ----------
    action
        Right on the project that is needed to see the tab.
    shortcut
        Letter pressed after ``G``.
    count
        Called with the project's id; the number beside the label. One cheap query.
    """

    key: str
    label: Any
    url_name: str
    order: int
    action: str
    shortcut: str
    count: Callable[[int], int] | None = None


_places: dict[str, Place] = {}
_tabs: dict[str, Tab] = {}


def register_place(place: Place) -> None:
    """Add an entry to the side bar."""
    _places[place.key] = place


def register_tab(tab: Tab) -> None:
    """Add a tab to every project."""
    _tabs[tab.key] = tab


def places() -> list[Place]:
    """Return the side bar's entries in order."""
    return sorted(_places.values(), key=lambda place: place.order)


def tabs() -> list[Tab]:
    """Return a project's tabs in order."""
    return sorted(_tabs.values(), key=lambda tab: tab.order)
