"""Sizes and names that keep the house easy to find one's way in."""

import ast
import re
from pathlib import Path

import pytest

from tests.guards.house import APPS, CODE, ROOT, sources, tracked

ROOMS = {
    "__init__",
    "access",
    "account_mails",
    "actors",
    "adapter",
    "admin",
    "alerts",
    "api",
    "apps",
    "audit",
    "authentication",
    "charts",
    "context",
    "editing",
    "errors",
    "export",
    "fields",
    "forms",
    "htmx",
    "interchange",
    "jobs",
    "mailbox",
    "management",
    "middleware",
    "migrations",
    "models",
    "money",
    "navigation",
    "permissions",
    "planning",
    "processes",
    "queries",
    "registrations",
    "registry",
    "services",
    "tasks",
    "templatetags",
    "urls",
    "views",
}
BANNED = {"utils", "helpers", "misc", "mixins", "managers", "base", "core"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return path.read_text().count("\n")


def test_no_file_is_longer_than_400_lines():
    code = [p for s in (".py", ".js", ".css") for p in sources(*CODE, "static", suffix=s)]
    assert {relative(p): lines(p) for p in code if lines(p) > 400} == {}


def test_no_template_is_longer_than_150_lines():
    templates = sources("templates", suffix=".html")
    assert {relative(p): lines(p) for p in templates if lines(p) > 150} == {}


def test_no_function_is_longer_than_60_lines():
    long = {}
    for path in sources(*CODE):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 60:
                long[f"{relative(path)}::{node.name}"] = (node.end_lineno or 0) - node.lineno + 1
    assert long == {}


def test_every_app_has_only_the_known_rooms():
    found = {p.relative_to(ROOT).parts[:2] for p in sources(*APPS)}
    unknown = {"/".join(parts) for parts in found if parts[1].removesuffix(".py") not in ROOMS}
    assert unknown == set()


def test_no_module_has_a_banned_name():
    assert [relative(p) for p in sources(*CODE) if p.stem in BANNED] == []


def test_no_function_imports_from_the_project():
    """Heavy packages may be imported where they are used; our own rooms may not be hidden like that."""
    hidden = []
    for path in sources(*APPS, "engine", "pmo"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in CODE:
                        hidden.append(f"{relative(path)}:{node.lineno}")
    assert hidden == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("reaching up by name", r"apps\.get_model|ForeignKey\(\s*[\"'](?!self[\"'])\w+\."),
        ("a model signal", r"\b(post|pre)_(save|delete)\b|m2m_changed"),
        ("a swallowed error", r"except Exception|except:\s*$|contextlib\.suppress\(Exception"),
        ("a bulk_update", r"\.bulk_update\("),
        ("a skipped check", r"# noqa(?!: \w+  #)"),
        ("an ignored type without its reason", r"# type: ignore(?!\[[\w, -]+\]  # )"),
    ],
)
def test_the_code_has_none_of(what, pattern):
    paths = [p for p in sources(*APPS, "engine", "pmo") if "migrations" not in p.parts]
    found = [
        f"{relative(p)}:{p.read_text()[: m.start()].count(chr(10)) + 1}"
        for p in paths
        for m in re.finditer(pattern, p.read_text(), re.MULTILINE)
    ]
    assert found == [], what


def test_templates_keep_the_content_security_policy():
    """No inline script, style or handler: the policy would block it in the browser."""
    pattern = re.compile(
        r"<script(?![^>]*(src=|type=\"application/json\"))|<style|\sstyle=|\son\w+=|hx-on|javascript:"
    )
    pages = [p for p in sources("templates", suffix=".html") if "emails" not in p.parts]
    assert [relative(p) for p in pages if pattern.search(p.read_text())] == []


def test_no_third_party_file_is_in_the_tree():
    named = re.compile(r"(htmx|alpine|bootstrap|jquery|d3)([.-][^/]*)?\.(js|css)$|\.min\.(js|css)$|\.woff2?$")
    assert [relative(p) for p in tracked() if named.search(p.name)] == []


def test_lock_files_name_no_address():
    assert [p.name for p in (ROOT / "requirements").glob("*.txt") if "://" in p.read_text()] == []
