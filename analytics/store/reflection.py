"""What a person keeps about themselves: strengths, ratings, what others said, lines of their self-assessment.

Used by the strengths and self-assessment pages inside `store.writing(viewer)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from analytics.errors import InvalidEntry, NotAllowed
from analytics.store.writer import Writer
from analytics.taxonomy import FeedbackKind, Origin, Polarity, Precision, Speaker

LONGEST = 4_000


# --- strengths -------------------------------------------------------------------------------------------


def keep_strength(
    writer: Writer,
    words: str,
    *,
    noted_on: date,
    theme: str | None = None,
    amount: str | None = None,
    feedback_id: int | None = None,
) -> int:
    """Keeps an achievement or praise; `amount` says how much, how many or how often. Returns its id."""
    return writer.add(
        "strengths",
        theme=theme,
        words=_worded(words, "strength"),
        amount=amount or None,
        feedback_id=feedback_id,
        noted_on=noted_on,
    )


def reword_strength(writer: Writer, strength_id: int, words: str, amount: str | None) -> None:
    writer.change("strengths", strength_id, words=_worded(words, "strength"), amount=amount or None)


def remove_strength(writer: Writer, strength_id: int) -> None:
    writer.remove("strengths", strength_id)


# --- how the person, and others, see them ----------------------------------------------------------------


def rate(
    writer: Writer,
    scores: Mapping[str, int],
    *,
    rated_on: date,
    speaker: Speaker = Speaker.OWN,
    who: str | None = None,
) -> None:
    """Keeps scores from 1 to 5 by theme; those of earlier days stay, those of the same day are replaced.

    Raises InvalidEntry for a score that is not on the scale.
    """
    for theme, score in scores.items():
        if not 1 <= score <= 5:
            raise InvalidEntry(f"A score of {score} is not on the scale.", "Choose 1 to 5.")
        rated = {"speaker": speaker.value, "who": who or None, "theme": theme, "rated_on": rated_on}
        writer.delete("ratings", **rated)
        writer.add("ratings", **rated, score=score)


def note_view(writer: Writer, who: str, words: str, themes: Mapping[str, Polarity], *, said_on: date) -> int:
    """Notes what a mentor or friend said, with the themes the person hears in it. Returns the feedback's id.

    It is kept beside employers' words, marked as a mentor's, and counted with none of theirs. Raises InvalidEntry where
    nobody is named.
    """
    if not who.strip():
        raise InvalidEntry("Nobody is named.", "Say who said it; a first name or a role is enough.")
    feedback_id = writer.add(
        "feedback",
        speaker=Speaker.MENTOR.value,
        received_on=said_on,
        precision=Precision.DAY.value,
        words=_worded(words, "view"),
        source=who.strip(),
        origin=Origin.HAND.value,
    )
    kind = FeedbackKind.CONSTRUCTIVE if themes else FeedbackKind.UNCLEAR
    read = {"feedback_id": feedback_id, "method": "person", "version": "1"}
    writer.add("readings", **read, kind=kind.value)
    for theme, polarity in themes.items():
        writer.add("reading_reasons", **read, theme=theme, polarity=polarity.value, evidence=words)
    return feedback_id


def remove_view(writer: Writer, feedback_id: int) -> None:
    """Takes back a noted view. Raises NotAllowed for an employer's words."""
    if writer.own("feedback", feedback_id)["speaker"] != Speaker.MENTOR:
        raise NotAllowed("An employer's words are no view of a mentor's.", "Set them aside where feedback is read.")
    writer.remove("feedback", feedback_id)


# --- lines of the self-assessment --------------------------------------------------------------------------


def keep_line(writer: Writer, quadrant: str, words: str, *, source: str | None = None, hidden: bool = False) -> int:
    """A line of one's own, or (with the source of a line drawn from evidence) one's own words for it, or a strike.

    Later words for the same source replace the first. Returns the line's id.
    """
    if source is not None:
        restore_line(writer, source)
    return writer.add("assessment_lines", quadrant=quadrant, source=source, words=_worded(words, "line"), hidden=hidden)


def restore_line(writer: Writer, source: str) -> None:
    """Shows a line as its evidence has it, without one's own words or strike."""
    writer.delete("assessment_lines", source=source)


def remove_line(writer: Writer, line_id: int) -> None:
    """Takes away a line of one's own."""
    writer.own("assessment_lines", line_id)
    writer.delete("assessment_lines", line_id=line_id)


def _worded(words: str, what: str) -> str:
    if not words.strip():
        raise InvalidEntry(f"The {what} has no words.", "Write a word or two.")
    if len(words) > LONGEST:
        raise InvalidEntry(f"The {what} is longer than we keep.", f"Stay below {LONGEST:,} characters.")
    return words.strip()
