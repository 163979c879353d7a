"""Money as whole minor units and an ISO 4217 currency; never a float."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.formats import number_format

NO_MINOR_UNIT = {
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
}
THREE_DIGITS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
MAX_MINOR = 9_000_000_000_000_000
MINUS = "\u2212"


def digits(currency: str) -> int:
    """Return how many decimal digits the currency's minor unit has (ISO 4217)."""
    if currency in NO_MINOR_UNIT:
        return 0
    return 3 if currency in THREE_DIGITS else 2


def parse_minor(text: str, currency: str) -> int:
    """Return ``text`` (``1200``, ``1,200.50``, ``−3``) in minor units.

    Raises
    ------
    ValueError
        If it is no plain number, has more decimals than the currency or is out of range.
    """
    plain = re.sub(r"[\s\u00a0\u202f,']", "", text.strip()).replace(MINUS, "-")
    try:
        amount = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not an amount.") from error
    minor = amount.scaleb(digits(currency)) if amount.is_finite() else Decimal("NaN")
    if not minor.is_finite() or minor != minor.to_integral_value() or abs(minor) > MAX_MINOR:
        raise ValueError(f"{text!r} is not an amount in {currency} with at most {digits(currency)} decimals.")
    return int(minor)


def whole_units(minor: int, currency: str) -> int:
    """Return the amount rounded half up to whole units: the cents of a forecast or a sum are no evidence."""
    unit: int = 10 ** digits(currency)
    return (minor + unit // 2) // unit * unit


def format_minor(minor: int, currency: str, *, whole: bool = True) -> str:
    """Return the amount grouped for the reader's locale; ``whole`` drops the minor unit if it is zero."""
    places = digits(currency)
    if whole and minor % 10**places == 0:
        places = 0
    amount = Decimal(abs(minor)).scaleb(-digits(currency))
    return (MINUS if minor < 0 else "") + number_format(amount, places, use_l10n=True, force_grouping=True)
