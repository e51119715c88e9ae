"""Six lines that an employer can answer by number: a request for feedback shows them, and the reader knows them."""

from __future__ import annotations

from analytics.taxonomy import Reason

LINES: tuple[tuple[Reason, str], ...] = (
    (Reason.EXPERIENCE, "A skill or some experience was missing"),
    (Reason.INTERVIEW, "My answers, or how I came across"),
    (Reason.DOCUMENTS, "The résumé, the letter or the form"),
    (Reason.CULTURE, "The way of working did not match"),
    (Reason.OTHERS, "Somebody else fitted better"),
    (Reason.POSITION, "The position changed, or place, permit, pay or dates did not fit"),
)


def as_text() -> str:
    """The lines with their numbers, as they stand in a request."""
    return "\n".join(f"{number}. {line}" for number, (_, line) in enumerate(LINES, start=1))
