"""Amounts and dates as ledgers write them, read without guessing.

``1.234`` is a thousand in one office and one and a bit in another, ``03/04/2027`` is March here and
April there. What a single cell leaves open the rest of its column decides; what the column leaves
open too is refused with a sentence, never guessed.
"""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

MINUS_SIGNS = "\u2212\u2013"
GROUPING = re.compile(r"[\s\u00a0\u202f'\u2019]")
NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)*$")
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?$")
SLASHED = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")
DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
EARLIEST, LATEST = date(1984, 1, 1), date(2149, 12, 31)


def bare_number(text: str, currency: str) -> str | None:
    """Return ``text`` as sign, digits and separators only, or None if it is no amount.

    Takes the minus in front, behind (``1200-``) or as parentheses, spaces and apostrophes between
    thousands, and the project's own currency code.
    """
    bare = GROUPING.sub("", text).translate(str.maketrans(MINUS_SIGNS, "--"))
    bare = re.sub(rf"^{currency}|{currency}$", "", bare, flags=re.IGNORECASE)
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    if bare.endswith("-"):
        bare = "-" + bare[:-1]
    bare = bare.removeprefix("+")
    return bare if NUMBER.match(bare) else None


def decimal_mark_of(number: str) -> str | None:
    """Return the decimal mark that ``number`` alone proves, or None if it leaves it open.

    ``1,234.50`` proves the point, ``12,5`` the comma, ``1.234.567`` that the point groups and so
    the comma is decimal; ``1.234`` and ``1200`` prove nothing.
    """
    marks = [char for char in number if char in ".,"]
    if not marks:
        return None
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    before, after = re.split("[.,]", number.lstrip("-"))
    may_group = len(after) == 3 and 1 <= len(before) <= 3 and before != "0"
    return None if may_group else marks[0]


def column_decimal_mark(numbers: Iterable[str]) -> str | None:
    """Return the decimal mark that the column proves; None if it proves none, or both."""
    proved = {mark for number in numbers if (mark := decimal_mark_of(number))}
    return proved.pop() if len(proved) == 1 else None


def plain_decimal(number: str, column_mark: str | None) -> str:
    """Return ``number`` with a decimal point and no grouping.

    Raises
    ------
    ValueError
        With the sentence, if it can be read in two ways or its groups do not fit.
    """
    mark = decimal_mark_of(number) or column_mark
    if mark is None and re.search("[.,]", number):
        whole = re.sub("[.,]", "", number)
        raise ValueError(
            _("“%(number)s” can be read in two ways. Write %(whole)s, or give it its decimals.")
            % {"number": number, "whole": whole}
        )
    group = "," if mark == "." else "."
    whole, found, decimals = number.partition(mark or ".")
    groups = whole.lstrip("-").split(group)
    if group in decimals or (len(groups) > 1 and not _are_thousands(groups)):
        raise ValueError(_("“%(number)s” is not an amount.") % {"number": number})
    return whole.replace(group, "") + ("." + decimals if found else "")


def _are_thousands(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def column_day_first(texts: Iterable[str]) -> bool | None:
    """Return whether slashed dates of the column put the day first; None if that stays open."""
    proved = set()
    for text in texts:
        match = SLASHED.match(text)
        if match and int(match[1]) > 12:
            proved.add(True)
        elif match and int(match[2]) > 12:
            proved.add(False)
    return proved.pop() if len(proved) == 1 else None


def read_date(text: str, day_first: bool | None) -> date:
    """Return the date written as ``2027-01-31``, ``31.01.2027`` or ``31/01/2027``.

    Raises
    ------
    ValueError
        With the sentence, if it is no date, out of range, or can be read in two ways.
    """
    if match := ISO.match(text):
        parts = int(match[1]), int(match[2]), int(match[3])
    elif match := DOTTED.match(text):
        parts = int(match[3]), int(match[2]), int(match[1])
    elif match := SLASHED.match(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if day_first is None and first != second:
            raise ValueError(
                _("“%(text)s” can be read in two ways. Write the date like 2027-01-31.") % {"text": text}
            )
        parts = (year, second, first) if day_first else (year, first, second)
    else:
        raise ValueError(_("“%(text)s” is not a date. Write it like 2027-01-31.") % {"text": text})
    try:
        day = date(*parts)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is not a day of the calendar.") % {"text": text}) from error
    if not EARLIEST <= day <= LATEST:
        raise ValueError(_("“%(text)s” is outside 1984 to 2149.") % {"text": text})
    return day
