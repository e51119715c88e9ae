"""What a fixed query may be asked by: its groupings, filters and vocabularies; anything else is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from analytics.errors import UnknownChoice
from analytics.store import queries
from analytics.taxonomy import Dimension, FeedbackKind, Reason, Speaker

# What a query with `by` counts, where that is not applications.
_COUNTED = {
    "rejection_reasons": "rejection",
    "feedback_requests": "request",
    "cohort_goals": "student",
    "cohort_reach": "student",
}
_VOCABULARIES = {"speaker": tuple(Speaker), "reason": tuple(Reason), "kind": (*FeedbackKind, "unread")}


def dimensions(query: str, role: str) -> tuple[Dimension, ...]:
    """What a query can be grouped by for a viewer's role."""
    return Dimension.of_each(_COUNTED.get(query, "application"), role) if "by" in queries.parameters(query) else ()


def filters(query: str, role: str) -> tuple[Dimension, ...]:
    """What a query can be narrowed down by for a viewer's role."""
    return tuple(dimension for dimension in dimensions(query, role) if dimension in queries.parameters(query))


def check(query: str, values: dict[str, Any], role: str, groups: Callable[[Dimension], Iterable[str]]) -> None:
    """Raises UnknownChoice for a grouping, filter or word that the query does not know for this role.

    `groups` says which groups of a dimension there are; it is asked only where a filter is set.
    """
    allowed: dict[str, Iterable[str]] = {"by": dimensions(query, role)} | dict(_VOCABULARIES)
    for name, value in values.items():
        if value is None or name not in queries.parameters(query):
            continue
        if name in allowed:
            _refuse_unknown(query, name, value, allowed[name])
        elif name in list(Dimension):
            if name not in filters(query, role):
                raise UnknownChoice(query, "a filter", name, filters(query, role))
            _refuse_unknown(query, name, value, groups(Dimension(name)))


def _refuse_unknown(query: str, name: str, value: Any, allowed: Iterable[str]) -> None:
    if value not in (known := list(allowed)):
        raise UnknownChoice(query, name, value, known)
