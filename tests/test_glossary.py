"""The glossary at the foot of every page and docs/glossary.md say the same, and its words are those of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analytics.wording.glossary import glossary
from tests.builders import a_store, an_application
from tests.conftest import ROOT, opened_page

ROWS = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.M))


def test_the_page_in_the_docs_says_the_same() -> None:
    written = {word: re.sub(r" ?\(\[.+?\]\(.+?\)\)", "", means) for word, means in ROWS.items() if word != "word"}
    assert written == glossary()


@pytest.mark.filterwarnings("default")
def test_it_stands_at_the_foot_that_every_page_shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened_page("overview", a_store(tmp_path, an_application(rejected_on="2026-01-20")).folder, monkeypatch)
    [table] = [table.value for table in page.table if list(table.value.iloc[:, 0])[:1] == list(glossary())[:1]]
    assert len(table) == len(glossary())
