"""What the words of a status or stage cell say, by the vocabulary in data/statuses.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from analytics import DATA
from analytics.ingest import phrases
from analytics.ingest.dates import without_days
from analytics.ingest.limits import LONGEST_STATUS
from analytics.ingest.words import normal, signless, signs
from analytics.taxonomy import EventKind

# In a word that two languages share the earlier one speaks.
LANGUAGES = ("en", "de", "es", "fr", "pt", "it", "nl", "pl", "tr", "sv", "da", "fi", "id", "zh", "ja", "ko", "ru")
_LEADING = re.compile(r"^\s*[\d#]{1,2}\s*[.):\-–]\s*(?=\D)")
# A question mark behind the words, or words struck out.
_DOUBTED = re.compile(r"\w\s*\?+\s*$|~~")


# Signs without a word that say something, if only its owner knows what.
_YES_OR_WHAT = ("+", "++", "+++", "+/-", "+-", "!", "!!")


class Context(Enum):
    """Which words a column is read with: `passed` means one thing under "Phone screen", another under "Status"."""

    STATUS = "status"
    STAGE = "stage"


@dataclass(frozen=True)
class Said:
    """What a cell's words say; `meanings` is empty where nobody can tell."""

    meanings: tuple[str, ...]

    @property
    def understood(self) -> bool:
        return bool(self.meanings)


@cache
def vocabulary() -> dict[str, tuple[EventKind, ...]]:
    """Every meaning with the events it reports."""
    return {name: tuple(EventKind(kind) for kind in entry["kinds"]) for name, entry in _entries().items()}


@cache
def labels() -> dict[str, str]:
    return {name: entry["label"] for name, entry in _entries().items()}


# What a person may answer for words that nobody knew.
ANSWERS = (
    "open", "silence", "acknowledged", "assessment", "screening", "interview", "final", "offer", "accepted", "declined",
    "rejected", "closed", "withdrawn", "planned", "speculative", "undelivered", "blank", "unclear",
)  # fmt: skip


@cache
def _entries() -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads((DATA / "statuses.toml").read_text(encoding="utf-8"))


@cache
def _known(context: Context) -> dict[str, str]:
    """Each normalised word or phrase with its meaning in a context."""
    flags = ("yes", "no", "blank")
    rest = [name for name in _entries() if name not in flags]
    order = [*flags, *rest] if context is Context.STAGE else ["blank", *rest, "yes", "no"]
    known: dict[str, str] = {}
    for meaning in order:
        for language in LANGUAGES:
            for phrase in _entries()[meaning].get(language, []):
                known.setdefault(normal(phrase), meaning)
    if context is Context.STATUS:
        known |= {normal(phrase): "ambiguous" for phrase in _entries()["ambiguous"]["suggest"]}
        known |= dict.fromkeys(_why_not(), "why_not")
        known |= {normal(phrase): "planned" for phrase in ("skip", "skipped", "shortlist")}
    known.pop("", None)
    return known


@cache
def _why_not() -> frozenset[str]:
    return frozenset(normal(phrase) for phrase in _entries()["ambiguous"]["why_not"])


@lru_cache(maxsize=20_000)
def status_of(text: str, context: Context = Context.STATUS) -> Said:
    """What the words say. Never guesses: words that fit nothing, or two things, come back not understood."""
    text = text.replace("w/o", "without")
    words = normal(_LEADING.sub("", text))
    if not words:
        return Said(() if text.strip() in _YES_OR_WHAT else ("blank",))
    if _DOUBTED.search(text) and len(words) > 1:
        return Said(())
    exact = _exact(words, context)
    if exact is not None:
        return exact
    if len(text) > LONGEST_STATUS:
        return Said(())
    if signs(text) and normal(signless(text)):
        return _beside_signs(text, context)
    return Said(phrases.meanings(without_days(_LEADING.sub("", text)), _known(context)))


def plainly(text: str) -> str | None:
    """The meaning of words that stand in the vocabulary as they are."""
    said = _exact(normal(signless(text)), Context.STATUS)
    return said.meanings[0] if said and said.understood else None


def says_one_event(text: str) -> bool:
    """Whether all of the words are understood, and tell one thing that happened."""
    found = phrases.plain_meanings(signless(text), _known(Context.STATUS))
    return len({kind for meaning in found for kind in vocabulary().get(meaning, ())}) == 1


def _beside_signs(text: str, context: Context) -> Said:
    """`✅ Applied` says what its words say; `❌ Offer` might say that there was none."""
    said = status_of(signless(text), context)
    crossed = any(_known(context).get(sign) in ("no", "rejected") for sign in signs(text))
    noes = {"rejected", "closed", "withdrawn", "silence", "declined", "no", "blank"}
    return Said(()) if crossed and noes.isdisjoint(said.meanings) else said


@lru_cache(maxsize=20_000)
def suggestion(text: str) -> str | None:
    """Where a person may start with words that nobody knew; never taken without them."""
    words = normal(without_days(text))
    either_way: dict[str, str] = _entries()["ambiguous"]["suggest"]
    return either_way.get(words) or ("rejected" if words in _why_not() else _nearest(words, Context.STATUS))


def _exact(words: str, context: Context) -> Said | None:
    meaning = _known(context).get(words)
    if meaning in ("ambiguous", "why_not"):
        return Said(())
    return Said((meaning,)) if meaning else None


def _nearest(words: str, context: Context) -> str | None:
    known = {phrase: meaning for phrase, meaning in _known(context).items() if meaning in ANSWERS}
    found = process.extractOne(words, known.keys(), scorer=fuzz.token_set_ratio, score_cutoff=70)
    return known[found[0]] if found else None
