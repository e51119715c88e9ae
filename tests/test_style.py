"""Charts offer no upload, look like the pages, and their colours can be told apart and read."""

from __future__ import annotations

import itertools
import re
import tomllib

import plotly.graph_objects as go
import plotly.io as pio
import pytest

import analytics.charts
from analytics.charts.style import CONFIG, DARK, LIGHT, MEANING, dark, end_label, figure, titled, translucent
from tests.conftest import ROOT

PAGES = {"light": LIGHT, "dark": DARK}
FILLS = ("invited", "offer", "rejection", "withdrawal", "silent", "primary")
TEXTS = ("text", "quiet", "primary", "invited_text", "rejection_text", "offer", "withdrawal")


def test_no_renderer_offers_to_upload_a_chart() -> None:
    assert analytics.charts.__doc__
    configurations = [pio.renderers[name].config for name in pio.renderers if hasattr(pio.renderers[name], "config")]
    assert configurations
    assert all(configuration["showSendToCloud"] is False for configuration in configurations)


def test_an_exported_page_holds_no_address_to_upload_to() -> None:
    page = pio.to_html(figure(), config=CONFIG, include_plotlyjs=False)
    assert '"showSendToCloud": false' in page
    assert "plotlyServerURL" not in page


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", PAGES)
def test_every_fill_stands_out_from_its_page_and_every_text_can_be_read(theme: str) -> None:
    tokens = PAGES[theme]
    assert all(contrast(tokens[name], tokens["page"]) >= 3 for name in FILLS)
    assert all(contrast(tokens[name], tokens[ground]) >= 4.5 for name in TEXTS for ground in ("page", "panel"))


@pytest.mark.parametrize("theme", PAGES)
def test_the_theme_of_the_pages_has_the_same_colours_and_its_badges_can_be_read(theme: str) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    of_page = {
        "primary": "primaryColor", "page": "backgroundColor", "panel": "secondaryBackgroundColor", "text": "textColor",
        "line": "borderColor", "invited_text": "blueTextColor", "rejection_text": "orangeTextColor",
        "offer": "greenTextColor", "withdrawal": "violetTextColor", "quiet": "grayTextColor",
    }  # fmt: skip
    assert {name: PAGES[theme][name] for name in of_page} == {name: settings[key] for name, key in of_page.items()}
    for colour in ("blue", "orange", "green", "violet", "gray"):
        assert contrast(settings[f"{colour}TextColor"], settings[f"{colour}BackgroundColor"]) >= 4.5, colour
    assert contrast(settings["textColor"], settings["yellowBackgroundColor"]) >= 7


def test_the_answers_differ_in_lightness_and_not_in_hue_alone() -> None:
    answers = [luminance(MEANING[name]) for name in ("offer", "interview", "rejection")]
    for one, other in itertools.combinations(answers, 2):
        assert abs(one - other) > 0.01


def test_a_rejection_is_ochre() -> None:
    red, green, blue = (int(MEANING["rejection"][place : place + 2], 16) for place in (1, 3, 5))
    assert red > green > blue


def test_a_dark_figure_has_no_colour_of_a_light_page() -> None:
    chart = figure()
    chart.add_trace(go.Bar(x=[1], y=[2], marker_color=[LIGHT[name] for name in FILLS][:1]))
    chart.add_vrect(x0=0, x1=1, fillcolor=translucent(LIGHT["rejection"], 0.3))
    for place, name in enumerate(LIGHT):
        end_label(chart, place, name, LIGHT[name])
    drawn = dark(chart)
    assert drawn.data[0].marker.color[0] == DARK["invited"]
    assert drawn.layout.shapes[0].fillcolor == translucent(DARK["rejection"], 0.3)
    assert [label.font.color for label in drawn.layout.annotations] == list(DARK.values())
    used = set(re.findall(r"#[0-9a-f]{6}", drawn.to_json()))
    assert not used & (set(LIGHT.values()) - set(DARK.values()))


def test_a_picture_of_its_own_says_what_it_shows_and_of_how_many() -> None:
    chart = titled(figure(), "Half had an answer", "n = 46, counted to 24 November 2026")
    assert chart.layout.title.text == "Half had an answer"
    assert [words.text for words in chart.layout.annotations] == ["n = 46, counted to 24 November 2026"]
