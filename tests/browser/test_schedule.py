"""NET-1 typed in by hand: its dates, a slip and its undo, refusals, places in the tree, by keyboard."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

NET1 = [
    ("A", "Interface spec", "5d", ""),
    ("B", "Gateway firmware build", "10d", "A"),
    ("C", "Site survey", "4d", "A"),
    ("D", "Integration test", "3d", "B; C FS+2d"),
    ("M", "Pilot live", "0", "D"),
]
DATES = {
    "A": ("5", "Jan 4", "Jan 8", "0"),
    "B": ("10", "Jan 11", "Jan 25", "0"),
    "C": ("4", "Jan 11", "Jan 14", "4"),
    "D": ("3", "Jan 26", "Jan 28", "0"),
    "M": ("", "", "Jan 28", "0"),
}
SLIPPED = {
    "A": ("7", "Jan 4", "Jan 12", "0"),
    "B": ("10", "Jan 13", "Jan 27", "0"),
    "C": ("4", "Jan 13", "Jan 19", "4"),
    "D": ("3", "Jan 28", "Feb 1", "0"),
    "M": ("", "", "Feb 1", "0"),
}


@pytest.fixture
def open_schedule(throughline, new_page):
    """Return a function that makes a plan of :mod:`tests.browser.plans` and opens its schedule."""

    def open_page(plan: str = "empty", **options) -> Page:
        made = json.loads(throughline.run("tests.browser.plans", plan).splitlines()[-1])
        page = new_page(**options)
        cookie = {"name": "throughline", "value": made["session"], "url": throughline.address}
        page.context.add_cookies([cookie])
        page.key = made["key"]
        page.goto(f"/projects/{made['key']}/schedule/")
        return page

    return open_page


def row(page: Page, code: str):
    return page.locator("#rows tr", has=page.locator(f"td.c-key:text-is('{code}')"))


def shown(page: Page) -> dict[str, tuple[str, ...]]:
    """Return days, start, finish and float of every row by ID, without the year."""
    found = {}
    for line in page.locator("#rows tr[data-id]").all():
        code, _name, days, start, finish, left, *_rest = line.locator("td, th").all_inner_texts()
        found[code] = tuple(re.sub(r", 20\d\d", "", text) for text in (days, start, finish, left))
    return found


def expect_dates(page: Page, dates: dict[str, tuple[str, ...]]) -> None:
    last = list(dates)[-1]
    expect(row(page, last).locator("td").nth(3)).to_contain_text(dates[last][2])
    assert shown(page) == dates


def edit(page: Page, code: str, column: str, text: str) -> None:
    """Click a cell, type, press Enter."""
    row(page, code).locator(f"[data-cell={column}]").click()
    field = page.locator(".cell-form .cell-input")
    expect(field).to_be_focused()
    field.fill(text)
    field.press("Enter")


def test_net1_typed_in_by_hand(open_schedule):
    page = open_schedule()
    page.get_by_role("link", name="Calendars").click()
    page.get_by_role("link", name="Standard").click()
    page.get_by_label("First day").fill("2027-01-18")
    page.get_by_label(re.compile("^Name optional")).fill("Holiday")
    page.get_by_role("button", name="Add exception").click()
    expect(page.get_by_text("Jan 18")).to_be_visible()
    page.goto(f"/projects/{page.key}/schedule/")
    page.keyboard.press("n")
    for code, name, duration, links in NET1:
        page.keyboard.type(name)
        for field, text in (("code", code), ("duration", duration), ("predecessors", links)):
            page.locator(f"#new-row [name={field}]").fill(text)
        page.keyboard.press("Enter")
        expect(row(page, code)).to_be_visible()
        expect(page.locator("#new-row [name=name]")).to_be_focused()
        expect(page.locator("#new-row [name=name]")).to_have_value("")
    expect_dates(page, DATES)
    expect(page.get_by_text("5 rows, 4 critical")).to_be_visible()
    page.reload()
    expect_dates(page, DATES)


def test_a_slip_moves_four_activities_and_undo_restores_them(open_schedule):
    page = open_schedule("net1")
    edit(page, "A", "duration", "7d")
    expect(page.locator(".toast")).to_contain_text("A: 5 d → 7 d. 4 other activities moved.")
    expect_dates(page, SLIPPED)
    expect(page.locator("#whole-row")).to_contain_text("Feb 1")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect_dates(page, DATES)
    page.keyboard.press("Control+Shift+z")
    expect_dates(page, SLIPPED)
    page.keyboard.press("Control+z")
    expect_dates(page, DATES)


def test_refusals_say_why_and_keep_what_was_typed(open_schedule):
    page = open_schedule("net1")
    edit(page, "A", "duration", "soon")
    expect(page.locator(".cell-errors")).to_contain_text("“soon” is no duration")
    expect(page.locator(".cell-form .cell-input")).to_have_value("soon")
    page.keyboard.press("Escape")
    expect(row(page, "A").locator("[data-cell=duration]")).to_have_text("5")
    edit(page, "A", "predecessors", "D")
    path = "Interface spec → Gateway firmware build → Integration test → Interface spec"
    expect(page.locator(".cell-errors")).to_contain_text(path)
    page.keyboard.press("Escape")
    expect_dates(page, DATES)


def test_the_tree_by_keyboard_alone(open_schedule):
    page = open_schedule("net1")
    page.locator("body").press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(row(page, "C")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Alt+Shift+ArrowRight")
    expect(row(page, "C")).to_have_attribute("aria-level", "3")
    expect(row(page, "C")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#rows tr[aria-expanded=true]")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(page, "C")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(row(page, "C")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Alt+Shift+ArrowLeft")
    expect(row(page, "C")).to_have_attribute("aria-level", "2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("F2")
    expect(page.locator(".cell-form .cell-input")).to_have_value("Site survey")
    page.keyboard.type("Survey of the site")
    page.keyboard.press("Tab")
    expect(page.locator("[data-cell=duration] .cell-input")).to_be_focused()
    page.keyboard.type("6d")
    page.keyboard.press("Enter")
    expect(row(page, "C").locator("td").nth(1)).to_have_text("6")
    expect(row(page, "C")).to_contain_text("Survey of the site")
    expect(row(page, "C").locator("[data-cell]:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(row(page, "C")).to_be_focused()
    page.keyboard.press("Delete")
    expect(row(page, "C")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(row(page, "C")).to_be_visible()


def test_a_long_plan_loads_as_one_scrolls(open_schedule):
    page = open_schedule("long")
    rows = page.locator("#rows tr[data-id]")
    expect(rows).to_have_count(100)
    for count in (200, 250):
        page.locator("#more").scroll_into_view_if_needed()
        expect(rows).to_have_count(count)
    edit(page, "S240", "duration", "3d")
    expect(row(page, "S240").locator("td").nth(1)).to_have_text("3")
    expect(rows).to_have_count(250)
    row(page, "S120").locator(".c-key").click()
    page.get_by_role("button", name="Add below").click()
    page.keyboard.type("Between")
    page.keyboard.press("Enter")
    expect(rows.nth(121)).to_contain_text("Between")
    expect(rows).to_have_count(251)


def test_the_panel_edits_fields_and_links(open_schedule):
    page = open_schedule("net1")
    row(page, "D").locator(".row-link").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="Integration test")).to_be_visible()
    panel.get_by_label("Predecessor").fill("A SS+1d")
    panel.get_by_role("button", name="Add link").first.click()
    expect(row(page, "D").locator("[data-cell=predecessors]")).to_have_text("B; C FS+2 d; A SS+1 d")
    panel.get_by_label("Constraint", exact=True).select_option("SNET")
    panel.get_by_role("button", name="Save activity").click()
    expect(panel.get_by_text("Give the date for “Start no earlier than”.")).to_be_visible()
    panel.get_by_label(re.compile("Constraint date")).fill("2027-02-03")
    panel.get_by_role("button", name="Save activity").click()
    expect(row(page, "D").locator("[data-cell=start]")).to_contain_text("Feb 3")
    panel.get_by_label("ID", exact=True).press("Escape")
    expect(panel.locator("*")).to_have_count(0)


def test_on_a_phone_a_row_opens_its_page(open_schedule):
    page = open_schedule("net1", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    row(page, "D").locator(".row-link").click()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    expect(page.get_by_role("heading", name="Integration test", level=2)).to_be_visible()
    page.get_by_label("Deadline").fill("2027-01-29")
    page.get_by_role("button", name="Save activity").click()
    expect(page.get_by_label("Deadline")).to_have_value("2027-01-29")
