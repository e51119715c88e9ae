"""What the words of a status or stage cell say, by the vocabulary in data/statuses.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from analytics import DATA
from analytics.ingest.words import normal, signless, signs
from analytics.taxonomy import EventKind

# In a word that two languages share the earlier one speaks.
LANGUAGES = ("en", "de", "es", "fr", "pt", "it", "nl", "pl", "tr", "sv", "da", "fi", "id", "zh", "ja", "ko", "ru")
CLOSE_ENOUGH = 88
LONGEST = 90
_LEADING = re.compile(r"^\s*[\d#]{1,2}\s*[.):\-–]\s*(?=\D)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DATED = re.compile(r"\b\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?\b")
_PARTS = re.compile(
    r"\s*(?:[+/&,;|:()\[\]]|->|→|—|–|\s-\s|-(?=[A-Za-z]{4})|\b(?:and|then|after|und|dann|nach|y|et|e|puis|tras)\b)\s*"
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|without|if|until|unless|didn|don|haven|hasn|wasn|isn|nicht|kein|keine|ohne|sin|pas|sans|sem|nao|"
    r"maybe|might|hope|hopefully|expect|should|would|could|or|when|before|possibly|probably)\b"
)


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
    "rejected", "closed", "withdrawn", "planned", "speculative", "undelivered", "blank",
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
        known |= {normal(phrase): "planned" for phrase in ("skip", "skipped", "shortlist")}
    known.pop("", None)
    return known


@lru_cache(maxsize=20_000)
def say(text: str, context: Context = Context.STATUS) -> Said:
    """What the words say. Never guesses: words that fit nothing, or two things, come back not understood."""
    text = text.replace("w/o", "without")
    words = normal(_LEADING.sub("", text))
    if not words:
        return Said(("blank",))
    exact = _exact(words, context)
    if exact is not None:
        return exact
    if len(text) > LONGEST:
        return Said(())
    if signs(text) and normal(signless(text)):
        return _beside_signs(text, context)
    undated = normal(_DATED.sub(" ", text))
    for reading in (_parts, _phrases, _fuzzy):
        found = reading(_DATED.sub(" ", text), undated, context)
        if found:
            return Said(found)
    return _outside_brackets(text, context)


def plainly(text: str) -> str | None:
    """The meaning of words that stand in the vocabulary as they are."""
    said = _exact(normal(signless(text)), Context.STATUS)
    return said.meanings[0] if said and said.understood else None


def _beside_signs(text: str, context: Context) -> Said:
    """`✅ Applied` says what its words say; `❌ Offer` might say that there was none."""
    said = say(signless(text), context)
    crossed = any(_known(context).get(sign) in ("no", "rejected") for sign in signs(text))
    noes = {"rejected", "closed", "withdrawn", "silence", "declined", "no", "blank"}
    return Said(()) if crossed and noes.isdisjoint(said.meanings) else said


def _outside_brackets(text: str, context: Context) -> Said:
    """`Rejected (no sponsorship)`: what stands before brackets, unless those speak of the applicant's own doing."""
    before = _BRACKETS.sub(" ", text)
    if before == text or not normal(before) or _OWN.search(normal(text)):
        return Said(())
    said = say(before, context)
    return said if set(said.meanings) & {"rejected", "closed", "silence", "open", "not_invited"} else Said(())


@lru_cache(maxsize=20_000)
def suggestion(text: str) -> str | None:
    """Where a person may start with words that nobody knew; never taken without them."""
    words = normal(_DATED.sub(" ", text))
    either_way: dict[str, str] = _entries()["ambiguous"]["suggest"]
    return either_way.get(words) or _nearest(words, Context.STATUS)


def _exact(words: str, context: Context) -> Said | None:
    meaning = _known(context).get(words)
    if meaning == "ambiguous":
        return Said(())
    return Said((meaning,)) if meaning else None


