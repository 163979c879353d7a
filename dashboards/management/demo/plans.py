"""The demo's projects as data: plans, risks, budgets, stakeholders. Dates follow from the day of seeding.

A plan line reads ``code | name | days | predecessors``; 0 days is a milestone, no days a summary.
"""

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


PROGRAMMES = {
    "Customer platforms": "One account and one front door for every customer.",
    "Charging network": "Charging at every depot, connected to the grid and certified.",
    "Plant and workplace": "Plants and offices on systems that are still maintained.",
}
BERLIN = "Europe/Berlin"
DANA = DemoPerson(
    "Dana Whitlock",
    "Northgrid",
    "Sponsor",
    "dana.whitlock@northgrid.example",
    "external",
    5,
    5,
    "neutral",
    "leading",
    "Hears of a slip before her board does.",
    (0, 7, 30, BERLIN),
)
COUNCIL = DemoPerson(
    "Works council", "", "Approver", "", "internal", 4, 2, "unaware", "neutral", "Asked before shifts change."
)
HENRIK = DemoPerson(
    "Henrik Falk",
    "",
    "Plant IT",
    "henrik.falk@plant.example",
    "internal",
    4,
    3,
    "resistant",
    "supportive",
    "A rollback plan that was rehearsed.",
    (4, 16, 0, BERLIN),
)
FINANCE = DemoPerson(
    "Finance control", "", "Informed", "finance@plant.example", "internal", 3, 2, "supportive", "supportive"
)
KESTREL = DemoPerson(
    "Kestrel Controls", "Kestrel", "Vendor", "pm@kestrel.example", "external", 3, 4, "neutral", "supportive"
)
GRID = DemoPerson(
    "Lena Brandt",
    "Grid operator",
    "Approver",
    "lena.brandt@grid.example",
    "external",
    5,
    2,
    "neutral",
    "supportive",
    "",
    (1, 8, 0, "America/New_York"),
)

ORION = """
1   | Discovery              |    |
1.1 | Interview key accounts | 8  |
1.2 | Requirements           | 10 | 1.1
1.3 | Requirements signed    | 0  | 1.2
2   | Architecture           |    |
2.1 | Data model             | 8  | 1.3
2.2 | API contract           | 10 | 1.3
2.3 | API contract signed    | 0  | 2.2
2.4 | Security review        | 5  | 2.1, 2.2
2.5 | Design done            | 0  | 2.4
3   | Build                  |    |
3.1 | Account service        | 20 | 2.5
3.2 | Portal front end       | 22 | 2.5
3.3 | Billing adapter        | 12 | 2.3SS+5
3.4 | Integration            | 10 | 3.1, 3.2, 3.3
3.5 | Integration done       | 0  | 3.4
4   | Launch                 |    |
4.1 | Load test              | 6  | 3.5
4.2 | Training               | 5  | 3.2
4.3 | Cutover                | 3  | 4.1, 4.2
4.4 | Portal live            | 0  | 4.3
"""
LAKE = ""
DEPOT = """
1   | Civil works            |    |
1.1 | Trenches and bases     | 120 |
1.2 | Transformer building   | 60 | 1.1FF
2   | Charging               |    |
2.1 | Charge points          | 150 | 1.1SS+30
2.2 | Metering               | 30 | 2.1
2.3 | Charging ready         | 0  | 2.2, 1.2
3   | Handover               |    |
3.1 | Acceptance tests       | 8  | 2.3
3.2 | Depot live             | 0  | 3.1
"""
GRIDPLAN = """
1   | Permit                 |    |
1.1 | Route survey           | 10 |
1.2 | Permit application     | 15 | 1.1
1.3 | Permit hearing         | 20 | 1.2
1.4 | Permit granted         | 0  | 1.3
2   | Works                  |    |
2.1 | Switchgear order       | 45 | 1.1
2.2 | Cable laying           | 25 | 1.4
2.3 | Switchgear fitted      | 10 | 2.1, 2.2
2.4 | Energised              | 0  | 2.3
"""
OCPP = """
1   | Preparation            |    |
1.1 | Gap analysis           | 10 |
1.2 | Message profiles       | 20 | 1.1
1.3 | Firmware changes       | 25 | 1.2SS+5
2   | Certification          |    |
2.1 | Lab slot booked        | 0  | 1.1
2.2 | Pre-test               | 8  | 1.2, 1.3
2.3 | Certification run      | 10 | 2.2
2.4 | Certificate issued     | 0  | 2.3
"""
GATEWAY = """
A   | Interface spec         | 5  |
B   | Gateway firmware build | 10 | A
C   | Site survey            | 4  | A
D   | Integration test       | 3  | B, C+2
M   | Pilot live             | 0  | D
"""
MES = """
1   | Upgrade                |    |
1.1 | Freeze the old release | 3  |
1.2 | Test system            | 12 | 1.1
1.3 | Master data migrated   | 15 | 1.2
1.4 | Line tests             | 15 | 1.3
1.5 | Upgrade accepted       | 0  | 1.4
2   | Rollout                |    |
2.1 | Shift training         | 10 | 1.3
2.2 | Cutover weekend        | 2  | 1.5, 2.1
2.3 | Warehouse live         | 0  | 2.2
"""
HR = """
1   | Exit                   |    |
1.1 | Contract review        | 8  |
1.2 | Data export format     | 15 | 1.1
1.3 | Archive store          | 20 | 1.1
1.4 | Export rehearsal       | 10 | 1.2, 1.3
1.5 | Rehearsal accepted     | 0  | 1.4
1.6 | Final export           | 5  | 1.5
1.7 | System switched off    | 0  | 1.6
"""

