"""A day off: what is dropped from a table, and that every page has decided how to respect it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analytics.statistics.application_paths import application_paths
from analytics.store import Viewer, settings
from pages.frame import day_off
from tests.builders import a_store, an_application
from tests.conftest import ROOT, opened_page

# Pages that show no rejection, and why not.
WITHOUT = {
    "cohort": "staff have no day off, and no person is seen",
    "cohort_compare": "staff have no day off, and no person is seen",
    "cohort_import": "staff have no day off, and an export is checked before it is stored",
    "goal_progress": "goals count what one does; the view of what helped respects it",
    "journal": "entries are one's own words; the picture of mood leaves rejections out where it is drawn",
    "import_log": "a receipt says what a file holds, when it is read in",
}


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_every_page_has_decided_what_it_shows_on_a_day_off(path: object) -> None:
    page = ROOT / "pages" / str(path)
    text = page.read_text(encoding="utf-8")
    respects = "day_off.respects()" in text or "day_off.without_rejections(" in text
    assert respects != (page.stem in WITHOUT), f"say day_off.respects() in {page.name}, or name it in this test"


def test_hidden_rejections_are_in_no_count(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = pd.DataFrame(
        {
            "outcome_recorded": True,
            "answered": [True, True, False],
            "invited": [False, True, False],
            "interviewed": False,
            "offered": False,
            "outcome": ["rejected", "rejected", "open"],
            "n": [7, 2, 3],
        }
    )
    monkeypatch.setattr(day_off, "hidden", lambda: True)
    paths = application_paths(day_off.without_rejections(counts))
    assert (paths.n, paths.rejected, paths.waiting) == (3, 0, 3)
    steps = pd.DataFrame({"applications": [12], "rejections": [9], "unasked": [4], "unconfirmed": [1], "waiting": [3]})
    assert day_off.without_rejections(steps).to_dict("records") == [
        {"applications": 12, "rejections": 0, "unasked": 0, "unconfirmed": 0, "waiting": 0}
    ]


def test_without_a_day_off_a_table_is_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_off, "hidden", lambda: False)
    table = pd.DataFrame({"outcome": ["rejected"]})
    assert day_off.without_rejections(table) is table


@pytest.mark.filterwarnings("default")
def test_rejections_can_be_folded_for_good_and_are_counted_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path, an_application("Alder", rejected_on="2026-01-20"), an_application("Birch"))
    open_, folded = {"open-1", "open-2"}, {"open-2"}
    for chosen, address, listed in (
        ({}, {}, open_),
        ({day_off.FOLDED: "yes"}, {}, folded),
        ({day_off.FOLDED: "yes"}, {"show": "Turned down"}, {"open-1"}),
    ):
        with store.writing(Viewer.applicant(1)) as writer:
            for name, value in chosen.items():
                settings.put(writer, name, value)
        page = opened_page("applications", store.folder, monkeypatch, **address)
        assert {button.key for button in page.button if str(button.key).startswith("open-")} == listed
        assert page.header[0].value.startswith("Two sent")
        said = [note.value for note in page.caption if "folded as you wished" in note.value]
        assert bool(said) == (listed == folded)
