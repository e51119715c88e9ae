"""The phrases: how a line is read, what denies and excuses, and that every line can be found."""

from __future__ import annotations

import pytest

from analytics.feedback.phrases import Phrases, phrases_of
from analytics.feedback.rules import Rules
from analytics.feedback.sentences import normalised
from analytics.taxonomy import Reason, Sign, Theme


def rules(*lines: str) -> Rules:
    return Rules(Phrases(list(phrases_of("\n".join(lines)))))


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


@pytest.mark.parametrize(
    ("sentence", "theme", "praised"),
    [
        ("Your sql is weak.", Theme.TECHNICAL, Theme.TECHNICAL),
        ("Your talk was lovely, but sql is weak.", Theme.TECHNICAL, Theme.COMMUNICATION),
        ("Your sql is weak, but the talk was lovely.", Theme.TECHNICAL, Theme.COMMUNICATION),
        ("While the talk was lovely, sql is weak.", Theme.TECHNICAL, Theme.COMMUNICATION),
        ("Your talk was lovely, but somebody else was better.", None, Theme.COMMUNICATION),
    ],
)
def test_each_part_of_a_contrast_keeps_its_own_theme(sentence: str, theme: Theme | None, praised: Theme) -> None:
    found = rules(
        "[reason experience_or_skills]", "is weak", "[strength]", "was lovely",
        "[theme technical_skills]", "sql", "[theme communication]", "talk",
    )  # fmt: skip
    clues = found.read(normalised(sentence))
    assert (clues.theme, clues.praised_theme) == (theme, praised)


def test_the_file_is_read_whole() -> None:
    found = Rules.load()
    sections = {phrase.section for phrase in found.phrases.phrases}
    assert {f"reason {reason}" for reason in Reason} <= sections
    assert {f"theme {theme}" for theme in Theme} <= sections
    assert {f"sign {sign}" for sign in Sign} <= sections
    assert all(phrase.anchors for phrase in found.phrases.phrases)


def test_contractions_dashes_and_typography_make_no_difference() -> None:
    assert normalised("We can’t – won't; it’s “so”") == normalised('we can not - will not; it\'s "so"')
