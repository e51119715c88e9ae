"""What confirming pays: remembered sentences, what is doubtful counts nowhere, replies by number, one's own measure."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from analytics.feedback.interpretation import interpret
from analytics.feedback.judging import FACT
from analytics.feedback.memory import memories, remembered
from analytics.feedback.numbered_reply import numbered
from analytics.feedback.reread import reread
from analytics.store import Store, Viewer
from analytics.store.feedback import Said, correct, log_text
from analytics.taxonomy import FeedbackKind, Polarity, Reason
from analytics.wording import reply_list
from analytics.wording.feedback import measured
from tests.builders import a_store, an_application

ME = Viewer.applicant(1)
NOW = datetime(2026, 3, 10, 12)
SENTENCE = "The lamp in your office was green."


def a_log(folder: Path, *words: str) -> Store:
    return a_store(folder, *(an_application(employer=f"Employer {at}", rejected_on="2026-02-01", feedback=text)
                             for at, text in enumerate(words)))  # fmt: skip


# --- memory -------------------------------------------------------------------------------------------------------


def test_a_corrected_sentence_is_read_the_same_wherever_it_comes_again(tmp_path: Path) -> None:
    store = a_log(tmp_path, SENTENCE)
    reread(store, 1, NOW)
    said = Said(Reason.OTHER, None, Polarity.WEAKNESS, SENTENCE, 0, len(SENTENCE))
    with store.writing(ME, NOW) as writer:
        correct(writer, 1, FeedbackKind.GENERIC, [said])
    again = f"Thank you for coming in to see us. {SENTENCE} We wish you luck with your search."
    with store.writing(ME, NOW) as writer:
        new = log_text(writer, again, application_id=1, received_on=date(2026, 3, 1))
    reread(store, 1, NOW)
    with store.reading(ME) as reader:
        found = reader.load("feedback_findings", feedback=new)
    assert found[["reason", "confidence", "evidence"]].values.tolist() == [["other", 1.0, SENTENCE]]


def test_of_another_person_nothing_is_remembered(tmp_path: Path) -> None:
    store = a_log(tmp_path, SENTENCE)
    with store.writing(ME, NOW) as writer:
        correct(writer, 1, FeedbackKind.GENERIC, [Said(Reason.OTHER, None, Polarity.WEAKNESS, SENTENCE, 0, 34)])
    with store.reading(Viewer.analyst()) as reader:
        assert set(memories(reader.load("feedback_memory"))) == {1}
    found = interpret([SENTENCE])[0]
    assert remembered(found, {}) == found


# --- what is doubtful is no fact ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("confidence", "counts"), [(FACT - 0.01, False), (FACT, True)])
def test_a_finding_below_the_threshold_is_nowhere_used_as_a_fact(
    confidence: float, counts: bool, tmp_path: Path
) -> None:
    store = a_log(tmp_path, "Your presentation was excellent.", "Your SQL skills were not strong enough.")
    reread(store, 1, NOW)
    with store.writing(ME, NOW) as writer:
        writer.sql("update reading_reasons set confidence = $confidence", confidence=confidence)
    with store.reading(ME) as reader:
        used = {
            "praise": len(reader.load("praise")),
            "reasons": int(reader.load("rejection_reasons")["reasons"].notna().sum()),
            "themes": len(reader.load("goal_themes")),
            "self-assessment": len(reader.load("self_assessment")),
            "cases": len(reader.load("rejection_cases")),
        }
        not_read = int(reader.load("rejection_reasons")["not_read"].sum())
    assert all(bool(n) is counts for n in used.values()), used
    assert not_read == (0 if counts else 1)


# --- replies by number -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("2", [Reason.INTERVIEW]),
        ("2 and 5, hope it helps", [Reason.INTERVIEW, Reason.OTHERS]),
        ("Hi Sam,\n\nMainly number 1.\n\nBest,\nDana\n\n> 1. A skill\n> 2. The interview", [Reason.EXPERIENCE]),
        ("7", []),
        ("You scored 2 of 5", []),
        ("We filled 2 posts", []),
        ("", []),
    ],
)
def test_a_reply_names_lines_of_the_list_or_says_something_else(text: str, reasons: list[Reason]) -> None:
    assert [found.reason for found in numbered(text)] == reasons


def test_the_list_has_six_lines_with_their_numbers() -> None:
    lines = reply_list.as_text().splitlines()
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert len({reason for reason, _ in reply_list.LINES}) == 6


# --- one's own measure, and the kind that follows -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confirmed", "corrected", "starts", "few"),
    [(19, 0, "", False), (18, 2, "Of the 20 texts you checked", False), (15, 5, "Of the 20 texts you checked", True)],
)
def test_the_own_measure_is_told_from_twenty_on(confirmed: int, corrected: int, starts: str, few: bool) -> None:
    told = measured(confirmed, corrected)
    assert told.startswith(starts) and bool(told) is bool(starts)
    assert ("better read your texts yourself" in told) is few


@pytest.mark.parametrize(
    ("reasons", "praise", "kind"),
    [
        ([Reason.CULTURE], False, "constructive"),
        ([Reason.POSITION], False, "generic"),
        ([], True, "constructive"),
        ([], False, "none"),
    ],
)
def test_the_kind_follows_from_the_reasons(reasons: list[Reason], praise: bool, kind: str) -> None:
    assert FeedbackKind.following(reasons, praise=praise) == kind
