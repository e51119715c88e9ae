"""Messages that ask for feedback: rendered from what is logged, checked, and handed over as text or mail link.

What is logged goes into the templates as values and is never read as a template itself. Nothing is sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import StrictUndefined
from jinja2 import Template as Filled
from jinja2.sandbox import ImmutableSandboxedEnvironment

from analytics import DATA
from analytics.feedback_requests.queue import Ask
from analytics.mail_link import mail_link
from analytics.wording import reply_list
from analytics.wording.numbers import count, day_and_month

FOLDER = DATA / "messages"
LONGEST_VALUE = 120
LONGEST_QUOTE = 240
WORDS_AT_MOST = 150


@dataclass(frozen=True)
class Template:
    """A kind of message: what it is called and when it fits."""

    name: str
    label: str
    fits: str


TEMPLATES = (
    Template("general", "General", "When you were not interviewed, or know little about why."),
    Template("specific", "Specific", "When you can ask about something that took place."),
    Template("numbered", "Answer by number", "When a reply in one line is the most you can hope for."),
    Template("meeting", "Short meeting", "After a last round, with somebody you have met."),
    Template("clarification", "Clarify what was vague", "When the feedback named nothing you can act on."),
    Template("thanks", "Thanks, and stay in touch", "When feedback came, or when you would rather not ask."),
)
"""What can be written after a rejection."""

OTHERS = (
    Template("phone", "Words to say on the phone", "When you call."),
    Template("once_more", "Write once more", "When a silence has lasted and an answer may still come."),
    Template("interview_thanks", "Thank you for the interview", "Within a day or two of an interview."),
    Template("stay_in_touch", "Stay in touch", "To somebody you met, some weeks later."),
    Template("mentor", "Ask for half an hour", "To somebody who has seen more of it."),
    Template("friend", "Ask for company", "To a friend, when a no sits heavily."),
)
"""What can be written at other times."""


@dataclass(frozen=True)
class Facts:
    """What a message may refer to. What is not known is None or False, and the message does without it."""

    applicant: str | None = None
    employer: str | None = None
    role: str | None = None
    contact: str | None = None
    has_met: bool = False
    interviewed: bool = False
    assessed: bool = False
    interviewed_on: date | None = None
    applied_on: date | None = None
    met_on: date | None = None
    replied: bool = False
    generic: bool = False
    quote: str | None = None
    signature: tuple[str, ...] = ()
    """What stands under the name: a phone number, an address, a profile."""

    @property
    def conversation_on(self) -> date | None:
        """The day on which the two spoke, as far as it is known."""
        return self.met_on or (self.interviewed_on if self.has_met and self.interviewed else None)


@dataclass(frozen=True)
class Message:
    """A subject and a text, as they can be copied or opened in a mail program."""

    subject: str
    body: str


@dataclass(frozen=True)
class Check:
    """One thing a good request has: whether this one has it, and what to do where not."""

    name: str
    passed: bool
    advice: str


def facts_of(ask: Ask, applicant: str | None, signature: tuple[str, ...] = ()) -> Facts:
    """What the log knows about a rejection that a message can use."""
    return Facts(
        applicant=applicant,
        signature=signature,
        employer=ask.rejection.employer,
        role=ask.rejection.role,
        contact=ask.whom.contact.name,
        has_met=ask.whom.has_met,
        interviewed=ask.rejection.interviewed or ask.rejection.finalist,
        assessed=ask.rejection.assessed,
        interviewed_on=ask.interviewed_on,
        replied=ask.request is not None and ask.request.answered_on is not None,
    )


def worth_quoting(words: str, evidence: str | None) -> str | None:
    """What to quote when asking back: the sentence that was read as a reason, or the whole of a short text."""
    quoted = evidence or words
    return quoted if len(quoted) <= LONGEST_QUOTE else None


def fitting_template(ask: Ask) -> str:
    """The template that fits a rejection best."""
    if ask.told:
        return "thanks"
    if ask.way.channel == "meeting":
        return "meeting"
    return "specific" if ask.rejection.interviewed or ask.rejection.assessed else "general"


def render(template: str, facts: Facts) -> Message:
    """The message, filled in. Raises KeyError for an unknown template."""
    employer, role, applicant = _line(facts.employer), _line(facts.role), _line(facts.applicant)
    signature = "\n".join(filter(None, [applicant, *map(_line, facts.signature)]))
    text = _template(template).render(
        subject=_subject(template, employer, role),
        greeting=_greeting(_line(facts.contact), None if template in PERSONAL else employer),
        closing=f"Kind regards,\n{signature}" if signature else "Kind regards",
        about=_about(employer, role),
        applicant=applicant,
        of_application=_for_role(employer, role) or (f" to {employer}" if employer else ""),
        at_interview=_for_role(employer, role) or (f" at {employer}" if employer else ""),
        met_on=day_and_month(facts.conversation_on) if facts.conversation_on else None,
        applied_on=day_and_month(facts.applied_on) if facts.applied_on else None,
        employer=employer,
        role=role,
        interviewed=facts.interviewed,
        assessed=facts.assessed,
        reply_list=reply_list.as_text(),
        replied=facts.replied,
        generic=facts.generic,
        quote=_line(facts.quote, LONGEST_QUOTE),
    )
    subject, _, body = text.partition("\n")
    return Message(subject.removeprefix("Subject: "), body.strip() + "\n")


def checks(message: Message, facts: Facts) -> list[Check]:
    """What a good request has, looked for in the text as it stands now."""
    text = message.body
    words = len(re.findall(r"\S+", text))
    lowered = text.casefold()
    logged = [_line(value) for value in (facts.role, facts.employer, facts.contact, facts.applicant)]
    own = _without(text, [*logged, _line(facts.quote, LONGEST_QUOTE)])
    signed = [logged[3], *map(_line, facts.signature)]
    named = [value.casefold() for value in logged[:2] if value]
    last_line = text.strip().rpartition("\n")[2].strip()
    return [
        Check("Is all filled in", not PLACEHOLDER.search(own), "Fill in or delete what stands in brackets."),
        Check("Have you said thank you", "thank" in lowered, "Thank them for their time, in your own words."),
        Check("Have you said what it is for", bool(PURPOSE.search(lowered)), "Say that you want to learn from it."),
        Check(
            "Have you named something specific",
            any(value in lowered for value in named),
            "Name the position or the employer, so that they know what it is about.",
        ),
        Check(
            "Is it short",
            words <= WORDS_AT_MOST,
            f"It has {count(words, 'word')}; at most {WORDS_AT_MOST} are answered more often.",
        ),
        Check("Have you signed", last_line in signed or _is_signature(last_line), "End with your name."),
    ]


def mailto(message: Message, address: str | None) -> str:
    """A link that opens the message in the reader's own mail program."""
    return mail_link(address, message.subject, message.body)


