"""A table whose cells are shaded by their share, as HTML: real rows and headings, read aloud as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """<style>
.heat { overflow-x: auto; }
.heat table { border-spacing: 3px; border-collapse: separate; font-size: 0.95rem; }
.heat th { font-weight: 400; padding: 0.3rem 0.6rem; text-align: right; }
.heat thead th { text-align: center; opacity: 0.75; }
.heat td { min-width: 5.5rem; padding: 0.3rem 0.6rem; text-align: center; border-radius: 3px; }
.heat td.framed { outline: 2px solid currentcolor; font-weight: 600; }
.heat:focus-visible { outline: 3px solid #c27a1a; }
</style>"""

MOST = 55
"""The strongest shade, in percent of the primary colour: the page's own text stays readable on it."""


@dataclass(frozen=True)
class Cell:
    """What a cell says, how strongly it is shaded, from 0 to 1, and whether a frame makes it stand out."""

    text: str
    shade: float = 0.0
    framed: bool = False


def heat_table(columns: Sequence[str], rows: Mapping[str, Sequence[Cell]], caption: str) -> str:
    """The table as HTML, a column's count under its name; it scrolls sideways by itself where it does not fit."""
    head = "".join(f'<th scope="col">{escape(name).replace(chr(10), "<br>")}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(_cell(cell) for cell in cells)}</tr>'
        for name, cells in rows.items()
    )
    return (
        f'{STYLE}<div class="heat" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: Cell) -> str:
    framed = ' class="framed"' if cell.framed else ""
    if not cell.shade:
        return f"<td{framed}>{escape(cell.text)}</td>"
    shade = f"color-mix(in srgb, #5fb8b4 {round(MOST * cell.shade)}%, transparent)"
    return f'<td{framed} style="background: {shade}">{escape(cell.text)}</td>'
