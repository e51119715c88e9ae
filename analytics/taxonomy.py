"""The words everything else agrees on, each said once with its label and what it means.

Stored values are the members' values; people read the labels. Nothing here computes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A stored word with the label a person reads and one sentence that explains it."""

    label: str
    description: str
    extra: object

    def __new__(cls, value: str, label: str = "", description: str = "", extra: object = None) -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        term.description = description
        term.extra = extra
        return term

    @classmethod
    def of(cls, word: str | None) -> Self | None:
        """The term that a stored word is; None for no word."""
        return cls(word) if word else None

    @classmethod
    def labels(cls) -> dict[str, str]:
        """What people read for each stored word, in the terms' order."""
        return {term.value: term.label for term in cls}


class Submission(Term):
    """Whether something was sent. Only SENT counts as an application."""

    SENT = "sent", "Sent", "Something was sent to the employer."
    PLANNED = "planned", "Planned", "Saved or still to apply: nothing was sent yet."
    SPECULATIVE = "speculative", "Speculative", "A letter sent without a vacancy; counted apart."
    UNDELIVERED = "undelivered", "Not delivered", "The message came back; the employer never saw it."


class Answer(Term):
    """How the wait for a first response ended; the three compete with each other."""

    INTERVIEW = "interview", "Invited", "An invitation, an assessment or an offer came first."
    REJECTION = "rejection", "Turned down", "A rejection came first, or the position went away."
    WITHDRAWAL = "withdrawal", "Withdrawn", "The applicant withdrew first."


class EventKind(Term):
    """What can happen to an application after it was sent, in the order it usually happens.

    `answer` is the response it makes when it comes first; None where it says nothing yet.
    """

    ACKNOWLEDGED = "acknowledged", "Receipt confirmed", "An automatic note of receipt; not a response.", None
    ASSESSMENT = "assessment", "Assessment", "A test or coding challenge was sent.", Answer.INTERVIEW
    SCREENING = "screening", "Phone screen", "A first call with a recruiter.", Answer.INTERVIEW
    INTERVIEW = "interview", "Interview", "An interview with the people one would work with.", Answer.INTERVIEW
    FINAL = "final", "Final round", "An on-site day or last round.", Answer.INTERVIEW
    RESCHEDULED = "rescheduled", "Rescheduled", "An appointment was moved to another day; not a response.", None
    FOLLOW_UP = "follow_up", "Followed up", "The applicant asked how things stand; not a response.", None
    OFFER = "offer", "Offer", "The employer offered the position.", Answer.INTERVIEW
    ACCEPTED = "accepted", "Accepted", "The applicant said yes to the offer.", Answer.INTERVIEW
    DECLINED = "declined", "Offer declined", "The applicant said no to an offer.", Answer.INTERVIEW
    REJECTED = "rejected", "Turned down", "The employer said no.", Answer.REJECTION
    CLOSED = "closed", "Position closed", "The position was removed, filled or put on hold.", Answer.REJECTION
    WITHDRAWN = "withdrawn", "Withdrawn", "The applicant withdrew it.", Answer.WITHDRAWAL

    @property
    def answer(self) -> Answer | None:
        return self.extra if isinstance(self.extra, Answer) else None

    @property
    def is_appointment(self) -> bool:
        """Whether one prepares for the day of it."""
        return self in (EventKind.ASSESSMENT, EventKind.SCREENING, EventKind.INTERVIEW, EventKind.FINAL)


