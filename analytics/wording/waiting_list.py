"""What each silence still holds and what to do about it: a sentence, and the chances as tables."""

from __future__ import annotations

import pandas as pd

from analytics.statistics.response_times import REPORT_DAYS
from analytics.statistics.waiting_list import Suggestion, WaitingList
from analytics.wording import numbers
from analytics.wording.numbers import at_start, numeral, plural

SUGGESTIONS = {
    Suggestion.FOLLOW_UP: "Due: write once more",
    Suggestion.WAIT: "Too early to write",
    Suggestion.LET_GO: "May be let go",
}

NOBODY_WAITED = "nobody waited that long"


def in_words(result: WaitingList) -> str:
    """How many are due for one more message, may be let go, or need time; parts that are zero are left out."""
    due, gone, early = (
        result.count(suggestion) for suggestion in (Suggestion.FOLLOW_UP, Suggestion.LET_GO, Suggestion.WAIT)
    )
    said = numeral if max(due, gone, early) < 10 else numbers.number
    parts = [
        f"{said(due)} {plural(due, 'is', 'are')} due for one more message" if due else "",
        f"{said(gone)} may be let go" if gone else "",
        f"{said(early)} {plural(early, 'needs', 'need')} time" if early else "",
    ]
    return f"{at_start('; '.join(part for part in parts if part) or 'no application is silent')}."


def table(result: WaitingList) -> pd.DataFrame:
    """A row a silent application, those to act on first."""
    return pd.DataFrame(
        [
            {
                "Employer": one.employer,
                "Next": SUGGESTIONS[one.suggestion],
                "Days silent": one.days_silent,
                "Any answer in 30 days": _chance(one.reply_later),
                "Invitation in 30 days": _chance(one.invitation_later),
                "Any answer in 14 days": _chance(one.reply_soon),
                "Invitation in 14 days": _chance(one.invitation_soon),
                "Role": one.role,
            }
            for one in result.waiting
        ]
    )


def prospects_table(result: WaitingList) -> pd.DataFrame:
    """What a silence of so many days holds."""
    return pd.DataFrame(
        [
            {
                "Days silent": one.days_silent,
                "Any answer in 30 days": _chance(one.reply),
                "Invitation in 30 days": _chance(one.invitation),
            }
            for one in result.prospects
            if one.days_silent in (0, *REPORT_DAYS)
        ]
    )


def _chance(chance: float | None) -> str:
    return NOBODY_WAITED if chance is None else numbers.chance(chance)
