"""The review of a log in a browser: feedback under a name of its own comes in, and a correction holds at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from analytics.store import Store, Viewer
from tests.conftest import Dashboard, Watched

LONG = 60_000
LOG = """Company,Job,Sent,Status,Words of the mail,notes to self
Amberlight,Analyst,2026-10-12,Rejected,You have not used dbt in production and the team needs it.,ask Sam about dbt
Brookvale,Analyst,2026-10-13,Rejected,We went with an internal candidate.,
Corvina,Analyst,2026-10-14,Rejected,Your answers in the case were hard to follow.,rehearse
Dunmore,Analyst,2026-10-15,,,
"""


@pytest.mark.browser
def test_feedback_under_a_name_of_its_own_comes_in_with_one_question(
    dashboard: Dashboard, browser: Watched, tmp_path: Path
) -> None:
    log = tmp_path / "my log.csv"
    log.write_text(LOG, encoding="utf-8")
    page = browser.page
    page.goto(f"{dashboard.url}/import_log")
    page.locator("input[type=file]").first.set_input_files(log)
    expect(page.get_by_text("3 of 3 rejections would have a reason").first).to_be_visible(timeout=LONG)
    expect(page.get_by_role("button", name="Answer the question above first")).to_be_disabled()
    page.get_by_text("Feedback from the employer", exact=True).first.click()
    page.get_by_role("button", name="Import 4 applications").click(timeout=LONG)
    expect(page.get_by_text("4 new").first).to_be_visible(timeout=LONG)
    with Store(dashboard.store).reading(Viewer.applicant(1)) as reader:
        assert len(reader.load("feedback_texts")) == 3


@pytest.mark.browser
def test_a_correction_by_keyboard_on_a_phone_holds_at_once(
    dashboard: Dashboard, browser: Watched, tmp_path: Path
) -> None:
    log = tmp_path / "my log.csv"
    log.write_text(LOG.replace("Words of the mail", "What they said"), encoding="utf-8")
    page = browser.page
    page.set_viewport_size({"width": 380, "height": 800})
    page.goto(f"{dashboard.url}/import_log")
    page.locator("input[type=file]").first.set_input_files(log)
    expect(page.get_by_role("button", name="Import 4 applications")).to_be_enabled(timeout=LONG)
    box = page.get_by_role("combobox", name="What they said")
    box.focus()
    page.keyboard.type("Notes")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“What they said” is taken for").first).not_to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Import 4 applications").click(timeout=LONG)
    expect(page.get_by_text("4 new").first).to_be_visible(timeout=LONG)
    with Store(dashboard.store).reading(Viewer.applicant(1)) as reader:
        assert len(reader.load("feedback_texts")) == 0
