"""Read a ledger's CSV export of actual costs; pure text in, rows and problems out.

Nothing is looked up and nothing saved here: :mod:`budgets.services.imports` does both.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.interchange import amounts
from common.errors import DomainError
from common.export import DANGEROUS
from common.money import digits, parse_minor

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 10_000
DELIMITERS = ";\t,|"
HEADERS = {
    "date": ("date", "posting date", "posted", "posted on", "booking date", "day", "datum", "buchungsdatum"),
    "account": ("account", "cost account", "account code", "cost centre", "cost center", "code", "konto"),
    "amount": ("amount", "value", "cost", "net", "net amount", "total", "betrag"),
    "reference": (
        "reference",
        "ref",
        "document",
        "document no",
        "invoice",
        "voucher",
        "beleg",
        "belegnummer",
    ),
    "activity": ("activity", "activity id", "wbs", "wbs code", "vorgang"),
    "description": ("description", "text", "note", "details", "memo", "beschreibung"),
}
REQUIRED = ("date", "account", "amount")
REFERENCE_LENGTH, DESCRIPTION_LENGTH = 80, 200
REQUIRED_NAMES = gettext_lazy("date, account and amount")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One cost as the file states it; ``line`` is the line number in the file."""

    line: int
    day: date
    account: str
    amount: int
    reference: str
    activity: str
    description: str


@dataclass(frozen=True, slots=True)
class CsvProblem:
    """What is wrong in one line, as a sentence."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class CsvReading:
    """Everything one file said.

    Parameters
    ----------
    ignored
        Headers of columns that mean nothing here; the page names them.
    """

    rows: tuple[CsvRow, ...]
    problems: tuple[CsvProblem, ...]
    ignored: tuple[str, ...]


def read_actuals(content: bytes, *, currency: str) -> CsvReading:
    """Read ``content``; amounts come in minor units of ``currency``.

    Raises
    ------
    DomainError
        If the file as a whole cannot be read: empty, too large, not text, cut off, no header,
        a column missing.
    """
    lines = _split(_decode(content))
    header = lines[0][1]
    columns, ignored = _columns(header)
    body = [(line, cells) for line, cells in lines[1:] if any(cell.strip() for cell in cells)]
    if not body:
        raise DomainError("csv_empty", _("The file has a header but no rows."))
    if len(body) > MAX_ROWS:
        raise DomainError(
            "csv_rows",
            _("The file has %(rows)d rows; at most %(limit)d are read at once. Split it by month.")
            % {"rows": len(body), "limit": MAX_ROWS},
        )
    rows, problems = _read_body(body, columns, len(header), currency)
    return CsvReading(tuple(rows), tuple(problems), ignored)


def original_cell(text: str) -> str:
    """Undo :func:`common.export.safe_cell`, so that an exported file comes in again as it was."""
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text


def _decode(content: bytes) -> str:
    if not content.strip():
        raise DomainError("csv_empty", _("The file is empty."))
    if len(content) > MAX_BYTES:
        raise DomainError("csv_size", _("The file is larger than 2 MB. Split it by month."))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DomainError("csv_workbook", _("This is a workbook, not a CSV file. Save it as CSV first."))
    text = ""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if not text or any(ord(char) < 32 and char not in "\t\r\n" for char in text):
        raise DomainError("csv_binary", _("This is not a text file. Export the costs as CSV."))
    return text


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _split(text: str) -> list[tuple[int, list[str]]]:
    """Return (line number, cells) of every row, the header first."""
    first, _newline, rest = text.partition("\n")
    delimiter, skipped = "", 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, skipped, text = first.strip()[4], 1, rest
    delimiter = delimiter or max(DELIMITERS, key=_outside_quotes(text.lstrip().split("\n", 1)[0]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if rows or any(cell.strip() for cell in cells):
                rows.append((start + skipped, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        sentence = _(
            "Line %(line)d opens a quote that never closes: the file is cut off or a quote is missing."
        )
        raise DomainError("csv_cut_off", sentence % {"line": start + skipped}) from error
    if not rows:
        raise DomainError("csv_empty", _("The file is empty."))
    return rows


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _columns(header: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the position of each known column, and the headers that are not known."""
    columns: dict[str, int] = {}
    ignored = []
    for position, title in enumerate(header):
        name = next((n for n, titles in HEADERS.items() if _plain(title) in titles), None)
        if name is None or name in columns:
            ignored.append(title.strip())
        else:
            columns[name] = position
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        found = ", ".join(title.strip()[:30] for title in header if title.strip()) or _("none")
        raise DomainError(
            "csv_header",
            _(
                "The first line must name the columns %(names)s. Not found: %(missing)s. "
                "The first line has: %(found)s."
            )
            % {"names": REQUIRED_NAMES, "missing": ", ".join(missing), "found": found[:200]},
        )
    return columns, tuple(title for title in ignored if title)


