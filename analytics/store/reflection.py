"""What a person keeps about themselves: strengths, ratings, what others said, lines of their self-assessment.

Used by the strengths and self-assessment pages inside `store.writing(viewer)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import duckdb

from analytics.errors import InvalidEntry
from analytics.store.numbers import next_id
from analytics.taxonomy import FeedbackKind, Origin, Polarity, Precision, Quadrant, Speaker, Theme

QUADRANTS = tuple(quadrant.value for quadrant in Quadrant)
LONGEST = 4_000


# --- strengths -------------------------------------------------------------------------------------------


def keep_strength(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    words: str,
    *,
    now: datetime,
    noted_on: date,
    theme: str | None = None,
    amount: str | None = None,
    feedback_id: int | None = None,
) -> int:
    """Keeps an achievement or praise; `amount` says how much, how many or how often. Returns its id."""
    strength_id = next_id(connection, "strengths", "strength_id")
    connection.execute(
        """
        insert into strengths (
            strength_id, applicant_id, theme, words, amount, feedback_id, noted_on, recorded_at
        ) values ($strength, $applicant, $theme, $words, $amount, $feedback, $day, $now)
        """,
        {
            "strength": strength_id,
            "applicant": applicant_id,
            "theme": _theme(theme),
            "words": _worded(words, "strength"),
            "amount": amount or None,
            "feedback": feedback_id,
            "day": noted_on,
            "now": now,
        },
    )
    return strength_id


def reword_strength(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, strength_id: int, words: str, amount: str | None
) -> None:
    connection.execute(
        "update strengths set words = $words, amount = $amount"
        " where strength_id = $strength and applicant_id = $applicant",
        {
            "words": _worded(words, "strength"),
            "amount": amount or None,
            "strength": strength_id,
            "applicant": applicant_id,
        },
    )


def remove_strength(
    connection: duckdb.DuckDBPyConnection, applicant_id: int, strength_id: int, *, now: datetime
) -> None:
    connection.execute(
        "update strengths set removed_at = $now where strength_id = $strength and applicant_id = $applicant",
        {"now": now, "strength": strength_id, "applicant": applicant_id},
    )


# --- how the person, and others, see them ----------------------------------------------------------------


def rate(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    scores: Mapping[str, int],
    *,
    rated_on: date,
    speaker: Speaker = Speaker.OWN,
    who: str | None = None,
) -> None:
    """Keeps scores from 1 to 5 by theme; those of earlier days stay, those of the same day are replaced."""
    for theme, score in scores.items():
        if not 1 <= score <= 5:
            raise InvalidEntry(f"A score of {score} is not on the scale.", "Choose 1 to 5.")
        values = {
            "applicant": applicant_id,
            "speaker": speaker.value,
            "who": who or None,
            "theme": _theme(theme),
            "day": rated_on,
        }
        connection.execute(
            "delete from ratings where applicant_id = $applicant and speaker = $speaker"
            " and who is not distinct from $who and theme = $theme and rated_on = $day",
            values,
        )
        connection.execute(
            "insert into ratings (applicant_id, speaker, who, theme, score, rated_on)"
            " values ($applicant, $speaker, $who, $theme, $score, $day)",
            {**values, "score": score},
        )


def note_view(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    who: str,
    words: str,
    themes: Mapping[str, Polarity],
    *,
    said_on: date,
    now: datetime,
) -> int:
    """Notes what a mentor or friend said, with the themes the person hears in it. Returns the feedback's id.

    It is kept beside employers' words, marked as a mentor's, and counted with none of theirs.
    """
    if not who.strip():
        raise InvalidEntry("Nobody is named.", "Say who said it; a first name or a role is enough.")
    feedback_id = next_id(connection, "feedback", "feedback_id")
    shared = {"feedback": feedback_id, "applicant": applicant_id, "now": now}
    connection.execute(
        """
        insert into feedback (
            feedback_id, applicant_id, speaker, received_on, precision, words, source, origin, recorded_at
        ) values ($feedback, $applicant, $speaker, $day, $precision, $words, $who, $origin, $now)
        """,
        {
            **shared,
            "speaker": Speaker.MENTOR.value,
            "day": said_on,
            "precision": Precision.DAY.value,
            "words": _worded(words, "view"),
            "who": who.strip(),
            "origin": Origin.HAND.value,
        },
    )
    connection.execute(
        "insert into readings (feedback_id, applicant_id, method, version, kind, read_at)"
        " values ($feedback, $applicant, 'person', '1', $kind, $now)",
        {**shared, "kind": (FeedbackKind.CONSTRUCTIVE if themes else FeedbackKind.UNCLEAR).value},
    )
    for theme, polarity in themes.items():
        connection.execute(
            """
            insert into reading_reasons (
                feedback_id, applicant_id, method, version, theme, polarity, evidence
            ) values ($feedback, $applicant, 'person', '1', $theme, $polarity, $words)
            """,
            {
                "feedback": feedback_id,
                "applicant": applicant_id,
                "theme": _theme(theme),
                "polarity": polarity.value,
                "words": words,
            },
        )
    return feedback_id


def remove_view(connection: duckdb.DuckDBPyConnection, applicant_id: int, feedback_id: int, *, now: datetime) -> None:
    connection.execute(
        "update feedback set removed_at = $now"
        " where feedback_id = $feedback and applicant_id = $applicant and speaker = 'mentor'",
        {"now": now, "feedback": feedback_id, "applicant": applicant_id},
    )


# --- lines of the self-assessment --------------------------------------------------------------------------


def keep_line(
    connection: duckdb.DuckDBPyConnection,
    applicant_id: int,
    quadrant: str,
    words: str,
    *,
    now: datetime,
    source: str | None = None,
    hidden: bool = False,
) -> int:
    """A line of one's own, or (with the source of a line drawn from evidence) one's wording of it, or a strike.

    A second wording of the same source replaces the first. Returns the line's id.
    """
    if quadrant not in QUADRANTS:
        raise InvalidEntry(f"{quadrant} is no part of the assessment.", f"Choose one of {', '.join(QUADRANTS)}.")
    if source is not None:
        restore_line(connection, applicant_id, source)
    line_id = next_id(connection, "assessment_lines", "line_id")
    connection.execute(
        """
        insert into assessment_lines (line_id, applicant_id, quadrant, source, words, hidden, recorded_at)
        values ($line, $applicant, $quadrant, $source, $words, $hidden, $now)
        """,
        {
            "line": line_id,
            "applicant": applicant_id,
            "quadrant": quadrant,
            "source": source,
            "words": _worded(words, "line"),
            "hidden": hidden,
            "now": now,
        },
    )
    return line_id


def restore_line(connection: duckdb.DuckDBPyConnection, applicant_id: int, source: str) -> None:
    """Shows a line as its evidence has it, without one's own wording or strike."""
    connection.execute(
        "delete from assessment_lines where source = $source and applicant_id = $applicant",
        {"source": source, "applicant": applicant_id},
    )


def remove_line(connection: duckdb.DuckDBPyConnection, applicant_id: int, line_id: int) -> None:
    """Takes away a line of one's own."""
    connection.execute(
        "delete from assessment_lines where line_id = $line and applicant_id = $applicant",
        {"line": line_id, "applicant": applicant_id},
    )


# --- rows --------------------------------------------------------------------------------------------------


def _worded(words: str, what: str) -> str:
    if not words.strip():
        raise InvalidEntry(f"The {what} has no words.", "Write a word or two.")
    if len(words) > LONGEST:
        raise InvalidEntry(f"The {what} is longer than we keep.", f"Stay below {LONGEST:,} characters.")
    return words.strip()


def _theme(theme: str | None) -> str | None:
    if theme is not None and theme not in list(Theme):
        raise InvalidEntry(f"{theme} is no theme.", f"Choose one of {', '.join(Theme)}.")
    return theme