class MessageOutcome(Term):
    """What one message announces. `event_kinds` are what it can be logged as, the likeliest first."""

    REJECTED = "rejected", "Turned down", "The employer says no.", (EventKind.REJECTED,)
    CLOSED = "closed", "Position closed", "The position was removed, filled or put on hold.", (EventKind.CLOSED,)
    OFFER = "offer", "An offer", "The employer offers the position.", (EventKind.OFFER,)
    INVITATION = (
        "invitation",
        "An invitation",
        "To an interview, a call or a test.",
        (EventKind.INTERVIEW, EventKind.SCREENING, EventKind.ASSESSMENT, EventKind.FINAL),
    )
    RESCHEDULE = "reschedule", "A new date", "What was agreed is moved or called off.", (EventKind.RESCHEDULED,)
    QUESTION = "question", "A question to you", "They want to know or to have something first.", ()
    RECEIPT = "receipt", "A receipt", "The application arrived or is being looked at.", (EventKind.ACKNOWLEDGED,)
    WITHDRAWN = "withdrawn", "A withdrawal confirmed", "They note that you withdrew.", (EventKind.WITHDRAWN,)
    NEWSLETTER = "newsletter", "A newsletter or alert", "Written to many; it says nothing about an application.", ()
    UNKNOWN = "unknown", "Not clear", "Please say yourself what it is.", ()

    @property
    def event_kinds(self) -> tuple[EventKind, ...]:
        return self.extra if isinstance(self.extra, tuple) else ()

    @property
    def is_no(self) -> bool:
        """Whether it can be logged without asking."""
        return self in (MessageOutcome.REJECTED, MessageOutcome.CLOSED)

    @property
    def same_news(self) -> tuple[EventKind, ...]:
        """Kinds of events one of which says it already."""
        return (EventKind.REJECTED, EventKind.CLOSED) if self.is_no else self.event_kinds

    @property
    def says_nothing(self) -> bool:
        """Whether nothing happens to an application by it."""
        return self in (MessageOutcome.QUESTION, MessageOutcome.NEWSLETTER)

    @property
    def states_reasons(self) -> bool:
        """Whether what it says can be why somebody was turned down; an offer never is."""
        return self.is_no or self is MessageOutcome.UNKNOWN

    @property
    def praises(self) -> bool:
        """Whether what sounds like praise in it is meant for one person, whom they have met or read."""
        return self.states_reasons or self in (MessageOutcome.OFFER, MessageOutcome.INVITATION)


class Outcome(Term):
    """Where an application stands, read from its events; silence is never stored, only derived."""

    OPEN = "open", "Silent", "Nothing that says something has come."
    IN_PROCESS = "in_process", "Still talking", "Invited at least once, not decided."
    OFFERED = "offered", "Offer", "An offer came, and no refusal after it."
    REJECTED = "rejected", "Turned down", "The employer said no, or the position went away."
    WITHDRAWN = "withdrawn", "Withdrawn", "The applicant withdrew it."


class Quadrant(Term):
    """A part of the self-assessment."""

    STRENGTH = "strength", "Strengths", "What others praised, and what was kept as a strength."
    WEAKNESS = "weakness", "To work on", "What others found missing, and can be worked on."
    OPPORTUNITY = "opportunity", "Opportunities", "Where applications are invited more often than elsewhere."
    THREAT = "threat", "Out of my hands, and rising", "What nobody can work on and comes up more often than before."


class Precision(Term):
    """How well a date is known."""

    DAY = "day", "the day", "The date is the day."
    MONTH = "month", "the month", "Only the month is known; the date is its first day."
    YEAR = "year", "the year", "Only the year is known; the date is its first day."
    SEEN = "seen", "by then", "It had happened by this day, when it was first seen; earlier is possible."
    UNKNOWN = "unknown", "unknown", "No date is known."


class Origin(Term):
    """Where a fact came from."""

    IMPORT = "import", "Imported", "Read from a file."
    HAND = "hand", "By hand", "Entered or corrected by its owner."
    SAMPLE = "sample", "Sample", "Made up by the sample generator."


class Speaker(Term):
    """Whose words a feedback text holds; employers' and own words are never counted together."""

    EMPLOYER = "employer", "The employer", "Written or said by the employer."
    OWN = "own", "My own note", "The applicant's own reading of what happened."
    MENTOR = "mentor", "A mentor or friend", "Somebody else's view."