PLACEHOLDER = re.compile(r"\{\{|\}\}|\{%|%\}|\[[^\]\n]{0,40}\]|<[^>\n]{1,40}>|_{3,}|\bX{3,}\b|\bTODO\b")
PURPOSE = re.compile(r"\b(learn|improv|feedback|work on|do better|grow)")
CLOSINGS = ("kind regards", "best regards", "regards", "best", "sincerely", "yours", "thanks", "thank you", "cheers")


SUBJECTS = {
    "general": "A question about",
    "specific": "Two short questions about",
    "numbered": "One number about",
    "meeting": "Fifteen minutes about",
    "clarification": "One more question about",
    "thanks": "Thank you:",
    "phone": "A call about",
    "once_more": "A question about",
    "interview_thanks": "Thank you:",
}
"""How the subject of a message about an application begins."""

PERSONAL = {
    "mentor": "Half an hour of your time?",
    "friend": "Time for a walk?",
    "stay_in_touch": "How are things?",
}
"""The whole subject of a message to somebody one knows; no employer is greeted in it."""


@cache
def _template(name: str) -> Filled:
    known = [template.name for template in (*TEMPLATES, *OTHERS)]
    if name not in known:
        raise KeyError(f"no template is named {name!r}; there are {', '.join(known)}")
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return _environment().from_string(text)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    # Plain text, not HTML: values stay as they are, and nothing in them is evaluated.
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def _line(value: str | None, longest: int = LONGEST_VALUE) -> str | None:
    """A value on one line, without control characters; None where nothing is left."""
    if value is None:
        return None
    printable = "".join(" " if sign.isspace() or not sign.isprintable() else sign for sign in value)
    line = re.sub(r" +", " ", printable).strip()
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return line or None


def _greeting(contact: str | None, employer: str | None) -> str:
    if contact:
        return f"Dear {contact}"
    return f"Dear {employer} team" if employer else "Hello"


def _about(employer: str | None, role: str | None) -> str:
    if role:
        return _for_role(employer, role).removeprefix(" for ")
    return f"my application to {employer}" if employer else "my application"


def _for_role(employer: str | None, role: str | None) -> str:
    if not role:
        return ""
    return f" for the position of {role} at {employer}" if employer else f" for the position of {role}"


def _subject(template: str, employer: str | None, role: str | None) -> str:
    return PERSONAL.get(template) or f"{SUBJECTS[template]} {_about(employer, role).removeprefix('the position of ')}"


def _is_signature(line: str) -> bool:
    """Whether a message's last line can be a name: short, no sentence, no closing with nothing after it."""
    only_closing = line.casefold().rstrip(",.! ") in CLOSINGS
    return bool(line) and not only_closing and len(line.split()) <= 8 and not line.endswith((".", "?"))


def _without(text: str, values: list[str | None]) -> str:
    """The text without what is logged: what looks like a placeholder there is none."""
    for value in values:
        text = text.replace(value, "") if value else text
    return text
