"""The Gantt chart in a real browser: NET-1 drawn to the pixel, keys, folding, and 10,000 rows."""

import re

import pytest
from playwright.sync_api import Page, expect

PROJECT = "Plant gateway pilot"
OFFSET = """() => {
    const left = (selector) => document.querySelector(selector).getBoundingClientRect().left;
    return left(".gantt-body .g-crit") - left(".gantt-scroll");
}"""
SIDEWAYS = """() => {
    const scroller = document.querySelector(".gantt-scroll");
    return scroller.scrollWidth - scroller.clientWidth;
}"""


@pytest.fixture
def open_gantt(open_plan):
    """Return a function that makes a plan and opens its chart in a window of a size and scheme."""

    def open_page(plan: str, width=1440, height=900, scheme="light") -> Page:
        size = {"width": width, "height": height}
        page = open_plan(plan, "/projects/{key}/schedule/gantt/", viewport=size, color_scheme=scheme)
        page.wait_for_selector(".g-row")
        return page

    return open_page


def box(page: Page, selector: str, number: int = 0) -> dict[str, float]:
    return (
        page.locator(selector)
        .nth(number)
        .evaluate(
            "e => Object.fromEntries(['x','y','width','height'].map(k => [k, Number(e.getAttribute(k))]))"
        )
    )


def selected(page: Page) -> str:
    return page.locator(".g-row[aria-selected=true] .g-name").inner_text()


def names(page: Page) -> list[str]:
    rows = page.locator(".g-row").evaluate_all(
        "rows => rows.map(r => [Number(r.ariaRowIndex), r.querySelector('.g-name').innerText.trim()])"
    )
    return [name for _index, name in sorted(rows)]


def test_net1_is_drawn_to_the_pixel(open_gantt):
    page = open_gantt("net1")
    # 13 px a day from a week before Jan 4. A: day 7, 5 days. B: Jan 11 to 25 = day 14, 15 days.
    # C: day 14, 4 days. D: Jan 26 = day 29, 3 days. Working days fill their whole day.
    bars = [box(page, ".gantt-body :is(.g-bar, .g-crit)", n) for n in range(4)]
    assert [(bar["x"], bar["width"]) for bar in bars] == [(91, 65), (182, 195), (182, 52), (377, 39)]
    assert [bar["y"] for bar in bars] == [43, 79, 115, 151]  # the first row is the project's own
    assert page.locator(".gantt-body rect.g-crit").count() == 3
    milestone = page.locator(".gantt-body path.g-crit").get_attribute("d")
    assert milestone.startswith("M416 ")  # the end of Jan 28 = day 32
    assert page.locator(".g-row").all_inner_texts()[2].split("\n") == [
        "B",
        "Gateway firmware build",
        "10",
        "Jan 11",
        "Jan 25",
        "0",
    ]


def test_links_run_from_bar_to_bar_and_the_driving_critical_ones_are_red(open_gantt):
    page = open_gantt("net1")
    critical = page.locator(".g-link-crit").get_attribute("d")
    ghost = page.locator(".g-link").get_attribute("d")
    # A ends at x 156, y 50; B starts at 182, y 86: across, down 6 px before it, and in.
    assert "M156 50H176V86H182" in critical
    assert critical.count("M") == 3  # A→B, B→D, D→M
    assert "M156 50H176V122H182" in ghost
    assert ghost.count("M") == 2  # A→C, C→D
    page.get_by_label("Critical").uncheck()
    assert page.locator(".g-link-crit").get_attribute("d") == ""
    assert page.locator(".gantt-body .g-crit").count() == 0


def test_weekends_the_holiday_the_data_date_and_the_promise_are_there(open_gantt):
    page = open_gantt("net1")
    holiday = box(page, ".gantt-body .g-holiday")
    assert (holiday["x"], holiday["width"]) == (273, 13)  # Jan 18 = day 21
    weekend = [b for b in (box(page, ".gantt-body .g-off", n) for n in range(3)) if b["x"] == 156]
    assert weekend[0]["width"] == 26  # Jan 9 and 10
    assert page.locator(".g-now").get_attribute("d").startswith("M117 ")  # Jan 6, 08:00 = day 9
    assert page.locator(".g-flag-word").text_content() == "Jan 6"
    assert page.locator(".g-promise").get_attribute("d").startswith("M429 ")  # the end of Jan 29 = day 33
    assert "Must finish by Jan 29" in page.locator(".g-word").text_content()


