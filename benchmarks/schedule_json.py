"""Schedule one cpm-corpus/1 plan: the plan on standard input, our dates on standard output.

The answer is one line of JSON, ``{task id: {"es", "ef", "ls", "lf", "tf", "ff", "critical"}}``:
local date-times, working minutes. Exit code 0, or 2 with a sentence on standard error if the
plan cannot be read or scheduled.
"""

from __future__ import annotations

import json
import sys

from benchmarks.plan_corpus import read_plan, write_answer
from engine.cpm import schedule
from engine.errors import EngineError


def main() -> int:
    """Read, schedule, answer."""
    try:
        plan = read_plan(json.load(sys.stdin))
        result = schedule(plan)
    except (EngineError, ValueError, KeyError, TypeError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    print(json.dumps(write_answer(plan, result)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
