"""Single values of an MSPDI document: what no program should write is taken as not written."""

from xml.etree.ElementTree import Element, SubElement

import pytest

from schedules.interchange.mspdi.values import clock, decimal, number, within


def holding(value: str) -> Element:
    element = Element("Row")
    SubElement(element, "X").text = value
    return element


@pytest.mark.parametrize(
    ("value", "minute"),
    [("08:00:00", 480), ("8:30", 510), ("08", 480), ("24:00:00", 1440), ("99:00:00", 1440)],
)
def test_clock(value, minute):
    assert clock(holding(value), "X") == minute


@pytest.mark.parametrize("value", ["", "abc", "NaN", "PT8H0M0S", "-8:00", "2027-01-04T08:00:00"])
def test_no_time_of_day_is_midnight(value):
    assert clock(holding(value), "X") == 0


@pytest.mark.parametrize("value", ["NaN", "inf", "-1e999", "abc", ""])
def test_a_number_is_finite_or_not_written(value):
    assert decimal(holding(value), "X", 1.5) == 1.5
    assert number(holding(value), "X", 7) == 7


@pytest.mark.parametrize(
    ("value", "found"), [("1", 1), ("1440", 1440), ("0", 480), ("1441", 480), ("-1", 480)]
)
def test_within(value, found):
    assert within(holding(value), "X", 1, 1440, 480) == found
