"""Amounts and dates as ledgers write them: read exactly, or refused because they can be read in two ways."""

from datetime import date

import pytest

from budgets.interchange.amounts import (
    bare_number,
    column_day_first,
    column_decimal_mark,
    plain_decimal,
    read_date,
)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("1200", "1200"),
        (" 1 200,50 ", "1200,50"),
        ("1\u00a0200.50", "1200.50"),
        ("1'200.50", "1200.50"),
        ("1\u2019200.50", "1200.50"),
        ("EUR 12,5", "12,5"),
        ("12,5 eur", "12,5"),
        ("(3.10)", "-3.10"),
        ("3.10-", "-3.10"),
        ("\u22123.10", "-3.10"),
        ("+7", "7"),
        ("12 USD", None),
        ("=1+1", None),
        ("1,,2", None),
        ("1e5", None),
        ("", None),
        ("12.", None),
    ],
)
def test_bare_number(text, bare):
    assert bare_number(text, "EUR") == bare


@pytest.mark.parametrize(
    ("number", "column", "plain"),
    [
        ("1200", None, "1200"),
        ("12,5", None, "12.5"),
        ("12.50", None, "12.50"),
        ("1,234.50", None, "1234.50"),
        ("1.234,50", None, "1234.50"),
        ("1.234.567", None, "1234567"),
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("0.125", None, "0.125"),
        ("1234.567", None, "1234.567"),
        ("-1.234,5", None, "-1234.5"),
    ],
)
def test_plain_decimal(number, column, plain):
    assert plain_decimal(number, column) == plain


@pytest.mark.parametrize("number", ["1.234", "1,234", "-12,345"])
def test_a_lone_group_of_three_is_never_guessed(number):
    with pytest.raises(ValueError, match="can be read in two ways"):
        plain_decimal(number, None)


@pytest.mark.parametrize("number", ["1,23,456.00", "1.23.456", "1,234.5,6", "12345,678.00"])
def test_groups_that_do_not_fit_are_no_amount(number):
    with pytest.raises(ValueError, match="is not an amount"):
        plain_decimal(number, None)


def test_the_column_decides_and_may_contradict_itself():
    assert column_decimal_mark(["1.234", "12,50"]) == ","
    assert column_decimal_mark(["1.234", "12.50"]) == "."
    assert column_decimal_mark(["1.234", "1200"]) is None
    assert column_decimal_mark(["12.50", "12,50"]) is None


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("2027-01-31", None, date(2027, 1, 31)),
        ("2027/1/5", None, date(2027, 1, 5)),
        ("2027-01-31T00:00:00", None, date(2027, 1, 31)),
        ("31.01.2027", None, date(2027, 1, 31)),
        ("03/04/2027", True, date(2027, 4, 3)),
        ("03/04/2027", False, date(2027, 3, 4)),
        ("04/04/2027", None, date(2027, 4, 4)),
    ],
)
def test_read_date(text, day_first, day):
    assert read_date(text, day_first) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("03/04/2027", "can be read in two ways"),
        ("2027-02-30", "is not a day of the calendar"),
        ("Jan 5", "is not a date"),
        ("1900-01-01", "outside 1984 to 2149"),
    ],
)
def test_read_date_refuses(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_date(text, None)


def test_one_date_shows_the_order_of_all():
    assert column_day_first(["03/04/2027", "25/04/2027"]) is True
    assert column_day_first(["03/04/2027", "04/25/2027"]) is False
    assert column_day_first(["03/04/2027"]) is None
    assert column_day_first(["25/04/2027", "04/25/2027"]) is None
