from xml.etree import ElementTree as ET

import pytest

from common.charts.matrix import RiskMark, band, risk_matrix
from common.charts.pen import COLOURS, Medium

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ["a", "b", "c", "d", "e"]  # axis: 1 × 6.1 + 10 = 16.1 wide


def draw(*risks, **options):
    options = {"probabilities": WORDS, "impacts": WORDS, "width": 266.1, "row": 40} | options
    return risk_matrix(risks, label="One of them is high.", **options)


def pills(chart):
    root = ET.fromstring(chart.svg)
    return [r for r in root.iter(f"{SVG}rect") if r.get("rx") == "9.0" or r.get("rx") == "9"]


def words(chart):
    return [t.text for t in ET.fromstring(chart.svg).iter(f"{SVG}text") if t.get("font-weight") == "600"]


@pytest.mark.parametrize(
    ("score", "fill"),
    [(1, "m1"), (3, "m1"), (4, "m2"), (6, "m2"), (8, "m3"), (12, "m3"), (15, "m4"), (25, "m4")],
)
def test_the_bands_of_the_score(score, fill):
    assert band(score) == fill


def test_every_cell_carries_its_score():
    texts = [t.text for t in ET.fromstring(draw().svg).iter(f"{SVG}text")]
    assert texts[:5] == ["5", "10", "15", "20", "25"]
    assert sum(text.isdigit() for text in texts) == 25


def test_the_cell_of_probability_5_and_impact_1_is_at_the_top_left():
    first = next(ET.fromstring(draw().svg).iter(f"{SVG}rect"))
    assert (first.get("x"), first.get("y"), first.get("width"), first.get("height")) == (
        "16.1",
        "0",
        "48",
        "38",
    )
    assert first.get("class") == "f-m2"


def test_a_pill_lies_in_its_cell():
    # Cell 4 × 3: x from 16.1 + 2 × 50 = 116.1, y from (5 − 4) × 40 = 40. Middle 140.1 + 6, 59 + 1.
    # "R-7" is 3 × 6.5 + 12 = 31.5 wide.
    chart = draw(RiskMark("R-7", 4, 3))
    pill = pills(chart)[0]
    assert float(pill.get("x")) == pytest.approx(146.1 - 31.5 / 2, abs=0.06)
    assert pill.get("y") == "51"


def test_two_in_a_cell_do_not_overlap():
    ys = sorted(float(p.get("y")) for p in pills(draw(RiskMark("R-1", 2, 3), RiskMark("R-2", 2, 3))))
    assert len(ys) == 2
    assert ys[1] - ys[0] >= 18


def test_what_finds_no_room_is_counted_and_stays_in_the_table():
    chart = draw(*(RiskMark(f"R-{n}", 3, 3) for n in range(40)))
    assert words(chart) == ["R-0", "+39"]
    assert len(chart.rows) == 40


def test_the_selected_risk_is_never_hidden():
    risks = [RiskMark(f"R-{n}", 3, 3, selected=n == 30) for n in range(40)]
    assert "R-30" in words(draw(*risks))


def test_a_response_draws_an_arrow_and_no_move_draws_none():
    def arrows(chart):
        return list(ET.fromstring(chart.svg).iter(f"{SVG}path"))

    assert len(arrows(draw(RiskMark("R-1", 4, 4, after=(2, 2))))) == 2  # shaft and head
    assert arrows(draw(RiskMark("R-1", 4, 4, after=(4, 4)))) == []
    assert arrows(draw(RiskMark("R-1", 4, 4))) == []
    shaft = arrows(draw(RiskMark("R-1", 4, 4, after=(2, 2), selected=True)))[0]
    assert shaft.get("stroke-dasharray") is None
    assert arrows(draw(RiskMark("R-1", 4, 4, after=(2, 2))))[0].get("stroke-dasharray") == "3 2"


def test_a_pill_leads_to_its_risk_on_the_page_only():
    risk = RiskMark("R-1", 1, 1, title='Vendor "A" <slips>', url="/projects/X/risks/1/")
    assert '<a href="/projects/X/risks/1/">' in draw(risk).svg
    assert "<slips>" not in draw(risk).svg
    assert "<a " not in draw(risk, medium=Medium.PRINT).svg


def test_paper_has_colours():
    printed = draw(RiskMark("R-1", 5, 5), medium=Medium.PRINT).svg
    assert COLOURS["m4"] in printed
    assert 'class="f-' not in printed


def test_the_table_says_before_and_after():
    chart = draw(RiskMark("R-7", 4, 4, (2, 3), "Re-test"))
    assert chart.rows == (("R-7 Re-test", "d", "d", "16", "6"),)
