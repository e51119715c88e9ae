"""An adviser's ten minutes with the sample, in a browser: open, read aloud, compare, what is new, when next, print."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.conftest import Dashboard, Watched


@pytest.mark.browser
def test_an_advisers_ten_minutes(dashboard: Dashboard, browser: Watched, tmp_path: Path) -> None:
    page = browser.page
    page.goto(dashboard.url)
    page.get_by_role("button", name="Look around", exact=True).click()
    page.get_by_role("combobox", name="Whose log").click()
    page.keyboard.type("Everybody")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Applications")
    page.get_by_role("link", name="Cohort", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Cohort")

    # Three sentences that can be read aloud, what is new, this day and the next.
    expect(page.locator("h2").first).to_contain_text("students were told why they were turned down.")
    expect(page.get_by_text("had an answer within 30 days")).to_be_visible()
    expect(page.get_by_text("students have had an interview")).to_be_visible()
    expect(page.get_by_text("Since the last publication about")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Published \d+ \w+ \d{4}; the next on")).first).to_be_visible()
    expect(page.get_by_text("hold published numbers alone")).to_be_visible()

    # Every name at the end of a line is seen whole, and none lies over another.
    names = [label.bounding_box() for label in page.locator(".js-plotly-plot .annotation-text").all()]
    picture = page.locator(".js-plotly-plot").first.bounding_box()
    assert len(names) >= 3
    for one in names:
        assert picture["x"] <= one["x"] and one["x"] + one["width"] <= picture["x"] + picture["width"]
    for upper, lower in pairwise(sorted(names, key=lambda box: float(box["y"]))):
        assert upper["y"] + 0.8 * upper["height"] <= lower["y"]

    # Programmes, then each publication beside the others; the choice stands in the address.
    expect(page.locator(".heat").first).to_contain_text("Computer Science")
    page.get_by_text("By publication", exact=True).click()
    expect(page).to_have_url(re.compile(r"by=By\+publication"))
    expect(page.locator(".heat thead").first).to_contain_text("May")
    page.get_by_text("By programme", exact=True).click()
    expect(page.locator(".heat").first).to_contain_text("Computer Science")

    # The briefing prints on two pages with its curve; the workbook has a chart on each sheet; one set of numbers.
    with page.expect_download() as told:
        page.get_by_role("button", name="Briefing (prints on two pages)").click()
    told.value.save_as(tmp_path / "briefing.html")
    with page.expect_download() as told:
        page.get_by_role("button", name="Workbook").click()
    told.value.save_as(tmp_path / "briefing.xlsx")
    on_page = page.locator(".heat").first.locator("td").all_inner_texts()
    briefing = page.context.new_page()
    briefing.goto((tmp_path / "briefing.html").as_uri())
    printed = briefing.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 2
    assert briefing.locator("svg polyline").count() >= 3
    in_file = briefing.locator("table.heat").first.locator("td").all_inner_texts()
    assert [cell for cell in on_page if cell] == in_file
    book = CalamineWorkbook.from_path(str(tmp_path / "briefing.xlsx"))
    with ZipFile(tmp_path / "briefing.xlsx") as parts:
        charts = [name for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) == len(book.sheet_names) - 1
    shares = [row[4] for row in book.get_sheet_by_name("reasons").to_python(skip_empty_area=False)[5:]]
    told_shares = [found[0] for cell in in_file if (found := re.search(r"\d+%", cell))]
    assert [f"{100 * float(str(share)):.0f}%" for share in shares if share != ""] == told_shares
