"""Places in the side bar, tabs of a project, commands of the palette: filled by the apps that own them."""

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
    count
        Called with the reader's actor; the number beside the label. One cheap query.
    """

    key: str
    label: Any
    url_name: str
    icon: str
    order: int
    action: str = ""
    count: Callable[[Any], int] | None = None


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


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do, offered by the palette.

    Parameters
    ----------
    label
        Verb and object; ``%(project)s`` stands for the project's name in a project's command.
    action
        Right that is needed: on the project, or anywhere for a command outside projects.
    """

    key: str
    label: Any
    url_name: str
    icon: str
    action: str
    in_project: bool = False


_commands: dict[str, Command] = {}
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


def register_command(command: Command) -> None:
    """Add a command to the palette."""
    _commands[command.key] = command


def commands() -> list[Command]:
    """Return the palette's commands in the order they were registered."""
    return list(_commands.values())