def _plain(title: str) -> str:
    return " ".join(title.replace("_", " ").strip(" .:").lower().split())


def _read_body(
    body: list[tuple[int, list[str]]], columns: dict[str, int], width: int, currency: str
) -> tuple[list[CsvRow], list[CsvProblem]]:
    def cell(cells: list[str], name: str) -> str:
        position = columns.get(name)
        text = cells[position] if position is not None and position < len(cells) else ""
        return original_cell(text.strip())

    day_first = amounts.column_day_first(cell(cells, "date") for _line, cells in body)
    bare = (amounts.bare_number(cell(cells, "amount"), currency) for _line, cells in body)
    mark = amounts.column_decimal_mark(number for number in bare if number)
    rows, problems = [], []
    for line, cells in body:
        try:
            _check_width(cells, width)
            values = {name: cell(cells, name) for name in HEADERS}
            _check_texts(values)
            day = amounts.read_date(values["date"], day_first)
            amount = _read_amount(values["amount"], mark, currency)
        except ValueError as error:
            problems.append(CsvProblem(line, str(error)))
            continue
        rows.append(
            CsvRow(
                line=line,
                day=day,
                account=values["account"],
                amount=amount,
                reference=values["reference"],
                activity=values["activity"],
                description=values["description"],
            )
        )
    return rows, problems


def _check_width(cells: list[str], width: int) -> None:
    """Refuse a line with other cells than the header names; empty cells behind the end are let pass."""
    if len(cells) < width:
        raise ValueError(
            _("The line has %(found)d of %(wanted)d columns: it is cut off.")
            % {"found": len(cells), "wanted": width}
        )
    if any(cell.strip() for cell in cells[width:]):
        raise ValueError(
            _("The line has more columns than the header: put quotes around text with a separator in it.")
        )


def _check_texts(values: dict[str, str]) -> None:
    for name in REQUIRED:
        if not values[name]:
            raise ValueError(_("The %(column)s is missing.") % {"column": name})
    for name, limit in (("reference", REFERENCE_LENGTH), ("description", DESCRIPTION_LENGTH)):
        if len(values[name]) > limit:
            raise ValueError(
                _("The %(column)s is longer than %(limit)d characters.") % {"column": name, "limit": limit}
            )


def _read_amount(text: str, mark: str | None, currency: str) -> int:
    number = amounts.bare_number(text, currency)
    if number is None:
        raise ValueError(
            _("“%(text)s” is not an amount in %(currency)s.") % {"text": text[:40], "currency": currency}
        )
    plain = amounts.plain_decimal(number, mark)
    try:
        amount = parse_minor(plain, currency)
    except ValueError as error:
        raise ValueError(
            _("“%(text)s” is not an amount in %(currency)s with at most %(digits)d decimals.")
            % {"text": text[:40], "currency": currency, "digits": digits(currency)}
        ) from error
    if amount == 0:
        raise ValueError(_("The amount is zero."))
    return amount
