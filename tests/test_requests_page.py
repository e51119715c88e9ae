"""The page on asking for feedback: each thing a person does there, as it is shown and as it is kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.store import Store, Viewer
from analytics.store.contacts import add_contact
from pages.frame import sample
from tests.builders import AnApplication, a_store, an_application
from tests.conftest import ROOT, opened_page

DAYS_AGO = {n: (date.today() - timedelta(days=n)).isoformat() for n in (1, 10, 60)}


def opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *applications: AnApplication, **address: str
) -> tuple[AppTest, Store]:
    store = a_store(tmp_path, *applications)
    return opened_page("feedback_requests", store.folder, monkeypatch, **address), store


def fresh(**more: object) -> AnApplication:
    return an_application(applied=DAYS_AGO[60], rejected_on=DAYS_AGO[10], **more)  # type: ignore[arg-type]


def status(store: Store) -> str:
    with store.reading(Viewer.applicant(1)) as reader:
        return str(reader.load("request_queue")["status"].iloc[0])


def test_without_a_rejection_the_page_says_what_will_be_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = opened(tmp_path, monkeypatch, an_application())
    assert "Here will be whom to ask" in page.markdown[0].value


def test_a_rejection_without_a_day_can_be_given_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = opened(tmp_path, monkeypatch, an_application(applied=DAYS_AGO[60], rejected=True))
    [keep] = [button for button in page.button if button.label == "Keep these days"]
    keep.click().run()
    assert page.header[0].value == "Ask Alder Works today\\."


def test_a_person_may_rather_not_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, store = opened(tmp_path, monkeypatch, fresh())
    page.button(key="let-go-1").click().run()
    assert (status(store), page.header[0].value) == ("dropped", "There is nobody to ask today\\.")


def test_somebody_met_there_becomes_the_person_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = opened(tmp_path, monkeypatch, fresh())
    [name] = [field for field in page.text_input if field.label == "Name"]
    name.input("Robin Vale")
    [add] = [button for button in page.button if button.label == "Add"]
    add.click().run()
    [message] = [area for area in page.text_area if area.label == "Message"]
    assert str(message.value).startswith("Dear Robin Vale,")


def test_a_vague_reply_can_be_asked_about_shared_or_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replied = {"sent_on": DAYS_AGO[10], "status": "replied", "answered_on": DAYS_AGO[1], "contact_name": "Robin Vale"}
    words = "It was not what Alder Works had in mind, said Robin."
    told = fresh(request=replied, feedback=words, kind="unconstructive", location="Northbridge")
    page, _ = opened(tmp_path, monkeypatch, told, view="Unhelpful words")
    texts = {area.label: area.value for area in page.text_area}
    assert "You wrote: “It was not what Alder Works had in mind, said Robin.”" in str(texts["Message (reply 1)"])
    assert texts["To share (reply 1)"] == "It was not what [employer] had in mind, said [name]."
    page.button(key="aside-1").click().run()
    assert "To share (reply 1)" not in [area.label for area in page.text_area]


def test_a_pasted_text_that_hurts_can_be_shared_too_and_is_opened_only_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path, fresh(feedback="You are not our kind of person.", kind="unconstructive"))
    with store.writing(Viewer.applicant(1)) as writer:
        writer.sql("update readings set sign = 'personal'")
    page = opened_page("feedback_requests", store.folder, monkeypatch, view="Unhelpful words")
    assert "You are not our kind of person." not in [text.value for text in page.text]
    page.button(key="rest-1").click().run()
    assert any("rests until" in note.value for note in page.caption)
    page.button(key="read-1").click().run()
    assert "You are not our kind of person." in [text.value for text in page.text]
    assert "To share (reply 1)" in [area.label for area in page.text_area]


def test_a_formal_employer_is_asked_a_little_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = opened(tmp_path, monkeypatch, fresh())
    [culture] = [box for box in page.selectbox if box.label == "How they go about things"]
    culture.select("formal").run()
    assert not page.exception
    assert any("You say that they are formal" in note.value for note in page.caption)


def test_people_are_added_found_spoken_with_and_taken_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path, fresh())
    with store.writing(Viewer.applicant(1)) as writer:
        add_contact(writer, "Robin Vale", "mentor", note="from the fair")
        add_contact(writer, "Kai", "interviewer", application_id=1)
    page = opened_page("feedback_requests", store.folder, monkeypatch, view="People")
    assert page.header[0].value == "You keep 2 people\\. Nobody is due for a word\\."
    page.text_input(key="find").input("fair").run()
    assert [button.key for button in page.button if str(button.key).startswith("who-")] == ["who-1"]
    page.button(key="who-1").click().run()
    [message] = [area for area in page.text_area if area.label == "Message"]
    assert "half an hour" in str(message.value)
    [keep] = [button for button in page.button if button.label == "Keep it"]
    keep.click().run()
    with store.reading(Viewer.applicant(1)) as reader:
        assert reader.load("contacts", find=None)["conversations"].tolist() == [0, 1]
    page.button(key="contact-out").click().run()
    [back] = [button for button in page.button if button.label == "Bring them back"]
    back.click().run()
    assert not page.exception


def test_a_name_to_sign_with_is_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path, fresh())
    with store.writing(Viewer.applicant(1)) as writer:
        writer.sql("update applicants set name = null")
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(store.folder))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    page.switch_page("pages/feedback_requests.py").run()
    page.text_input(key="sign-as").input("Sam Thornby")
    page.text_input(key="signature_phone").input("+49 30 123")
    [sign] = [button for button in page.button if button.label == "Sign like this"]
    sign.click().run()
    [message] = [area for area in page.text_area if area.label == "Message"]
    assert str(message.value).endswith("Kind regards,\nSam Thornby\n+49 30 123\n")


def test_the_reader_of_many_sees_what_works_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(tmp_path))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    page.session_state["looking_at_sample"] = True
    page.session_state["sample_of"] = sample.EVERYBODY
    page.run()
    page.switch_page("pages/feedback_requests.py").run()
    assert not page.exception
    assert any("requests whose wait is over" in text.value for text in page.header)
    assert not [button for button in page.button if button.label == "Log as sent"]
