"""Make cost accounts, budget lines, actuals, and the earned value oracle EV-1."""

import itertools
from datetime import date, datetime
from typing import Any

from accounts.actors import SYSTEM
from budgets.models import Actual, ActualImport, BudgetLine, CostAccount
from budgets.services.accounts import create_account
from budgets.services.actuals import create_actual
from budgets.services.imports import read_import
from budgets.services.lines import create_line
from engine.calendars import to_minute
from projects.models import Project
from schedules.models import Activity

_count = itertools.count(1)
DAY = 480


def make_account(project: Project, code: str = "", **fields: Any) -> CostAccount:
    code = code or f"9.{next(_count)}"
    return create_account(
        actor=SYSTEM, project=project, **({"code": code, "name": f"Account {code}", "type": "opex"} | fields)
    )


def make_line(
    account: CostAccount, amount: int, period: date = date(2026, 9, 1), **fields: Any
) -> BudgetLine:
    return create_line(
        actor=SYSTEM, project=account.project, account=account, period=period, amount=amount, **fields
    )


def make_actual(account: CostAccount, amount: int, day: date = date(2026, 12, 1), **fields: Any) -> Actual:
    return create_actual(
        actor=SYSTEM, project=account.project, account=account, date=day, amount=amount, **fields
    )


def make_import(project: Project, content: bytes = b"date,account,amount\n2027-01-05,1,5\n") -> ActualImport:
    return read_import(actor=SYSTEM, project=project, file_name="actuals.csv", content=content)


def make_worked_activity(
    project: Project,
    progress: float,
    *,
    days: int = 10,
    start: datetime = datetime(2026, 9, 1, 8),
    **fields: Any,
) -> Activity:
    """Make an activity as the scheduler leaves it: ``progress`` percent of ``days`` working days done."""
    n = next(_count)
    values = {
        "code": f"W{n}",
        "name": f"Work {n}",
        "sequence": n,
        "position": n,
        "duration": days * DAY,
        "span": days * DAY,
        "percent_complete": progress,
        "progress": progress,
        "start": to_minute(start),
        "finish": to_minute(datetime(2027, 6, 30, 17)),
    } | fields
    return Activity.objects.create(project=project, **values)


def make_ev_1(project: Project) -> Project:
    """Type in EV-1: BAC 100,000, 10,000 a month from September; at Dec 31 EV 30,000 and AC 36,000.

    Two accounts: 40,000 tied to an activity that is half done (20,000 earned), 60,000 tied to one
    that is a sixth done (10,000 earned). 20,000 + 10,000 = 30,000.
    """
    project.data_date = to_minute(datetime(2026, 12, 31, 17))
    project.planned_start = to_minute(datetime(2026, 9, 1, 8))
    project.save()
    civil, points = make_account(project, "1.1"), make_account(project, "1.2", type="capex")
    half = make_worked_activity(project, 50.0)
    sixth = make_worked_activity(project, 100 / 6)
    months = [date(2026 + (m > 12), (m - 1) % 12 + 1, 1) for m in range(9, 19)]
    for month in months:
        make_line(civil, 400_000, month, activity=half)
        make_line(points, 600_000, month, activity=sixth)
    make_actual(civil, 2_100_050, date(2026, 10, 15), reference="R-1")
    make_actual(points, 1_499_950, date(2026, 12, 31), reference="R-2")
    return project
