"""Mails become a log: match first, read second, and ask where either is unsure.

    log = read_log(mails, known=[…], answers=…)

Only some mails may open an application: a receipt from a recruiting system or job board, one's own letter, an
agency's word that it put somebody forward, a sender that the person named. All others must belong to an application
that is known, by conversation, number, address, employer. A mail that belongs but whose kind is unclear becomes a
question, never nothing; a mail of a no that belongs nowhere opens nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analytics.mailbox.applications import Application, Belonging, belonging
from analytics.mailbox.calendar_parts import Appointment
from analytics.mailbox.dates import days_named
from analytics.mailbox.kinds import Kinds, by_phrases
from analytics.mailbox.labels import Place
from analytics.mailbox.mail import Mail
from analytics.mailbox.names import Named, named_in
from analytics.mailbox.people import Person, people_in
from analytics.mailbox.rounds import ROUNDS, Event, Told, events_of
from analytics.mailbox.senders import ALIKE, platform_of, role_likeness
from analytics.mailbox.threads import conversations
from analytics.taxonomy import EventKind

NOTHING = "nothing"
"""The answer that a mail says nothing of an application, or a sender is no employer."""

SURE = 0.9
"""The trained reader's chance from which it agrees with the phrases."""
LIKELY = 0.25
"""The chance of an event from which a mail is asked about, whatever the phrases say."""

SecondReader = Callable[[Sequence[Mail]], Sequence[Mapping[str, float]]]
"""Chances of each event kind (and "none") for mails, read without the phrases."""


@dataclass(frozen=True)
class Question:
    """A mail about which a person is asked. `kinds` are offered first; `applications` are those it may belong to."""

    key: str
    on: date | None
    sender: str
    subject: str
    words: str
    kinds: tuple[EventKind, ...]
    applications: tuple[Application, ...]


@dataclass(frozen=True)
class SenderQuestion:
    """A sender who may be an employer that one applied to: asked once for all of its mails."""

    sender: str
    employer: str
    mails: int
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class LoggedApplication:
    """An application with what the mails tell of it."""

    application: Application
    events: tuple[Event, ...]
    people: tuple[Person, ...]
    feedback: tuple[tuple[date | None, str, str], ...]
    """Day, words and mail of what the employer said with or after a no."""
    asked_on: tuple[tuple[date, str], ...]
    """Days on which feedback was asked for, and of whom."""


@dataclass(frozen=True)
class MailLog:
    """What was found in a mailbox; nothing of it is stored yet."""

    mails: int
    candidates: int
    covers_from: date | None
    covers_until: date | None
    applications: tuple[LoggedApplication, ...]
    senders: tuple[SenderQuestion, ...]
    questions: tuple[Question, ...]
    undated: int = 0


@dataclass(frozen=True)
class Answers:
    """What a person said: employers by sender (NOTHING for none), and kind and place by a mail's key."""

    senders: Mapping[str, str] = field(default_factory=dict)
    mails: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)


@dataclass
class _Kept:
    """An application while the mails are gone through."""

    application: Application
    told: list[Told] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    feedback: list[tuple[date | None, str, str]] = field(default_factory=list)
    asked_on: list[tuple[date, str]] = field(default_factory=list)
    turned_down: bool = False


def my_addresses(mails: Sequence[Mail]) -> frozenset[str]:
    """The addresses of the mailbox's owner: senders of sent mails, else the commonest addressee."""
    mine = {mail.sender.address for mail in mails if mail.place is Place.SENT and mail.sender.address}
    if mine:
        return frozenset(mine)
    addressed = Counter(person.address for mail in mails for person in mail.to)
    return frozenset(address for address, _ in addressed.most_common(1))


def read_log(
    mails: Sequence[Mail],
    known: Sequence[Application] = (),
    answers: Answers | None = None,
    second: SecondReader | None = None,
    me: frozenset[str] | None = None,
) -> MailLog:
    """The log that mails tell, in whatever order they come and however often.

    `known` are the applications of the log so far. `second` is the trained reader; without it no rejection is certain.
    """
    return _Reading(mails, list(known), answers or Answers(), second, me).log()


