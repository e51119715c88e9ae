"""Single employers and one's own résumés, from five applications on: the same numbers from store to page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analytics.cli import commands
from analytics.statistics.response_times import ResponseCurve, response_times
from analytics.store import Store, Viewer
from analytics.wording.response_times import by_name_table, how_named, names_in_words
from tests.builders import AnApplication, a_store, an_application
from tests.conftest import opened_page

ME = Viewer.applicant(1)


def sent(number: int, employer: str = "Alder Works", **came: Any) -> AnApplication:
    """The application of some day of January."""
    return an_application(employer=employer, role=f"Role {number}", applied=f"2026-01-{number:02d}", **came)


FIVE = [
    sent(1, rejected_on="2026-01-06"),
    sent(2, "ALDER WORKS", rejected_on="2026-01-14"),
    sent(3, " alder works", invited_on="2026-01-23"),
    sent(4),
    sent(5),
]
FOUR = [sent(number, "Birch") for number in range(1, 5)]


def curves(store: Store, by: str = "employer", as_of: date | None = None) -> list[ResponseCurve]:
    with store.reading(ME) as reader:
        return response_times(reader.load("named_response_times", by=by, at_least=5, as_of=as_of))


def test_three_answered_of_five_with_the_day_by_which_half_had_an_answer(tmp_path: Path) -> None:
    [curve] = curves(a_store(tmp_path, *FIVE, *FOUR))
    assert names_in_words([curve]) == ["ALDER WORKS: 3 of 5 answered, half by day 20."]
    table = by_name_table([curve], "Employer").to_dict("records")
    assert [(row["Employer"], row["Answered"], row["Silent"], row["Withdrawn"]) for row in table] == [
        ("ALDER WORKS", "3 of 5", 2, 0)
    ]


def test_what_is_silent_stays_in_and_four_are_too_few(tmp_path: Path) -> None:
    store = a_store(tmp_path, *FIVE, *FOUR)
    [early] = curves(store, as_of=date(2026, 1, 14))
    # The others were followed for 9 to 11 days: who is left on day 12 is answered then.
    assert names_in_words([early]) == ["ALDER WORKS: 2 of 5 answered, half by day 12."]
    assert curves(a_store(tmp_path / "four", *FOUR)) == []


def test_a_median_is_not_said_to_be_far_where_the_days_are_not_known(tmp_path: Path) -> None:
    [undated] = curves(a_store(tmp_path, *(sent(number, rejected=True) for number in range(1, 6))))
    assert names_in_words([undated]) == ["Alder Works: all 5 answered."]
    assert by_name_table([undated], "Employer")["Half answered by"].tolist() == ["not known yet"]


def test_résumés_are_counted_once_they_are_noted(tmp_path: Path) -> None:
    noted = [
        an_application(
            applied=f"2026-01-{day:02d}",
            rejected_on=f"2026-02-{day:02d}" if day % 2 else None,
            resume_version="short" if day < 6 else "long" if day < 9 else None,
        )
        for day in range(1, 20)
    ]
    assert names_in_words(curves(a_store(tmp_path, *noted), "resume_version")) == [
        "short: 3 of 5 answered, half by day 31."
    ]


def test_those_of_the_most_applications_stand_first_and_what_is_cut_is_said(tmp_path: Path) -> None:
    found = curves(a_store(tmp_path, *FIVE, *(sent(day, "Birch") for day in range(1, 8))))
    assert [line.partition(":")[0] for line in names_in_words(found)] == ["Birch", "ALDER WORKS"]
    assert how_named(cut=False).startswith("Names of five applications or more. ")
    assert how_named(cut=True).startswith("Names of five applications or more, those of the most. ")


def test_the_command_line_prints_a_line_an_employer(tmp_path: Path) -> None:
    store = a_store(tmp_path, *FIVE, *FOUR)
    asked = ["response-times", "--by", "employer", "--store", str(store.folder), "--format", "json"]
    [printed] = CliRunner().invoke(commands, asked, catch_exceptions=False).stdout.splitlines()
    row = json.loads(printed)
    assert (row["group"], row["n"], row["responses"], row["median_days"]) == ("ALDER WORKS", 5, 3, 20)


@pytest.mark.filterwarnings("default")
def test_the_page_has_a_fold_for_them_only_where_there_are_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = opened_page("response_times", a_store(tmp_path / "few", *FOUR).folder, monkeypatch)
    assert "By employer" not in [fold.label for fold in few.expander]
    page = opened_page("response_times", a_store(tmp_path, *FIVE, *FOUR).folder, monkeypatch)
    assert "By employer" in [fold.label for fold in page.expander]
    assert "By résumé" not in [fold.label for fold in page.expander]
