"""Everything the budget page of one project shows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from budgets.models import CostAccount
from budgets.queries.curve import CurvePoint, curve
from budgets.queries.earned_value import Value, total, values_by_account
from budgets.queries.facts import CostFacts, facts_of
from budgets.queries.health import CostHealth, cost_health
from budgets.queries.rows import load_rows
from engine.evm import Performance, measure
from projects.models import Project


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """One row of the account table: the account with everything under it.

    Parameters
    ----------
    depth
        0 for an account that is part of no other.
    has_parts
        Whether accounts hang under it; their figures are inside ``value``.
    """

    account: CostAccount
    depth: int
    has_parts: bool
    value: Value
    performance: Performance | None

    @property
    def remaining(self) -> int:
        """Return what is budgeted and not spent."""
        return self.value.bac - self.value.ac


@dataclass(frozen=True, slots=True)
class EvmStatus:
    """A project's earned value: facts, colour, accounts in outline order, and the S-curve."""

    facts: CostFacts
    health: CostHealth
    accounts: tuple[AccountFigures, ...]
    value: Value
    points: tuple[CurvePoint, ...]

    @property
    def remaining(self) -> int:
        return self.value.bac - self.value.ac


def evm_status(project: Project, as_of: date) -> EvmStatus:
    """Return the earned value of ``project``; seven queries. For readers with the cost right only."""
    rows = load_rows([project.pk], as_of)[project.pk]
    own = values_by_account(rows)
    whole = total(own.values())
    facts = facts_of(rows, whole)
    return EvmStatus(
        facts=facts,
        health=cost_health(project, facts),
        accounts=_outline(project, own),
        value=whole,
        points=curve(rows, whole.ev),
    )


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts 1.2 before 1.10."""
    parts = code.replace("-", ".").split(".")
    return tuple((0, int(p), "") if p.isascii() and p.isdigit() else (1, 0, p.lower()) for p in parts)


def accounts_in_outline(project: Project) -> list[tuple[CostAccount, int]]:
    """Return the accounts with their depth, each followed by those that are part of it; one query."""
    under: dict[int | None, list[CostAccount]] = defaultdict(list)
    for account in CostAccount.objects.filter(project=project):
        account.project = project
        under[account.parent_id].append(account)
    ordered: list[tuple[CostAccount, int]] = []
    waiting = [(account, 0) for account in _last_first(under[None])]
    while waiting:
        account, depth = waiting.pop()
        ordered.append((account, depth))
        waiting += [(part, depth + 1) for part in _last_first(under[account.pk])]
    return ordered


def account_choices(ordered: list[tuple[CostAccount, int]]) -> list[tuple[int, str]]:
    """Return (id, label) for a choice, parts indented under their account."""
    return [(account.pk, "\u2003" * depth + str(account)) for account, depth in ordered]


def _last_first(accounts: list[CostAccount]) -> list[CostAccount]:
    return sorted(accounts, key=lambda account: natural(account.code), reverse=True)


def _outline(project: Project, own: dict[int, Value]) -> tuple[AccountFigures, ...]:
    ordered = accounts_in_outline(project)
    values = {account.pk: own.get(account.pk, Value()) for account, _depth in ordered}
    parents = {account.parent_id for account, _depth in ordered}
    for account, _depth in reversed(ordered):
        if account.parent_id is not None:
            values[account.parent_id] += values[account.pk]
    return tuple(
        AccountFigures(
            account=account,
            depth=depth,
            has_parts=account.pk in parents,
            value=values[account.pk],
            performance=_measured(values[account.pk]),
        )
        for account, depth in ordered
    )


def _measured(value: Value) -> Performance | None:
    return None if value.amounts is None else measure(value.amounts)
