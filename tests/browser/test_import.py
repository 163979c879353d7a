"""Journey J1: a plan from another program, reconciled before it is saved."""

from playwright.sync_api import expect

from tests.factories.mspdi import net_1


def plan(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "text/xml", "buffer": data}


def test_drop_reconcile_pin_import_report(sign_in):
    page = sign_in("portfolio_manager")
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", plan("gateway.xml", net_1(A="2027-01-07T17:00:00")))
    page.get_by_role("button", name="Read file").click()
    expect(page.get_by_text("We read 6 rows, 5 links")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="saved without recalculating")
    expect(row).to_have_count(1)
    row.get_by_label("Pin as in file").check()
    page.get_by_label("Key", exact=True).fill("IMPA")
    page.get_by_label("Name", exact=True).fill("Gateway from a file")
    page.get_by_role("button", name="Import 6 rows").click()
    expect(page.get_by_role("heading", name="gateway.xml is now Gateway from a file")).to_be_visible()
    expect(page.get_by_text("1 was pinned to the file's dates.")).to_be_visible()
    page.get_by_role("link", name="Open project").click()
    page.wait_for_url("**/projects/IMPA/")


def test_a_file_that_is_no_plan_gets_a_sentence(sign_in):
    page = sign_in("portfolio_manager")
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", plan("letter.xml", b"<letter><to/></letter>"))
    page.get_by_role("button", name="Read file").click()
    expect(page.get_by_text("not a Microsoft Project plan")).to_be_visible()
    expect(page.get_by_role("heading", name="Import a plan")).to_be_visible()
