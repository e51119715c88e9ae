"""A page's path can be asked for before `app.py` ever ran: nobody else's rows appear, whatever is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import a_store, an_application
from tests.conftest import ROOT, Watched, serve

PAGES = sorted((ROOT / "pages").glob("*.py"))
FRAME = sorted((ROOT / "pages" / "frame").glob("*.py"))


@pytest.mark.browser
def test_the_first_request_to_a_fresh_server_shows_only_ones_own_rows(tmp_path: Path, browser: Watched) -> None:
    a_store(tmp_path, an_application(employer="Somebody Elses Employer", applicant=2))
    paths = [path.stem for path in PAGES] + [f"frame/{path.stem}" for path in FRAME[:3]] + ["no_such_page"]
    for server in serve(tmp_path / "store", tmp_path):
        for path in paths[:1]:
            browser.page.goto(f"{server.url}/{path}")
            browser.page.wait_for_timeout(3000)
            assert "Somebody Elses Employer" not in browser.page.content()
        for path in paths[1:]:
            browser.page.goto(f"{server.url}/{path}")
            browser.page.wait_for_timeout(1200)
            assert "Somebody Elses Employer" not in browser.page.content()
