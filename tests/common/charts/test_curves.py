import itertools
from datetime import date
from xml.etree import ElementTree as ET

from common.charts.curves import Curve, curves, sparkline
from common.charts.pen import COLOURS, Medium, table

D1, D2, D3 = date(2027, 1, 1), date(2027, 1, 11), date(2027, 1, 21)
SVG = "{http://www.w3.org/2000/svg}"


def draw(**options):
    lines = [Curve("PV", [(D1, 0), (D3, 100)], "c-pv"), Curve("EV", [(D1, 0), (D2, 40)], "c-ev")]
    options = {"label": "EV 40 is 10 under PV 50.", "write": lambda v: f"{v:.0f}"} | options
    return curves(lines, width=220, height=148, **options)


def root(chart):
    return ET.fromstring(chart.svg)


def test_the_curve_lies_where_the_numbers_say():
    # Axis text "100" has 3 characters: left = 8 + 3 × 6.1 = 26.3. Right = 220 − 12 = 208.
    # y: 0 at 148 − 26 = 122, 100 at 22. The middle day is at (26.3 + 208) / 2 = 117.15, 40 at 122 − 40 = 82.
    paths = [p.get("d") for p in root(draw()).iter(f"{SVG}path")]
    assert "M26.3 122L208 22" in paths
    assert "M26.3 122L117.2 82" in paths or "M26.3 122L117.1 82" in paths


def test_the_data_date_is_a_dashed_line_at_its_day():
    dashed = [p for p in root(draw(data_date=D3)).iter(f"{SVG}path") if p.get("stroke-dasharray") == "3 3"]
    assert [p.get("d") for p in dashed] == ["M208 14L208 122"]
    assert not [p for p in root(draw()).iter(f"{SVG}path") if p.get("stroke-dasharray") == "3 3"]


def test_the_planned_curve_is_dashed_and_the_earned_one_solid():
    by_d = {p.get("d"): p for p in root(draw()).iter(f"{SVG}path")}
    assert by_d["M26.3 122L208 22"].get("stroke-dasharray") == "6 4"
    earned = next(p for p in by_d.values() if p.get("stroke-width") == "2.6")
    assert earned.get("stroke-dasharray") is None


def test_the_page_has_classes_and_paper_has_colours():
    assert 'class="s-c-ev"' in draw().svg
    printed = draw(medium=Medium.PRINT).svg
    assert COLOURS["c-ev"] in printed
    assert "s-c-ev" not in printed
    assert "style=" not in printed + draw().svg


def test_the_drawing_states_its_finding():
    svg = root(draw())
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "EV 40 is 10 under PV 50."


def test_the_table_has_every_point():
    chart = draw()
    assert chart.headings == ("Day", "PV", "EV")
    assert chart.rows == (("2027-01-01", "0", "0"), ("2027-01-11", "", "40"), ("2027-01-21", "100", ""))
    html = table(chart)
    assert html.count("<tr>") == 4
    assert '<td class="num">40</td>' in html


def test_names_and_labels_are_escaped():
    evil = '<script>"&'
    lines = [Curve(evil, [(D1, 0), (D2, 1)], "c-ev")]
    chart = curves(lines, label=evil, write=lambda v: f"{v}<i>")
    assert "<script>" not in chart.svg
    assert "<i>" not in chart.svg
    assert "<script>" not in table(chart)
    ET.fromstring(chart.svg)


def test_end_labels_do_not_touch():
    lines = [
        Curve("EV", [(D1, 0), (D2, 40)], "c-ev"),
        Curve("AC", [(D1, 0), (D2, 41)], "c-ac"),
        Curve("PV", [(D1, 0), (D3, 100)], "c-pv"),
    ]
    texts = [t for t in root(curves(lines, label="x", write=str)).iter(f"{SVG}text") if t.get("font-weight")]
    ys = sorted(float(t.get("y")) for t in texts)
    assert len(ys) == 3
    assert all(b - a >= 14 for a, b in itertools.pairwise(ys))


def test_end_labels_have_a_halo_so_that_no_line_crosses_their_letters():
    texts = [t for t in root(draw()).iter(f"{SVG}text") if t.get("font-weight")]
    assert {t.get("paint-order") for t in texts} == {"stroke"}
    assert {t.get("class") for t in texts} == {"f-ink s-bg"}


def test_no_points_draw_an_empty_paper():
    chart = curves([Curve("EV", [], "c-ev")], label="Nothing earned yet.", write=str)
    assert list(root(chart)) == []
    assert chart.rows == ()


def test_one_point_is_a_dot():
    chart = curves([Curve("EV", [(D1, 5)], "c-ev")], label="x", write=str)
    assert len(list(root(chart).iter(f"{SVG}circle"))) == 1


def test_a_sparkline_runs_from_its_first_to_its_last_value():
    # x: 3 … 68 over two steps; y: the lowest value at 16, the highest at 4.
    chart = sparkline([1, 3, 2], label="Now 2.")
    assert 'd="M3 16L35.5 4L68 10"' in chart.svg
    assert chart.rows == (("1", "1"), ("2", "3"), ("3", "2"))


def test_a_flat_sparkline_lies_in_the_middle_and_one_value_draws_nothing():
    assert 'd="M3 10L68 10"' in sparkline([4, 4], label="Always 4.").svg
    assert "<path" not in sparkline([4], label="4.").svg
