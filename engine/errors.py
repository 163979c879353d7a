"""Errors the engine raises: each has a stable ``code`` and a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence


class EngineError(Exception):
    """A computation was asked for something it cannot do.

    Parameters
    ----------
    code : str
        Stable, dotted, lower case: ``"calendar.no_working_time"``.
    sentence : str
        What is wrong, in English, for a log or as a fallback text.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class CalendarError(EngineError):
    """A calendar is not well formed, or has no working time where some is needed."""


class PlanError(EngineError):
    """A plan refers to what is not in it, or holds a value that cannot be.

    Attributes
    ----------
    subject : int or None
        Id of the activity at fault, if there is one.
    """

    def __init__(self, code: str, sentence: str, subject: int | None = None) -> None:
        super().__init__(code, sentence)
        self.subject = subject


class CycleError(PlanError):
    """Activities wait for each other in a circle.

    Attributes
    ----------
    path : tuple of int
        Activity ids along the cycle; the first is repeated at the end. Rotated so that the
        smallest id comes first: the same cycle is always named the same way.
    names : tuple of str
        Their names in the same order.
    """

    def __init__(self, path: Sequence[int], names: Sequence[str]) -> None:
        super().__init__("network.cycle", "Dependencies form a cycle: " + " → ".join(names), path[0])
        self.path = tuple(path)
        self.names = tuple(names)
