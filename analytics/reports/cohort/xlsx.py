"""A cohort report as an XLSX file: a sheet a question, and one that says how the numbers came about."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter

from analytics.formula_guard import inert, inert_table
from analytics.reports.cohort import CohortReport, table_of
from analytics.wording.cohort import METHOD, compared, in_short

# Text stays text: nothing is taken for a formula, a link or a number.
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def as_xlsx(report: CohortReport) -> bytes:
    """The report as the bytes of a workbook."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, **AS_TEXT}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        _notes(book, report, bold, wrapped)
        for chapter in report.chapters:
            sheet = book.add_worksheet(chapter.name.replace("_", " "))
            sheet.write_string(0, 0, chapter.question.label, bold)
            sheet.write_string(1, 0, str(inert(in_short(chapter.question, chapter.lead))))
            sheet.write_string(2, 0, str(inert(compared(chapter.differences))))
            table = inert_table(table_of(chapter.shares)).astype(object)
            for column, name in enumerate(table):
                sheet.write_string(4, column, str(name), bold)
                for row, value in enumerate(table[name], start=5):
                    _write(sheet, row, column, value)
            sheet.set_column(0, 0, 28)
            sheet.set_column(1, len(table.columns), 18)
            sheet.freeze_panes(5, 0)
    return held.getvalue()


def _notes(book: Any, report: CohortReport, bold: Any, wrapped: Any) -> None:
    sheet = book.add_worksheet("read me")
    sheet.set_column(0, 0, 100, wrapped)
    about = "" if report.students is None else f", about {report.students} students"
    sheet.write_string(0, 0, f"Cohort report by {report.grouping.lower()}, as of {report.as_of}{about}", bold)
    for row, paragraph in enumerate(METHOD, start=2):
        sheet.write_string(row, 0, paragraph, wrapped)


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if pd.isna(value):
        sheet.write_blank(row, column, None)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, float(value))
