"""The pages that look inward, in a browser: writing, sealing, a day off, and what each shows to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.store import Store, Viewer, journal, settings
from analytics.store.journal import Entry
from tests.builders import a_store, an_application
from tests.conftest import Dashboard, Watched, serve

ME = Viewer.applicant(1)
SECRET, PASSPHRASE = "Zaunkoenigin", "otter cafe lantern"
TURNED_DOWN = "Birch Labs"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store for all tests here: two applications and a plain entry."""
    store = a_store(
        tmp_path_factory.mktemp("reflection"),
        an_application(applied="2026-01-05"),
        an_application(TURNED_DOWN, applied="2026-01-06", rejected_on="2026-01-20"),
    )
    with store.writing(ME, datetime(2026, 1, 21)) as writer:
        entry = Entry(date(2026, 1, 21), mood=2, what_happened=f"Nothing came of {SECRET}.")
        journal.write(writer, entry, None)
    return store


@pytest.fixture(scope="module")
def dashboard(store: Store) -> Iterator[Dashboard]:
    yield from serve(store.folder, store.folder.parent)


def opened(browser: Watched, dashboard: Dashboard, page: str) -> Any:
    browser.page.goto(f"{dashboard.url}/{page}")
    browser.page.locator("h1").wait_for(timeout=60_000)
    return browser.page


def settled(page: Any) -> None:
    """Waits until the page has been run to its end."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=60_000)


def files_with(folder: Path, word: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_a_day_off_hides_rejections_until_they_are_asked_for(browser: Watched, dashboard: Dashboard) -> None:
    page = opened(browser, dashboard, "applications")
    page.get_by_role("button", name="A day off").click()
    page.get_by_role("button", name="For a day").click()
    page.get_by_text("Rejections are hidden until tomorrow").first.wait_for()
    links = page.locator('[data-testid="stTopNavLink"]').all()
    for name in [str(link.get_attribute("href")).rpartition("/")[2] for link in links]:
        opened(browser, dashboard, name)
        page.get_by_text("Rejections are hidden until tomorrow").first.wait_for()
        settled(page)
        shown = page.locator('[data-testid="stMain"]').inner_text()
        assert TURNED_DOWN not in shown, name
        assert not re.search(r"\d+ (of \d+ )?(rejections?|were turned down)", shown), name
    opened(browser, dashboard, "about-me?view=Debrief")
    page.get_by_role("button", name="Show them now").click()
    page.get_by_text("What goes in").wait_for()
    assert page.get_by_text("Rejections are hidden").count() == 0


def test_a_debrief_is_made_without_the_journal_unless_it_is_chosen(
    browser: Watched, dashboard: Dashboard, tmp_path: Path
) -> None:
    page = opened(browser, dashboard, "about-me?view=Debrief")

    def made() -> str:
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the debrief").click()
        download.value.save_as(tmp_path / "debrief.html")
        return (tmp_path / "debrief.html").read_text(encoding="utf-8")

    assert SECRET not in made()
    page.get_by_text("From my journal").click()
    page.get_by_text("can be read by whoever gets the file").wait_for()
    settled(page)
    assert SECRET in made()


def test_a_strength_is_kept_and_rated_on_a_phone(browser: Watched, dashboard: Dashboard) -> None:
    browser.page.set_viewport_size({"width": 390, "height": 844})
    page = opened(browser, dashboard, "about-me")
    page.get_by_label("What did I do, and what came of it?").fill("=Moved **reports** <b>to</b> one place")
    page.get_by_label("How much, how many, how often?", exact=True).fill("3 hours a week")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("One strength is kept, with a number.").wait_for()
    assert page.locator("code").first.inner_text().strip() == "=Moved **reports** <b>to</b> one place (3 hours a week)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("As a table").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert "'=Moved" in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_rejections_come_back_by_themselves_after_the_day(browser: Watched, dashboard: Dashboard, store: Store) -> None:
    with store.writing(ME) as writer:
        settings.put(writer, "rejections_hidden_until", "2026-01-01T08:00")
    page = opened(browser, dashboard, "about-me?view=Debrief")
    page.get_by_text("What goes in").wait_for()
    assert page.get_by_text("Rejections are hidden").count() == 0


def test_an_entry_is_written_sealed_closed_and_opened_again(
    browser: Watched, dashboard: Dashboard, store: Store
) -> None:
    folder = store.folder.parent
    page = opened(browser, dashboard, "journal")
    page.get_by_text("Write an entry").click()
    page.get_by_label("What happened").fill(f"They said no to {SECRET}.")
    page.get_by_text("Very low", exact=True).click()
    page.get_by_role("button", name="Keep this entry").click()
    page.get_by_text("Two entries with a mood so far").wait_for()
    settled(page)
    assert files_with(store.folder, SECRET) != []

    page.get_by_text("Seal the journal with a passphrase", exact=True).click()
    page.get_by_label("New passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("New passphrase, once more").fill(PASSPHRASE)
    page.get_by_role("button", name="Seal the journal", exact=True).click()
    page.get_by_text("The journal is sealed with the new passphrase.").wait_for(timeout=60_000)
    settled(page)
    assert files_with(folder, SECRET) == []
    assert files_with(folder, PASSPHRASE) == []

    page.locator("summary", has_text="Passphrase").click()
    page.get_by_role("button", name="Close the journal").click()
    page.get_by_text("2 entries are sealed and kept as they are").wait_for()
    page.get_by_text("I have lost the passphrase").wait_for()
    settled(page)
    assert SECRET not in page.content()
    page.get_by_label("Passphrase", exact=True).fill("not the passphrase")
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_text("does not open the journal").wait_for()
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_text("Two entries with a mood so far").wait_for(timeout=60_000)
    assert files_with(folder, SECRET) == []
