"""Make pictures by hand, for rules that compare or rank them."""

from datetime import datetime
from typing import Any

from dashboards.queries.picture import Area, CostLine, Milestone, Picture, RiskLine
from engine.calendars import Calendar, to_minute

FINISH = to_minute(datetime(2027, 1, 28, 17))


def plan_time(month: int, day: int, hour: int = 17, year: int = 2027) -> int:
    return to_minute(datetime(year, month, day, hour))


def standard_days(start: int, finish: int) -> int:
    """Count working minutes on a Monday to Friday calendar."""
    calendar = Calendar.standard()
    return calendar.between(start, finish) if start <= finish else -calendar.between(finish, start)


def area(key: str, colour: str = "green", sentence: str = "") -> Area:
    return Area(key, colour, "rule", sentence or f"{key} is {colour}.")


def milestone(pk: int, name: str = "Pilot live", date: int | None = FINISH, **fields: Any) -> Milestone:
    fields = {"baseline": None, "deadline": None, "done": False, "critical": True} | fields
    return Milestone(id=pk, name=name, date=date, **fields)


def risk_line(number: int, score: int, title: str = "API vendor slips", *, high: bool = False) -> RiskLine:
    return RiskLine(number, title, score, high)


def cost_line(bac: int = 10_000_000, eac: int | None = 12_000_000) -> CostLine:
    return CostLine(bac, 3_600_000, eac, 0.83, 0.75, "2026-12-31")


def make_picture(**fields: Any) -> Picture:
    """Return a green project without amounts, with the given differences."""
    fields = {
        "project_id": 1,
        "revision": 1,
        "day": "2027-01-18",
        "language": "en",
        "currency": "EUR",
        "areas": (area("schedule"), area("risk"), area("freshness")),
        "activities": 5,
        "start": plan_time(1, 4, 8),
        "finish": FINISH,
        "must_finish": None,
        "finish_float": None,
        "minutes_per_day": 480,
        "progress": 20.0,
        "late": 0,
        "reviews_due": 0,
        "overdue_responses": 0,
        "milestones": (),
        "risks": (),
        "open_risks": 0,
        "cost": None,
    } | fields
    return Picture(**fields)
