"""Each log in ../shared/logs gives what its README says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analytics.errors import NothingToImport
from analytics.taxonomy import Outcome
from tests.logs import Stored, accounted, stored

LOGS = Path(__file__).parents[2] / "shared" / "logs"

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not LOGS.is_dir(), reason="../shared/logs is not here")]


def read(name: str, **answers: Any) -> Stored:
    found = stored((LOGS / name).read_bytes(), name, **answers)
    assert accounted(found.reading)
    return found


def test_response_dates_and_durations() -> None:
    found = read("response-dates-and-durations.csv")
    reading = found.reading
    assert (reading.applications, reading.responses, reading.date_order) == (177, 64, "month first")
    assert not reading.questions
    assert reading.outcomes == {"open": 114, "in_process": 9, "offered": 2, "rejected": 52}
    meanings = {column.name: column.meaning for column in reading.columns}
    assert [meanings[name] for name in ("Days Since", "Current Date", "Time to First Response")] == ["ignored"] * 3
    assert "line 63" in " ".join(reading.remarks)
    first: dict[int, str] = {}
    for line, kind, day, _ in found.events:
        if kind != "acknowledged" and day:
            first[line] = min(day, first.get(line, day))
    assert len(first) == 63
    assert first[2] == "2021-11-30"


def test_no_company_us_dates() -> None:
    reading = read("no-company-us-dates.csv").reading
    assert (reading.applications, reading.responses, reading.date_order) == (443, 123, "month first")
    assert reading.outcomes["rejected"] == 104
    assert reading.outcomes["in_process"] == 14
    assert not reading.unanswered


def test_uk_dates_prenumbered_rows() -> None:
    found = read("uk-dates-prenumbered-rows.csv")
    reading = found.reading
    assert (reading.applications, reading.date_order, len(reading.rows_set_aside)) == (100, "day first", 100)
    assert found.applications[0]["applied_on"].isoformat() == "2023-12-01"
    assert not reading.questions
    assert not found.feedback


def test_stage_columns() -> None:
    found = read("stage-columns.csv")
    assert (found.reading.applications, found.reading.date_order) == (52, "month first")
    assert found.reading.outcomes == {"open": 31, "in_process": 2, "offered": 1, "rejected": 18}
    assert (7, "screening", "2020-10-27", "day") in found.events
    assert (7, "assessment", None, "unknown") in found.events


def test_linkedin_export() -> None:
    found = read("Job Applications.csv")
    assert (found.reading.applications, found.reading.records_outcomes) == (31, False)
    assert found.reading.outcomes == {Outcome.OPEN.value: 31}
    assert not any(found.column("outcome_recorded"))
    assert "Why us" not in str(found.applications)
    assert "person1@example.com" not in str(found.applications)


def test_cp1252_without_years() -> None:
    assert [question.name for question in read("cp1252-no-year.csv").reading.unanswered] == ["year"]
    found = read("cp1252-no-year.csv", year="2020")
    assert found.reading.applications == 315
    days = [application["applied_on"].isoformat() for application in found.applications]
    assert (days[0], days[-1]) == ("2020-10-09", "2021-06-09")
    assert "Role – 013" in found.column("role")


def test_month_only_dates_and_two_axes() -> None:
    found = read("month-only-dates-two-axis-status.csv")
    assert found.reading.applications == 13
    assert found.column("applied_precision").count("month") == 6
    assert found.reading.outcomes == {"open": 7, "in_process": 1, "rejected": 4, "withdrawn": 1}


def test_hyperlink_formulas() -> None:
    found = read("hyperlink-formulas.csv")
    assert found.reading.applications == 27
    assert found.applications[1]["role"] == "Role 002, Co-op"
    assert found.applications[1]["link"] == "https://jobs.example.com/2"
    assert not any(str(role).startswith("=") for role in found.column("role"))


def test_ragged_dotted_dates() -> None:
    found = read("ragged-dotted-dates.csv")
    assert (found.reading.applications, found.reading.planned, found.reading.date_order) == (0, 10, "day first")
    assert found.applications[5]["location"] == "Silverwater, Sydney NSW"
    assert found.applications[9]["link"] == "https://harveynorman.com.au/careers"
    assert set(found.column("submission")) == {"planned"}


def test_rich_empty_columns() -> None:
    found = read("rich-empty-columns.csv")
    assert (found.reading.applications, found.reading.merged) == (30, 0)
    assert [event[1:] for event in found.events] == [("rejected", None, "unknown")] * 3


def test_mail_scrape() -> None:
    with pytest.raises(NothingToImport, match="e-mails"):
        read("mail-scrape-rfc2822.csv")


def test_quoted_ghost_job() -> None:
    found = read("quoted-ghost-job.csv")
    assert (found.reading.applications, found.reading.outcomes) == (28, {"open": 26, "rejected": 2})
    assert [event[1] for event in found.events] == ["rejected", "rejected"]
