"""The rows of a query as plain records, for those who put them into words one by one."""

from __future__ import annotations

from typing import Any

import pandas as pd


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A dict a row: None for what is missing, days as dates, numbers of rows (`…_id`) as whole numbers."""
    plain = table.astype(object).where(table.notna(), None).to_dict("records")
    return [{str(name): _plain(str(name), value) for name, value in row.items()} for row in plain]


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if name.endswith("_at") else value.date()
    return int(value) if value is not None and name.endswith("_id") else value
