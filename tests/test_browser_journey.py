"""From an empty store to one's own curve in a browser, with one upload and no typing; and a look around the sample."""

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
    lines = ["Company,Position,Date Applied,Status,Response Date"]
    for number in range(30):
        applied = first + timedelta(days=2 * number)
        status, after = ("Rejected", 10) if number % 3 == 0 else ("Interview", 6) if number % 8 == 1 else ("Applied", 0)
        answered = (applied + timedelta(days=after)).isoformat() if after else ""
        lines.append(f"Employer {number},Analyst,{applied.isoformat()},{status},{answered}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.browser
def test_a_new_user_reaches_their_own_curve_with_one_upload(
    dashboard: Dashboard, browser: Watched, tmp_path: Path
) -> None:
    page = browser.page
    page.goto(dashboard.url)
    page.get_by_role("button", name="Bring my log").click(timeout=LONG)
    expect(page.locator("h1")).to_have_text("Bring a log or mailbox")
    page.locator("input[type=file]").first.set_input_files(a_log(tmp_path / "my log.csv"))
    page.get_by_role("button", name="Import 30").click(timeout=LONG)
    expect(page.get_by_text("30 new").first).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="How long").click()
    expect(page.get_by_text("Of 30 applications").first).to_be_visible(timeout=LONG)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=LONG)
    assert page.get_by_text("Share chart").count() == 0
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_text("Of 30 applications, 13 had an answer").first).to_be_visible(timeout=LONG)


@pytest.mark.browser
def test_the_sample_is_one_click_away_and_leaves_with_one(dashboard: Dashboard, browser: Watched) -> None:
    page = browser.page
    page.goto(dashboard.url)
    page.get_by_role("button", name="Look around").click(timeout=LONG)
    expect(page.get_by_text("You are looking at made-up people.")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("button", name="Look around", exact=True)).to_be_visible(timeout=LONG)
