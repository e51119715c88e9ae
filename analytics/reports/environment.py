"""The one environment of all report templates: text is escaped, and a missing name is an error."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analytics.taxonomy import FeedbackKind
from analytics.wording import numbers

KINDS = {kind.value: kind.label.lower() for kind in FeedbackKind}


@cache
def environment() -> Environment:
    """The environment over `templates/`, with the filters that write numbers and days."""
    made = Environment(
        loader=PackageLoader("analytics.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": numbers.day,
        "number": numbers.number,
        "count_of": numbers.count,
        "entered_percent": numbers.entered_percent,
        "percent": lambda share: numbers.NOT_KNOWN if share is None else numbers.percent(share),
        "share_range": lambda ends: numbers.share_range(*ends),
        "kind": lambda kind: f"{KINDS.get(kind, kind)} feedback",
    }
    return made


def style(name: str) -> Markup:
    """A stylesheet among the templates, to stand in a page."""
    source, _, _ = environment().loader.get_source(environment(), name)  # type: ignore[union-attr]
    return Markup(source)
