"""Errors a person can act on."""


class DomainError(Exception):
    """A rule of the domain refused a write; nothing was saved.

    Parameters
    ----------
    code
        Stable machine-readable word, e.g. ``"dependency_cycle"``.
    message
        One sentence for the person: what is refused, why, and what to do.
    field
        Name of the form field it belongs to, or ``""`` for the whole form.
    """

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class Conflict(DomainError):
    """Somebody else saved the row since it was read.

    Parameters
    ----------
    current
        Field name → value as it stands now, for the field-by-field merge.
    """

    def __init__(self, message: str, current: dict[str, object]) -> None:
        super().__init__("conflict", message)
        self.current = current
