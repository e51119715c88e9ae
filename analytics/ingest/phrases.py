"""What a phrase of a status says: a known core, and beside it only words that are known to change nothing.

    meanings("Rejected after 2nd interview")   -> ("rejected", "interview")
    meanings("Withdrawn by employer")          -> ("closed",): who acted is part of the meaning
    meanings("Rejected my counter-proposal")   -> (): asked, never guessed

The words are in data/status_phrases.toml and data/statuses.toml. Pure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from analytics import DATA
from analytics.ingest.limits import CLOSE_ENOUGH, LONGEST_CLAUSE, MOST_CLAUSES
from analytics.ingest.words import normal

Known = Mapping[str, str]
"""Each normalised phrase with its meaning."""

_SIGNS_BETWEEN = r"[+/&,;|:()\[\]]|->|→|—|–|\s-\s|-(?=[A-Za-z]{4})"
_AND = r"\b(?:and|then|after|und|dann|nach|y|et|e|puis|tras|após)\b"
_EMAIL = re.compile(r"\be-?mails?\b", re.I)
_SIGN = re.compile(_SIGNS_BETWEEN)
_PARTS = re.compile(rf"\s*(?:{_SIGNS_BETWEEN}|{_AND})\s*")
_EXPLANATION = re.compile(r"\s*[:;,(\[–—]\s*|\s-\s|\s*->\s*|\.\s+")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|e|o|a)?")
# A no that stands alone before a sign keeps its meaning whatever explains it.
_FINAL = frozenset(["rejected", "closed", "silence", "not_invited"])
# What may be told in one breath; of other pairs nobody knows what became of what.
_IN_ONE_CLAUSE = frozenset(["rejected", "assessment", "screening", "interview", "final", "acknowledged", "not_invited"])
# Who is turned down is not said where these stand behind an invitation.
_EITHER_SIDE = frozenset(["declined", "refused", "abgelehnt", "refuse", "recusada", "rechazada"])
_INVITATIONS = frozenset(["assessment", "screening", "interview", "final"])
# A person alone can say what these mean: the words of two things, and a reason that doesn't say who decided by it.
_AMBIGUOUS = frozenset(["ambiguous", "why_not"])
# Single words that would be found everywhere: they say something only alone.
_ONLY_ALONE = frozenset(["yes", "no", "blank", "planned"])


def meanings(text: str, known: Known) -> tuple[str, ...]:
    """What the words say, () where something in them is not understood or contradicts the rest."""
    return plain_meanings(text, known) or _explained(text, known)


def plain_meanings(text: str, known: Known) -> tuple[str, ...]:
    """The same where every word is understood, without explanations that are passed over."""
    text = _EMAIL.sub("email", text)
    words = normal(text)
    if words in known or not _SIGN.search(text):
        whole = _clause(words, known)
        if whole or words in known:
            return whole
    pieces = [piece for part in _PARTS.split(text) if (piece := normal(part))]
    if 2 <= len(pieces) <= MOST_CLAUSES:
        found = [_clause(piece, known) or (() if _aside(piece) else None) for piece in pieces]
        waits = any(one == ("open",) and _listed("doubt", "words") & set(piece.split())
                    for one, piece in zip(found, pieces, strict=True))  # fmt: skip
        if waits and {"offer", "accepted"} & {meaning for one in found for meaning in one or ()}:
            return ()
        if None not in found and any(found):
            return settled(tuple(dict.fromkeys(one for each in found for one in each or ())))
    return ()


def _aside(piece: str) -> bool:
    """Whether a piece between signs only says when or how: `(LinkedIn)`, `2nd round`."""
    return all(_harmless(token) for token in piece.split()) or piece in _listed("how", "channels")


def _explained(text: str, known: Known) -> tuple[str, ...]:
    """`Rejected: no sponsorship` stays a no; the explanation may not speak of anything else that happened."""
    before, *after = _EXPLANATION.split(text.strip(), maxsplit=1)
    if not after:
        return ()
    said, rest = _clause(normal(before), known), normal(" ".join(after))
    if not rest or not said or not set(said) <= _FINAL:
        return ()
    tokens = rest.split()
    actors, left = _actors(tokens)
    happened = {known[core] for core in _cores(tokens, known)[0]} - {
        *said,
        "why_not",
        "blank",
        "open",
        "silence",
        "yes",
        "no",
        "planned",
    }
    turns = {"but", "however", "aber", "pero", "mais", "mas"} & set(left)
    others = actors - {"employer"} - ({"another"} if said == ("rejected",) else set())
    presumed = _listed("presumed", "words") & set(tokens)
    return () if happened or turns or others or presumed else said


def settled(found: tuple[str, ...]) -> tuple[str, ...]:
    """Several meanings in one cell without those that add nothing; () where they contradict each other."""
    if "planned" in found and set(found) - {"planned", "closed", "blank"}:
        found = tuple(meaning for meaning in found if meaning != "planned")  # that was before it was sent
    loud = tuple(meaning for meaning in found if meaning not in ("blank", "open", "yes", "no"))
    if any(pair <= set(loud) for pair in _CONTRADICT):
        return ()
    if "silence" in loud and len(loud) > 1:
        loud = tuple(meaning for meaning in loud if meaning != "silence")
    return loud or found[:1]


_CONTRADICT = tuple(
    frozenset(pair.split())
    for pair in ("offer rejected", "accepted rejected", "accepted withdrawn", "rejected withdrawn", "accepted closed",
                 "declined rejected", "accepted declined", "offer withdrawn", "closed withdrawn", "silence rejected",
                 "silence closed")
)  # fmt: skip


def _clause(words: str, known: Known) -> tuple[str, ...]:
    """One clause: who acted, the known phrases in it, and nothing else that matters."""
    if words in known:
        return _unless_ambiguous(known[words])
    if typo := _typo(words, known):
        return typo
    tokens = _without_how(words.split(), known)
    if not 1 <= len(tokens) <= LONGEST_CLAUSE:
        return ()
    if " ".join(tokens) in known:
        return _unless_ambiguous(known[" ".join(tokens)])
    actors, rest = _actors(tokens)
    if actors & {"another", "elsewhere"} and (verb := _verb(rest)):
        return _turned(actors, {verb: verb})
    cores, left = _cores(rest, known)
    if not all(_harmless(token) for token in left):
        return ()
    found = {core: known[core] for core in cores}
    if len(cores) > 1 and any(not _listed("doubt", "words").isdisjoint(core.split()) for core in cores):
        return ()  # “not yet” and “rejected”
    if _own_no(cores, known):
        return ()
    several = set(found.values()) - {"open", "blank", "silence", "planned"}
    if len(several) > 1 and not several <= _IN_ONE_CLAUSE:
        return ()
    if actors:
        return _turned(actors, found)
    if "rejected" in found.values():
        found = {core: meaning for core, meaning in found.items() if meaning != "why_not"}
    if _AMBIGUOUS & set(found.values()) or ("withdrawn" in found.values() and _listed("posting", "words") & set(left)):
        return ()  # whether the posting or the application was withdrawn
    if "accepted" in found.values() and _listed("application", "words") & set(left):
        return ()  # an application that was accepted may have been received, or passed on
    return settled(tuple(dict.fromkeys(found.values())))


def _own_no(cores: Sequence[str], known: Known) -> bool:
    """`Interview declined`: whether the invitation was turned down, or the applicant after it."""
    return len(cores) > 1 and cores[-1] in _EITHER_SIDE and known[cores[-2]] in _INVITATIONS


def _unless_ambiguous(meaning: str) -> tuple[str, ...]:
    return () if meaning in _AMBIGUOUS else (meaning,)


def _turned(actors: frozenset[str], found: Known) -> tuple[str, ...]:
    """The meaning of the phrases found once it is known who acted; () where the table does not say."""
    chosen = actors - {"employer"} if "another" in actors else actors - {"me"} if "elsewhere" in actors else actors
    if len(chosen) != 1 or not found:
        return ()
    table = _grammar()["turned"][next(iter(chosen))]
    turned = [table.get(phrase) or table.get(meaning) for phrase, meaning in found.items()]
    return () if None in turned else settled(tuple(dict.fromkeys(turned)))


def _without_how(tokens: list[str], known: Known) -> list[str]:
    """The clause without `via LinkedIn`, `by e-mail`: after “via” any three words, after others known channels only."""
    channels = _listed("how", "channels")
    for at, token in enumerate(tokens):
        if not at or token not in _listed("how", "words"):
            continue
        after = tokens[at + 1 :]
        size = next((n for n in range(min(3, len(after)), 0, -1) if " ".join(after[:n]) in channels), 0)
        open_ended = token in ("via", "über", "uber", "through") and not size
        if open_ended and 1 <= len(after) <= 3 and not _actors(after)[0] and not _cores(after, known)[0]:
            size = len(after)
        if size:
            return _without_how(tokens[:at] + after[size:], known)
    return tokens


def _actors(tokens: Sequence[str]) -> tuple[frozenset[str], list[str]]:
    """Who is said to have acted, and the words that are left."""
    return _taken(tokens, _who(), lambda phrase: _who()[phrase])


def _taken(
    tokens: Sequence[str], phrases: Mapping[str, Any], name: Callable[[str], str]
) -> tuple[frozenset[str], list[str]]:
    found, left, at = set(), [], 0
    while at < len(tokens):
        size = next((n for n in range(min(6, len(tokens) - at), 0, -1) if " ".join(tokens[at : at + n]) in phrases), 0)
        if size:
            found.add(name(" ".join(tokens[at : at + size])))
        else:
            left.append(tokens[at])
        at += size or 1
    return frozenset(found), left


def _cores(tokens: Sequence[str], known: Known) -> tuple[list[str], list[str]]:
    """The known phrases in a clause, the longest first, in the order they stand; and the words that are left."""
    used = [0] * len(tokens)
    found: list[tuple[int, str]] = []
    for size in range(min(6, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            phrase = " ".join(tokens[start : start + size])
            if any(used[start : start + size]) or phrase not in known or not _says_inside(phrase, known[phrase]):
                continue
            used[start : start + size] = [1] * size
            found.append((start, phrase))
    left = [token for token, taken in zip(tokens, used, strict=True) if not taken]
    return [phrase for _, phrase in sorted(found)], left


def _says_inside(phrase: str, meaning: str) -> bool:
    if " " in phrase:
        return True
    return len(phrase) > 2 and meaning not in _ONLY_ALONE and not _harmless(phrase)


def _verb(tokens: Sequence[str]) -> str | None:
    """`chose` or `gave` where the words are such a verb and nothing that matters beside it."""
    for verb in ("chose", "gave"):
        found, left = _taken(tokens, dict.fromkeys(_listed(verb, "words")), lambda phrase: phrase)
        if found and all(_harmless(token) for token in left):
            return verb
    return None


def _harmless(token: str) -> bool:
    return token in _harmless_words() or bool(_NUMBER.fullmatch(token))


def _typo(words: str, known: Known) -> tuple[str, ...]:
    """A typo of one known phrase, where none of another meaning is nearly as close. A word more or less is no typo."""
    if not 5 <= len(words) <= 40 or not known:
        return ()
    close = [
        (phrase, score)
        for phrase, score, _ in process.extract(
            words, known.keys(), scorer=fuzz.ratio, limit=6, score_cutoff=CLOSE_ENOUGH - 6
        )
        if _word_by_word(words, phrase)
    ]
    if not close or close[0][1] < CLOSE_ENOUGH:
        return ()
    best = known[close[0][0]]
    rivals = [score for phrase, score in close if known[phrase] != best]
    return () if best in _AMBIGUOUS or (rivals and rivals[0] > close[0][1] - 4) else (best,)


def _word_by_word(words: str, phrase: str) -> bool:
    """Whether each word is a slip of the one that stands in its place; words that turn the meaning are none."""
    one, other = words.split(), phrase.split()
    if len(one) != len(other):
        return words.replace(" ", "") == phrase.replace(" ", "")
    pairs = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    marked = {*_who(), *_listed("doubt", "words")}
    return not any(marked & set(pair) or fuzz.ratio(*pair) < 70 for pair in pairs)


def in_doubt(text: str) -> bool:
    """Whether words say that it was not so, or leave it open."""
    return text.rstrip().endswith("?") or not _listed("doubt", "words").isdisjoint(normal(text).split())


# --- the words ---------------------------------------------------------------------------------------------


@cache
def _grammar() -> dict[str, Any]:
    return tomllib.loads((DATA / "status_phrases.toml").read_text(encoding="utf-8"))


@cache
def _listed(section: str, name: str) -> frozenset[str]:
    return frozenset(normal(word) for word in _grammar()[section][name])


@cache
def _harmless_words() -> frozenset[str]:
    listed = {normal(word) for words in _grammar()["harmless"].values() for word in words}
    return frozenset(listed - _listed("doubt", "words"))


@cache
def _who() -> dict[str, str]:
    """Each word that says who acted, with who that is."""
    return {normal(word): who for who, entry in _grammar()["who"].items() for word in entry["words"]}
