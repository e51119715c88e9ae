"""Keeps text that leaves for a spreadsheet from being run there. Used wherever CSV or XLSX is written."""

from __future__ import annotations

import pandas as pd

STARTS = ("=", "+", "-", "@", "\t", "\r")


def inert(value: object) -> object:
    """The value with an apostrophe before text that a spreadsheet would take for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(STARTS) else value


def inert_table(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every text cell and column name made inert."""
    guarded = table.map(inert)
    guarded.columns = pd.Index([inert(str(name)) for name in table.columns])
    return guarded
