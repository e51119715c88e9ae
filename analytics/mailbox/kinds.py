"""What a mail is, read in two ways that know nothing of each other: by sender and phrases, and by a trained reader.

The first (`by_phrases`) knows who sends what, calendars, and the phrases that announce an outcome. What it calls
`structural` rests on the sender or the calendar, not on words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics import DATA
from analytics.feedback import sentences
from analytics.feedback.clean import Letter
from analytics.feedback.message import announced_in
from analytics.feedback.phrases import Phrases
from analytics.feedback.platforms import Platform, platform_of, registered_label
from analytics.mailbox.labels import Place
from analytics.mailbox.mail import Mail
from analytics.mailbox.senders import folded, is_person
from analytics.taxonomy import EventKind, MessageOutcome

K = EventKind


@dataclass(frozen=True)
class Kinds:
    """What a mail may be, likeliest first; none where it says nothing of an application. `words` say so."""

    likely: tuple[EventKind, ...] = ()
    structural: bool = False
    moves: bool = False
    is_feedback_request: bool = False
    is_application: bool = False
    is_noise: bool = False
    is_elsewhere: bool = False
    """Whether it speaks of a flat, a course, a loan: no news, unless a person writes it from an employer's address."""
    from_system: bool = False
    """Whether a recruiting system or a board sent it, of an application that was made."""
    names_round: bool = False
    """Whether it speaks of an interview, a call or a test."""
    round_unclear: bool = False
    rounds: tuple[EventKind, ...] = ()
    """To what it would invite, should it be an invitation."""
    via: str | None = None
    """The agency that put the person forward, where it writes so."""
    words: str = ""


NOISE = Kinds(is_noise=True)
ELSEWHERE = Kinds(is_elsewhere=True)

PHRASES = DATA / "mail_phrases.txt"
CV = re.compile(
    r"(?<![a-z])(?:cv|r[ée]sum[ée]|lebenslauf|bewerbung\w*|application|anschreiben|cover.?letter)", re.IGNORECASE
)
"""The names of files that one sends to employers."""
READ_FROM = 4_000
"""Characters of a mail in which it is said what it is."""

OF_OUTCOME = {
    MessageOutcome.REJECTED: (K.REJECTED,),
    MessageOutcome.CLOSED: (K.CLOSED, K.REJECTED),
    MessageOutcome.OFFER: (K.OFFER,),
    MessageOutcome.RECEIPT: (K.ACKNOWLEDGED,),
    MessageOutcome.WITHDRAWN: (K.WITHDRAWN,),
}


def by_phrases(mail: Mail, *, in_conversation: bool) -> Kinds:
    """What sender, calendar and phrases say of a mail. `in_conversation`: it answers mails of an application."""
    platform = platform_of(mail.sender.address)
    sends_for_employers = platform is not None and platform.is_about_applications(mail.sender.address)
    return replace(_by_phrases(mail, platform, sends_for_employers, in_conversation), from_system=sends_for_employers)


def _by_phrases(mail: Mail, platform: Platform | None, sends_for_employers: bool, in_conversation: bool) -> Kinds:
    said = Said.in_mail(mail)
    if mail.place is Place.SENT:
        return _mine(mail, said, in_conversation=in_conversation or bool(mail.references))
    if _is_aside(mail, said, in_conversation=in_conversation, sends_for_employers=sends_for_employers):
        return NOISE
    if not in_conversation and not sends_for_employers and _is_elsewhere(said):
        return ELSEWHERE
    if mail.appointments:
        return _of_calendar(mail, said, platform is not None)
    if platform and platform.does == "test" and not said.has("done"):
        return Kinds((K.ASSESSMENT,), structural=True, words=said.words_of("assessment"))
    if platform is None and is_person(mail.sender) and said.has("put forward"):
        return Kinds(structural=True, is_application=True, via=_agency(mail), words=said.words_of("put forward"))
    outcome = announced_in(Letter(mail.text, mail.topic)).outcome
    if outcome is MessageOutcome.RESCHEDULE:
        return Kinds((), moves=True, words=mail.text[:200])
    if outcome is MessageOutcome.INVITATION:
        rounds = _rounds(said)
        words = said.words_of("interview", "assessment", "screening")
        unclear = len({*rounds} - {K.INTERVIEW}) > 1
        return Kinds(rounds, words=words, round_unclear=unclear, names_round=_names_round(said))
    if outcome in OF_OUTCOME:
        return Kinds(OF_OUTCOME[outcome], structural=sends_for_employers, words=mail.text[:200])
    return Kinds(
        is_noise=outcome is MessageOutcome.NEWSLETTER,
        rounds=_rounds(said),
        names_round=_names_round(said),
    )


