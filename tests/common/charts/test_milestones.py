from datetime import date
from xml.etree import ElementTree as ET

from common.charts.milestones import MilestoneMark, milestone_strip

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2027, 1, 11)


def draw(*milestones, **options):
    options = {"today": TODAY, "label": "Live is 10 days late.", "width": 144} | options
    return milestone_strip(milestones, **options)


def diamonds(chart):
    return [p for p in ET.fromstring(chart.svg).iter(f"{SVG}path") if p.get("d").endswith("z")]


def test_a_milestone_lies_at_its_day_and_is_joined_with_its_baseline():
    # Range Jan 8 to Jan 24 (3 days around Jan 11 … Jan 21): 16 days on 12 … 132, 7.5 a day.
    chart = draw(MilestoneMark("Live", date(2027, 1, 21), date(2027, 1, 15)))
    hollow, solid = diamonds(chart)
    assert hollow.get("d").startswith("M64.5 39l")  # Jan 15: 12 + 7 × 7.5
    assert solid.get("d").startswith("M109.5 37.5l")  # Jan 21: 12 + 13 × 7.5
    assert 'd="M64.5 44L109.5 44"' in chart.svg


def test_one_on_its_baseline_is_one_diamond():
    assert len(diamonds(draw(MilestoneMark("Live", date(2027, 1, 21), date(2027, 1, 21))))) == 1
    assert len(diamonds(draw(MilestoneMark("Live", date(2027, 1, 21))))) == 1


def test_a_reached_one_has_another_fill_and_no_ghost():
    reached = diamonds(draw(MilestoneMark("Signed", date(2027, 1, 9), date(2027, 1, 2), done=True)))
    assert [d.get("class") for d in reached] == ["f-c-ev"]


def test_today_is_marked():
    assert (
        'd="M34.5 20L34.5 62"' in draw(MilestoneMark("Live", date(2027, 1, 21))).svg
    )  # Jan 11: 12 + 3 × 7.5


def test_the_table_has_the_names_escaped_nowhere_but_in_html():
    chart = draw(MilestoneMark("<b>Live</b>", date(2027, 1, 21)))
    assert chart.rows == (("<b>Live</b>", "n/a", "2027-01-21", "Open"),)
    assert "<b>" not in chart.svg


def test_no_milestones_still_show_today():
    assert "today" in draw().svg
