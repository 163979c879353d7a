from datetime import date

import pytest

from common.charts.scales import Scale, months, spread, ticks


def test_a_scale_is_linear_and_may_run_downwards():
    scale = Scale(0, 100, 250, 50)
    assert [scale.at(v) for v in (0, 50, 100)] == [250, 150, 50]


def test_an_empty_range_lies_at_the_start():
    assert Scale(7, 7, 10, 90).at(7) == 10


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (0, 120_000, [0, 25_000, 50_000, 75_000, 100_000, 125_000]),
        (-6, 4, [-6, -4, -2, 0, 2, 4]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 3, [0, 1, 2, 3]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low, high, expected):
    assert ticks(low, high) == pytest.approx(expected)


def test_months_are_firsts_inside_the_range():
    assert months(date(2026, 11, 15), date(2027, 2, 1)) == [
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
    assert months(date(2026, 11, 15), date(2026, 11, 20)) == []


def test_months_of_a_long_project_are_thinned_to_quarters():
    found = months(date(2026, 1, 1), date(2028, 6, 1), most=12)
    assert len(found) <= 12
    assert {day.month for day in found} <= {1, 4, 7, 10}


def test_labels_are_moved_apart_and_stay_inside():
    assert spread([100, 104, 10], 14, 0, 200) == [100, 114, 10]
    assert spread([195, 199], 14, 0, 200) == [186, 200]
