"""Cells of exported tables that no spreadsheet takes for a formula."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    """Return ``value`` for a CSV or XLSX cell: text that begins like a formula is quoted, numbers stay."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return "'" + value
    return value
