"""From an empty store in a browser: with this morning's mail, with a log, and with a look around the sample."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import Dashboard, Watched

LONG = 60_000


def a_log(path: Path) -> Path:
    """Thirty applications as somebody keeps them: ten turned down after ten days, four invited, the rest silent."""
    first = date(2026, 1, 5)
    lines = ["Company,Position,Date Applied,Status,Response Date,Feedback"]
    for number in range(30):
        applied = first + timedelta(days=2 * number)
        status, after = ("Rejected", 10) if number % 3 == 0 else ("Interview", 6) if number % 8 == 1 else ("Applied", 0)
        answered = (applied + timedelta(days=after)).isoformat() if after else ""
        words = "You do not have enough experience with SQL." if number == 27 else ""
        lines.append(f"Employer {number},Analyst,{applied.isoformat()},{status},{answered},{words}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


MAIL = (
    "Dear Sam,\n\nthank you for your interest in the Data Analyst position at Osprey. Unfortunately, we will not be"
    " taking your application further. For this role we need someone who has built dashboards in a commercial setting,"
    " and your CV did not show that yet.\n\nWe wish you every success.\n"
)


@pytest.mark.browser
def test_this_mornings_mail_is_pasted_understood_and_kept_with_one_dated_step(
    dashboard: Dashboard, browser: Watched
) -> None:
    page = browser.page
    page.goto(dashboard.url)
    page.get_by_label("Paste the whole mail").fill(MAIL, timeout=LONG)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("new in your log")).to_contain_text("Osprey · Data Analyst", timeout=LONG)
    expect(page.get_by_text("For this role we need someone")).to_be_visible()
    expect(page.get_by_text("It names one reason:")).to_contain_text("It can be worked on.")
    step = page.get_by_text("ask Osprey what would have made the difference.")
    expect(step).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Logged for Data Analyst at Osprey: turned down")).to_be_visible()
    expect(page.get_by_role("button", name="That’s not right")).to_have_count(0)  # what was read has gone
    expect(step).to_be_visible()
    with page.expect_download() as reminder:
        page.get_by_role("button", name="Remind me on").click()
    assert "Osprey" in Path(reminder.value.path()).read_text(encoding="utf-8")
    page.get_by_role("link", name="Why").click()
    expect(page.get_by_text("One rejection; it named")).to_be_visible()


@pytest.mark.browser
def test_a_log_that_is_dropped_answers_where_how_long_and_why(
    dashboard: Dashboard, browser: Watched, tmp_path: Path
) -> None:
    page = browser.page
    page.goto(dashboard.url)
    page.get_by_role("button", name="Bring my log").click(timeout=LONG)
    expect(page.locator("h1")).to_have_text("Bring a log or mailbox")
    page.locator("input[type=file]").first.set_input_files(a_log(tmp_path / "my log.csv"))
    page.get_by_role("button", name="Import 30").click(timeout=LONG)
    expect(page.get_by_text("30 new").first).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_text("Of 30 applications, 13 had an answer").first).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="How long").click()
    expect(page.get_by_text("Of 30 applications").first).to_be_visible(timeout=LONG)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=LONG)
    assert page.get_by_text("Share chart").count() == 0
    page.get_by_role("button", name="Numbers").first.click()
    for kind, begins in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as picture:
            page.get_by_role("button", name=f"Picture ({kind})").first.click()
        assert picture.value.suggested_filename == f"response-times.{kind.lower()}"
        assert Path(picture.value.path()).read_bytes().startswith(begins)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Why").click()
    expect(page.get_by_text("Of 10 rejections, 1 gave a reason: lack of experience or skills.")).to_be_visible()
    page.get_by_role("link", name="Applications").click()
    page.get_by_role("button", name="Employer 27").click()
    expect(page.get_by_role("heading", name="Employer 27 · Analyst")).to_be_visible()
    for what in ("Sent", "They said no", "You do not have enough experience with SQL."):
        expect(page.get_by_text(what, exact=True).first).to_be_visible()


@pytest.mark.browser
def test_the_sample_is_one_click_away_and_leaves_with_one(dashboard: Dashboard, browser: Watched) -> None:
    page = browser.page
    page.goto(dashboard.url)
    page.get_by_role("button", name="Look around").click(timeout=LONG)
    expect(page.get_by_text("You are looking at made-up people.")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("button", name="Look around", exact=True)).to_be_visible(timeout=LONG)
