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
from dataclasses import dataclass, field, replace

from analytics.mailbox.applications import Application, Belonging, belonging
from analytics.mailbox.dates import days_named
from analytics.mailbox.kinds import Kinds, by_phrases
from analytics.mailbox.labels import Place
from analytics.mailbox.log import (
    FEEDBACK,
    NOTHING,
    REQUEST,
    Answers,
    Excerpt,
    Feedback,
    LoggedApplication,
    MailLog,
    Question,
    Request,
    SenderQuestion,
)
from analytics.mailbox.log import Named as Offered
from analytics.mailbox.mail import Mail
from analytics.mailbox.names import Named, named_in
from analytics.mailbox.people import Person, people_in
from analytics.mailbox.rounds import ROUNDS, Told, events_of
from analytics.mailbox.senders import ALIKE, folded, platform_of, role_likeness, same_employer
from analytics.mailbox.threads import conversations
from analytics.taxonomy import EventKind, MessageOutcome

SURE, SURE_NO = 0.7, 0.85
"""The trained reader's chance from which it agrees with the phrases, and with their no."""
LIKELY = 0.4
"""The chance of news from which a mail is asked about, whatever the phrases say."""
LIKELY_HERE = 0.2
"""The same for a mail that clearly belongs to an application."""
SAME_NO = 0.75
"""The least chance of the very no that is stored, of a no and a closed position."""
RECEIPT = 0.5
"""The chance of a receipt from which a recruiting system's first mail opens an application."""
OFFERED = 0.1
"""The chance from which the trained reader's kind is offered in a question."""

LONGEST_EXCERPT = 600
"""Characters around the deciding sentence that are kept of a mail."""

NO = (EventKind.REJECTED, EventKind.CLOSED)

SecondReader = Callable[[Sequence[Mail]], Sequence[Mapping[MessageOutcome, float]]]
"""Chances of each outcome for mails, read without the phrases."""

OUTCOME_OF = {kind: outcome for outcome in MessageOutcome for kind in outcome.event_kinds}
SAYS_NEWS = [outcome for outcome in MessageOutcome if outcome.event_kinds]


@dataclass
class _Kept:
    """An application while the mails are gone through."""

    ref: str
    application: Application
    opened_by: str | None = None
    told: list[Told] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    excerpts: list[Excerpt] = field(default_factory=list)
    turned_down: bool = False

    @property
    def offered(self) -> Offered:
        return Offered(self.ref, self.application.employer, self.application.role)

    def logged(self) -> LoggedApplication:
        one = self.application
        people = {person.name: person for person in self.people}
        return LoggedApplication(
            self.ref,
            one.employer,
            one.role,
            one.applied_on,
            one.via,
            min(one.requisitions, default=None),
            one.known,
            tuple(events_of(self.told)),
            tuple(people.values()),
            tuple(self.feedback),
            tuple(self.requests),
            tuple(self.excerpts),
            self.opened_by,
        )


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
    return _Reading(mails, known, answers or Answers(), second, me).log()