class Reason(Term):
    """Why an application was turned down. `in_my_hands` says whether the applicant can work on it."""

    EXPERIENCE = (
        "experience_or_skills",
        "Lack of experience or skills",
        "A named skill, qualification or kind of experience was missing.",
        True,
    )
    CULTURE = "cultural_fit", "Cultural fit", "Way of working or values did not match, as they saw it.", True
    INTERVIEW = (
        "interview_performance",
        "Interview performance",
        "Answers, preparation or presence in the interview.",
        True,
    )
    OTHERS = "other_candidates", "Other candidates", "Somebody else was chosen; nothing says what was missing.", False
    DOCUMENTS = (
        "resume_or_application",
        "Résumé or application",
        "The documents themselves: unclear, untailored, incomplete.",
        True,
    )
    OVERQUALIFIED = "overqualified", "Overqualified", "More experience than the position asks for.", False
    POSITION = "position_changed", "Position changed or closed", "Filled, frozen, cancelled or redefined.", False
    LOGISTICS = (
        "eligibility_or_logistics",
        "Eligibility or logistics",
        "Place, work permit, pay, start date or hours.",
        False,
    )
    OTHER = "other", "Other", "A stated reason that is none of these.", False

    @property
    def in_my_hands(self) -> bool:
        return bool(self.extra)


class Theme(Term):
    """What one can work on."""

    TECHNICAL = "technical_skills", "Technical skills", "Tools, methods and knowledge of the trade."
    COMMUNICATION = "communication", "Communication", "Explaining, listening, writing, presenting."
    PROBLEM_SOLVING = "problem_solving", "Problem solving", "Structuring a problem and thinking aloud."
    ENTHUSIASM = "enthusiasm", "Enthusiasm", "Showing interest in this employer and role."
    INTERVIEW = "interview_technique", "Interview technique", "Preparation, examples, structure of answers."
    EXPERIENCE = "relevant_experience", "Relevant experience", "Having done this kind of work before."
    COMPANY_FIT = "company_fit", "Fit with the company", "Values and way of working together."
    DOCUMENTS = "resume_and_application", "Résumé and application", "Documents that show what counts here."


def theme_of(reason: Reason) -> Theme | None:
    """What to work on where no more than a reason was given; None where it names nothing to work on."""
    return {
        Reason.EXPERIENCE: Theme.EXPERIENCE,
        Reason.CULTURE: Theme.COMPANY_FIT,
        Reason.INTERVIEW: Theme.INTERVIEW,
        Reason.DOCUMENTS: Theme.DOCUMENTS,
    }.get(reason)


class Polarity(Term):
    """Whether a sentence names a strength or a weakness."""

    STRENGTH = "strength", "Strength", "Something the speaker praised."
    WEAKNESS = "weakness", "Weakness", "Something the speaker found missing."


class FeedbackKind(Term):
    """What a text is worth as feedback. Only CONSTRUCTIVE feeds themes and goals."""

    CONSTRUCTIVE = "constructive", "Specific", "Says what, and can be acted on."
    GENERIC = "generic", "General", "Says no in general words, or for a reason that isn't in your hands."
    UNCONSTRUCTIVE = "unconstructive", "Unhelpful", "Vague, personal, only negative or out of context."
    NONE = "none", "No feedback", "Says nothing about why."
    UNCLEAR = "unclear", "Unclear", "Not sure enough to say; please read it yourself."

    @classmethod
    def following(cls, reasons: Collection[Reason], *, praise: bool = False, sign: Sign | None = None) -> Self:
        """What a text is worth that names these reasons, praises, or shows a sign of being of no use."""
        if praise or any(reason.in_my_hands for reason in reasons):
            return cls.CONSTRUCTIVE
        if sign:
            return cls.UNCONSTRUCTIVE
        return cls.GENERIC if reasons else cls.NONE


class Sign(Term):
    """What shows that feedback is unconstructive."""

    VAGUE = "vague", "Vague", "It criticises without saying what or where."
    PERSONAL = "personal", "Personal", "It is about the person, not the work."
    ONLY_NEGATIVE = "only_negative", "Only negative", "It lists faults and nothing to build on."
    OUT_OF_CONTEXT = "out_of_context", "Out of context", "It has nothing to do with the position."


