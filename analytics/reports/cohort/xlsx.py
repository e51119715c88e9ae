"""A cohort briefing as a workbook: a sheet a question with its table and a chart, and one that says how it was made."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from analytics.formula_guard import inert
from analytics.reports.cohort import Briefing, Chapter
from analytics.wording.cohort import MOST_COLUMNS, compared, group_name, in_short, method

# Text stays text: nothing is taken for a formula, a link or a number.
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEAD = ("What", "Group", "Students (about)", "Of (about)", "Share", "From", "To")
FIRST_ROW = 5


def as_xlsx(briefing: Briefing) -> bytes:
    """The briefing as the bytes of a workbook."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, **AS_TEXT}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        percent = book.add_format({"num_format": "0%"})
        _notes(book, briefing, bold, wrapped)
        for name, chapter in briefing.chapters.items():
            _sheet(book, name, chapter, briefing.by, bold, percent)
    return held.getvalue()


def _notes(book: Any, briefing: Briefing, bold: Any, wrapped: Any) -> None:
    sheet = book.add_worksheet("read me")
    sheet.set_column(0, 0, 100, wrapped)
    sheet.write_string(0, 0, f"Cohort briefing {briefing.year}. {briefing.line}", bold)
    lines = [*briefing.summary.sentences, *briefing.summary.new, *briefing.summary.to_raise, *method(briefing.plan)]
    for row, line in enumerate(lines, start=2):
        sheet.write_string(row, 0, str(inert(line)), wrapped)


def _sheet(book: Any, name: str, chapter: Chapter, by: str, bold: Any, percent: Any) -> None:
    sheet = book.add_worksheet(name.replace("_", " "))
    sheet.write_string(0, 0, chapter.question.label, bold)
    sheet.write_string(1, 0, str(inert(in_short(chapter.everybody, chapter.question.of_whom))))
    sheet.write_string(2, 0, str(inert(compared(chapter.differences, by))))
    for column, head in enumerate(HEAD):
        sheet.write_string(FIRST_ROW - 1, column, head, bold)
    for row, share in enumerate(chapter.all, start=FIRST_ROW):
        sheet.write_string(row, 0, share.part.label)
        sheet.write_string(row, 1, str(inert(group_name(share.group))))
        for column, value in enumerate((share.n, share.of), start=2):
            _write(sheet, row, column, value, None)
        for column, part in enumerate((share.share, share.low, share.high), start=4):
            _write(sheet, row, column, part, percent)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(HEAD), 16)
    sheet.freeze_panes(FIRST_ROW, 0)
    _chart(book, sheet, chapter)


def _chart(book: Any, sheet: Any, chapter: Chapter) -> None:
    """The shares as bars beside the table, a colour a group; groups and parts that are not shown have none."""
    rows: dict[str, list[int]] = {}
    for row, share in enumerate(chapter.all, start=FIRST_ROW):
        rows.setdefault(share.group, []).append(row)
    shown = list(dict.fromkeys(share.group for share in chapter.all if share.share is not None))
    if not shown:
        return
    chart, here = book.add_chart({"type": "bar"}), f"'{sheet.get_name()}'"
    for group in shown[:MOST_COLUMNS]:
        chart.add_series(
            {
                "name": [sheet.get_name(), rows[group][0], 1],
                "categories": f"=({','.join(f'{here}!$A${row + 1}' for row in rows[group])})",
                "values": f"=({','.join(f'{here}!$E${row + 1}' for row in rows[group])})",
            }
        )
    chart.set_title({"name": chapter.question.label, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"} if len(shown) > 1 else {"none": True})
    chart.set_x_axis({"num_format": "0%", "min": 0})
    chart.set_y_axis({"reverse": True})
    sheet.insert_chart(FIRST_ROW - 1, len(HEAD) + 1, chart, {"x_scale": 1.4, "y_scale": 2.0})


def _write(sheet: Any, row: int, column: int, value: float | None, form: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None)
    else:
        sheet.write_number(row, column, float(value), form)