def test_progress_baseline_and_float_tails(open_gantt):
    page = open_gantt("progress")
    assert box(page, ".gantt-body .g-crit-done")["width"] == 26  # 40 % of 65
    base = box(page, ".gantt-body .g-base")
    assert (base["x"], base["width"], base["height"]) == (91, 65, 4)  # the chart begins a week before it
    page.get_by_role("checkbox", name="Baseline").uncheck()
    assert page.locator(".gantt-body .g-base").count() == 0
    assert page.locator(".g-tail").count() == 0
    page.get_by_label("Float tails").check()
    # C ends Jan 14 (x 247) with 4 d float: Jan 15, 19, 20, 21 (18 is free) = end of day 25, x 338.
    assert page.locator(".g-tail").get_attribute("d").startswith("M247 122H338")


def test_zoom_changes_the_scale_keeps_the_chosen_bar_and_is_remembered(open_gantt):
    page = open_gantt("net1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    before = page.evaluate(OFFSET)
    page.keyboard.press("+")
    assert box(page, ".gantt-body .g-crit")["width"] == 5 * 34
    assert page.evaluate(OFFSET) == pytest.approx(before, abs=1.5)
    expect(page.get_by_role("radio", name="Day")).to_be_checked()
    page.reload()
    page.wait_for_selector(".g-row")
    expect(page.get_by_role("radio", name="Day")).to_be_checked()
    page.get_by_text("Month", exact=True).click()
    assert box(page, ".gantt-body .g-crit")["width"] == 5 * 4


def test_the_keyboard_walks_folds_and_unfolds_the_tree(open_gantt):
    page = open_gantt("tree")
    assert names(page) == [
        PROJECT,
        "Pilot core",
        "Interface spec",
        "Gateway firmware build",
        "Site survey",
        "Pilot live",
    ]
    for key in ("ArrowDown", "j", "ArrowDown"):
        page.keyboard.press(key)
    assert selected(page) == "Interface spec"
    active = page.locator("[role=treegrid]").get_attribute("aria-activedescendant")
    assert page.locator(f"#{active} .g-name").inner_text() == "Interface spec"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "treegrid"
    page.keyboard.press("ArrowLeft")
    assert selected(page) == "Pilot core"
    page.keyboard.press("ArrowLeft")
    assert names(page) == [PROJECT, "Pilot core", "Pilot live"]
    assert page.locator(".g-row[aria-selected=true]").get_attribute("aria-expanded") == "false"
    assert page.locator("[role=treegrid]").get_attribute("aria-rowcount") == "4"
    page.reload()
    page.wait_for_selector(".g-row")
    assert names(page) == [PROJECT, "Pilot core", "Pilot live"]  # remembered
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert len(names(page)) == 6
    page.keyboard.press("End")
    assert selected(page) == "Pilot live"
    row = page.locator(".g-row[aria-selected=true]")
    assert [row.get_attribute(f"aria-{k}") for k in ("level", "posinset", "setsize", "rowindex")] == [
        "2",
        "2",
        "2",
        "7",
    ]


def test_the_chevron_folds_and_fold_all_does_it_everywhere(open_gantt):
    page = open_gantt("tree")
    page.locator(".g-toggle").nth(1).click()
    assert len(names(page)) == 3
    page.get_by_role("button", name="Fold all").click()
    assert len(names(page)) == 6
    page.get_by_role("button", name="Fold all").click()
    assert len(names(page)) == 3


def test_ten_thousand_rows_keep_the_page_small_and_the_scroll_smooth(open_gantt):
    page = open_gantt("large")
    measured = page.evaluate(
        """async () => {
            const scroller = document.querySelector(".gantt-scroll");
            const work = [];
            let most = 0;
            for (let step = 0; step < 60; step += 1) {
                scroller.scrollTop += 4000;
                scroller.scrollLeft += 90;
                await new Promise((done) => requestAnimationFrame(done));
                const started = performance.now();
                await new Promise((done) => setTimeout(done));
                work.push(performance.now() - started);
                most = Math.max(most, document.querySelectorAll(".gantt *").length);
            }
            work.sort((a, b) => a - b);
            return { median: work[30], most, rows: document.querySelectorAll(".g-row").length };
        }"""
    )
    assert measured["rows"] < 80
    assert measured["most"] < 3_000
    assert measured["median"] < 200  # ms a frame that draws everything anew, on a busy machine
    page.keyboard.press("End")
    assert page.locator(".g-row[aria-selected=true]").get_attribute("aria-rowindex") == "10002"
    expect(page.locator(".g-row[aria-selected=true]")).to_be_in_viewport()
    page.keyboard.press("Home")
    assert selected(page) == PROJECT


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (820, 900), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_at_any_width(open_gantt, width, height, scheme):
    page = open_gantt("tree", width, height, scheme)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    shown = page.locator(".gantt-body").is_visible()
    assert shown == (width == 1440)
    if not shown:
        assert page.locator(".g-mini svg :is(.g-bar, .g-crit)").first.is_visible()
        assert page.evaluate(SIDEWAYS) <= 0


def test_names_are_text(open_gantt):
    page = open_gantt("markup")
    assert page.locator(".g-row img").count() == 0
    assert "<img" in page.locator(".g-row .g-name").nth(1).inner_text()


def test_a_plan_that_does_not_come_is_told(open_gantt, faults):
    page = open_gantt("net1")
    page.route("**/gantt.json*", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("The plan could not be loaded")).to_be_visible()
    faults[:] = [fault for fault in faults if not re.search("ERR_FAILED|Failed to fetch", fault)]


def test_the_holidays_and_months_of_the_head(open_gantt):
    page = open_gantt("net1")
    upper = [text for text in page.locator(".g-upper").all_text_contents() if text]
    assert upper[:2] == ["January 2027", "February"]
    page.locator(".gantt-scroll").evaluate("scroller => scroller.scrollLeft = 200")
    expect(page.locator(".gantt-stick")).to_have_text("January 2027")
    lower = page.locator(".g-lower").all_text_contents()
    assert lower[:4] == ["28", "4", "11", "18"]  # Mondays


def test_a_row_opens_its_activity_in_the_panel_and_a_saved_duration_moves_the_bars(open_gantt):
    page = open_gantt("net1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_empty()  # the project's own row has no activity
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("Interface spec")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel h2")).to_contain_text("Gateway firmware build")  # the open panel follows
    page.keyboard.press("ArrowUp")
    expect(page.locator("#panel h2")).to_contain_text("Interface spec")
    page.locator("#panel").get_by_label("Duration", exact=True).fill("7 d")
    page.locator("#panel").get_by_label("Duration", exact=True).press("Enter")
    # A takes 7 d: Jan 4 to 12, x 91 to 208; B follows on Jan 13 (day 16, x 208); M moves to Feb 1.
    expect(page.locator(".gantt-body rect.g-crit").first).to_have_attribute("width", "117")
    assert box(page, ".gantt-body rect.g-crit", 1)["x"] == 208
    expect(page.locator(".g-row").last.locator(".g-finish")).to_have_text("Feb 1")
    assert selected(page) == "Interface spec"
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_empty()


def test_an_address_names_the_activity_it_opens(open_gantt):
    page = open_gantt("tree")
    page.locator(".g-row", has_text="Site survey").click()
    expect(page.locator("#panel h2")).to_contain_text("Site survey")
    number = page.locator("#panel [data-activity]").get_attribute("data-activity")
    page.goto("about:blank")
    page.go_back()
    page.evaluate(f"location.hash = '{number}'")
    page.reload()
    expect(page.locator("#panel h2")).to_contain_text("Site survey")
    assert selected(page) == "Site survey"


def test_on_a_telephone_a_row_opens_as_a_page(open_gantt):
    page = open_gantt("net1", 390, 844)
    page.locator(".g-row", has_text="Site survey").click()
    page.wait_for_url("**/activities/*/")
    expect(page.get_by_role("heading", name="C Site survey")).to_be_visible()