def _parts(text: str, words: str, context: Context) -> tuple[str, ...]:
    """`Rejected-Interview`, `Inter + Rejec`, `Rejected (after onsite)`: each part must be known."""
    exact = _exact(words, context)
    if exact:
        return exact.meanings
    pieces = [normal(piece) for piece in _PARTS.split(text)]
    pieces = [piece for piece in pieces if piece]
    if not 2 <= len(pieces) <= 5:
        return ()
    found: list[str] = []
    for piece in pieces:
        said = _exact(piece, context)
        meanings = said.meanings if said else _phrases(piece, piece, context) or _fuzzy(piece, piece, context)
        if not meanings:
            return ()
        found += [meaning for meaning in meanings if meaning not in found]
    return _settled(tuple(found))


def _settled(found: tuple[str, ...]) -> tuple[str, ...]:
    """Several meanings in one cell, without those that say nothing beside the others."""
    if "planned" in found and set(found) - {"planned", "closed", "blank"}:
        found = tuple(meaning for meaning in found if meaning != "planned")  # that was before it was sent
    loud = tuple(meaning for meaning in found if meaning not in ("blank", "open", "yes", "no"))
    if "offer" in loud and "rejected" in loud:
        return ()  # whose no was it?
    if "silence" in loud and len(loud) > 1:
        loud = tuple(meaning for meaning in loud if meaning != "silence")
    return loud or found[:1]


def _phrases(text: str, words: str, context: Context) -> tuple[str, ...]:
    """Known phrases inside a longer text, the longest first; none where a negation turns them round."""
    tokens = words.split()
    if not 2 <= len(tokens) <= 9:
        return ()
    known = _known(context)
    found: list[str] = []
    used = [False] * len(tokens)
    for size in range(min(6, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            if any(used[start : start + size]):
                continue
            phrase = " ".join(tokens[start : start + size])
            meaning = known.get(phrase)
            if meaning is None or (size == 1 and (len(phrase) < 5 or meaning not in _LOUD)):
                continue
            if meaning == "ambiguous":
                return ()
            used[start : start + size] = [True] * size
            if meaning not in found:
                found.append(meaning)
    left = " ".join(token for token, taken in zip(tokens, used, strict=True) if not taken)
    if _NEGATION.search(left) or _OWN.search(left):
        return ()
    loud = tuple(meaning for meaning in found if meaning in _LOUD)
    return _settled(loud or tuple(meaning for meaning in found if meaning == "open"))


_OWN = re.compile(r"\b(?:i|me|my|myself|ich|mir|yo|je|eu)\b")
_LOUD = frozenset(
    ["silence", "acknowledged", "assessment", "screening", "interview", "final", "offer", "accepted", "declined",
     "rejected", "closed", "withdrawn", "failed_interview", "failed_assessment", "failed_screening", "failed_final",
     "not_invited", "rescinded", "undelivered"]
)  # fmt: skip


def _fuzzy(text: str, words: str, context: Context) -> tuple[str, ...]:
    return _typo(words, context)


@lru_cache(maxsize=20_000)
def _typo(words: str, context: Context) -> tuple[str, ...]:
    """A typo of one known word, where no word of another meaning is nearly as close."""
    if len(words) < 5:
        return ()
    known = _known(context)
    if not known.keys() or len(words) > 40:
        return ()
    close = process.extract(words, known.keys(), scorer=fuzz.ratio, limit=6, score_cutoff=CLOSE_ENOUGH - 6)
    if not close or close[0][1] < CLOSE_ENOUGH:
        return ()
    best = known[close[0][0]]
    rivals = [score for phrase, score, _ in close if known[phrase] != best]
    negated = bool(_NEGATION.search(words)) != bool(_NEGATION.search(close[0][0]))
    if best == "ambiguous" or negated or (rivals and rivals[0] > close[0][1] - 4):
        return ()
    return (best,)


def _nearest(words: str, context: Context) -> str | None:
    known = {phrase: meaning for phrase, meaning in _known(context).items() if meaning in ANSWERS}
    found = process.extractOne(words, known.keys(), scorer=fuzz.token_set_ratio, score_cutoff=70)
    return known[found[0]] if found else None
