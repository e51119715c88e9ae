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
from datetime import date

from analytics.feedback.platforms import is_free_mail, platform_of
from analytics.mailbox.applications import Application, Belonging, belonging
from analytics.mailbox.dates import days_named
from analytics.mailbox.judgement import NO, Judgement, judged
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
from analytics.mailbox.senders import ALIKE, folded, is_person, is_recruiting, role_likeness, same_employer
from analytics.mailbox.threads import conversations
from analytics.taxonomy import EventKind, MessageOutcome

LIKELY = 0.5
"""The chance of news from which a mail from an unknown sender is asked about."""
LIKELY_HERE = 0.3
"""The same for a mail that clearly belongs to an application."""
OPENS = 0.6
"""The chance of news from which a recruiting system's first mail opens an application."""

LONGEST_EXCERPT = 600
"""Characters around the deciding sentence that are kept of a mail."""

SecondReader = Callable[[Sequence[Mail]], Sequence[Mapping[MessageOutcome, float]]]
"""Chances of each outcome for mails, read without the phrases."""


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
    waits: bool = False
    """Whether a no would have opened it, which nobody has confirmed: it is asked about, and is no application yet."""

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
            applications=tuple(kept.logged() for kept in self.kept if kept.excerpts and not kept.waits),
            senders=tuple(
                SenderQuestion(
                    sender,
                    next((named.employer for _, _, named in found if named.employer), sender),
                    tuple(_excerpt(mail, kinds.words) for mail, kinds, _ in found),
                    tuple(self._judged(mail, kinds).offered for mail, kinds, _ in found),
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
        place = belonging(speaking, named, conversation, other, applications)
        writes_of_it = bool(place.applications) and is_person(speaking.sender)
        known = writes_of_it or any(one.knows(conversation, other) for one in applications)
        kinds = by_phrases(speaking, in_conversation=known)
        if (kinds.is_noise or kinds.is_elsewhere) and not answer:
            return
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
        before = place.applications[0]
        if mail.key in before.mails or self.conversation[mail.key] in before.conversations:
            return False
        if not kinds.is_application and self._judged(mail, kinds).kind is not EventKind.ACKNOWLEDGED:
            return False
        if named.requisition and before.requisitions and named.requisition not in before.requisitions:
            return True
        role = named.role or named.title
        return bool(role and before.role) and not _one_role(role or "", before.role or "")

    def _belongs(self, mail: Mail, kinds: Kinds, named: Named, other: str, place: Belonging) -> None:
        kept = self._kept(place.applications[0])
        if EventKind.SCREENING in kinds.likely[:1] and any(told.kind is EventKind.SCREENING for told in kept.told):
            # A call that was is often named in what comes after it.
            kinds = replace(kinds, likely=(EventKind.INTERVIEW, *kinds.likely), round_unclear=True)
        if not place.clear:
            if self._is_likely(mail, kinds):
                places = tuple(self._kept(one) for one in place.applications)
                self._ask(mail, kinds, self._judged(mail, kinds, places[0]), places)
            return
        kept.application.take(mail.speaking, named, self.conversation[mail.key], other)
        self._meet(kept, mail)
        self._record(kept, mail, kinds)

    def _opened(self, mail: Mail, kinds: Kinds, named: Named, other: str) -> None:
        speaking = mail.speaking
        said = self.answers.senders.get(other)
        firms = [name for name in (named.employer, *named.others) if name and not same_employer(name, kinds.via)]
        employer = (said if said != NOTHING else None) or next(iter(firms), other)
        is_start = kinds.is_application or self._judged(mail, kinds).kind is EventKind.ACKNOWLEDGED
        application = Application(
            employer,
            named.role or named.title,
            applied_on=speaking.on if is_start else None,
            via=kinds.via,
        )
        kept = _Kept(f"mail:{mail.key}", application, opened_by=mail.key)
        self.kept.append(kept)
        application.take(speaking, named, self.conversation[mail.key], other)
        self._meet(kept, mail)
        kept.waits = mail.key not in self.answers.mails and said is None and self._judged(mail, kinds).kind in NO
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
        judgement = self._judged(mail, kinds, kept)
        if kept.waits:
            judgement = replace(judgement, sure=False)
        if not answer and not judgement.sure and self._answers_request(kept, mail):
            kept.feedback.append(Feedback(on, speaking.text, mail.key, is_reply=True))
        elif judgement.kind is not None or judgement.moves:
            self._event(kept, mail, kinds, judgement)
        elif self._brings_feedback(kept, mail, answer.kind if answer else None):
            kept.feedback.append(Feedback(on, speaking.text, mail.key, is_reply=bool(kept.requests)))
        elif self._is_to_ask(mail, kinds, judgement):
            self._ask(mail, kinds, judgement, (kept,))
            if judgement.offered and judgement.news >= OPENS:
                # What follows, such as its calendar entry or one's own answer, belongs to it.
                kept.told.append(Told(mail.key, on, judgement.offered[0], sure=False))

    def _event(self, kept: _Kept, mail: Mail, kinds: Kinds, judgement: Judgement) -> None:
        said, moves, sure = judgement.kind, judgement.moves, judgement.sure
        speaking, on = mail.speaking, mail.speaking.on or mail.on
        assert on is not None
        appointment = speaking.appointments[0] if speaking.appointments else None
        days = _days(mail)
        held_on = appointment.on if appointment else days[0] if days and (len(days) == 1 or moves) else None
        if moves and not appointment and len(days) > 1:
            held_on = days[-1]
        is_round = said in ROUNDS or moves
        if not sure:
            self._ask(mail, kinds, judgement, (kept,))
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

    def _judged(self, mail: Mail, kinds: Kinds, kept: _Kept | None = None) -> Judgement:
        """What a mail is taken for, in an application or before it belongs to any."""
        answer = self.answers.mails.get(mail.key)
        if answer:
            kind = EventKind(answer.kind) if answer.kind in list(EventKind) else None
            moves = kind is EventKind.RESCHEDULED
            return Judgement(None if moves else kind, moves, True, (), 1.0)
        if mail.place is Place.SENT or kinds.is_application:
            return _of_own_words(kinds, {told.kind for told in kept.told} if kept else set())
        before = {told.kind for told in kept.told if told.kind} if kept else ()
        return judged(kinds, self.chances[mail.key], before, names_day=bool(_days(mail)))

    def _is_likely(self, mail: Mail, kinds: Kinds) -> bool:
        """Whether either reader takes a mail for news of an application."""
        named = bool(kinds.likely or kinds.moves or kinds.is_application)
        return named or judged(kinds, self.chances[mail.key], ()).news >= LIKELY

    def _is_to_ask(self, mail: Mail, kinds: Kinds, judgement: Judgement) -> bool:
        """Whether a mail that belongs to an application, and of which neither reader says what it is, is asked about.

        Besides what may be news, that is any mail of theirs that names a day to come.
        """
        if mail.place is Place.SENT or kinds.is_application or mail.is_automatic:
            return False
        return bool(_days(mail)) or judgement.news >= LIKELY_HERE

    def _may_open(self, mail: Mail, kinds: Kinds, named: Named, other: str) -> bool:
        said = self.answers.senders.get(other)
        if said is not None:
            return said != NOTHING
        if kinds.is_application:
            return bool(named.employer) or not is_free_mail(other.rpartition("@")[2])
        if not named.employer or mail.is_bulk or mail.is_automatic:
            return False
        judgement = self._judged(mail, kinds)
        sender = mail.speaking.sender
        if platform_of(sender.address) is not None:
            # Nobody gets a letter of a recruiting system without having applied.
            return bool(kinds.likely) or (judgement.news >= OPENS and bool(named.role or named.title))
        is_receipt = judgement.kind is EventKind.ACKNOWLEDGED and judgement.sure
        return is_receipt and bool(named.role or named.title) and is_recruiting(sender)

    def _ask(self, mail: Mail, kinds: Kinds, judgement: Judgement, places: tuple[_Kept, ...]) -> None:
        offered = tuple(kept.offered for kept in places[:3])
        self.questions.append(Question(_excerpt(mail, kinds.words), judgement.offered, offered))

    def _kept(self, application: Application) -> _Kept:
        return next(kept for kept in self.kept if kept.application is application)

    def _other_address(self, mail: Mail) -> str:
        """Whom one wrote with: the sender, or of one's own mails the first addressee."""
        speaking = mail.speaking
        if mail.place is Place.SENT or speaking.sender.address in self.me:
            return next((person.address for person in mail.to if person.address not in self.me), "")
        return speaking.sender.address


def _days(mail: Mail) -> list[date]:
    """The days still to come that a mail names."""
    speaking = mail.speaking
    return days_named(f"{speaking.subject}\n{speaking.text}", on) if (on := speaking.on or mail.on) else []


def _of_own_words(kinds: Kinds, before: set[EventKind | None]) -> Judgement:
    """What the owner's words say: whoever has an offer declines it, who has none withdraws."""
    kind = kinds.likely[0] if kinds.likely else None
    has_offer = EventKind.OFFER in before
    if kind in (EventKind.WITHDRAWN, EventKind.DECLINED):
        kind = EventKind.DECLINED if has_offer else EventKind.WITHDRAWN
    sure = kinds.structural and (kind is not EventKind.ACCEPTED or has_offer)
    offered = (kind, *kinds.likely) if kind else ()
    return Judgement(kind, kinds.moves, sure, tuple(dict.fromkeys(offered)), float(kind is not None))


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
