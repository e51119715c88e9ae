"""Makes log.xls, log.ods and log.xlsx, as the tests of the reader need them: pip install xlwt odfpy openpyxl, then run.

Each has a second sheet with the log: a merged title above, an empty column before, real dates, one with a time.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

FOLDER = Path(__file__).parent
HEADER = ["Firma", "Stelle", "Beworben am", "Status", "Antwort am", "Referenz", "Empfohlen"]
ROWS: list[list[object]] = [
    ["Erle", "Analystin", date(2025, 1, 5), "Beworben", None, 40123, True],
    ["Esche", "Entwicklerin", datetime(2025, 1, 20, 23, 30), "Absage", date(2025, 2, 3), 40777, False],
    ["Ulme", "Entwicklerin", date(2025, 2, 1), "Vorstellungsgespräch", date(2025, 2, 13), 40555, False],
]


def xls() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Notizen").write(0, 0, "Woche")
    sheet = book.add_sheet("Bewerbungen")
    sheet.write_merge(0, 0, 0, 7, "Bewerbungen 2025")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for column, name in enumerate(HEADER, 1):
        sheet.write(2, column, name)
    for number, row in enumerate(ROWS, 3):
        for column, value in enumerate(row, 1):
            if isinstance(value, date):
                sheet.write(number, column, value, day)
            elif value is not None:
                sheet.write(number, column, value)
    sheet.write(6, 3, xlwt.Formula("COUNT(D4:D6)"))
    book.save(str(FOLDER / "log.xls"))


def ods() -> None:
    book = OpenDocumentSpreadsheet()
    notes = Table(name="Notizen")
    notes.addElement(_row(["Woche"]))
    book.spreadsheet.addElement(notes)
    sheet = Table(name="Bewerbungen")
    title = TableRow()
    title.addElement(_cell("Bewerbungen 2025", numbercolumnsspanned=8))
    for _ in range(7):
        title.addElement(CoveredTableCell())
    sheet.addElement(title)
    sheet.addElement(TableRow(numberrowsrepeated=1))
    rows: list[list[object]] = [[*HEADER], *ROWS]
    for row in rows:
        sheet.addElement(_row([None, *row]))
    sheet.addElement(TableRow(numberrowsrepeated=1_048_000))
    book.spreadsheet.addElement(sheet)
    book.save(str(FOLDER / "log.ods"))


def _row(values: list[object]) -> TableRow:
    row = TableRow()
    for value in values:
        row.addElement(_cell(value))
    return row


def _cell(value: object, **more: object) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    if isinstance(value, int):
        return TableCell(valuetype="float", value=value)
    cell = TableCell(valuetype="string", **more)
    cell.addElement(P(text=str(value)))
    return cell


def xlsx() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Notizen"
    sheet = book.create_sheet("Bewerbungen")
    sheet["B1"] = "Bewerbungen 2025"
    sheet.merge_cells("B1:H1")
    rows: list[list[object]] = [[*HEADER], *ROWS]
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 2):
            sheet.cell(number, column, value)
    sheet["B4"].hyperlink = "https://jobs.example/erle"
    sheet["B5"] = '=HYPERLINK("https://jobs.example/esche","Esche")'
    sheet["C6"] = "#N/A"
    sheet["C6"].data_type = "e"
    sheet["D6"] = 45689  # a date whose cell was formatted as a number
    book.save(FOLDER / "log.xlsx")


if __name__ == "__main__":
    xls()
    ods()
    xlsx()