PROJECTS = (
    DemoProject(
        key="ORN",
        name="Orion customer portal",
        programme="Customer platforms",
        objective="Replace four customer portals by one before the spring campaign.",
        plan=ORION,
        began=7,
        spare=2,
        slips={"3.2": 31},
        reason="The vendor's component library needs nine more days",
        people=(DANA, FINANCE),
        risks=(
            DemoRisk(
                "API vendor slips",
                "The vendor runs two releases with one team.",
                "The API is delivered late.",
                "Integration starts late and the launch moves.",
                3,
                3,
                review=4,
                later=(4, 4),
            ),
            DemoRisk(
                "Single sign-on scope unclear",
                "Partners were never asked.",
                "Partners need single sign-on at launch.",
                "Twelve days of work that are not planned.",
                3,
                4,
                "reduce",
                "Decide the scope with the three largest partners.",
                9,
                6,
            ),
        ),
        accounts=(
            DemoAccount("1", "Team", "opex", 420_000, "3.1"),
            DemoAccount("2", "Licences", "capex", 120_000, "2.2"),
        ),
        cpi=0.98,
    ),
    DemoProject(
        key="LAK",
        name="Data lake retention",
        programme="Customer platforms",
        objective="Delete what may no longer be kept, and prove it.",
        spare=None,
        began=1,
    ),
    DemoProject(
        key="DEP",
        name="Depot charging phase 2",
        programme="Charging network",
        objective="Forty charge points at the northern depots.",
        plan=DEPOT,
        months=4,
        spare=6,
        cadence=31,
        progress={"1.1": 50.0, "2.1": 100 / 6, "1.2": 0.0},
        people=(DANA, GRID),
        risks=(
            DemoRisk(
                "Transformer lead time",
                "One factory builds this type.",
                "The transformer comes eight weeks late.",
                "The depot opens without power.",
                4,
                3,
                "transfer",
                "Penalty clause and a rented unit.",
                20,
                10,
            ),
        ),
        accounts=(
            DemoAccount("1", "Civil works", "capex", 40_000, "1.1"),
            DemoAccount("2", "Charge points", "capex", 60_000, "2.1"),
        ),
        cpi=30 / 36,
    ),
    DemoProject(
        key="GRD",
        name="Grid connection wave 2",
        programme="Charging network",
        objective="Six depots on the medium-voltage grid.",
        plan=GRIDPLAN,
        began=5,
        spare=12,
        deadlines={"1.3": -4},
        people=(GRID,),
        risks=(
            DemoRisk(
                "Permit hearing moved",
                "The authority has one hearing a month.",
                "The hearing is moved by a month.",
                "Cable laying falls into the frost.",
                4,
                4,
                "reduce",
                "Ask for a written procedure.",
                -3,
                2,
            ),
        ),
    ),
    DemoProject(
        key="OCP",
        name="OCPP 2.1 certification",
        programme="Charging network",
        objective="Certified chargers before the tender closes.",
        plan=OCPP,
        began=6,
        spare=9,
        risks=(
            DemoRisk(
                "Lab slot lost",
                "The lab books first come, first served.",
                "The slot goes to somebody else.",
                "Six weeks until the next one.",
                3,
                4,
                "avoid",
                "Pay the booking fee now.",
                6,
                12,
            ),
        ),
        accounts=(
            DemoAccount("1", "Engineering", "opex", 150_000, "1.3"),
            DemoAccount("2", "Lab fees", "opex", 40_000, "2.3"),
        ),
        cpi=1 / 1.06,
    ),
    DemoProject(
        key="GATE",
        name="Plant gateway pilot",
        programme="Plant and workplace",
        objective="One gateway in hall 3, live and measured.",
        plan=GATEWAY,
        began=0,
        spare=1,
        tolerance=2,
        people=(DANA, HENRIK, COUNCIL, KESTREL),
        risks=(
            DemoRisk(
                "Certificate re-test",
                "The radio module was changed.",
                "The certificate has to be tested again.",
                "Five to fifteen days before the pilot.",
                3,
                3,
                "accept",
                "",
                None,
                9,
            ),
        ),
    ),
    DemoProject(
        key="MES",
        name="Warehouse MES upgrade",
        programme="Plant and workplace",
        objective="The supported release, without a lost shift.",
        plan=MES,
        began=6,
        spare=7,
        people=(COUNCIL, FINANCE),
        risks=(
            DemoRisk(
                "Cutover weekend lost",
                "Stock-taking may move.",
                "The weekend is needed for stock-taking.",
                "Four weeks until the next.",
                2,
                4,
                "fallback",
                "A second weekend is reserved.",
                15,
                15,
            ),
        ),
        accounts=(DemoAccount("1", "Integrator", "opex", 90_000, "1.3"),),
        cpi=1.03,
    ),
    DemoProject(
        key="HRX",
        name="HR system exit",
        programme="Plant and workplace",
        objective="Every file kept that must be, and the old system off.",
        plan=HR,
        began=5,
        spare=8,
        stale=12,
        risks=(
            DemoRisk(
                "Data export format",
                "The vendor documents nothing.",
                "The export cannot be read.",
                "Files are copied by hand.",
                3,
                3,
                "reduce",
                "Export twenty files first.",
                14,
                7,
            ),
        ),
    ),
)
