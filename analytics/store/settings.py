"""What a person chose about how the program behaves for them. Read with sql/settings.sql."""

from __future__ import annotations

import duckdb


def put(connection: duckdb.DuckDBPyConnection, applicant_id: int, name: str, value: str) -> None:
    """Keeps a choice, in place of the one before."""
    connection.execute(
        "insert or replace into settings (applicant_id, name, value) values ($applicant, $name, $value)",
        {"applicant": applicant_id, "name": name, "value": value},
    )


def remove(connection: duckdb.DuckDBPyConnection, applicant_id: int, name: str) -> None:
    """Forgets a choice."""
    connection.execute(
        "delete from settings where name = $name and applicant_id = $applicant",
        {"applicant": applicant_id, "name": name},
    )