class _Reading:
    """One pass through the mails, oldest first."""

    def __init__(
        self,
        mails: Sequence[Mail],
        known: list[Application],
        answers: Answers,
        second: SecondReader | None,
        me: frozenset[str] | None,
    ) -> None:
        unique = {mail.key: mail for mail in mails if mail.place.is_read}
        self.all = len({mail.key for mail in mails})
        self.mails = sorted((mail for mail in unique.values() if mail.on), key=_moment)
        self.undated = len(unique) - len(self.mails)
        self.me = me if me is not None else my_addresses(self.mails)
        self.answers = answers
        self.conversation = conversations(self.mails)
        self.kept = [_Kept(application) for application in known]
        self.questions: list[Question] = []
        self.by_sender: dict[str, list[tuple[Mail, Named]]] = {}
        self.candidates = 0
        chances = second(self.mails) if second else [{} for _ in self.mails]
        self.chances = {mail.key: chance for mail, chance in zip(self.mails, chances, strict=True)}

    def log(self) -> MailLog:
        for mail in self.mails:
            self._take(mail)
        days = [mail.on for mail in self.mails if mail.on]
        return MailLog(
            mails=self.all,
            candidates=self.candidates,
            covers_from=min(days, default=None),
            covers_until=max(days, default=None),
            applications=tuple(_logged(kept) for kept in self.kept if kept.told or kept.asked_on or kept.feedback),
            senders=tuple(
                SenderQuestion(
                    sender, found[0][1].employer or sender, len(found), tuple(m.subject for m, _ in found[:3])
                )
                for sender, found in self.by_sender.items()
            ),
            questions=tuple(self.questions),
            undated=self.undated,
        )

    # --- one mail ---------------------------------------------------------------------------------------------

    def _take(self, mail: Mail) -> None:
        speaking = mail.speaking
        other = self._other_address(mail)
        named = named_in(speaking)
        conversation = self.conversation[mail.key]
        applications = [kept.application for kept in self.kept]
        answer = self.answers.mails.get(mail.key)
        if answer and answer[0] == NOTHING:
            return
        place = belonging(speaking, named, conversation, other, applications)
        in_conversation = any(conversation in one.conversations for one in applications)
        kinds = by_phrases(speaking, in_conversation=in_conversation)
        if kinds.is_noise:
            return
        if place.applications:
            self.candidates += 1
            self._belongs(mail, kinds, named, other, place)
        elif self._may_open(mail, kinds, named, other):
            self.candidates += 1
            self._opened(mail, kinds, named, other)
        elif self._is_likely(mail, kinds):
            self.candidates += 1
            self.by_sender.setdefault(other or speaking.sender.address, []).append((mail, named))

    def _belongs(self, mail: Mail, kinds: Kinds, named: Named, other: str, place: Belonging) -> None:
        kept = next(kept for kept in self.kept if kept.application is place.applications[0])
        if kinds.likely[:1] == (EventKind.ACKNOWLEDGED,) and self._is_another(kept, mail, named):
            self._opened(mail, kinds, named, other)
            return
        said, sure = self._said(mail, kinds)
        if not place.clear and (said is not None or kinds.moves):
            self._ask(mail, kinds, place.applications)
            return
        if place.clear:
            kept.application.take(mail.speaking, named, self.conversation[mail.key], other)
            kept.people.extend(people_in(mail.speaking, self.me))
        self._tell(kept, mail, kinds, said, sure)

    def _is_another(self, kept: _Kept, mail: Mail, named: Named) -> bool:
        """A receipt for another role at an employer one has applied to is another application."""
        before = kept.application
        if named.requisition and before.requisitions and named.requisition not in before.requisitions:
            return True
        if not named.role or not before.role or self.conversation[mail.key] in before.conversations:
            return False
        return not _one_role(named.role, before.role)

    def _tell(self, kept: _Kept, mail: Mail, kinds: Kinds, said: EventKind | None, sure: bool) -> None:
        speaking, on = mail.speaking, mail.speaking.on or mail.on
        assert on is not None
        if kinds.is_feedback_request:
            kept.asked_on.append((on, self._other_address(mail)))
            return
        appointment: Appointment | None = speaking.appointments[0] if speaking.appointments else None
        days = days_named(f"{speaking.subject}\n{speaking.text}", on)
        held_on = appointment.on if appointment else days[0] if len(days) == 1 else None
        if said is not None or kinds.moves:
            if not sure:
                self._ask(mail, kinds, (kept.application,))
            elif said is None or said in ROUNDS or said is not None:
                kept.told.append(
                    Told(mail.key, on, said, sure, held_on if said in ROUNDS or kinds.moves else None,
                         appointment, kinds.moves, kinds.words)
                )  # fmt: skip
        elif kept.turned_down and mail.place is not Place.SENT and speaking.text:
            kept.feedback.append((on, speaking.text, mail.key))
        elif mail.place is not Place.SENT and self._is_likely(mail, kinds):
            self._ask(mail, kinds, (kept.application,))
        if said in (EventKind.REJECTED, EventKind.CLOSED):
            kept.turned_down = True
            kept.feedback.append((on, speaking.text, mail.key))

    # --- judgements -------------------------------------------------------------------------------------------

    def _said(self, mail: Mail, kinds: Kinds) -> tuple[EventKind | None, bool]:
        """The kind that a mail is taken for, and whether both readers (or sender and phrases) stand for it."""
        answer = self.answers.mails.get(mail.key)
        if answer:
            return EventKind(answer[0]), True
        said = kinds.likely[0] if kinds.likely else None
        if mail.place is Place.SENT:
            return said, kinds.structural
        chances = self.chances[mail.key]
        agreed = said is not None and sum(chances.get(kind, 0.0) for kind in _alike(said)) >= SURE
        if said in (EventKind.REJECTED, EventKind.CLOSED):
            return said, agreed
        return said, kinds.structural or agreed

    def _is_likely(self, mail: Mail, kinds: Kinds) -> bool:
        """Whether either reader takes a mail for news of an application."""
        chances = self.chances[mail.key]
        if kinds.likely or kinds.moves or kinds.is_application:
            return True
        return bool(chances) and 1 - chances.get("none", 0.0) >= LIKELY

    def _may_open(self, mail: Mail, kinds: Kinds, named: Named, other: str) -> bool:
        if self.answers.senders.get(other) == NOTHING:
            return False
        if kinds.is_application or other in self.answers.senders:
            return True
        platform = platform_of(mail.speaking.sender.address)
        receipt = kinds.likely[:1] == (EventKind.ACKNOWLEDGED,) and kinds.structural
        return receipt and platform is not None and bool(named.employer)

    def _opened(self, mail: Mail, kinds: Kinds, named: Named, other: str) -> None:
        speaking = mail.speaking
        employer = self.answers.senders.get(other) or named.employer or other
        is_start = kinds.is_application or kinds.likely[:1] == (EventKind.ACKNOWLEDGED,)
        application = Application(employer, named.role, applied_on=speaking.on if is_start else None)
        kept = _Kept(application)
        self.kept.append(kept)
        application.take(speaking, named, self.conversation[mail.key], other)
        kept.people.extend(people_in(speaking, self.me))
        said, sure = self._said(mail, kinds)
        if said is not None:
            self._tell(kept, mail, kinds, said, sure)

    def _ask(self, mail: Mail, kinds: Kinds, applications: tuple[Application, ...]) -> None:
        speaking = mail.speaking
        chances = self.chances[mail.key]
        second = [EventKind(name) for name, chance in sorted(chances.items(), key=lambda one: -one[1])
                  if name in list(EventKind) and chance >= 0.1]  # fmt: skip
        self.questions.append(
            Question(
                mail.key,
                speaking.on or mail.on,
                speaking.sender.name or speaking.sender.address,
                speaking.subject,
                kinds.words or speaking.text[:300],
                tuple(dict.fromkeys((*kinds.likely, *second)))[:3],
                applications[:3],
            )
        )

    def _other_address(self, mail: Mail) -> str:
        """Whom one wrote with: the sender, or of one's own mails the first addressee."""
        speaking = mail.speaking
        if mail.place is Place.SENT or speaking.sender.address in self.me:
            return next((person.address for person in mail.to if person.address not in self.me), "")
        return speaking.sender.address


def _moment(mail: Mail) -> tuple[str, str]:
    """The order of mails: by moment in universal time where it is known, else by day."""
    moment = mail.sent_at
    if moment is None:
        return (mail.on.isoformat() if mail.on else "", mail.key)
    offset = moment.utcoffset()
    return ((moment.replace(tzinfo=None) - offset if offset else moment.replace(tzinfo=None)).isoformat(), mail.key)


def _alike(kind: EventKind) -> tuple[EventKind, ...]:
    """Kinds that the trained reader does not tell apart: an invitation is one, whatever the round."""
    return (*ROUNDS,) if kind in ROUNDS else (kind,)


def _one_role(one: str, other: str) -> bool:
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    return role_likeness(one, other) >= ALIKE or shorter in longer


def _logged(kept: _Kept) -> LoggedApplication:
    people = {person.name: person for person in kept.people}
    return LoggedApplication(
        kept.application,
        tuple(events_of(kept.told)),
        tuple(people.values()),
        tuple(kept.feedback),
        tuple(kept.asked_on),
    )
