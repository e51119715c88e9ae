"""What a mailbox tells, before anything is stored: applications with events, people and words, and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analytics.mailbox.people import Person
from analytics.mailbox.rounds import Event
from analytics.taxonomy import EventKind

NOTHING = "nothing"
"""The answer that a mail says nothing of an application, or that a sender is no employer."""
REQUEST, FEEDBACK = "feedback_request", "feedback"
"""What else can be said of a mail than a kind of event: that it asks for feedback, or brings it."""


@dataclass(frozen=True)
class Excerpt:
    """What is kept of a mail: its day, who sent it, about what, and the words that decided."""

    key: str
    on: date | None
    sender: str
    subject: str
    words: str
    is_mine: bool = False


@dataclass(frozen=True)
class Named:
    """An application as it is offered in a question: `ref` names it in an answer."""

    ref: str
    employer: str
    role: str | None

    @property
    def title(self) -> str:
        return f"{self.employer}, {self.role}" if self.role else self.employer


@dataclass(frozen=True)
class Question:
    """A mail about which a person is asked. `kinds` are offered first; `applications` are those it may belong to."""

    mail: Excerpt
    kinds: tuple[EventKind, ...]
    applications: tuple[Named, ...]


@dataclass(frozen=True)
class SenderQuestion:
    """A sender who may be an employer that one applied to: asked once for all of its mails."""

    sender: str
    employer: str
    mails: tuple[Excerpt, ...]
    kinds: tuple[tuple[EventKind, ...], ...] = ()
    """What each of the mails may be, the likeliest first."""

    def as_json(self) -> dict[str, Any]:
        mails = [
            {"on": mail.on, "subject": mail.subject, "kinds": [kind.value for kind in kinds]}
            for mail, kinds in zip(self.mails, self.kinds, strict=True)
        ]
        return {"sender": self.sender, "employer": self.employer, "mails": mails}


@dataclass(frozen=True)
class Feedback:
    """What the employer said with a no or after it, in its own words."""

    on: date
    words: str
    mail_key: str
    is_reply: bool
    """Whether it answers a request for feedback."""


@dataclass(frozen=True)
class Request:
    """A mail in which feedback was asked for."""

    on: date
    address: str
    mail_key: str


@dataclass(frozen=True)
class LoggedApplication:
    """An application with what the mails tell of it. `known` is its number in the log, None for a new one."""

    ref: str
    employer: str
    role: str | None
    applied_on: date | None
    via: str | None
    requisition: str | None
    known: int | None
    events: tuple[Event, ...]
    people: tuple[Person, ...]
    feedback: tuple[Feedback, ...]
    requests: tuple[Request, ...]
    mails: tuple[Excerpt, ...]
    opened_by: str | None
    """The key of the mail that opened it."""

    def as_json(self) -> dict[str, Any]:
        told = [
            {"kind": event.kind.value, "on": event.on, "held_on": event.held_on, "sure": event.sure}
            for event in self.events
        ]
        told += [{"kind": REQUEST, "on": one.on, "held_on": None, "sure": True} for one in self.requests]
        told += [
            {"kind": FEEDBACK, "on": one.on, "held_on": None, "sure": True} for one in self.feedback if one.is_reply
        ]
        return {
            "employer": self.employer,
            "role": self.role,
            "applied_on": self.applied_on,
            "via": self.via,
            "events": sorted(told, key=lambda event: (event["on"], event["kind"])),
            "contacts": [person.name for person in self.people],
            "feedback": "\n\n".join(one.words for one in self.feedback) or None,
        }


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

    def as_json(self) -> dict[str, Any]:
        """For `import-mail --format json`."""
        return {
            "mails": {"read": self.mails, "candidates": self.candidates},
            "covers_from": self.covers_from,
            "covers_until": self.covers_until,
            "applications": [one.as_json() for one in self.applications],
            "senders": [one.as_json() for one in self.senders],
            "questions": [
                {
                    "mail": one.mail.key,
                    "on": one.mail.on,
                    "subject": one.mail.subject,
                    "kinds": [kind.value for kind in one.kinds],
                    "applications": [place.title for place in one.applications],
                }
                for one in self.questions
            ],
        }


@dataclass(frozen=True)
class Answer:
    """What a person said of a mail: an event's kind, REQUEST, FEEDBACK or NOTHING, and of which application."""

    kind: str
    application: str | None = None


@dataclass(frozen=True)
class Answers:
    """What a person said: employers by sender (NOTHING for none), and of single mails by their key."""

    senders: Mapping[str, str] = field(default_factory=dict)
    mails: Mapping[str, Answer] = field(default_factory=dict)
