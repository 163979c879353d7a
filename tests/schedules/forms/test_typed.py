"""What people type for durations and links, understood or refused with the forms that are."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from engine.calendars import Calendar
from resources.queries.calendars import WorkCalendar
from schedules.forms.typed import parse_duration, parse_link, parse_links
from schedules.queries.wording import duration_text, lag_text
from schedules.services.dependencies import Link

STANDARD = WorkCalendar(1, "Standard", 480, 2400, Calendar.standard())
DAY = 480


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5d", (5 * DAY, False)),
        ("5", (5 * DAY, False)),
        (" 3 h ", (180, False)),
        ("2w", (10 * DAY, False)),
        ("5ed", (5 * 1440, True)),
        ("1.5 days", (720, False)),
        ("1,5 d", (720, False)),
        ("30min", (30, False)),
        ("30m", (30, False)),
        ("1mo", (20 * DAY, False)),
        ("1 month", (20 * DAY, False)),
        ("2 EW", (2 * 7 * 1440, True)),
        ("0", (0, False)),
    ],
)
def test_durations(text: str, expected: tuple[int, bool]) -> None:
    assert parse_duration(text, STANDARD) == expected


@pytest.mark.parametrize("text", ["", "five", "5x", "-3d", "5d5", "d", "1e9d", "999999d", "<b>"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_duration(text, STANDARD)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A", [Link("A")]),
        ("A; B FS+2d", [Link("A"), Link("B", "FS", 2 * DAY)]),
        ("10,20SS", [Link("10"), Link("20", "SS")]),
        ("B fs + 2 d", [Link("B", "FS", 2 * DAY)]),
        ("B FF-4h", [Link("B", "FF", -240)]),
        ("B SF−1d", [Link("B", "SF", -DAY)]),
        ("B FS+50%", [Link("B", "FS", 50, "percent")]),
        ("B FS+2ed", [Link("B", "FS", 2 * 1440, "elapsed")]),
        ("A-1 SS", [Link("A-1", "SS")]),
        ("A-1", [Link("A-1")]),
        ("XFF", [Link("XFF")]),
        (" ; ", []),
    ],
)
def test_links(text: str, expected: list[Link]) -> None:
    assert parse_links(text, STANDARD) == expected


@pytest.mark.parametrize("text", ["B FS+2x", "B FS+soon", "B SS - d"])
def test_a_bad_lag_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_link(text, STANDARD)


@given(st.integers(0, 20_000 * DAY), st.booleans())
def test_a_duration_as_shown_is_understood(minutes: int, elapsed: bool) -> None:
    text = duration_text(minutes, DAY, elapsed=elapsed)
    assert parse_duration(text, STANDARD) == (minutes, elapsed)


@given(
    st.sampled_from(["working", "elapsed", "percent"]),
    st.integers(-5000, 5000).filter(bool),
    st.sampled_from(["FS", "SS", "FF", "SF"]),
)
def test_a_link_as_shown_is_understood(unit: str, lag: int, kind: str) -> None:
    text = f"A {kind}{lag_text(lag, unit, DAY)}"
    assert parse_link(text, STANDARD) == Link("A", kind, lag, unit)
