"""A page's path can be asked for before `app.py` ever ran: nobody else's rows appear, whatever is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.frame.navigation import FORMER, OWN, PLACES
from tests.builders import a_store, an_application
from tests.conftest import PLAIN_STREAMLIT, ROOT, Watched, serve

PAGES = sorted((ROOT / "pages").glob("*.py"))
FRAME = sorted((ROOT / "pages" / "frame").glob("*.py"))


@pytest.mark.browser
def test_the_first_request_to_a_fresh_server_shows_only_ones_own_rows(tmp_path: Path, browser: Watched) -> None:
    a_store(tmp_path, an_application(employer="Somebody Elses Employer", applicant=2))
    paths = [path.stem for path in PAGES] + [f"frame/{path.stem}" for path in FRAME[:3]] + ["no_such_page"]
    for server in serve(tmp_path / "store", tmp_path, start=PLAIN_STREAMLIT):
        for path in paths[:1]:
            browser.page.goto(f"{server.url}/{path}")
            browser.page.wait_for_timeout(3000)
            assert "Somebody Elses Employer" not in browser.page.content()
        for path in paths[1:]:
            browser.page.goto(f"{server.url}/{path}")
            browser.page.wait_for_timeout(1200)
            assert "Somebody Elses Employer" not in browser.page.content()


@pytest.mark.browser
def test_former_addresses_lead_to_the_pages_of_today_from_the_first_request_on(
    tmp_path: Path, browser: Watched
) -> None:
    a_store(tmp_path, an_application(employer="Alder Works"))
    for server in serve(tmp_path / "store", tmp_path):
        for former in (former for former, (name, _) in FORMER.items() if name in OWN):
            name, what = FORMER[former]
            browser.page.goto(f"{server.url}/{former}?to=2026-11-01")
            # People sign in where they have a part in cohorts; here nobody does.
            for parameter, value in what.items() if former != "cohort_consent" else ():
                expect(browser.page).to_have_url(re.compile(rf"[?&]{parameter}={value}\b"), timeout=15_000)
            expect(browser.page).to_have_title(PLACES[name].title, timeout=15_000)
            expect(browser.page.locator("h1")).to_have_text(PLACES[name].title, timeout=15_000)
