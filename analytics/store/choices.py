"""What a fixed query may be asked by: its groupings and vocabularies; anything else is refused by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analytics.errors import UnknownChoice
from analytics.store import queries
from analytics.taxonomy import Dimension, FeedbackKind, Reason, Speaker

# What a query with `by` counts, where that is not applications.
_COUNTED = {
    "rejection_reasons": "rejection",
    "feedback_requests": "request",
    "named_response_times": "name",
}
_VOCABULARIES = {"speaker": tuple(Speaker), "reason": tuple(Reason), "kind": (*FeedbackKind, "unread")}


def dimensions(query: str, role: str) -> tuple[Dimension, ...]:
    """What a query can be grouped by for a viewer's role."""
    return Dimension.of_each(_COUNTED.get(query, "application"), role) if "by" in queries.parameters(query) else ()


def check(query: str, values: dict[str, Any], role: str) -> None:
    """Raises UnknownChoice for a grouping or word that the query does not know for this role."""
    allowed: dict[str, Iterable[str]] = {"by": dimensions(query, role)} | dict(_VOCABULARIES)
    for name, value in values.items():
        if value is not None and name in queries.parameters(query) and name in allowed:
            _refuse_unknown(query, name, value, allowed[name])


def _refuse_unknown(query: str, name: str, value: Any, allowed: Iterable[str]) -> None:
    if value not in (known := list(allowed)):
        raise UnknownChoice(query, name, value, known)
