"""What happened to one application as a line of dated points, as HTML: a list that is read aloud as one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analytics.charts.style import DARK, LIGHT
from analytics.wording.applications import Point


def _shade(name: str) -> str:
    return f"light-dark({LIGHT[name]}, {DARK[name]})"


STYLE = f"""<style>
.timeline {{ list-style: none; margin: 0; padding: 0; }}
.timeline li {{ display: grid; grid-template-columns: 5.5rem 1fr; column-gap: 1.5rem; margin: 0; font-size: 1rem; }}
.timeline time {{ text-align: right; color: {_shade("quiet")}; }}
.timeline li > div {{ position: relative; padding: 0 0 1.1rem 1.5rem; border-left: 2px solid {_shade("line")}; }}
.timeline li > div::before {{
    content: ""; position: absolute; left: -8px; top: 0.3rem; width: 10px; height: 10px; border-radius: 50%;
    border: 2px solid {_shade("silent")}; background: {_shade("silent")};
}}
.timeline .no > div::before {{ border-color: {_shade("rejection")}; background: {_shade("rejection")}; }}
.timeline .ahead > div {{ border-left-style: dashed; }}
.timeline .ahead > div::before {{ border-color: {_shade("primary")}; background: {_shade("page")}; }}
.timeline li:has(+ .ahead) > div {{ border-left-style: dashed; }}
.timeline li:last-child > div {{ border-left-color: transparent; }}
.timeline p {{ margin: 0; color: {_shade("quiet")}; overflow-wrap: anywhere; }}
.timeline mark {{
    padding: 0.1rem 0; color: inherit; background: light-dark(#fbe7b2, #4a3a12); box-decoration-break: clone;
}}
.timeline blockquote {{
    margin: 0.35rem 0 0; padding-left: 0.9rem; border-left: 3px solid {_shade("line")};
    font: 1.06rem/1.5 'Source Serif', serif; overflow-wrap: anywhere;
}}
</style>"""


def timeline(points: Sequence[Point]) -> str:
    """The points in their order; what is still to come is hollow, and its line dashed."""
    return f'{STYLE}<ol class="timeline">{"".join(map(_point, points))}</ol>'


def _point(point: Point) -> str:
    kind = "ahead" if point.ahead else "no" if point.rejection else "was"
    more = f"<p>{escape(point.more)}</p>" if point.more else ""
    quote = f"<blockquote><mark>{escape(point.quote)}</mark></blockquote>" if point.quote else ""
    return (
        f'<li class="{kind}"><time>{escape(point.when)}</time>'
        f"<div><strong>{escape(point.what)}</strong>{more}{quote}</div></li>"
    )
