"""The question about a log that may have stopped, and what is said until it is answered."""

from __future__ import annotations

from analytics.statistics.log_clock import LogClock
from analytics.wording.numbers import day

NOTHING_CAME = "Nothing has come since"
STOPPED = "I stopped noting it down"


def question(clock: LogClock) -> str:
    """What only the owner of the log can say."""
    return (
        f"The last news in your log is of {day(clock.known_until)}. Did nothing come since, or was it not noted down?"
    )


def not_known_since(clock: LogClock) -> str:
    """What a silence is worth that nobody watched."""
    return (
        f"Silent to {day(clock.known_until)}; not known since. Note down what came, and this page tells again which"
        " silences may be let go."
    )
