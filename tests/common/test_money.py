"""Amounts in and out, to the cent."""

import pytest

from common.money import MAX_MINOR, format_minor, parse_minor, whole_units


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1200", "EUR", 120000),
        ("1,200.50", "EUR", 120050),
        ("\u22123", "EUR", -300),
        ("7", "JPY", 7),
        ("1.234", "KWD", 1234),
    ],
)
def test_parse(text, currency, minor):
    assert parse_minor(text, currency) == minor


@pytest.mark.parametrize("text", ["", "abc", "1.234", "NaN", "Infinity", str(MAX_MINOR)])
def test_parse_refuses(text):
    with pytest.raises(ValueError, match="amount"):
        parse_minor(text, "EUR")


@pytest.mark.parametrize(
    ("minor", "currency", "whole"),
    [(55_102_049, "EUR", 55_102_000), (55_102_050, "EUR", 55_102_100), (-150, "EUR", -100), (7, "JPY", 7)],
)
def test_whole_units(minor, currency, whole):
    assert whole_units(minor, currency) == whole


def test_format():
    assert format_minor(12_000_000, "EUR") == "120,000"
    assert format_minor(12_000_050, "EUR") == "120,000.50"
    assert format_minor(-600_000, "EUR") == "\u22126,000"
    assert format_minor(5, "EUR") == "0.05"
    assert format_minor(1234, "JPY") == "1,234"
