"""Opens the pages on reasons and on texts as a reader would: empty, with few and with many rejections."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from analytics.store import Store, Viewer
from analytics.taxonomy import Reason
from tests.builders import AnApplication, a_store, an_application
from tests.conftest import Dashboard, Watched, opened_page

EXPERIENCE = "Thank you for coming in. You do not have enough experience with enterprise sales for this role."
OTHERS = "We have decided to move forward with other candidates."


def page(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, *applications: AnApplication, **address: str
) -> AppTest:
    a_store(folder, *applications)
    return reopened(name, folder, monkeypatch, **address)


def reopened(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    return opened_page(name, folder / "store", monkeypatch, **address)


def paste(opened: AppTest, words: str) -> None:
    """Puts a mail into the box and has it read."""
    opened.text_area[0].set_value(words)
    opened.button(key="paste-read").click().run()


def leading(opened: AppTest) -> str:
    return str(opened.header[0].value).replace("\\", "")


def a_rejection(words: str | None = None, employer: str = "Alder Works") -> AnApplication:
    return an_application(employer=employer, rejected_on="2026-02-01", feedback=words)


def test_an_empty_page_says_what_will_appear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("rejection_reasons", tmp_path, monkeypatch, an_application())
    assert not opened.header
    assert "which reasons employers gave" in opened.main.markdown[0].value


def test_texts_are_read_when_the_page_is_opened_and_few_are_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = page(
        "rejection_reasons", tmp_path, monkeypatch, a_rejection(EXPERIENCE), a_rejection(OTHERS), a_rejection()
    )
    assert leading(opened) == (
        "Of 3 rejections, 2 gave a reason: lack of experience or skills (1) and other candidates (1)."
    )


def test_many_are_shares_and_the_words_stand_behind_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rejections = [a_rejection(EXPERIENCE, f"Employer {n}") for n in range(4)] + [
        an_application(rejected_on="2026-02-01", feedback=OTHERS, applied=f"2025-11-0{n}", channel="referral")
        for n in (1, 2)
    ]
    opened = page("rejection_reasons", tmp_path, monkeypatch, *rejections, a_rejection())
    assert leading(opened).startswith(
        "Of 7 rejections, 6 gave a reason, most often lack of experience or skills (4). Four of those 6"
    )
    assert any("enterprise sales" in quoted.value for quoted in opened.html)
    assert opened.segmented_control(key="by").options == ["Channel", "Month of applying"]  # one group is no comparison
    opened.segmented_control(key="by").set_value("Month of applying").run()
    assert not opened.exception


def test_confirming_and_taking_back_is_one_click_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("rejection_reasons", tmp_path, monkeypatch, a_rejection(EXPERIENCE), view="Mails")
    opened.button(key="right-1").click().run()
    assert holding(tmp_path) == [("person", "confirmed", Reason.EXPERIENCE)]
    opened.segmented_control(key="texts").set_value("All").run()
    opened.button(key="back-1").click().run()
    assert [method for method, _, _ in holding(tmp_path)] == ["rules+classifier"]


def test_a_correction_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("rejection_reasons", tmp_path, monkeypatch, a_rejection(EXPERIENCE), view="Mails")
    opened.multiselect[0].set_value([Reason.CULTURE.value])
    next(button for button in opened.button if button.label == "Save").click().run()
    assert holding(tmp_path) == [("person", "corrected", Reason.CULTURE)]


def test_a_pasted_email_proposes_its_application_and_logs_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    applications = (an_application(), an_application(employer="Birch Labs", role="Engineer"))
    opened = page("rejection_reasons", tmp_path, monkeypatch, *applications, view="Mails")
    letter = (
        "From: Birch Labs <jobs@birchlabs.example>\nDate: Tue, 03 Mar 2026 09:00:00 +0000\n"
        "Subject: Your application\n\n"
        "Dear Sam,\n\nthe Engineer position has been filled.\n"
    )
    paste(opened, letter)
    opened.button(key="paste-keep").click().run()
    assert not opened.exception
    with Store(tmp_path / "store").reading(Viewer.analyst()) as reader:
        row = reader.load("applications").set_index("application_id").loc[2]
        counts = reader.load("rejection_reasons")
    assert row["outcome"] == "rejected"
    assert counts["reasons"].tolist() == ["position_changed"]


STRANGER = (
    "From: Cedar Foods <jobs@cedarfoods.example>\nDate: Tue, 03 Mar 2026 09:00:00 +0000\nSubject: Your application\n\n"
    "Dear Sam,\n\nwe have decided to appoint somebody else to the Buyer position.\n"
)


def outcomes(folder: Path) -> list[tuple[str, str, str]]:
    with Store(folder / "store").reading(Viewer.applicant(1)) as reader:
        rows = reader.load("applications").sort_values("application_id")
    return list(zip(rows["employer"], rows["role"], rows["outcome"], strict=True))


def test_a_message_from_an_employer_that_is_not_in_the_log_adds_it_and_undo_takes_it_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = page("rejection_reasons", tmp_path, monkeypatch, an_application(), view="Mails")
    mine = outcomes(tmp_path)
    paste(opened, STRANGER)
    opened.button(key="paste-wrong").click().run()
    assert (opened.text_input(key="paste-employer").value, opened.text_input(key="paste-role").value) == (
        "Cedar Foods",
        "Buyer",
    )
    opened.button(key="paste-keep").click().run()
    assert outcomes(tmp_path) == [*mine, ("Cedar Foods", "Buyer", "rejected")]
    opened.button(key="paste-undo").click().run()
    assert outcomes(tmp_path) == mine
    opened.button(key="paste-redo").click().run()
    assert outcomes(tmp_path) == [*mine, ("Cedar Foods", "Buyer", "rejected")]
    assert not opened.exception


def test_the_same_employer_and_role_are_asked_about_before_they_are_added_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = page(
        "rejection_reasons", tmp_path, monkeypatch, an_application(employer="Cedar Foods", role="Buyer"), view="Mails"
    )
    paste(opened, STRANGER)
    opened.button(key="paste-wrong").click().run()
    opened.selectbox(key="paste-application").set_value(0).run()
    opened.button(key="paste-keep").click().run()
    assert len(outcomes(tmp_path)) == 1
    opened.checkbox(key="paste-another").check().run()
    opened.button(key="paste-keep").click().run()
    assert len(outcomes(tmp_path)) == 2


INVITATION = "Dear Sam,\n\nwe would like to invite you to a second interview at Cedar Foods on Tuesday at 10.\n"
OFFER = "Dear Sam,\n\nwe are delighted to offer you the position of Buyer at Cedar Foods.\n"


@pytest.mark.parametrize(
    ("words", "button", "outcome"),
    [
        (INVITATION, "Keep it as: interview", "in_process"),
        (OFFER, "Keep it as: offer", "offered"),
        ("Thank you, we have received your application at Cedar Foods.", "Keep it as: receipt confirmed", "open"),
    ],
)
def test_what_is_no_rejection_is_shown_as_what_it_reads_like_and_logged_as_that(
    words: str, button: str, outcome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = an_application(employer="Cedar Foods", role="Buyer")
    opened = page("rejection_reasons", tmp_path, monkeypatch, mine, view="Mails")
    paste(opened, words)
    assert opened.button(key="paste-keep").label == button
    opened.button(key="paste-keep").click().run()
    assert not opened.exception
    assert outcomes(tmp_path) == [("Cedar Foods", "Buyer", outcome)]
    opened.button(key="paste-undo").click().run()
    assert outcomes(tmp_path) == [("Cedar Foods", "Buyer", "open")]


def test_what_is_not_clear_is_logged_as_nothing_before_a_person_says_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = page("rejection_reasons", tmp_path, monkeypatch, an_application(), view="Mails")
    paste(opened, "Hi Sam, about Alder Works, talk soon.")
    assert opened.button(key="paste-keep").disabled
    opened.selectbox(key="paste-event").set_value("screening").run()
    assert not opened.button(key="paste-keep").disabled


def test_a_mail_dated_tomorrow_is_of_today_and_ends_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("rejection_reasons", tmp_path, monkeypatch, an_application(), view="Mails")
    later = STRANGER.replace("Tue, 03 Mar 2026", "Thu, 03 Mar 2095")
    paste(opened, later)
    assert not opened.exception
    assert opened.button(key="paste-keep").label == "Keep it"


def test_a_message_in_another_language_was_not_read_and_counts_beside_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = "Leider müssen wir Ihnen mitteilen, dass wir uns für eine andere Bewerberin entschieden haben."
    log = (a_rejection(german), a_rejection(OTHERS, "Birch Labs"))
    opened = page("rejection_reasons", tmp_path, monkeypatch, *log)
    assert leading(opened).endswith("One rejection; it named other candidates. One more answer could not be read.")
    opened = reopened("rejection_reasons", tmp_path, monkeypatch, view="Mails")
    assert any(
        "This message is in German" in it.value.replace("\\", "") and "turned down" in it.value
        for it in opened.markdown
    )


A_NO_WITH_A_REASON = (
    "From: Cedar Foods <jobs@cedarfoods.example>\nSubject: Your application as Buyer\n\nDear Sam,\n\nunfortunately we"
    " will not take your application further. For this role we need someone who has built dashboards in a commercial"
    " setting, and your CV did not show that yet.\n"
)


def test_what_it_says_stands_with_its_sentence_marked_and_a_day_before_anything_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_store(tmp_path)
    opened = opened_page("overview", tmp_path / "store", monkeypatch)
    paste(opened, A_NO_WITH_A_REASON)
    said = [it.value.replace("\\", "") for it in opened.markdown]
    assert "**Cedar Foods** · Buyer, new in your log" in said
    assert any('">For this role we need someone' in quoted.value for quoted in opened.html)
    assert any(words.startswith("It names") and "can be worked on" in words for words in said)
    assert any(words.startswith("**One step:** ask Cedar Foods") and "A good day is" in words for words in said)
    assert outcomes(tmp_path) == []
    opened.button(key="paste-throw").click().run()
    assert outcomes(tmp_path) == []
    assert opened.text_area[0].value == ""


def test_a_reason_corrected_before_keeping_holds_against_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_store(tmp_path)
    opened = opened_page("overview", tmp_path / "store", monkeypatch)
    paste(opened, A_NO_WITH_A_REASON)
    opened.button(key="paste-wrong").click().run()
    opened.multiselect(key="paste-reasons").set_value([Reason.CULTURE.value]).run()
    opened.button(key="paste-keep").click().run()
    assert not opened.exception
    assert holding(tmp_path) == [("person", "corrected", Reason.CULTURE)]


def test_an_empty_box_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_store(tmp_path)
    opened = opened_page("overview", tmp_path / "store", monkeypatch)
    paste(opened, "   ")
    assert any("no text in it yet" in note.value for note in opened.caption)


@pytest.mark.browser
def test_an_invitation_pasted_in_a_browser_is_no_rejection(dashboard: Dashboard, browser: Watched) -> None:
    a_store(dashboard.store.parent, an_application(employer="Cedar Foods", role="Buyer"))
    page = browser.page
    page.goto(f"{dashboard.url}/read_feedback")
    page.get_by_label("Paste the whole mail").fill(INVITATION)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("This reads like an invitation.")).to_be_visible()
    page.get_by_role("button", name="Keep it as: interview").click()
    expect(page.get_by_text("Logged for Buyer at Cedar Foods: interview")).to_be_visible()
    assert outcomes(dashboard.store.parent) == [("Cedar Foods", "Buyer", "in_process")]


@pytest.mark.browser
def test_criticism_never_stands_under_what_others_praised(dashboard: Dashboard, browser: Watched) -> None:
    a_store(
        dashboard.store.parent,
        a_rejection("You need to communicate more clearly."),
        a_rejection("Your presentation was excellent and very clear.", "Birch Labs"),
    )
    page = browser.page
    page.goto(f"{dashboard.url}/read_feedback")
    expect(page.get_by_text("Communication").first).to_be_visible()
    page.goto(f"{dashboard.url}/strengths")
    expect(page.get_by_text("Your presentation was excellent").first).to_be_visible()
    expect(page.get_by_text("communicate more clearly")).to_have_count(0)


@pytest.mark.browser
def test_letterhead_is_no_feedback(dashboard: Dashboard, browser: Watched) -> None:
    letter = (
        "Dear Sam,\n\nunfortunately you have not been selected.\n\nBest,\nAnna Vale\nInterview Coordinator\n"
        "Phone: 503-555-0142\nWe are an equal opportunity employer; visa and disability are handled fairly.\n"
    )
    a_store(dashboard.store.parent, a_rejection(letter))
    page = browser.page
    page.goto(f"{dashboard.url}/read_feedback")
    expect(page.get_by_text("no reason named")).to_be_visible()
    page.goto(f"{dashboard.url}/why")
    expect(page.get_by_text("One rejection, without a reason.")).to_be_visible()


@pytest.mark.browser
def test_pasting_in_a_browser_adds_the_application_and_takes_it_back(dashboard: Dashboard, browser: Watched) -> None:
    a_store(dashboard.store.parent, an_application())
    page = browser.page
    page.goto(f"{dashboard.url}/read_feedback")
    page.get_by_label("Paste the whole mail").fill(STRANGER)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="That’s not right").click()
    expect(page.get_by_label("Employer", exact=True)).to_have_value("Cedar Foods")
    page.get_by_label("Role", exact=True).fill("Senior Buyer")
    page.get_by_label("Role", exact=True).press("Tab")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("The application is new in your log")).to_be_visible()
    expect(page.get_by_text("Cedar Foods · Senior Buyer").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: nothing of the message is counted.")).to_be_visible()
    expect(page.get_by_text("Cedar Foods · Senior Buyer")).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("Cedar Foods · Senior Buyer").first).to_be_visible()
    assert [name for name, _, _ in outcomes(dashboard.store.parent)].count("Cedar Foods") == 1


@pytest.mark.parametrize("words", ["<script>alert(1)</script> # :red[x] $x$ **you lack skills**", "=cmd|' /C calc'!A0"])
def test_no_text_is_taken_for_markup(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("rejection_reasons", tmp_path, monkeypatch, a_rejection(words), view="Mails")
    quoted = next(it.value for it in opened.html if "blockquote" in it.value)
    assert escape(words.split("you lack")[0]) in quoted


def holding(folder: Path) -> list[tuple[str, str, str]]:
    """The readings in force with what they name."""
    with Store(folder / "store").reading(Viewer.applicant(1)) as reader:
        texts = reader.load("feedback_texts")
        found = reader.load("feedback_findings", feedback=1)
    return [(texts["method"].iloc[0], texts["version"].iloc[0], reason) for reason in found["reason"]]
