"""The phrases: how a line is read, what denies and excuses, and that every line can be found."""

from __future__ import annotations

import pytest

from analytics.feedback.rules import Rules, _phrases
from analytics.feedback.sentences import normalised
from analytics.taxonomy import Reason, Sign, Theme


def rules(*lines: str) -> Rules:
    return Rules(list(_phrases("\n".join(lines))))


def named(found: Rules, sentence: str) -> tuple[Reason, ...]:
    return found.read(normalised(sentence)).reasons


@pytest.mark.parametrize(
    ("line", "sentence", "stands"),
    [
        ("lack of experience", "A lack of experience.", True),
        ("lack* ... experience", "You lacked the right kind of experience.", True),
        ("lack* ... experience", "You lacked time, experience aside.", False),
        ("(typo*|spelling error*) in", "There were typos in it.", True),
        ("too (senior|experienced) for? us", "You are too senior, us juniors felt.", False),
        ("too (senior|experienced) for? us", "You are too senior for us.", True),
        ("SKILL needed", "More knowledge needed.", True),
    ],
)
def test_a_line_says_which_sentences_it_stands_in(line: str, sentence: str, stands: bool) -> None:
    found = rules("SKILL = skill* | knowledge", "[reason experience_or_skills]", line)
    assert bool(named(found, sentence)) is stands


def test_a_denial_reaches_to_the_next_comma() -> None:
    found = rules("[not]", "nothing to do with", "[reason experience_or_skills]", "your skills", "more years")
    assert named(found, "It had nothing to do with your skills.") == ()
    assert named(found, "It had nothing to do with your skills, we need more years.") == (Reason.EXPERIENCE,)


def test_an_excuse_holds_for_its_clause_and_never_for_the_sentence() -> None:
    lines = ["[reason experience_or_skills]", "more experience"]
    clause = rules("[unless experience_or_skills]", "is impressive", *lines)
    assert named(clause, "Your CV is impressive, but we need more experience.") == (Reason.EXPERIENCE,)
    whole = rules("[never experience_or_skills]", "we look at", *lines)
    assert named(whole, "We look at everybody, but more experience helps.") == ()


def test_the_file_is_read_whole() -> None:
    found = Rules.load()
    sections = {phrase.section for phrase in found.phrases}
    assert {f"reason {reason}" for reason in Reason} <= sections
    assert {f"theme {theme}" for theme in Theme} <= sections
    assert {f"sign {sign}" for sign in Sign} <= sections
    assert all(phrase.anchors for phrase in found.phrases)


def test_contractions_dashes_and_typography_make_no_difference() -> None:
    assert normalised("We can’t – won't; it’s “so”") == normalised('we can not - will not; it\'s "so"')
