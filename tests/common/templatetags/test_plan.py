from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from common.charts.icons import ICONS
from common.templatetags import plan
from engine.calendars import to_minute

FAR = to_minute(datetime(2031, 1, 26, 17))


def test_a_date_of_this_year_has_no_year():
    now = timezone.localdate()
    assert plan.plan_date(to_minute(datetime(now.year, 1, 26, 17))) == "Jan 26"


def test_a_date_of_another_year_names_it():
    assert plan.plan_date(FAR) == "Jan 26, 2031"
    assert plan.plan_datetime(FAR) == "Jan 26, 2031, 17:00"
    assert plan.plan_weekday(FAR) == "Sun Jan 26, 2031"
    assert plan.iso_date(FAR) == "2031-01-26"


@pytest.mark.parametrize("write", [plan.plan_date, plan.plan_datetime, plan.plan_weekday, plan.iso_date])
def test_no_date_is_nothing(write):
    assert write(None) == ""
    assert write("") == ""


def test_minute_zero_is_a_date():
    assert plan.iso_date(0) == "2000-01-01"


def test_an_instant_is_shown_in_the_current_zone():
    with timezone.override("Asia/Tokyo"):
        assert plan.iso_date(datetime(2027, 1, 1, 20, tzinfo=UTC)) == "2027-01-02"


@pytest.mark.parametrize(
    ("minutes", "a_day", "text"),
    [
        (2400, 480, "5 d"),
        (1200, 480, "2.5 d"),
        (-1920, 480, "−4 d"),
        (0, 480, "0 d"),
        (450, 450, "1 d"),
        (-1, 480, "0 d"),
    ],
)
def test_workdays(minutes, a_day, text):
    assert plan.workdays(minutes, a_day) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(("minutes", "text"), [(960, "+2 d"), (-480, "−1 d"), (0, "0 d"), (1, "0 d")])
def test_a_change_carries_its_sign(minutes, text):
    assert plan.signed_workdays(minutes) == text.replace(" ", "\u00a0")


def test_money_percent_and_index():
    assert plan.money(12_000_000, "EUR") == "120,000"
    assert plan.money(-600_000, "EUR") == "−6,000"
    assert plan.money(None, "EUR") == ""
    assert plan.percent(20) == "20\u00a0%"
    assert plan.percent(12.34, 1) == "12.3\u00a0%"
    assert plan.index(0.8333) == "0.83"
    assert plan.index(None) == "n/a"


@pytest.mark.parametrize(
    ("ago", "text"),
    [({"seconds": 20}, "now"), ({"minutes": 4}, "4 min"), ({"hours": 3}, "3 h"), ({"days": 11}, "11 d")],
)
def test_age(ago, text):
    assert plan.age(timezone.now() - timedelta(**ago)) == text


def test_a_status_is_shape_and_word_and_never_green_when_unknown():
    assert ">Red</span>" in plan.status("red")
    assert "<rect" in plan.status("red")
    assert plan.status("nonsense") == plan.status(None)
    assert "Not assessed" in plan.status(None)
    assert "rag-none" in plan.status("withheld")
    assert "Withheld" in plan.status("withheld")


def test_a_word_is_escaped():
    assert "<b>" not in plan.status("red", "<b>")
    assert '"><b' not in plan.icon("flag", '"><b')


def test_a_lone_icon_has_a_name_and_another_is_hidden():
    assert 'aria-label="Undo"' in plan.icon("undo", "Undo")
    assert 'aria-hidden="true"' in plan.icon("undo")
    with pytest.raises(KeyError):
        plan.icon("no such icon")


def test_the_pair_is_declared_then_computed():
    html = Template('{% load plan %}{% status_pair "green" "red" %}').render(Context())
    assert html.index("declared") < html.index("Green") < html.index("computed") < html.index("Red")
    undeclared = Template('{% load plan %}{% status_pair None "red" %}').render(Context())
    assert ">None</span>" in undeclared


def test_every_icon_is_plain_svg():
    assert all("<script" not in body and "style=" not in body for body in ICONS.values())
