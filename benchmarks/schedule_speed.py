"""How fast the engine schedules, beside a naive pass over the same network.

    python -m benchmarks.schedule_speed [--activities N ...] [--runs N]

A generated network with two links an activity, three calendars, some constraints and lags.
The naive pass knows one ratio of work to wall clock and nothing else: what a textbook's two
loops cost in the same language. CPU seconds, the best of the runs. The last line is JSON.

Targets (exit code 1 if missed): 10,000 activities and 20,000 links in 0.5 CPU seconds, and the
time an activity takes at most 2.5 times as long in the largest network as in the smallest.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from engine.calendars import Calendar, CalendarException, to_minute
from engine.cpm import schedule
from engine.plan import Activity, ConstraintKind, Dependency, DependencyKind, Plan

LIMIT_10K = 0.5
LIMIT_GROWTH = 2.5
DAY = 480


def network(activities: int, seed: int = 1) -> Plan:
    """A plan of ``activities``: summaries of 50, links to one of the 40 before, three calendars."""
    draw = random.Random(seed)
    start = datetime(2027, 1, 4, 8)
    holidays = [
        CalendarException(day := (start + timedelta(days=30 * month)).date(), day) for month in range(1, 60)
    ]
    calendars = {
        1: Calendar.standard(holidays, name="five days"),
        2: Calendar(dict.fromkeys(range(6), ((420, 720), (750, 1050))), holidays, name="six days"),
        3: Calendar.always(),
    }
    rows, links = [], []
    summaries = max(1, activities // 50)
    for number in range(activities):
        constrained = draw.random() < 0.02
        rows.append(
            Activity(
                number,
                duration=draw.randrange(1, 20) * DAY // 2 if draw.random() < 0.95 else 0,
                parent=activities + number * summaries // activities,
                calendar=draw.choice((None, 1, 2, 3)),
                constraint=ConstraintKind.SNET if constrained else ConstraintKind.ASAP,
                constraint_date=to_minute(start) + draw.randrange(200) * 1440 if constrained else None,
            )
        )
        for before in {draw.randrange(max(0, number - 40), number) for _ in range(2)} if number > 1 else ():
            kind = draw.choices(list(DependencyKind), (85, 8, 6, 1))[0]
            links.append(Dependency(before, number, kind, draw.choice((0, 0, 0, DAY, -DAY // 2))))
    rows += [Activity(activities + number) for number in range(summaries)]
    return Plan(to_minute(start), calendars[1], rows, links, calendars)


def naive(plan: Plan) -> int:
    """Early and late dates with finish-to-start links only, on a clock that never stops."""
    before: dict[int, list[int]] = {row.id: [] for row in plan.activities}
    after: dict[int, list[int]] = {row.id: [] for row in plan.activities}
    for link in plan.dependencies:
        before[link.successor].append(link.predecessor)
        after[link.predecessor].append(link.successor)
    finish: dict[int, int] = {}
    for row in plan.activities:
        finish[row.id] = max((finish[other] for other in before[row.id]), default=plan.start) + row.duration
    end = max(finish.values())
    late: dict[int, int] = {}
    for row in reversed(plan.activities):
        late[row.id] = min((late[other] for other in after[row.id]), default=end) - row.duration
    return sum(late[row.id] - finish[row.id] + row.duration == 0 for row in plan.activities)


def cpu_seconds(work: Callable[[], object], runs: int) -> float:
    """The shortest CPU time of ``runs`` runs."""
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def measure(count: int, runs: int) -> dict[str, float]:
    """Figures of one network."""
    plan = network(count)
    engine = cpu_seconds(lambda: schedule(plan), runs)
    plain = cpu_seconds(lambda: naive(plan), runs)
    print(f"{count:>8,} activities  engine {engine:.4f} s   naive {plain:.4f} s")
    return {
        "activities": count,
        "links": len(plan.dependencies),
        "engine_s": round(engine, 4),
        "naive_s": round(plain, 4),
        "ratio": round(engine / max(plain, 1e-6), 1),
    }


def main() -> int:
    """Measure, print a table and the figures."""
    parser = argparse.ArgumentParser(description="Time the scheduler.")
    parser.add_argument("--activities", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    if min(args.activities) < 10 or args.runs < 1:
        print("At least 10 activities and 1 run.", file=sys.stderr)
        return 2
    found = [measure(count, args.runs) for count in args.activities]
    per_activity = [row["engine_s"] / row["activities"] for row in found]
    growth = max(per_activity) / max(min(per_activity), 1e-9)
    met = all(row["engine_s"] <= LIMIT_10K * max(1, row["activities"] / 10_000) for row in found)
    met = met and growth <= LIMIT_GROWTH
    print(json.dumps({"runs": found, "growth": round(growth, 2), "met": met}))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
