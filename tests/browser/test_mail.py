"""A mail on its whole way: asked for, queued, sent, kept by the mailbox, opened, its link followed."""

import re
import time

from playwright.sync_api import expect


def test_a_mail_arrives_and_its_link_works(page, sign_in, sign_ins):
    viewer = sign_ins["viewer"]["email"]
    page.goto("/accounts/password/reset/")
    page.fill("input[name=email]", viewer)
    page.press("input[name=email]", "Enter")
    page.wait_for_url(re.compile("/password/reset/done/"))

    admin = sign_in("administrator")
    link = admin.locator("tr", has_text=viewer).get_by_role("link", name="Choose a new password")
    until = time.monotonic() + 20
    admin.goto("/mailbox/")
    while not link.count() and time.monotonic() < until:
        admin.wait_for_timeout(300)
        admin.reload()
    link.first.click()
    expect(admin.get_by_text("Auto-Submitted")).to_be_visible()
    button = admin.frame_locator("iframe").get_by_role("link", name="Choose a password")
    expect(button).to_be_visible()

    page.goto(button.get_attribute("href"))
    expect(page.locator("input[type=password]")).to_have_count(2)

    admin.goto("/outbox/")
    row = admin.locator("tr", has_text=viewer).first
    expect(row).to_contain_text("Sent")
    expect(row.get_by_role("button")).to_have_count(0)
