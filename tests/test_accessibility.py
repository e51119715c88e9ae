"""Every page for everybody: axe-core finds nothing serious, the keyboard reaches all, nothing scrolls sideways.

In light and dark, wide and on a phone, for a person with a long log and for one with none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from analytics.store import Store, Viewer
from pages.frame.navigation import OWN, PLACES
from tests.conftest import Dashboard, serve
from tools.sample import draw

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
WIDE, PHONE, NARROW = 1400, 390, 360
SERIOUS = ("serious", "critical")

ADDRESSES = [
    *(PLACES[name].address if name != OWN[0] else "" for name in OWN),
    *("why?view=Mails", "applications?id=1", "about-me?view=Self-assessment", "about-me?view=Debrief"),
    *("about-me?view=My+data", "about-me?view=Takeaways", "ask?view=People", "ask?view=Unhelpful+words"),
    *("ask?view=What+works", "goals?view=Set+a+goal", "goals?view=Did+it+help%3F", "journal?view=Interviews"),
]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The dashboard of one person with a long log, mails, requests, goals and a journal."""
    folder = tmp_path_factory.mktemp("full")
    store = Store(folder / "store")
    with store.writing(Viewer.applicant(1)) as writer:
        for table, rows in draw(date.today(), students=1, seed=20).items():
            writer.append(table, rows)
    yield from serve(store.folder, folder)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    folder = tmp_path_factory.mktemp("empty")
    yield from serve(folder / "store", folder)


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Page]:
    context = chromium.new_context()
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def opened(page: Page, dashboard: Dashboard, address: str) -> None:
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(f"{dashboard.url}/{address}")
    page.locator("h1").wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def findings(page: Page) -> list[str]:
    """What axe-core holds to be serious, with where it is."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:160]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", ["full", "empty"])
def test_no_page_has_a_serious_finding_and_nothing_scrolls_sideways(
    state: str, theme: Literal["light", "dark"], page: Page, request: pytest.FixtureRequest
) -> None:
    dashboard: Dashboard = request.getfixturevalue(state)
    page.emulate_media(color_scheme=theme)
    wrong: dict[str, object] = {}
    for address in ADDRESSES if state == "full" else ADDRESSES[: len(OWN)]:
        opened(page, dashboard, address)
        for width in (WIDE, PHONE):  # a page is opened once, and made narrow as a window is
            narrowed(page, width)
            if found := findings(page):
                wrong[f"{address or 'today'} at {width}"] = found
        narrowed(page, NARROW)
        if (reach := width_of(page)) > NARROW:
            wrong[f"{address or 'today'} at {NARROW}"] = f"{reach} wide"
    assert not wrong


def narrowed(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(250)  # charts follow the window a moment later


def width_of(page: Page) -> int:
    """How wide the page's content is."""
    inner = page.locator('[data-testid="stMain"]').evaluate("it => it.scrollWidth")
    return max(int(page.evaluate("document.documentElement.scrollWidth")), int(inner))


FOCUS = """() => {
    const it = document.activeElement, style = getComputedStyle(it);
    const name = it.ariaLabel || it.innerText || it.placeholder || it.id || it.tagName;
    const field = it.closest('[data-baseweb], [data-testid="stTextArea"]');
    const ringed = [it, field].some((one) => one && getComputedStyle(one).boxShadow !== "none");
    const framed = field && getComputedStyle(field).borderTopWidth !== "0px";
    return [name.trim().slice(0, 40), style.outlineStyle !== "none" || ringed || Boolean(framed)];
}"""


def test_the_keyboard_reaches_everything_on_today_with_a_visible_focus(full: Dashboard, page: Page) -> None:
    opened(page, full, "")
    reached: dict[str, bool] = {}
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # past the last of them the browser's own bar has the focus
        name, visible = page.evaluate(FOCUS)
        reached[name] = visible
    for wanted in ("Applications", "About me", "A day off"):
        assert any(wanted in name for name in reached), (wanted, list(reached))
    assert all(reached.values()), [name for name, visible in reached.items() if not visible]
