"""An applicant's week in a browser: a no, a day off, asking, the reply, a goal, an interview, a thank-you, a story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analytics.store import Store, Viewer
from analytics.store.goals import GoalTerms, add_entry, set_goal
from tests.builders import a_store, an_application
from tests.conftest import Dashboard, Watched, serve
from tests.test_browser_journey import MAIL
from tests.test_browser_requests import working_days_ago

ME, TODAY = Viewer.applicant(1), date.today()


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Dashboard]:
    """A log with a no of last spring that a reached goal answers, a fresh no, and an interview two days ago."""
    store = a_store(
        tmp_path,
        an_application(
            "Heron Trust", "Fundraising Officer", applied=ago(220), rejected_on=ago(200),
            feedback="You have not raised funds before.", reasons=["experience_or_skills"],
        ),
        an_application("Alder Works", "Data Analyst", applied=ago(40), rejected_on=working_days_ago(4)),
        an_application("Heron Trust", "Fundraising Coordinator", applied=ago(20), invited_on=ago(2)),
    )  # fmt: skip
    first, last = TODAY - timedelta(days=190), TODAY - timedelta(days=60)
    terms = GoalTerms("Volunteer at a food bank", "custom", 10.0, first, last, reason="experience_or_skills")
    with store.writing(ME, datetime.now()) as writer:
        add_entry(writer, set_goal(writer, terms), last, 10.0)
    yield from serve(store.folder, tmp_path)


@pytest.mark.browser
def test_an_applicants_week(week: Dashboard, browser: Watched) -> None:
    page = browser.page

    # The no has come; then not today.
    page.goto(week.url)
    page.get_by_label("Paste the whole mail").fill(MAIL)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Logged for Data Analyst at Osprey: turned down")).to_be_visible()
    page.get_by_role("button", name="A day off").click()
    page.get_by_role("button", name="For a day").click()
    expect(page.get_by_role("button", name="Rejections are hidden until tomorrow")).to_be_visible()
    page.get_by_role("link", name="Why").click()
    expect(page.get_by_text("Rejections are hidden until tomorrow").first).to_be_visible()
    page.get_by_role("button", name="Show them now").click()
    expect(page.get_by_text("Of 3 rejections").or_(page.get_by_text("Three rejections")).first).to_be_visible()

    # Asking, and the reply.
    page.get_by_role("link", name="Today").click()
    page.get_by_role("button", name="Ask Alder Works for feedback").click()
    page.get_by_role("button", name="Log as sent").click()
    page.get_by_role("textbox", name="What they wrote or said").fill(
        "Your SQL was not yet strong enough for this team."
    )
    page.get_by_role("button", name="Save the reply").click()
    expect(page.get_by_text("Done (1)")).to_be_visible()

    # One goal of it.
    page.get_by_role("link", name="Goals").click()
    page.get_by_role("radio", name="Set a goal").click()
    page.get_by_role("radio", name="Technical skills").or_(
        page.get_by_role("button", name="Technical skills")
    ).first.click()
    expect(page.get_by_text("It asks for").first).to_be_visible()
    page.get_by_role("button", name="Set this goal").click()
    expect(page.get_by_text("too early to say").or_(page.get_by_text("too young")).first).to_be_visible()

    # The interview, and the thank-you.
    page.get_by_role("link", name="Journal").click()
    page.get_by_role("radio", name="Interviews").click()
    page.get_by_role("textbox", name="What they asked, a question a line").first.fill(
        "How would you win a first donor?"
    )
    page.get_by_role("button", name="Keep it").first.click()
    expect(page.get_by_text("Say thank you, within a day or two")).to_be_visible()
    page.get_by_role("button", name="I said thank you").click()
    expect(page.get_by_text("You said thank you on")).to_be_visible()

    # The story: told in its order, with the time between.
    page.get_by_role("link", name="Goals").click()
    page.get_by_role("radio", name="Did it help?").click()
    expect(page.get_by_text("Again at Heron Trust")).to_be_visible()
    expect(page.get_by_text("Volunteer at a food bank").last).to_be_visible()
    expect(page.get_by_text("6 months after the no.")).to_be_visible()

    with Store(week.store).reading(ME) as reader:
        asked = reader.load("request_queue").set_index("employer")["status"].to_dict()
        assert asked["Alder Works"] == "replied"
        assert len(reader.load("goals")) == 2
        assert reader.load("interviews")["thanked_on"].notna().tolist() == [True]
