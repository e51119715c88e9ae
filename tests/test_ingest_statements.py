"""The importer's statements: one relation a file, its grain said first, and each of them used."""

from __future__ import annotations

import re

import pytest

from analytics.ingest import statements

NAMES = sorted(path.stem for path in statements.SQL.glob("*.sql"))
PACKAGE = statements.SQL.parent


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_says_its_grain_and_is_lowercase(name: str) -> None:
    text = statements.text(name)
    assert text.startswith("-- ")
    words = re.sub(r"--[^\n]*|'[^']*'", "", text)
    assert words == words.lower()


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_is_used(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py"))
    assert f'"{name}"' in code


def test_a_name_that_is_no_statement_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        statements.text("nothing")
