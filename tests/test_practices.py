"""docs/practices.md: each of the 45 practices has a place, which opens and holds the words that the table names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.store import Store, Viewer
from pages.frame.navigation import PLACES
from tests.conftest import ROOT, opened_page
from tools.sample import draw

TEXT = (ROOT / "docs/practices.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| `(.+?)` \| (.+?) \|$", TEXT, re.M)
FILES = {place.address: name for name, place in PLACES.items()}
IN_PART = 2


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One made-up student's long log."""
    store = Store(tmp_path_factory.mktemp("practices") / "store")
    with store.writing(Viewer.applicant(1), datetime.now()) as writer:
        for table, rows in draw(date.today(), students=1, seed=20).items():
            writer.append(table, rows)
    return store


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def test_all_45_are_there_and_43_work() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 46))
    assert sum("in part" in row[2] for row in ROWS) <= IN_PART


@pytest.mark.parametrize("place", sorted({row[3] for row in ROWS}))
def test_a_place_opens_and_holds_what_the_table_says(place: str, store: Store, patch: pytest.MonkeyPatch) -> None:
    address, _, view = place.partition("?view=")
    page = opened_page(FILES[address], store.folder, patch, **({"view": view} if view else {}))
    shown = text_of(page) + "".join(text_of(opened) for opened in with_each_tab(page))
    missing = [(row[0], row[4]) for row in ROWS if row[3] == place and row[4] not in shown]
    assert not missing


def with_each_tab(page: AppTest) -> Iterator[AppTest]:
    """The page with each of its tabs open in turn: what a tab holds is made when it is opened."""
    for label in [tab.label for tab in page.tabs]:
        page.session_state["goal-tabs"] = label
        yield page.run()


def text_of(page: AppTest) -> str:
    """All that the page sends to the browser, without the signs that keep it text."""
    return "".join(str(node.proto) for node in _nodes(page.main) if getattr(node, "proto", None)).replace("\\", "")


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)
