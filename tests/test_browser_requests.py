"""In a browser: from a fresh rejection to a copied message in three clicks, and on to the reply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.feedback_requests.working_days import working_days
from analytics.store import Viewer
from tests.builders import a_store, an_application
from tests.conftest import Dashboard, Watched, serve

pytestmark = pytest.mark.browser


def working_days_ago(n: int) -> str:
    day = date.today()
    while working_days(None).after(day, n) > date.today():
        day -= timedelta(days=1)
    return day.isoformat()


@pytest.fixture
def rejected(tmp_path: Path) -> Iterator[Dashboard]:
    """A dashboard whose log holds one fresh rejection after an interview, of an employer with a nasty name."""
    store = a_store(
        tmp_path,
        an_application(
            employer="Alder & <b>Sons</b> {{ 7 * 7 }}",
            role="Data Analyst",
            applied=(date.today() - timedelta(days=60)).isoformat(),
            invited_on=(date.today() - timedelta(days=30)).isoformat(),
            rejected_on=working_days_ago(3),
            contacts=[{"kind": "interviewer", "name": "Robin Vale", "email": "robin.vale@alder.example"}],
        ),
    )
    yield from serve(store.folder, tmp_path)


def clipboard(page: Any) -> str:
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.length > 0)")
    return str(page.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")


def test_from_a_fresh_rejection_to_a_copied_message_in_three_clicks(rejected: Dashboard, browser: Watched) -> None:
    page = browser.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(rejected.url)

    page.get_by_role("button", name="Ask Alder").click()
    page.get_by_role("button", name="Copy the message").click()
    copied = clipboard(page)
    assert copied.startswith("Dear Robin Vale,\n\nThank you for considering my application for the position of Data")
    assert "Analyst at Alder & <b>Sons</b> {{ 7 * 7 }}." in copied
    assert copied.endswith("Kind regards,\nPerson 1\n")

    link = page.get_by_role("link", name="Open in my mail program").get_attribute("href")
    assert link.startswith("mailto:robin.vale@alder.example?subject=Two%20short%20questions")

    with page.expect_download() as download:
        page.get_by_role("button", name="All my dates for my calendar (.ics)").click()
    reminders = Path(download.value.path()).read_text(encoding="utf-8")
    assert reminders.startswith("BEGIN:VCALENDAR") and reminders.count("BEGIN:VEVENT") == 1

    # What was just edited is what is copied, without waiting for the page.
    page.get_by_label("Message", exact=True).fill("Dear Robin, thank you. What should I learn for Data Analyst?\nSam")
    page.get_by_role("button", name="Copy the message").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('Dear Robin, thank'))")


def test_a_request_is_logged_answered_and_counted(rejected: Dashboard, browser: Watched) -> None:
    page = browser.page
    page.goto(rejected.url)
    page.get_by_role("button", name="Ask Alder").click()
    page.get_by_role("button", name="Log as sent").click()
    page.get_by_text("A reply came").wait_for()
    page.get_by_role("textbox", name="What they wrote or said").fill("It just was not what we had in mind.")
    page.get_by_role("button", name="Save the reply").click()
    page.get_by_text("Done (1)").wait_for()
    page.get_by_role("radio", name="Unhelpful words").click()
    page.get_by_text("Alder & <b>Sons</b> {{ 7 * 7 }}: Vague").wait_for()
    page.get_by_role("radio", name="What works").click()
    page.get_by_text("Of 1 request whose wait is over, 1 brought a reply.").wait_for()

    from analytics.store import Store

    with Store(rejected.store).reading(Viewer.applicant(1)) as reader:
        request = reader.load("request_queue").iloc[0]
        assert (request["status"], request["contact_name"], request["template"]) == (
            "replied",
            "Robin Vale",
            "specific",
        )
        assert "Kind regards,\nPerson 1" in request["message"]
