"""Cost facts of many projects, for lists, health and snapshots."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from budgets.queries.earned_value import Value, total, values_by_account
from budgets.queries.rows import CostRows, load_rows
from engine.evm import Performance, measure


@dataclass(frozen=True, slots=True)
class CostFacts:
    """One project's earned value at its status day; amounts in minor units of its currency.

    Parameters
    ----------
    bac, pv, ev, ac
        Budget at completion, planned value, earned value (None: cannot be measured), actual cost.
    cpi, spi, eac
        None where undefined: never 0, never infinite.
    coverage
        Share (0-1) of BAC that is tied to activities; None without a budget.
    posted_to
        Day of the latest actual cost up to the status day.
    performance
        Every index and forecast; None without an earned value.
    """

    project_id: int
    status_day: date
    bac: int
    pv: int
    ev: int | None
    ac: int
    coverage: float | None
    posted_to: date | None
    performance: Performance | None

    @property
    def cpi(self) -> float | None:
        return self.performance.cpi if self.performance else None

    @property
    def spi(self) -> float | None:
        return self.performance.spi if self.performance else None

    @property
    def eac(self) -> int | None:
        """Return BAC / CPI."""
        return self.performance.eac_cpi if self.performance else None


def cost_facts(project_ids: Collection[int], as_of: date) -> dict[int, CostFacts]:
    """Return the facts of every project; four queries whatever their number.

    The caller answers for the cost right: pass only projects of ``allowing(actor, "cost.view")``
    to whatever a person sees.
    """
    return {pk: facts_of(rows) for pk, rows in load_rows(project_ids, as_of).items()}


def facts_of(rows: CostRows, value: Value | None = None) -> CostFacts:
    """Return the facts that follow from one project's rows."""
    whole = total(values_by_account(rows).values()) if value is None else value
    amounts = whole.amounts
    return CostFacts(
        project_id=rows.project_id,
        status_day=rows.status_day,
        bac=whole.bac,
        pv=whole.pv,
        ev=whole.ev,
        ac=whole.ac,
        coverage=whole.covered / whole.bac if whole.bac else None,
        posted_to=rows.posted_to,
        performance=None if amounts is None else measure(amounts),
    )
