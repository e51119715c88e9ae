"""What some of the sample students keep for themselves: a journal, strengths, ratings of themselves and by mentors."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from analytics.taxonomy import Speaker, Theme
from tools.sample import words

Tables = defaultdict[str, list[dict[str, Any]]]

KEEPS_A_JOURNAL = 0.5
KEEPS_STRENGTHS = 0.4
FEELINGS = ("disappointed", "hopeful", "tired", "proud", "anxious", "calm", "sad", "relieved")
HELPED = ("a walk or sport", "talking to somebody", "sleep", "a day off", "writing it down", "working on a goal")


def add_reflection(tables: Tables, student: int, starts_on: date, log_ends_on: date, pen: random.Random) -> None:
    """Everything but the applications and goals of one student; many keep none of it. The first always does."""
    first = student == 1
    if first or pen.random() < KEEPS_A_JOURNAL:
        _journal(tables, student, starts_on, log_ends_on, pen)
    if first or pen.random() < KEEPS_STRENGTHS:
        _strengths(tables, student, starts_on, log_ends_on, pen)
        _ratings(tables, student, log_ends_on, pen)


def _journal(tables: Tables, student: int, starts_on: date, log_ends_on: date, pen: random.Random) -> None:
    """An entry every few days; moods linger."""
    mood, written_on = 3.0, starts_on + timedelta(days=pen.randrange(1, 14))
    while written_on <= log_ends_on:
        mood = min(5.0, max(1.0, 0.6 * mood + 0.4 * 3.2 + pen.gauss(0, 0.8)))
        level = round(mood)
        tables["journal"].append(
            {
                "entry_id": len(tables["journal"]) + 1,
                "applicant_id": student,
                "written_on": written_on,
                "mood": level,
                "feelings": json.dumps(pen.sample(FEELINGS, pen.randrange(0, 3))),
                "helped": json.dumps(pen.sample(HELPED, pen.randrange(1, 3)) if level <= 2 else []),
                "what_happened": pen.choice(words.JOURNAL),
                "keep": pen.choice(words.KEEP) or None,
                "change": pen.choice(words.CHANGE) or None,
                "recorded_at": _noon(written_on),
            }
        )
        written_on += timedelta(days=pen.randrange(3, 12))


def _strengths(tables: Tables, student: int, starts_on: date, log_ends_on: date, pen: random.Random) -> None:
    for theme, text, amount in pen.sample(words.STRENGTHS, pen.randrange(2, 5)):
        noted_on = starts_on + timedelta(days=pen.randrange(0, (log_ends_on - starts_on).days + 1))
        tables["strengths"].append(
            {
                "strength_id": len(tables["strengths"]) + 1,
                "applicant_id": student,
                "theme": theme,
                "words": text,
                "amount": amount,
                "noted_on": noted_on,
                "recorded_at": _noon(noted_on),
            }
        )


def _ratings(tables: Tables, student: int, log_ends_on: date, pen: random.Random) -> None:
    """One's own, and some by a mentor, who is often a point kinder."""
    for theme in Theme:
        own = pen.choices((1, 2, 3, 4, 5), (1, 3, 5, 4, 1))[0]
        rated = {"applicant_id": student, "theme": theme, "rated_on": log_ends_on - timedelta(days=20)}
        tables["ratings"].append(rated | {"speaker": Speaker.OWN, "who": None, "score": own})
        if pen.random() < 0.5:
            kinder = min(5, max(1, own + pen.choice((-1, 0, 0, 1, 1))))
            tables["ratings"].append(rated | {"speaker": Speaker.MENTOR, "who": "Career adviser", "score": kinder})


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
