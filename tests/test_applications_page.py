"""The list of applications and the timeline of one: cut, counted, opened by number, dated together."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.store import Store, Viewer
from tests.builders import AnApplication, a_store, an_application
from tests.conftest import opened_page

TODAY = date.today()


def days_ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def page(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *applications: AnApplication, **address: str
) -> tuple[AppTest, Store]:
    store = a_store(folder, *applications)
    return opened_page("applications", store.folder, monkeypatch, **address), store


def names(opened: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in opened.button if str(button.key).startswith("open-")]


def said(opened: AppTest) -> str:
    return " ".join(element.value for element in (*opened.markdown, *opened.caption)).replace("\\", "")


def filters(opened: AppTest) -> list[str]:
    return [str(option) for option in opened.pills(key="shown_state").options]


def test_an_empty_page_offers_a_log_and_an_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _ = page(tmp_path, monkeypatch)
    assert "Here you will see every application" in said(opened)
    assert "Bring a log or mailbox" in [button.label for button in opened.button]


def test_the_list_is_cut_at_25_and_the_filters_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [an_application(f"Employer {n:02}", applied=days_ago(n + 1)) for n in range(26)]
    many += [an_application("Birch Labs", applied=days_ago(40), rejected_on=days_ago(3))]
    opened, _ = page(tmp_path, monkeypatch, *many)
    assert len(names(opened)) == 25
    assert [label for label in filters(opened) if label.startswith(("All", "Turned"))] == ["All 27", "Turned down 1"]
    opened.pills(key="shown_state").set_value("Turned down").run()
    assert names(opened) == ["**Birch Labs** · Data Analyst"]
    assert opened.query_params["show"] == "Turned down"


def test_what_the_address_says_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = (an_application(applied=days_ago(3)), an_application("Birch Labs", rejected_on=days_ago(3)))
    opened, _ = page(tmp_path, monkeypatch, *some, show="Silent")
    assert names(opened) == ["**Alder Works** · Data Analyst"]
    opened, _ = page(tmp_path / "again", monkeypatch, *some, find="birch")
    assert names(opened) == ["**Birch Labs** · Data Analyst"]
    assert filters(opened)[0] == "All 1"
    assert opened.header[0].value.startswith("Two sent"), "the sentence is of the whole log, whatever is looked for"


def test_a_row_opens_its_timeline_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _ = page(
        tmp_path,
        monkeypatch,
        an_application(applied=days_ago(3)),
        an_application(
            "Birch <b>Labs</b>",
            applied=days_ago(30),
            rejected_on=days_ago(5),
            feedback="You do not have enough experience with SQL for this role.",
        ),
    )
    opened.button(key="open-2").click().run()
    assert not opened.exception
    assert opened.header[0].value.replace("\\", "") == "Birch <b>Labs</b> · Data Analyst"
    drawn = next(it.value for it in opened.html if "timeline" in it.value)
    assert re.findall("<strong>(.*?)</strong>", drawn) == [
        "Sent",
        "They said no",
        "Ask for feedback",
        "A reply is likely by then",
    ]
    assert "SQL" in drawn.partition("They said no")[2].partition("<li")[0], "the words belong to the no of that day"
    assert "answered on day 25" in said(opened)
    opened.button(key="back-to-list").click().run()
    assert len(names(opened)) == 2


@pytest.mark.parametrize("number", ["999", "2", "x", "-1"])
def test_what_is_not_ones_own_is_not_opened(number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _ = page(tmp_path, monkeypatch, an_application(), an_application("Quokkaworks", applicant=2), id=number)
    assert "Quokkaworks" not in said(opened) + "".join(names(opened))


def test_a_day_off_hides_rejections_in_the_list_and_in_its_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(
        tmp_path, an_application(applied=days_ago(3)), an_application("Birch Labs", rejected_on=days_ago(3))
    )
    from analytics.store import settings

    with store.writing(Viewer.applicant(1)) as writer:
        settings.put(writer, "rejections_hidden_until", "asked")
    opened = opened_page("applications", store.folder, monkeypatch)
    assert names(opened) == ["**Alder Works** · Data Analyst"]
    assert filters(opened)[0] == "All 1"
    opened = opened_page("applications", store.folder, monkeypatch, id="2")
    assert "Birch Labs" not in said(opened) + "".join(header.value for header in opened.header)


def test_answers_without_a_day_are_dated_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    undated = [an_application(f"Employer {n}", applied=days_ago(30), rejected=True) for n in range(3)]
    opened, store = page(tmp_path, monkeypatch, *undated)
    assert opened.expander[-1].label == "Three answers have no day."
    for number in (1, 2):
        opened.date_input(key=f"dated-{number}").set_value(TODAY - timedelta(days=number))
    next(button for button in opened.button if button.label == "Keep these days").click().run()
    assert not opened.exception
    with store.reading(Viewer.applicant(1)) as reader:
        assert len(reader.load("undated_events")) == 1
        assert reader.load("response_times_coverage")["dated_answers"].iloc[0] == 2


def test_a_day_before_its_application_is_refused_and_none_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undated = [an_application(f"Employer {n}", applied=days_ago(5), rejected=True) for n in range(2)]
    opened, store = page(tmp_path, monkeypatch, *undated)
    opened.date_input(key="dated-1").set_value(TODAY)
    opened.date_input(key="dated-2").set_value(TODAY - timedelta(days=9))
    next(button for button in opened.button if button.label == "Keep these days").click().run()
    assert "before the application" in opened.warning[0].value
    with store.reading(Viewer.applicant(1)) as reader:
        assert len(reader.load("undated_events")) == 2
