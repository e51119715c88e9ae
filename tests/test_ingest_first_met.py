"""What logs taught that were met for the first time: words for nothing, other languages, days of what, plans."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.errors import NothingToImport
from analytics.ingest.columns import by_name
from analytics.ingest.statuses import status_of
from tests.logs import accounted, stored

ROWS = "Alder,Analyst,2025-01-05\nBirch,Developer,2025-01-20\nCedar,Designer,2025-02-02\n"


def test_a_column_of_days_is_known_though_most_cells_say_null() -> None:
    rows = "".join(f"Firm {n},Dev,2025-01-{n:02d},Pending,null\n" for n in range(1, 10))
    found = stored(
        "company_name,job_title,application_date,status,response_date\n"
        + rows + "Alder,Dev,2025-01-10,Rejected,2025-02-01\n"
    )  # fmt: skip
    assert found.events == [(11, "rejected", "2025-02-01", "day")]


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("first_reply_on", "response_on"), ("When rejected", "rejected"), ("application time", "applied_on"),
        ("date of phone call", "screening"), ("Position / Opportunity", "role"), ("Durum / Sonuç", "status"),
        ("Bewerbung / Eingang", "applied_on"), ("application_start", "applied_on"), ("reaction_1", "response_on"),
        ("Bedrijf", "employer"), ("投递时间", "applied_on"), ("応募日", "applied_on"), ("Stanowisko", "role"),
    ],
)  # fmt: skip
def test_a_name_that_is_on_no_list(name: str, meaning: str) -> None:
    found = by_name(name)
    assert min(found, key=found.__getitem__) == meaning


@pytest.mark.parametrize("name", ["first_reply_sender", "next interview date", "days_to_first_reply"])
def test_a_name_that_only_looks_like_a_day_of_something(name: str) -> None:
    assert not by_name(name)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("已投递", "open"), ("一面", "interview"), ("お見送り", "rejected"), ("불합격", "rejected"),
        ("avslag", "rejected"), ("reddedildi", "rejected"), ("отказ", "rejected"), ("geen reactie", "silence"),
        ("Waiting to apply", "planned"), ("ruled_out", "planned"), ("Docs ready", "planned"), ("Watching", "planned"),
    ],
)  # fmt: skip
def test_words_of_other_languages_and_of_plans(words: str, meaning: str) -> None:
    assert status_of(words).meanings == (meaning,)


def test_days_of_what_is_asked_once() -> None:
    log = "Company,Position,Wann\n" + ROWS
    assert [question.name for question in stored(log).reading.unanswered] == ["sent"]
    [question] = stored(log, sent="yes").reading.unanswered
    assert list(question.options) == ["Wann", "none"]
    found = stored(log, applied_on="Wann")
    assert found.column("applied_on") == [date(2025, 1, 5), date(2025, 1, 20), date(2025, 2, 2)]


def test_a_note_s_day_is_the_day_of_applying_only_if_somebody_says_so() -> None:
    log = "Date Added,Company,Role,Status\n2025-01-05,Alder,Dev,Applied\n2025-01-06,Birch,Dev,Rejected\n"
    [question] = stored(log).reading.unanswered
    no: dict[str, Any] = {question.name: "ignored"}
    assert stored(log, **no).column("applied_on") == [None, None]
    yes: dict[str, Any] = {question.name: "applied_on"}
    assert stored(log, **yes).column("applied_on") == [date(2025, 1, 5), date(2025, 1, 6)]


def test_a_header_in_a_language_nobody_here_knows_is_no_row() -> None:
    log = "ընկերություն,պաշտոն,ամսաթիվ\n" + ROWS
    [question] = stored(log).reading.unanswered
    assert question.name == "header"
    found = stored(log, header="yes")
    assert found.column("employer") == ["Alder", "Birch", "Cedar"]
    assert accounted(found.reading)


def test_a_column_of_days_that_nothing_explains_is_told() -> None:
    log = "Company,Role,Date Applied,Status,Foo\n" + "".join(
        f"Firm {n},Dev,2025-01-0{n},Applied,2025-03-0{n}\n" for n in range(1, 5)
    )
    assert "“Foo” holds days, and its name does not say of what; they are kept as notes." in stored(log).reading.remarks


def test_people_met_on_days_are_no_log() -> None:
    with pytest.raises(NothingToImport):
        stored(
            "First Name,Email,Company,Since\n" + "".join(f"Ann,a{n}@x.org,Alder,2025-01-0{n}\n" for n in range(1, 5))
        )


def test_a_comma_with_a_space_mends_a_row_whose_channel_is_new() -> None:
    rows = "".join(f"2025-01-0{n},Firm {n},Dev,LinkedIn,Applied,fine role,cv.pdf\n" for n in range(1, 10))
    broken = "2025-01-10,Alder,Dev,Greenhouse,Rejected,fine role, fully remote,cv.pdf\n"
    found = stored("date,company,role,channel,status,notes,cv_file\n" + rows + broken)
    assert not found.reading.set_aside
    assert found.applications[-1]["notes"] == "fine role, fully remote\ncv_file: cv.pdf"


@pytest.mark.parametrize(
    ("words", "meanings"),
    [
        ("Need to Apply,Applied", ("open",)),
        ("Need to Apply,Applied,Rejected", ("rejected",)),
        ("Need to Apply,Closed", ("planned", "closed")),
    ],
)
def test_all_stages_so_far_in_one_cell(words: str, meanings: tuple[str, ...]) -> None:
    assert status_of(words).meanings == meanings


def test_a_state_beside_a_status_is_a_place() -> None:
    log = "Company,Role,Date,Status,State\n" + "".join(
        f"Firm {n},Dev,2025-01-0{n},{said},{state}\n"
        for n, (said, state) in enumerate([("Applied", "WA"), ("Rejected", "CA"), ("Applied", "MA")], 1)
    )
    found = stored(log)
    assert not found.reading.questions
    assert found.events == [(3, "rejected", None, "unknown")]


def test_of_several_columns_of_days_one_is_chosen_as_the_day_of_applying() -> None:
    log = "Company,Position,Foo,Bar\n" + ROWS.replace("-05\n", "-05,2025-02-05\n").replace(
        "-20\n", "-20,2025-02-20\n"
    ).replace("-02\n", "-02,2025-03-02\n")
    [question] = stored(log, sent="yes").reading.unanswered
    assert list(question.options) == ["Foo", "Bar", "none"]
    assert stored(log, applied_on="Bar", sent="yes").column("applied_on") == [
        date(2025, 2, 5), date(2025, 2, 20), date(2025, 3, 2)
    ]  # fmt: skip


def test_what_looks_like_a_second_header_with_nothing_under_it_is_a_row() -> None:
    found = stored("Company\tRole\tRole\tLink\nLink\tLink\tTotal\tCompany\n")
    assert (found.reading.rows, accounted(found.reading)) == (1, True)