class GoalStatus(Term):
    """Where a goal stands."""

    ACTIVE = "active", "Active", "Being worked on."
    PAUSED = "paused", "Paused", "Set aside for a while; the pace is not judged."
    DONE = "done", "Reached", "The target was reached."
    RETIRED = "retired", "Retired", "Given up or replaced, with its history kept."


class Standing(Term):
    """How a goal stands on a day."""

    AHEAD = "ahead", "Not started", "Its first day is still to come."
    EARLY = "early", "Too early to say", "Fewer than four weeks have counted, or nothing was entered yet."
    ON_TRACK = "on_track", "On track", "With weeks like those so far it is likely to be done in time."
    UNDECIDED = "undecided", "Open", "With weeks like those so far it may or may not be done in time."
    AT_RISK = "at_risk", "At risk", "With weeks like those so far it is unlikely to be done in time."
    OVERDUE = "overdue", "Past its date", "The date has passed before the target was reached."
    DONE = "done", "Reached", "The target was reached."
    PAUSED = "paused", "Paused", "Set aside for a while; the pace is not judged."
    RETIRED = "retired", "Retired", "Given up or replaced, with its history kept."


class Metric(Term):
    """What a goal counts. All but CUSTOM and PERCENT are counted; the store counts the first five itself."""

    APPLICATIONS = "applications", "Applications sent", "Applications sent since the start."
    TAILORED = "tailored_applications", "Tailored applications", "Applications marked as tailored."
    REQUESTS = "feedback_requests", "Feedback requests sent", "Employers asked for feedback."
    REPLIES = "replies", "Replies", "First responses that came."
    INTERVIEWS = "interviews", "Interviews", "Invitations that came."
    CONTACTS = "contacts", "Contacts made", "People spoken to; entered by hand."
    MOCK_INTERVIEWS = "mock_interviews", "Mock interviews", "Practice interviews; entered by hand."
    COURSE_UNITS = "course_units", "Course units", "Lessons, chapters or exercises; entered by hand."
    CUSTOM = "custom", "Something else", "Whatever the person counts; entered by hand."
    PERCENT = "percent", "Percentage", "A share from 0 to 100; entered by hand."


class RequestStatus(Term):
    """Where a request for feedback stands."""

    PLANNED = "planned", "Planned", "To be sent."
    SENT = "sent", "Sent", "Waiting for a reply."
    REPLIED = "replied", "Replied", "Feedback came."
    DECLINED = "declined", "Declined", "The employer prefers to give none."
    SILENT = "silent", "No reply", "Nothing came, and it is no longer expected."
    DROPPED = "dropped", "Not asked", "The applicant chose not to ask."


class Culture(Term):
    """How an employer goes about things, as its applicant sees it."""

    INFORMAL = "informal", "Quick and informal", "They write soon and briefly, and expect the same."
    FORMAL = "formal", "Formal and slow", "They keep to form and take their time."


class ContactKind(Term):
    """Who somebody is to an applicant; the first four are met at an employer."""

    INTERVIEWER = "interviewer", "Interviewer", "Somebody who led an interview."
    HIRING_MANAGER = "hiring_manager", "Hiring manager", "Whoever decides, and would be one's manager."
    HR = "hr", "HR", "Personnel, a recruiter or the address that answers."
    CONNECTION = "connection", "A connection inside", "Somebody one knows who works there."
    MENTOR = "mentor", "A mentor or coach", "Somebody who has seen more of it and advises."
    FRIEND = "friend", "A friend", "Somebody to talk to."

    @property
    def in_sentence(self) -> str:
        """The label inside a sentence."""
        return self.label if self.label.isupper() else self.label[0].lower() + self.label[1:]

    @property
    def at_employer(self) -> bool:
        """Whether they are met at an employer, and can be asked about a rejection."""
        return self not in (ContactKind.MENTOR, ContactKind.FRIEND)


NOT_STATED = "not stated"
"""The group of applications whose log does not say which they belong to."""


