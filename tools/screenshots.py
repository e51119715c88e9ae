"""Pictures of every page in every state, to look at: empty, one application, five, a full log, 600, day off, everybody.

    python -m tools.screenshots FOLDER [STATE …]      # light and dark, 1400 and 390 px wide; all states, or these

Each is named for its state, page, theme and width. It needs the extra `test` and a Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from analytics.store import Store, Viewer, settings
from analytics.store.applications import add_application
from pages.frame.navigation import OF_EVERYBODY, OWN, PLACES
from tests.builders import AnApplication, a_store
from tests.conftest import CHROMIUM, serve
from tests.test_small_logs import a_log
from tools.sample import draw

SHAPES = [(1400, "light"), (1400, "dark"), (390, "light"), (390, "dark")]
VIEWS = {
    "mails": "why?view=Mails",
    "application": "applications?id=3",
    "self-assessment": "about-me?view=Self-assessment",
    "debrief": "about-me?view=Debrief",
    "my-data": "about-me?view=My+data",
}
EVERYBODY = "everybody"
RAN = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def one(store: Store) -> None:
    """A single application, sent three days ago."""
    sent = {"employer": "Halcyon Games", "role": "Junior Analyst", "applied_on": date.today() - timedelta(days=3)}
    with store.writing(Viewer.applicant(1), now=datetime.now()) as writer:
        add_application(writer, sent)


def full(store: Store) -> None:
    """A student's long log, with mails, requests, goals and a journal."""
    with store.writing(Viewer.applicant(1)) as writer:
        for table, rows in draw(date.today(), students=1, seed=20).items():
            writer.append(table, rows)


def day_off(store: Store) -> None:
    """The same, with rejections hidden until they are asked for."""
    full(store)
    with store.writing(Viewer.applicant(1)) as writer:
        settings.put(writer, "rejections_hidden_until", "asked")


def five(store: Store) -> None:
    """Five applications: two silent, one invited, two turned down, one of them with a reason."""
    _append(store, a_log(5))


def many(store: Store) -> None:
    """Six hundred of them."""
    _append(store, a_log(600))


def _append(store: Store, applications: list[AnApplication]) -> None:
    a_store(store.folder.parent, *applications)


STATES: dict[str, Callable[[Store], None]] = {
    "empty": lambda store: None,
    "one": one,
    "five": five,
    "full": full,
    "six-hundred": many,
    "day-off": day_off,
}


def addresses(state: str) -> Iterator[tuple[str, str]]:
    """What each picture is called, and the address that shows it."""
    for place in (PLACES[name] for name in OWN):
        yield place.address, place.address if place.name != OWN[0] else ""
    if state in ("full", "day-off"):
        yield from VIEWS.items()


def take(page: Any, url: str, path: Path, width: int) -> None:
    """One page from top to bottom."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url)
    settle(page, path, width)


def settle(page: Any, path: Path, width: int) -> None:
    """Waits until the page is there, makes room for all of it, and takes the picture."""
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("h1").first.wait_for()
    page.locator(RAN).wait_for()
    page.wait_for_timeout(800)
    height = page.locator('[data-testid="stMain"]').evaluate("it => it.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(height, 600), 8000)})
    page.wait_for_timeout(400)
    page.screenshot(path=path)


@contextmanager
def opened(chromium: Any, width: int, theme: str) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def everybody(chromium: Any, url: str, folder: Path) -> None:
    """All made-up students together, as an analyst sees them."""
    for width, theme in SHAPES:
        with opened(chromium, width, theme) as page:
            page.goto(url)
            page.get_by_role("button", name="Look around", exact=True).click()
            page.get_by_text("You are looking at made-up people.").wait_for()
            page.locator(RAN).wait_for()
            page.get_by_role("combobox", name="Whose log").click()
            page.keyboard.type("Everybody")
            page.keyboard.press("Enter")
            page.locator("h1", has_text="Applications").wait_for()
            for name in OF_EVERYBODY:
                page.set_viewport_size({"width": 1400, "height": 900})  # a narrow window hides the way to other pages
                page.get_by_role("link", name=PLACES[name].title, exact=True).first.click()
                page.locator("h1", has_text=PLACES[name].title).wait_for()
                settle(page, folder / f"{EVERYBODY}-{PLACES[name].address}-{theme}-{width}.png", width)


def main(folder: Path, *states: str) -> None:
    """Takes all pictures, or those of some states."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as work:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for state, make in STATES.items():
            if states and state not in states:
                continue
            home = Path(work) / state
            home.mkdir()
            store = Store(home / "store")
            make(store)
            for dashboard in serve(store.folder, home):
                for width, theme in SHAPES:
                    with opened(chromium, width, theme) as page:
                        for name, address in addresses(state):
                            take(
                                page,
                                f"{dashboard.url}/{address}",
                                folder / f"{state}-{name}-{theme}-{width}.png",
                                width,
                            )
                if state == "empty":
                    everybody(chromium, dashboard.url, folder)
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
