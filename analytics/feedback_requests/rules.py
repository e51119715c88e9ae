"""The settings behind asking for feedback, each with its reason. Used by everything in this package."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.statistics.feedback_requests import NO_LONGER_EXPECTED


@dataclass(frozen=True)
class Rules:
    """Days to wait. Working days are the employer's: their weekends and public holidays don't count."""

    # Three working days: the first disappointment has passed, and so has the rush of telling everybody.
    first_day: int = 3
    # Five working days: the people who decided still remember the conversation.
    last_day: int = 5
    # An employer that answered within this many days moves fast, and forgets as fast …
    quick_within: int = 5
    # … so there the question comes a little sooner.
    quick_first_day: int = 2
    quick_last_day: int = 4
    # A formal employer still sends its letters: asked in the same breath, it refers to them.
    formal_first_day: int = 5
    formal_last_day: int = 7
    # Where a decision day was announced, others are still being told until then: ask on it or in the two
    # working days that follow.
    after_decision: int = 2
    # After four weeks the file is closed and the faces have faded; asking rarely brings anything.
    worth_for: int = 28
    # Most who reply do so within two working weeks; then one may stop watching the inbox.
    reply_within: int = 10
    # Three weeks of silence after a request: no reply is expected any more, and rates count it as none.
    silent_after: int = NO_LONGER_EXPECTED


RULES = Rules()
