"""What analysts look up is complete and of today: docs/tables.md, docs/interface.md and docs/analysts.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.store import Store, Viewer
from analytics.store.dictionary import dictionary, schema
from analytics.store.tables import PRIVATE, READABLE, words_of
from tests.conftest import ROOT
from tools import reference

AGAIN = "write it again with `python -m tools.reference`, and say in the changelog what changed for analysts"


def test_every_table_and_view_is_in_the_data_dictionary_and_no_other() -> None:
    assert set(dictionary()) == set(schema())
    assert set(dictionary()) >= READABLE | set(PRIVATE)


def test_the_data_dictionary_names_no_column_that_is_not_there() -> None:
    lines = (ROOT / "data/data_dictionary.csv").read_text(encoding="utf-8").splitlines()[1:]
    named = [tuple(line.split(",")[:2]) for line in lines]
    assert len(named) == len(set(named))
    there = {(table, column) for table, columns in schema().items() for column in ["", *columns]}
    anywhere = {("*", column) for columns in schema().values() for column in ["", *columns]}
    assert set(named) <= there | anywhere


@pytest.mark.parametrize("table", dictionary())
def test_a_column_has_a_meaning_a_unit_and_an_example_that_it_could_hold(table: str) -> None:
    with duckdb.connect() as connection:
        for column in dictionary()[table].columns:
            assert column.meaning, column.name
            assert column.unit, column.name
            example = {"example": column.example}
            assert connection.execute(f"select cast($example as {column.type})", example).fetchone() != (None,)
            assert column.example in (words_of(table, column.name) or (column.example,)), column.name


def test_the_page_of_tables_is_what_the_data_dictionary_says() -> None:
    assert reference.TABLES_PAGE.read_text(encoding="utf-8") == reference.tables_page(), AGAIN


def test_what_analysts_build_on_has_not_changed_in_silence() -> None:
    assert reference.INTERFACE_PAGE.read_text(encoding="utf-8") == reference.interface_page(), AGAIN


def test_a_changed_signature_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from analytics.statistics import response_times

    def other(counts: int) -> int:
        return counts

    monkeypatch.setattr(response_times, "response_times", other)
    assert "response_times(counts: int) -> int" in reference.interface_page()


@pytest.mark.parametrize("page", ["analysts", "tables", "interface"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / f"docs/{page}.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([\w./]+)\)", text):
        assert (ROOT / "docs" / link).exists(), link


def test_the_queries_on_the_page_for_analysts_run(tmp_path: Path) -> None:
    text = (ROOT / "docs/analysts.md").read_text(encoding="utf-8")
    shown = re.findall(r'reader\.sql\("(.+?)"', text)
    assert shown
    with Store(tmp_path).reading(Viewer.analyst()) as reader:
        for query in shown:
            values: dict[str, Any] = dict.fromkeys(re.findall(r"\$(\w+)", query), "Referral")
            reader.sql(query, **values)
