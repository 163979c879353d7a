"""Lists of budget lines and actual costs: filtered, paged, summed, exported."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, Sum

from budgets.models import Actual, BudgetLine, CostAccount
from budgets.queries.status import account_choices, accounts_in_outline
from common.export import safe_cell
from common.money import digits
from projects.models import Project

PAGE = 50
EXPORT_HEADER = ("date", "account", "amount", "reference", "activity", "description")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows a list shows.

    Parameters
    ----------
    accounts
        The project's accounts as (id, label), for the choice.
    account
        The chosen one, with everything under it (``ids``); None for all.
    """

    accounts: list[tuple[int, str]]
    account: CostAccount | None
    ids: tuple[int, ...]
    text: str

    @property
    def is_set(self) -> bool:
        return self.account is not None or bool(self.text)


@dataclass(frozen=True, slots=True)
class BookPage:
    """One page of a list, and the sum of the whole list in minor units."""

    page: "Page[Any]"
    total: int


def filtered(project: Project, account: str, text: str) -> Filter:
    """Return the filter that the address asks for; an unknown account shows all."""
    ordered = accounts_in_outline(project)
    chosen = next((row for row, _depth in ordered if str(row.pk) == account), None)
    ids = _with_parts(chosen, [row for row, _depth in ordered]) if chosen else ()
    return Filter(accounts=account_choices(ordered), account=chosen, ids=ids, text=text.strip()[:80])


def lines_page(project: Project, chosen: Filter, number: str) -> BookPage:
    """Return the page of budget lines, by month; three queries."""
    rows = BudgetLine.objects.filter(project=project)
    if chosen.account:
        rows = rows.filter(account__in=chosen.ids)
    if chosen.text:
        rows = rows.filter(_activity_like(chosen.text) | Q(description__icontains=chosen.text))
    return _page(rows, number)


def actuals_page(project: Project, chosen: Filter, number: str) -> BookPage:
    """Return the page of actual costs, latest first; three queries."""
    return _page(_actuals(project, chosen), number)


def actuals_csv(project: Project, chosen: Filter) -> str:
    """Return the actual costs as CSV that the import reads again, safe to open in a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(EXPORT_HEADER)
    for actual in _actuals(project, chosen).select_related("account", "activity").order_by("date", "pk"):
        amount = Decimal(actual.amount).scaleb(-digits(project.currency))
        writer.writerow(
            [
                actual.date.isoformat(),
                safe_cell(actual.account.code),
                f"{amount:.{digits(project.currency)}f}",
                safe_cell(actual.reference),
                safe_cell(actual.activity.code if actual.activity else ""),
                safe_cell(actual.description),
            ]
        )
    return text.getvalue()


def _actuals(project: Project, chosen: Filter) -> "QuerySet[Actual]":
    rows: QuerySet[Actual] = Actual.objects.filter(project=project)
    if chosen.account:
        rows = rows.filter(account__in=chosen.ids)
    if chosen.text:
        like = Q(reference__icontains=chosen.text) | Q(description__icontains=chosen.text)
        rows = rows.filter(_activity_like(chosen.text) | like)
    return rows


def _activity_like(text: str) -> Q:
    return Q(activity__name__icontains=text) | Q(activity__code__icontains=text)


def _page(rows: "QuerySet[Any]", number: str) -> BookPage:
    total = rows.aggregate(total=Sum("amount"))["total"] or 0
    page = Paginator(rows.select_related("account", "activity"), PAGE).get_page(number)
    return BookPage(page=page, total=int(total))


def _with_parts(account: CostAccount, ordered: list[CostAccount]) -> tuple[int, ...]:
    """Return the account's id and those of everything under it; parents stand before their parts."""
    ids = {account.pk}
    for row in ordered:
        if row.parent_id in ids:
            ids.add(row.pk)
    return tuple(ids)