class _Reading:
    """One pass through the mails, oldest first."""

    def __init__(
        self,
        mails: Sequence[Mail],
        known: Sequence[Application],
        answers: Answers,
        second: SecondReader | None,
        me: frozenset[str] | None,
    ) -> None:
        unique = {mail.key: mail for mail in mails if mail.place.is_read}
        self.mails = sorted((mail for mail in unique.values() if mail.on), key=_moment)
        self.undated = len(unique) - len(self.mails)
        self.me = me if me is not None else my_addresses(self.mails)
        self.answers = answers
        self.conversation = conversations(self.mails)
        self.kept = [_Kept(f"log:{application.known}", application) for application in known]
        self.questions: list[Question] = []
        self.by_sender: dict[str, list[tuple[Mail, Kinds, Named]]] = {}
        self.candidates = 0
        chances = second([mail.speaking for mail in self.mails]) if second else [{} for _ in self.mails]
        self.chances = {mail.key: chance for mail, chance in zip(self.mails, chances, strict=True)}

    def log(self) -> MailLog:
        for mail in self.mails:
            self._take(mail)
        days = [mail.on for mail in self.mails if mail.on]
        return MailLog(
            mails=len(self.mails),
            candidates=self.candidates,
            covers_from=min(days, default=None),
            covers_until=max(days, default=None),
            applications=tuple(kept.logged() for kept in self.kept if kept.excerpts),
            senders=tuple(
                SenderQuestion(
                    sender,
                    next((named.employer for _, _, named in found if named.employer), sender),
                    tuple(_excerpt(mail, kinds.words) for mail, kinds, _ in found),
                )
                for sender, found in self.by_sender.items()
            ),
            questions=tuple(self.questions),
            undated=self.undated,
        )

    # --- one mail ---------------------------------------------------------------------------------------------

    def _take(self, mail: Mail) -> None:
        answer = self.answers.mails.get(mail.key)
        if answer and answer.kind == NOTHING:
            return
        speaking, other = mail.speaking, self._other_address(mail)
        named = named_in(speaking)
        conversation = self.conversation[mail.key]
        applications = [kept.application for kept in self.kept]
        in_conversation = any(conversation in one.conversations for one in applications)
        kinds = by_phrases(speaking, in_conversation=in_conversation)
        if kinds.is_noise and not answer:
            return
        place = belonging(speaking, named, conversation, other, applications)
        told_place = next((kept for kept in self.kept if answer and kept.ref == answer.application), None)
        if told_place is not None:
            place = Belonging((told_place.application,), clear=True)
        if place.applications and not self._opens_another(mail, kinds, named, place):
            self.candidates += 1
            self._belongs(mail, kinds, named, other, place)
        elif self._may_open(mail, kinds, named, other):
            self.candidates += 1
            self._opened(mail, kinds, named, other)
        elif self._is_likely(mail, kinds) and self.answers.senders.get(other) != NOTHING:
            self.candidates += 1
            self.by_sender.setdefault(other or speaking.sender.address, []).append((mail, kinds, named))

    def _opens_another(self, mail: Mail, kinds: Kinds, named: Named, place: Belonging) -> bool:
        """A receipt for another role at an employer one has applied to is another application."""
        if kinds.likely[:1] != (EventKind.ACKNOWLEDGED,) and not kinds.is_application:
            return False
        before = place.applications[0]
        if mail.key in before.mails:
            return False
        if self.conversation[mail.key] in before.conversations:
            return False
        if named.requisition and before.requisitions and named.requisition not in before.requisitions:
            return True
        return bool(named.role and before.role) and not _one_role(named.role or "", before.role or "")

    def _belongs(self, mail: Mail, kinds: Kinds, named: Named, other: str, place: Belonging) -> None:
        kept = self._kept(place.applications[0])
        if EventKind.SCREENING in kinds.likely[:1] and any(told.kind is EventKind.SCREENING for told in kept.told):
            # A call that was is often named in what comes after it.
            kinds = replace(kinds, likely=(EventKind.INTERVIEW, *kinds.likely), round_unclear=True)
        if not place.clear:
            if self._is_likely(mail, kinds):
                self._ask(mail, kinds, tuple(self._kept(one) for one in place.applications))
            return
        kept.application.take(mail.speaking, named, self.conversation[mail.key], other)
        self._meet(kept, mail)
        self._record(kept, mail, kinds)

    def _opened(self, mail: Mail, kinds: Kinds, named: Named, other: str) -> None:
        speaking = mail.speaking
        said = self.answers.senders.get(other)
        firms = [name for name in (named.employer, *named.others) if name and not same_employer(name, kinds.via)]
        employer = (said if said != NOTHING else None) or next(iter(firms), other)
        is_start = kinds.is_application or kinds.likely[:1] == (EventKind.ACKNOWLEDGED,)
        application = Application(
            employer,
            named.role,
            applied_on=speaking.on if is_start else None,
            via=kinds.via,
        )
        kept = _Kept(f"mail:{mail.key}", application, opened_by=mail.key)
        self.kept.append(kept)
        application.take(speaking, named, self.conversation[mail.key], other)
        self._meet(kept, mail)
        self._record(kept, mail, kinds)

    def _meet(self, kept: _Kept, mail: Mail) -> None:
        """Adds the people of a mail; a sender that is called like the employer is nobody."""
        firm = folded(kept.application.employer)
        kept.people.extend(one for one in people_in(mail.speaking, self.me) if firm not in folded(one.name))

    def _record(self, kept: _Kept, mail: Mail, kinds: Kinds) -> None:
        """Writes down what a mail says of an application, and asks where the readers don't agree."""
        speaking, on = mail.speaking, mail.speaking.on or mail.on
        assert on is not None
        answer = self.answers.mails.get(mail.key)
        kept.excerpts.append(_excerpt(mail, kinds.words))
        if answer.kind == REQUEST if answer else kinds.is_feedback_request:
            kept.requests.append(Request(on, self._other_address(mail), mail.key))
            return
        said, moves, sure = self._said(mail, kinds)
        if not answer and not sure and self._answers_request(kept, mail):
            kept.feedback.append(Feedback(on, speaking.text, mail.key, is_reply=True))
            return
        if said is not None or moves:
            self._event(kept, mail, kinds, said, moves=moves, sure=sure)
        elif self._brings_feedback(kept, mail, answer.kind if answer else None):
            kept.feedback.append(Feedback(on, speaking.text, mail.key, is_reply=bool(kept.requests)))
        elif self._is_to_ask(mail, kinds):
            self._ask(mail, kinds, (kept,))
            if self.chances[mail.key].get(MessageOutcome.INVITATION, 0.0) >= RECEIPT and kinds.rounds:
                # What follows, such as its calendar entry, belongs to this round.
                kept.told.append(Told(mail.key, on, kinds.rounds[0], sure=False))

    def _event(self, kept: _Kept, mail: Mail, kinds: Kinds, said: EventKind | None, *, moves: bool, sure: bool) -> None:
        speaking, on = mail.speaking, mail.speaking.on or mail.on
        assert on is not None
        appointment = speaking.appointments[0] if speaking.appointments else None
        days = days_named(f"{speaking.subject}\n{speaking.text}", on)
        held_on = appointment.on if appointment else days[0] if days and (len(days) == 1 or moves) else None
        if moves and not appointment and len(days) > 1:
            held_on = days[-1]
        is_round = said in ROUNDS or moves
        if not sure:
            self._ask(mail, kinds, (kept,))
        told = Told(mail.key, on, said, sure, held_on if is_round else None, appointment, moves, kinds.words)
        kept.told.append(told)
        if said in NO and sure:
            kept.turned_down = True
            kept.feedback.append(Feedback(on, speaking.text, mail.key, is_reply=False))

    def _brings_feedback(self, kept: _Kept, mail: Mail, answered: str | None) -> bool:
        if answered is not None:
            return answered == FEEDBACK
        return kept.turned_down and mail.place is not Place.SENT and bool(mail.speaking.text)

    def _answers_request(self, kept: _Kept, mail: Mail) -> bool:
        """Whether a mail of theirs follows a request for feedback in its conversation."""
        asked = {self.conversation[one.mail_key] for one in kept.requests}
        return mail.place is not Place.SENT and bool(mail.speaking.text) and self.conversation[mail.key] in asked

    # --- judgements -------------------------------------------------------------------------------------------

    def _said(self, mail: Mail, kinds: Kinds) -> tuple[EventKind | None, bool, bool]:
        """The kind that a mail is taken for, whether it moves an appointment, and whether that is certain."""
        answer = self.answers.mails.get(mail.key)
        if answer:
            kind = EventKind(answer.kind) if answer.kind in list(EventKind) else None
            return (None, True, True) if kind is EventKind.RESCHEDULED else (kind, False, True)
        said = kinds.likely[0] if kinds.likely else None
        if mail.place is Place.SENT:
            return said, kinds.moves, kinds.structural
        chances = self.chances[mail.key]
        outcome = OUTCOME_OF[said] if said else MessageOutcome.RESCHEDULE
        alike = (MessageOutcome.REJECTED, MessageOutcome.CLOSED) if said in NO else (outcome,)
        agreed = sum(chances.get(one, 0.0) for one in alike) >= (SURE_NO if said in NO else SURE)
        if said in NO:
            # Both readers, and of the two noes the same one.
            return said, kinds.moves, agreed and chances.get(outcome, 0.0) >= SAME_NO
        refused = sum(chances.get(one, 0.0) for one in (MessageOutcome.REJECTED, MessageOutcome.CLOSED))
        if said is EventKind.ACKNOWLEDGED and refused >= RECEIPT:
            # Thanks for applying stand in a no as well.
            return said, kinds.moves, False
        return said, kinds.moves, (kinds.structural or agreed) and not kinds.round_unclear

    def _is_likely(self, mail: Mail, kinds: Kinds, least: float = LIKELY) -> bool:
        """Whether either reader takes a mail for news of an application."""
        if kinds.likely or kinds.moves or kinds.is_application:
            return True
        return sum(self.chances[mail.key].get(outcome, 0.0) for outcome in SAYS_NEWS) >= least

    def _is_to_ask(self, mail: Mail, kinds: Kinds) -> bool:
        """Whether a mail that belongs to an application, and of which neither reader says what it is, is asked about.

        Besides what may be news, that is any mail of theirs that names a day to come.
        """
        speaking = mail.speaking
        if mail.place is Place.SENT or kinds.is_application or speaking.on is None:
            return False
        named_day = bool(days_named(f"{speaking.subject}\n{speaking.text}", speaking.on))
        return named_day or self._is_likely(mail, kinds, LIKELY_HERE)

    def _may_open(self, mail: Mail, kinds: Kinds, named: Named, other: str) -> bool:
        said = self.answers.senders.get(other)
        if said is not None:
            return said != NOTHING
        if kinds.is_application:
            return True
        platform = platform_of(mail.speaking.sender.address)
        if platform is None or not named.employer:
            return False
        if kinds.likely[:1] == (EventKind.ACKNOWLEDGED,) and kinds.structural:
            return True
        chance = self.chances[mail.key].get(MessageOutcome.RECEIPT, 0.0)
        return not mail.is_bulk and bool(named.role) and chance >= RECEIPT

    def _ask(self, mail: Mail, kinds: Kinds, places: tuple[_Kept, ...]) -> None:
        chances = self.chances[mail.key]
        second = [
            kind
            for outcome, chance in sorted(chances.items(), key=lambda one: -one[1])
            if chance >= OFFERED
            for kind in (
                kinds.rounds if outcome is MessageOutcome.INVITATION and kinds.rounds else outcome.event_kinds
            )[:3]
        ]
        first = (
            *kinds.likely,
            *([EventKind.RESCHEDULED] if kinds.moves else []),
            *(kinds.rounds if not chances or not second else ()),
        )
        self.questions.append(
            Question(
                _excerpt(mail, kinds.words),
                tuple(dict.fromkeys((*first, *second)))[:5],
                tuple(kept.offered for kept in places[:3]),
            )
        )

    def _kept(self, application: Application) -> _Kept:
        return next(kept for kept in self.kept if kept.application is application)

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


def _excerpt(mail: Mail, words: str) -> Excerpt:
    speaking = mail.speaking
    return Excerpt(
        mail.key,
        speaking.on or mail.on,
        speaking.sender.name or speaking.sender.address,
        speaking.subject,
        (words or speaking.text)[:LONGEST_EXCERPT],
        mail.place is Place.SENT,
    )


def _one_role(one: str, other: str) -> bool:
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    return role_likeness(one, other) >= ALIKE or shorter in longer
