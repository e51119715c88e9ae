"""Charts offer no upload, and their colours can be told apart."""

from __future__ import annotations

import itertools

import plotly.io as pio

import analytics.charts
from analytics.charts.style import COLOURS, CONFIG, MEANING, figure


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


def test_the_answers_differ_in_lightness_and_not_in_hue_alone() -> None:
    answers = [luminance(MEANING[name]) for name in ("interview", "rejection", "silent")]
    for one, other in itertools.combinations(answers, 2):
        assert abs(one - other) > 0.1


def test_a_rejection_is_not_shown_in_red() -> None:
    assert MEANING["rejection"] not in (COLOURS["vermillion"], "#ff0000")
