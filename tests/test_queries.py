"""Fixed queries: what several of them count from is said once, and stands before them with its own values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analytics.errors import UnknownChoice
from analytics.store import Role, Viewer, choices, queries
from analytics.taxonomy import NOT_STATED, Dimension
from tests.builders import a_store, an_application

ME = Viewer.applicant(1)


@pytest.mark.parametrize(
    ("query", "shared"),
    [
        ("stepping_stones", ["findings", "facts_found", "named_weaknesses", "role_words"]),
        ("rejection_reasons", ["timelines_by_group"]),
        (
            "publication_facts",
            ["agreeing_students", "findings", "facts_found", "named_weaknesses", "stated_reasons"],
        ),
    ],
)
def test_a_query_begins_with_the_shared_relations_it_names(query: str, shared: list[str]) -> None:
    text = queries.text(query)
    places = {path.stem: text.find(f"{path.stem} as (\n") for path in queries.SHARED.glob("*.sql")}
    assert sorted((name for name, place in places.items() if place >= 0), key=places.__getitem__) == shared


def test_a_query_takes_the_values_of_what_it_rests_on() -> None:
    assert queries.parameters("publication_facts") == {"applicant", "first", "last", "as_of", "lot"}


@pytest.mark.parametrize("path", sorted(queries.SHARED.glob("*.sql")), ids=lambda path: str(path.stem))
def test_a_shared_relation_states_its_grain_and_asks_for_its_viewers_rows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- one row")
    assert "$applicant is null or" in text or "timelines_by_group" in text


# --- what a query may be asked by ---------------------------------------------------------------------------------


GROUPED = [name for name in queries.names() if "by" in queries.parameters(name)]


def words_of(query: str) -> set[str]:
    """The groupings that a query's text knows."""
    return {
        word
        for cases in re.findall(r"case \$by(.*?)end", queries.text(query), re.S)
        for word in re.findall(r"when '(\w+)'", cases)
    } | set(re.findall(r"\$by = '(\w+)'", queries.text(query)))


@pytest.mark.parametrize("query", GROUPED)
def test_a_query_knows_every_grouping_it_may_be_asked_by(query: str) -> None:
    assert {by for role in Role for by in choices.dimensions(query, role)} <= words_of(query)


def test_no_query_knows_a_grouping_that_the_taxonomy_does_not() -> None:
    assert {word for query in GROUPED for word in words_of(query)} == set(Dimension)


def test_a_query_calls_what_is_not_known_as_the_taxonomy_does() -> None:
    for query in GROUPED:
        for word in re.findall(r"coalesce\([^()]*, '([^']+)'\)", queries.text(query)):
            assert word in {NOT_STATED, "employer"} | {dimension.unknown for dimension in Dimension}, query


@pytest.mark.parametrize("query", GROUPED)
def test_whatever_a_query_is_grouped_by_it_counts_the_same(query: str, tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application(
            channel="Referral", sector="Energy", rejected_on="2026-01-20", request={"sent_on": "2026-01-22"}
        ),
        an_application(applied=None, rejected=True, request={"sent_on": "2026-02-22", "channel": "phone"}),
        an_application(invited=True, final_on="2026-02-01", role_family="Data", applicant=2),
    )
    with store.reading(Viewer.analyst()) as reader:
        whole = reader.load(query)
        numbers = [name for name in whole if name in ("n", "rejections", "sent", "invited")]
        for by in choices.dimensions(query, Role.ANALYST):
            groups = reader.load(query, by=by.value)
            assert groups[numbers].sum().equals(whole[numbers].sum()), by
            assert groups["group_name"].notna().all()


@pytest.mark.parametrize(
    ("query", "asked", "said"),
    [
        (
            "response_times",
            {"by": "chanel"},
            "response_times can't be asked with by 'chanel'."
            " It knows channel, sector, employer_size, role_family, month.",
        ),
        (
            "rejection_reasons",
            {"by": "programme"},
            "rejection_reasons can't be asked with by 'programme'."
            " It knows channel, sector, employer_size, role_family, month, stage, quarter.",
        ),
        ("response_times", {"by": "stage"}, "by 'stage'"),
        ("feedback_requests", {"by": "channel"}, "It knows stage, contact, way, days_waited, template."),
        ("rejection_reasons", {"speaker": "boss"}, "with speaker 'boss'. It knows employer, own, mentor."),
        ("rejection_cases", {"reason": "fit"}, "with reason 'fit'. It knows experience_or_skills, cultural_fit,"),
        ("feedback_texts", {"kind": "bad"}, "none, unclear, unread."),
    ],
)
def test_a_word_that_a_query_does_not_know_is_refused_with_those_it_knows(
    query: str, asked: dict[str, str], said: str, tmp_path: Path
) -> None:
    with a_store(tmp_path).reading(ME) as reader, pytest.raises(UnknownChoice) as refused:
        reader.load(query, **asked)
    assert said in str(refused.value)


def test_an_analyst_asks_by_programme(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-01-20"), an_application(applicant=2, rejected=True))
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update applicants set programme = 'Law' where applicant_id = 1")
    with store.reading(Viewer.analyst()) as reader:
        assert reader.load("rejection_reasons", by="programme")["group_name"].tolist() == ["Law", "not stated"]
