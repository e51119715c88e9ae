"""Interviews as their owner remembers them: what was asked and answered, how it felt, whether thanks were sent.

Read by their owner alone. Used by the journal page inside a write.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from analytics.errors import InvalidEntry
from analytics.store.writer import Writer

LONGEST = 20_000


@dataclass(frozen=True)
class InterviewNote:
    """What is remembered of one interview; `questions` has one a line."""

    application_id: int
    held_on: date
    questions: str | None = None
    answers: str | None = None
    mood: int | None = None
    change: str | None = None


def note_interview(writer: Writer, note: InterviewNote) -> int:
    """Keeps what is remembered. Returns the interview's id.

    Raises InvalidEntry where the day is still ahead or a text too long.
    """
    return writer.add("interviews", **_checked(writer, note))


def correct_interview(writer: Writer, interview_id: int, note: InterviewNote) -> None:
    """Replaces what is remembered. Raises InvalidEntry where the day is still ahead or a text too long."""
    writer.own("interviews", interview_id)
    writer.change("interviews", interview_id, **_checked(writer, note))


def log_thanks(writer: Writer, interview_id: int, thanked_on: date | None) -> None:
    """Thanks were sent on a day; None where that was noted by mistake.

    Raises InvalidEntry where the day is before the interview or still ahead.
    """
    held_on = writer.own("interviews", interview_id)["held_on"]
    if thanked_on is not None and not held_on <= thanked_on <= writer.now.date():
        raise InvalidEntry(
            f"{thanked_on} is not between the interview and today.", "Give the day on which you wrote to say thank you."
        )
    writer.change("interviews", interview_id, thanked_on=thanked_on)


def remove_interview(writer: Writer, interview_id: int) -> None:
    """Takes the note out; it can be brought back."""
    writer.remove("interviews", interview_id)


def bring_back_interview(writer: Writer, interview_id: int) -> None:
    writer.bring_back("interviews", interview_id)


def _checked(writer: Writer, note: InterviewNote) -> dict[str, object]:
    if note.held_on > writer.now.date():
        raise InvalidEntry(f"{note.held_on} is still ahead.", "Note the interview once it has taken place.")
    columns = asdict(note)
    for name in ("questions", "answers", "change"):
        text = (columns[name] or "").strip()
        if len(text) > LONGEST:
            raise InvalidEntry(f"The {name} have {len(text):,} characters.", f"Keep them under {LONGEST:,}.")
        columns[name] = text or None
    return columns