@dataclass(frozen=True)
class _Use:
    """What a dimension describes, for whom it says something, and what a group is called of which nothing is known.

    Everything described is in exactly one group: an application has one channel. A student who is described by their
    applications alone can be in several.
    """

    describes: frozenset[str]
    roles: frozenset[str]
    unknown: str = NOT_STATED


_ALL_ROLES = frozenset({"applicant", "staff", "analyst"})
_NOT_STAFF = frozenset({"applicant", "analyst"})
_SEVERAL_PEOPLE = frozenset({"staff", "analyst"})
_APPLICATIONS = frozenset({"application", "rejection"})
_STUDENTS = frozenset({"student", "application", "rejection"})


class Dimension(Term):
    """What counts may be grouped and filtered by: the `by` of the fixed queries, and the names of their filters."""

    CHANNEL = "channel", "Channel", "Where the position was found.", _Use(_APPLICATIONS, _ALL_ROLES)
    SECTOR = "sector", "Sector", "What the employer does.", _Use(_APPLICATIONS, _NOT_STAFF)
    EMPLOYER_SIZE = "employer_size", "Size of the employer", "How many work there.", _Use(_APPLICATIONS, _NOT_STAFF)
    ROLE_FAMILY = "role_family", "Kind of role", "What kind of work it is.", _Use(_APPLICATIONS, _ALL_ROLES)
    MONTH = "month", "Month of applying", "The month in which it was sent.", _Use(_APPLICATIONS, _ALL_ROLES)
    STAGE = (
        "stage",
        "How far it came",
        "The last step before the no.",
        _Use(frozenset({"rejection", "request"}), _NOT_STAFF),
    )
    QUARTER = (
        "quarter",
        "Quarter of the no",
        "The quarter in which the no came, or, where that is not known, the application was sent.",
        _Use(frozenset({"rejection"}), _NOT_STAFF),
    )
    EMPLOYER = "employer", "Employer", "Whom it was sent to.", _Use(frozenset({"name"}), _NOT_STAFF)
    RESUME_VERSION = (
        "resume_version",
        "Résumé",
        "Which of one's own résumés was sent.",
        _Use(frozenset({"name"}), frozenset({"applicant"})),
    )
    PROGRAMME = "programme", "Programme", "What the student studies.", _Use(_STUDENTS, _SEVERAL_PEOPLE)
    LEVEL = "level", "Level", "The degree the student studies for.", _Use(_STUDENTS, _SEVERAL_PEOPLE)
    TERM = "term", "Term", "The term the student belongs to.", _Use(_STUDENTS, _SEVERAL_PEOPLE)
    CONTACT = (
        "contact",
        "Whom I asked",
        "The person who was asked for feedback.",
        _Use(frozenset({"request"}), _NOT_STAFF, "not noted"),
    )
    WAY = "way", "The way", "How it was asked.", _Use(frozenset({"request"}), _NOT_STAFF, "not noted")
    DAYS_WAITED = (
        "days_waited",
        "Days after the no",
        "How long after the no it was asked.",
        _Use(frozenset({"request"}), _NOT_STAFF, "not known"),
    )
    TEMPLATE = (
        "template",
        "Kind of message",
        "The text it was asked with.",
        _Use(frozenset({"request"}), _NOT_STAFF, "own words"),
    )

    @property
    def unknown(self) -> str:
        """The group of those of which it is not known."""
        return self._use.unknown

    @property
    def each_student_once(self) -> bool:
        """Whether every student is in exactly one group, so that the groups add up to all students."""
        return "student" in self._use.describes

    @property
    def _use(self) -> _Use:
        assert isinstance(self.extra, _Use)
        return self.extra

    @classmethod
    def of_each(cls, described: str, role: str) -> tuple[Self, ...]:
        """The dimensions of each student, application, rejection, request or name that say something to a role."""
        return tuple(it for it in cls if described in it._use.describes and role in it._use.roles)


ENGLISH = "en"
LANGUAGES = {
    ENGLISH: "English",
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fi": "Finnish",
    "fr": "French", "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "no": "Norwegian", "nb": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
"""The languages that are told apart, by their ISO 639-1 codes. Reasons are read in English, outcomes in five."""
