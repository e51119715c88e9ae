"""Words that say nothing to act on: what they are, and a word of warning before they are opened."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.taxonomy import FeedbackKind, Sign
from analytics.wording.numbers import at_start, count, plural

HARD = (Sign.PERSONAL, Sign.ONLY_NEGATIVE)
"""What shows that a text is better not read in passing."""

WARNING = {
    Sign.PERSONAL: "This one is about the person and not the work. It may sting, and says little about you.",
    Sign.ONLY_NEGATIVE: "This one lists faults and nothing else. It may sting, and is one reader's view.",
}

WAIT = "You may read it now, or another day, or with somebody beside you. It does not run away."


def is_hard(sign: str | None) -> bool:
    """Whether a word of warning comes before a text with this sign."""
    return Sign.of(sign) in HARD


def warning(sign: str | None) -> str:
    """What to know before the text is opened."""
    return f"{WARNING[Sign(str(sign))]} {WAIT}"


def in_words(kinds: Sequence[str]) -> str:
    """How many texts say nothing to act on."""
    n = len(kinds)
    hurtful = sum(kind == FeedbackKind.UNCONSTRUCTIVE for kind in kinds)
    said = at_start(f"{count(n, 'text')} {plural(n, 'says', 'say')} nothing that you could act on")
    return f"{said}, {hurtful} of them vague or hurtful." if 0 < hurtful < n else f"{said}."


def name(kind: FeedbackKind, sign: Sign | None) -> str:
    """What a text is called."""
    return (sign or kind).label


def what_it_is(kind: FeedbackKind, sign: Sign | None) -> str:
    """What that means, and that there is something to do with it."""
    return f"{(sign or kind).description} It says little about you; here is what you can do with it."
