"""Which application of the log a message is about, the best fitting first."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz

from analytics.feedback.clean import Letter
from analytics.feedback.proposal import LEGAL_FORM, SEARCHED

PROBABLY = 60.0


@dataclass(frozen=True)
class Fit:
    """An application with how well a message fits it, from 0 to 100."""

    application_id: int
    employer: str | None
    role: str | None
    fit: float

    @property
    def probable(self) -> bool:
        return self.fit >= PROBABLY


def fits(letter: Letter, applications: pd.DataFrame) -> list[Fit]:
    """The applications (application_id, employer, role), the best fitting first."""
    about = " ".join(filter(None, (letter.sender_name, letter.sender, letter.subject, letter.text)))[:SEARCHED]
    haystack = _plain(about)
    rows = applications.astype(object).where(applications.notna(), None)
    found = [
        Fit(int(number), employer, role, _fit(haystack, employer, role))
        for number, employer, role in zip(rows["application_id"], rows["employer"], rows["role"], strict=True)
    ]
    return sorted(found, key=lambda fit: -fit.fit)


def _fit(haystack: str, employer: str | None, role: str | None) -> float:
    named = _named(haystack, employer)
    called = _named(haystack, role)
    return 0.7 * named + 0.3 * called if employer else called


def _named(haystack: str, words: str | None) -> float:
    needle = _plain(LEGAL_FORM.sub(" ", words or ""))
    if len(needle) < 3:
        return 0.0
    found = fuzz.partial_ratio(needle, haystack)
    joined = fuzz.partial_ratio(needle.replace(" ", ""), haystack)  # as in an address
    best = max(found, joined)
    return best if best >= 80 else 0.0


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