@dataclass(frozen=True)
class Said:
    """The sentences of a mail, its subject first, and the sections of the phrases that stand in each."""

    sentences: tuple[str, ...]
    sections: tuple[frozenset[str], ...]

    @classmethod
    def in_mail(cls, mail: Mail) -> Said:
        return cls.of(mail.topic, *(found.words for found in sentences.split(mail.text[:READ_FROM])))

    @classmethod
    def of(cls, *spoken: str) -> Said:
        phrases = Phrases.load(PHRASES)
        found = (phrases.matches(sentences.normalised(words)) for words in spoken)
        return cls(spoken, tuple(frozenset(phrase.section for phrase, _ in each) for each in found))

    def has(self, *sections: str) -> bool:
        return any(found & set(sections) for found in self.sections)

    def words_of(self, *sections: str) -> str:
        """The sentence in which a section's phrase stands, to be shown; the first of the text where none does."""
        deciding = (words for words, found in zip(self.sentences, self.sections, strict=True) if found & set(sections))
        return next(deciding, self.sentences[1] if len(self.sentences) > 1 else self.sentences[0])


def _agency(mail: Mail) -> str:
    """Who put somebody forward: the firm under the signature, in the sender's name, or of the address."""
    signed = [line.strip() for line in mail.text.splitlines() if line.strip()][-3:]
    label = registered_label(mail.sender.domain)
    named = next((line for line in reversed(signed) if same_firm(line, label)), None)
    inside = re.search(r"\(([^)]+)\)|\b(?:at|von|from|[|,–-]) (.+)$", mail.sender.name)
    return named or (inside and (inside[1] or inside[2])) or label.replace("-", " ").title()


def same_firm(line: str, label: str) -> bool:
    """Whether a line of a signature is the firm of an address: a word of it stands in the domain."""
    words = [folded(word) for word in re.findall(r"[^\W\d_]{4,}", line)]
    return 2 <= len(line) <= 60 and sum(word in folded(label) for word in words) >= max(1, len(words) // 2)


def _is_aside(mail: Mail, said: Said, *, in_conversation: bool, sends_for_employers: bool) -> bool:
    """Whether a mail is no news of an application: a code, an alert, an advert, an automatic reply."""
    subject = "aside subject" in said.sections[0]
    if mail.is_automatic:
        return True
    if in_conversation and not mail.is_bulk:
        return subject and not mail.references
    return subject or said.has("aside") or (mail.is_bulk and not sends_for_employers)


def _is_elsewhere(said: Said) -> bool:
    """Whether a mail speaks of a flat, a course, a loan, and of no job: these use the words of employers' letters."""
    return said.has("elsewhere") and not said.has("job")


def _of_calendar(mail: Mail, said: Said, from_platform: bool) -> Kinds:
    appointment = mail.appointments[0]
    if appointment.method == "CANCEL":
        return Kinds((), structural=True, moves=True, words=appointment.summary)
    if appointment.method not in ("REQUEST", "PUBLISH"):
        return Kinds()
    said = Said.of(appointment.summary, *said.sentences)
    about_work = said.has("interview", "screening", "final") or from_platform
    return Kinds(_rounds(said) if about_work else (), structural=about_work, words=appointment.summary)


def _names_round(said: Said) -> bool:
    return said.has("final", "screening", "assessment", "interview")


def _rounds(said: Said) -> tuple[EventKind, ...]:
    """Which round an invitation is to, the likeliest first."""
    named = [kind for kind in (K.FINAL, K.SCREENING, K.ASSESSMENT) if said.has(kind)]
    if named == [K.ASSESSMENT] and said.has("interview"):
        return K.INTERVIEW, K.ASSESSMENT
    return (*named, K.INTERVIEW) if named else (K.INTERVIEW, K.SCREENING)


LATER: Sequence[tuple[str, Kinds]] = (
    ("withdrawing", Kinds((K.WITHDRAWN,), structural=True)),
    ("nudging", Kinds((K.FOLLOW_UP,), structural=True)),
)
"""What the owner's own words say of an application that was made, the first that stands."""
ANSWERS: Sequence[tuple[str, Kinds]] = (
    ("withdrawing", Kinds((K.WITHDRAWN,), structural=True)),
    ("declining", Kinds((K.DECLINED,), structural=True)),
    ("accepting", Kinds((K.ACCEPTED,), structural=True)),
    ("asking", Kinds(structural=True, is_feedback_request=True)),
    ("nudging", Kinds((K.FOLLOW_UP,), structural=True)),
)
"""The same of words that answer somebody."""


def _mine(mail: Mail, said: Said, *, in_conversation: bool) -> Kinds:
    for section, kinds in ANSWERS if in_conversation else LATER:
        if said.has(section):
            return replace(kinds, words=said.words_of(section))
    # Whom one writes to first, with words of applying or a CV, one applies to.
    applies = said.has("applying") or any(CV.search(name) for name in mail.attached)
    if applies and not in_conversation and not mail.references and not _is_elsewhere(said):
        return Kinds(structural=True, is_application=True, words=said.words_of("applying"))
    return Kinds()
