"""Every service that acts for somebody leaves an audit line: no way around ``audit.record``."""

import ast
from collections import defaultdict

from tests.guards.house import APPS, ROOT, sources

EXEMPT: dict[str, str] = {}
"""Service → why it writes no line of its own. May only shrink."""


Known = dict[str, list[tuple[str, ast.FunctionDef]]]
"""Name → every function of that name, each with its file."""


def functions() -> Known:
    """Return every function below a ``services`` room by name, nested ones with their owner."""
    found: Known = defaultdict(list)
    for path in sources(*APPS):
        parts = path.relative_to(ROOT).parts
        if "services" in parts or parts[-1] == "services.py":
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef):
                    found[node.name].append((str(path.relative_to(ROOT)), node))
    return found


def calls(function: ast.FunctionDef) -> set[str]:
    """Return the names that a function calls or hands on."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Name):
            names.add(node.id)
    return names


def reaches_record(name: str, known: Known, seen: set[str]) -> bool:
    if name in ("record", "record_event"):
        return True
    if name in seen or name not in known:
        return False
    seen.add(name)
    return any(reaches_record(called, known, seen) for _path, f in known[name] for called in calls(f))


def acts(function: ast.FunctionDef) -> bool:
    """Return whether a function is a public service: keyword-only, with an actor."""
    return not function.name.startswith("_") and "actor" in {a.arg for a in function.args.kwonlyargs}


def test_every_service_with_an_actor_reaches_the_audit_trail():
    known = functions()
    services = [(path, f) for same in known.values() for path, f in same if acts(f)]
    assert len(services) > 10
    silent = [
        f"{path}::{f.name}"
        for path, f in services
        if not any(reaches_record(called, known, {f.name}) for called in calls(f))
    ]
    assert sorted(set(silent) - set(EXEMPT)) == []


def test_every_exemption_still_exists():
    present = {f"{path}::{f.name}" for same in functions().values() for path, f in same}
    assert set(EXEMPT) <= present
