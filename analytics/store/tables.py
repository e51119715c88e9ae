"""What the store knows of its tables: whose a row is, what numbers it, and which columns take words of a vocabulary.

The writer checks each row by it, the export takes out and puts back by it, `steppingstone check` verifies by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.taxonomy import (
    Answer,
    ContactKind,
    Culture,
    EventKind,
    FeedbackKind,
    GoalStatus,
    MessageOutcome,
    Metric,
    Origin,
    Outcome,
    Polarity,
    Precision,
    Quadrant,
    Reason,
    RequestStatus,
    Sign,
    Speaker,
    Submission,
    Term,
    Theme,
)

PERSON = "applicant_id"
CHANNELS = ("email", "phone", "meeting")

Vocabulary = type[Term] | tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table of the schema whose rows belong to somebody."""

    one: str
    """What a person calls a row."""
    key: str | None = None
    """The column that numbers the rows; None where they have no number of their own."""
    owned_by: str = PERSON
    """The column that says whose a row is: the person's number, or the number of something of theirs."""
    written_at: str | None = "recorded_at"
    """The column for the moment of writing."""
    words: Mapping[str, Vocabulary] = field(default_factory=dict)
    """The columns that take words of a vocabulary, and which."""


# Parents before what refers to them.
TABLES = {
    "applicants": Table("person", "applicant_id", written_at="created_at"),
    "consents": Table("agreement", written_at="agreed_at"),
    "settings": Table("choice", written_at=None),
    "imports": Table("import", "import_id", written_at="imported_at"),
    "layouts": Table("layout", written_at="updated_at"),
    "sightings": Table("row", owned_by="import_id", written_at=None, words={"fate": ("merged", "known", "updated")}),
    "set_aside": Table("row", owned_by="import_id", written_at=None),
    "import_changes": Table("change", owned_by="import_id", written_at=None),
    "applications": Table(
        "application",
        "application_id",
        words={"submission": Submission, "applied_precision": Precision, "culture": Culture, "origin": Origin},
    ),
    "events": Table("event", "event_id", words={"kind": EventKind, "precision": Precision, "origin": Origin}),
    "contacts": Table("contact", "contact_id", words={"kind": ContactKind, "origin": Origin}),
    "conversations": Table("conversation", "conversation_id"),
    "interviews": Table("interview", "interview_id"),
    "edits": Table("change", "edit_id", written_at="edited_at"),
    "feedback_requests": Table(
        "request",
        "request_id",
        words={"status": RequestStatus, "channel": CHANNELS, "contact_kind": ContactKind},
    ),
    "feedback": Table("text", "feedback_id", words={"speaker": Speaker, "precision": Precision, "origin": Origin}),
    "readings": Table(
        "reading", written_at="read_at", words={"outcome": MessageOutcome, "kind": FeedbackKind, "sign": Sign}
    ),
    "reading_reasons": Table(
        "finding", written_at=None, words={"reason": Reason, "theme": Theme, "polarity": Polarity}
    ),
    "goals": Table("goal", "goal_id"),
    "goal_versions": Table(
        "goal",
        owned_by="goal_id",
        written_at="changed_at",
        words={"status": GoalStatus, "metric": Metric, "reason": Reason, "theme": Theme},
    ),
    "milestones": Table("milestone", "milestone_id", owned_by="goal_id", written_at=None),
    "goal_entries": Table("entry", "entry_id", owned_by="goal_id"),
    "goal_reviews": Table("review", "review_id", owned_by="goal_id"),
    "journal": Table("entry", "entry_id"),
    "strengths": Table("strength", "strength_id", words={"theme": Theme}),
    "ratings": Table("rating", written_at=None, words={"speaker": Speaker, "theme": Theme}),
    "assessment_lines": Table("line", "line_id", words={"quadrant": Quadrant}),
}

# The table that each number in another table's row refers to.
REFERENCES = {
    "import_id": "imports",
    "application_id": "applications",
    "event_id": "events",
    "contact_id": "contacts",
    "request_id": "feedback_requests",
    "feedback_id": "feedback",
    "goal_id": "goals",
}

DERIVED = ("timelines", "application_reasons")
"""The tables that a commit writes itself, those first that others rest on."""

NOBODYS = {
    **dict.fromkeys(DERIVED, "derived at every commit"),
    "commits": "counts this store's own commits",
    "schema_versions": "says how this store was made",
    "rewrites_due": "a promise of this store's own file",
    "identities": "who signs in as whom is said by this dashboard's providers",
    "enrolments": "belongs to staff, not to one person",
    "publications_made": "tells of the whole store, not of one person",
}
"""The tables whose rows belong to no one person, and why."""

VIEWS = {"current_readings": "readings", "goal_metrics": "goal_versions"}
"""The views, each with the table of which its columns take the words."""

DERIVED_WORDS: Mapping[str, Mapping[str, Vocabulary]] = {
    "timelines": {
        "outcome": Outcome,
        "answer": Answer,
        "ended_by": ("employer", "applicant"),
        "stage": ("application", "assessment", "interview", "final"),
    },
    "application_reasons": {"speaker": Speaker},
}


def words_of(table: str, column: str) -> tuple[str, ...]:
    """The words that a column of a table or view takes; none where it takes any."""
    named = TABLES.get(VIEWS.get(table, table))
    words = named.words if named else DERIVED_WORDS.get(table, {})
    return tuple(str(word) for word in words.get(column, ()))


PRIVATE = ("journal", "settings", "interviews", "conversations")
"""Read by nobody but their owner."""

READABLE = frozenset({*TABLES, *VIEWS, *DERIVED, "enrolments", "publications_made", "commits"} - {*PRIVATE})
"""What an analyst may name in a query of their own."""
