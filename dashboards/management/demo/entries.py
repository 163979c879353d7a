"""What a demo project is made of; dates follow from the day of seeding."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DemoRisk:
    """Due and review are calendar days from the day of seeding."""

    title: str
    cause: str
    event: str
    effect: str
    probability: int
    impact: int
    strategy: str = ""
    response: str = ""
    due: int | None = None
    review: int | None = None
    later: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A budget spread evenly over the plan's months, earned by one activity of the plan."""

    code: str
    name: str
    kind: str
    amount: int
    activity: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    name: str
    organisation: str
    role: str
    email: str
    side: str
    power: int
    interest: int
    current: str
    desired: str
    expectations: str = ""
    digest: tuple[int, int, int, str] | None = None


@dataclass(frozen=True, slots=True)
class DemoProject:
    """One project.

    Parameters
    ----------
    began
        Weeks between the project's start and the week of seeding; ``months`` if it began with a month.
    spare
        Working days from the finish first computed to the must-finish-by date; None: no such date.
    behind
        Activities that are not reported although their time has come.
    slips
        Code → working days it takes now, edited after the snapshot of last week.
    deadlines
        Code → working days from its finish to its deadline; negative cannot be met.
    stale
        Days by which the data date lies in the past.
    progress
        Code → per cent complete, where it is not what the dates say.
    cpi
        Earned value over actual cost.
    """

    key: str
    name: str
    programme: str
    objective: str
    plan: str = ""
    began: int = 8
    months: int = 0
    spare: int | None = 5
    tolerance: int = 5
    cadence: int = 7
    stale: int = 0
    behind: tuple[str, ...] = ()
    slips: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    deadlines: Mapping[str, int] = field(default_factory=dict)
    progress: Mapping[str, float] = field(default_factory=dict)
    risks: tuple[DemoRisk, ...] = ()
    accounts: tuple[DemoAccount, ...] = ()
    cpi: float = 1.0
    people: tuple[DemoPerson, ...] = ()
