"""Every cell that holds something ends somewhere: stored, kept as a note, read, left out or set aside with a reason, or asked about."""
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.errors import NothingToImport
from analytics.ingest.reading import Fate
from tests.logs import Stored, stored, unaccounted

LOGS = Path(__file__).parents[2] / "shared" / "logs"

HEADINGS = [
    "Location", "Notes", "Salary", "Recruiter", "Contact email", "Phone number", "CV version", "Deadline", "Follow up",
    "Interview", "Response Date", "What they said", "Source", "Link", "Req ID", "Foo", "Wetter", "Zzz", "Feedback",
    "Industry", "Last updated", "Priority", "Term", "Rejection reason", "Offer", "Password", "Bar baz",
]  # fmt: skip
CELLS = [
    "", "", "Leeds", "2025-03-14", "14/03/2025", "3/4", "0.75", "yes", "no", "https://x.example/7", "Ana Roe", "ana@x.example",
    "+49 30 1234567", "You lack practice with SQL databases.", "ask Sam about dbt", "50k", "Rejected", "maybe later", "passed",
    "not a date at all", "2099-01-01", "1899-12-30", "=HYPERLINK(\"https://x.example/1\",\"a title\")", "🙂", "a | b", "x",
]  # fmt: skip


@st.composite
def logs(draw: st.DrawFn) -> list[list[str]]:
    extra = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=5, unique=True))
    rows = [["Company", "Role", "Date Applied", "Status", *extra]]
    for number in range(draw(st.integers(2, 8))):
        status = draw(st.sampled_from(["Applied", "Rejected", "Interview", "Withdrawn", "zorp", ""]))
        rows.append([f"Firm {number}", "Analyst", f"2025-01-{number + 10}", status,
                     *(draw(st.sampled_from(CELLS)) for _ in extra)])  # fmt: skip
    return rows


def written(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(logs())
def test_every_cell_is_accounted_for(rows: list[list[str]]) -> None:
    found = stored(written(rows))
    for line, row in enumerate(rows[1:], 2):
        for index, cell in enumerate(row):
            assert not cell or found.reading.fate_of(line, index, cell), (line, rows[0][index], cell)
    if not found.reading.unanswered:
        assert not unaccounted(found, rows), unaccounted(found, rows)


def test_what_is_lost_would_be_noticed() -> None:
    rows = [["Company", "Role", "Date Applied", "Status", "Foo"], ["A", "Dev", "2025-01-05", "Applied", "blue"],
            ["B", "Dev", "2025-01-06", "Applied", "green"]]  # fmt: skip
    found = stored(written(rows))
    assert not unaccounted(found, rows)
    found.applications[0]["notes"] = None
    assert unaccounted(found, rows) == [(2, "Foo", "blue", Fate.NOTE)]


@pytest.mark.parametrize(
    ("heading", "cell", "fate"),
    [
        ("Foo", "blue", Fate.NOTE), ("Salary", "50k", Fate.NOTE), ("Location", "Leeds", Fate.STORED), ("No.", "7", Fate.LEFT_OUT),
        ("Password", "secret", Fate.LEFT_OUT), ("Response Date", "some day", Fate.SET_ASIDE), ("Phone screen", "yes", Fate.READ),
        ("Recruiter", "Ana Roe", Fate.STORED), ("Foo", "n/a", Fate.EMPTY),
    ],
)  # fmt: skip
def test_fates(heading: str, cell: str, fate: Fate) -> None:
    rows = [["Company", "Role", "Date Applied", "Status", heading], ["A", "Dev", "2025-01-05", "Applied", cell],
            ["B", "Dev", "2025-01-06", "Applied", "2025-02-01" if "Date" in heading else cell]]  # fmt: skip
    assert stored(written(rows)).reading.fate_of(2, 4, cell) == fate


def test_words_that_are_asked_about_are_said_to_be() -> None:
    rows = [["Company", "Role", "Date Applied", "Status"], *[[f"F{n}", "Dev", f"2025-01-1{n}", "Applied"] for n in range(9)],
            ["A", "Dev", "2025-01-05", "zorp"]]  # fmt: skip
    assert stored(written(rows)).reading.fate_of(11, 3, "zorp") == Fate.ASKED


@pytest.mark.shared
@pytest.mark.skipif(not LOGS.is_dir(), reason="../shared/logs is not here")
@pytest.mark.parametrize("path", sorted(LOGS.glob("*.csv")), ids=lambda path: path.stem[:24])
def test_every_cell_of_somebody_s_log(path: Path) -> None:
    try:
        found: Stored = stored(path.read_bytes(), path.name)
    except NothingToImport:
        return
    assert all(column.fate in list(Fate) for column in found.reading.columns)
    assert all(column.fate != Fate.LEFT_OUT or column.why for column in found.reading.columns)
