"""What has come by each day, as stacked areas with their names at the end; and groups side by side."""

from __future__ import annotations

from html import escape

import numpy as np
import plotly.graph_objects as go

from analytics.charts.style import LIGHT, MEANING, MEANING_TEXT, end_labels, figure, translucent
from analytics.statistics.group_differences import GroupDifference, GroupDifferences
from analytics.statistics.response_times import ResponseCurve
from analytics.wording.numbers import PERCENTAGE_FROM, capital, cases, number, percent
from analytics.wording.response_times import ENDS

DAYS = (14, 30, 45, 60, 90, 120)
"""The days that have a mark; the picture ends at the last that anybody was followed to."""


def response_times_chart(curve: ResponseCurve, start: str = "sent") -> go.Figure:
    """Of all that was sent, what had come by each day; silent is the space above, dotted the 95% range of the sum."""
    chart = figure(height=400)
    days = np.concatenate([[0], curve.days])
    last = min(DAYS[-1], max(curve.last_day, 1))
    for answer, band in curve.answers.items():
        if band.share[-1:].sum() > 0:
            chart.add_trace(_area(answer, days, np.concatenate([[0.0], band.share])))
    chart.add_trace(_line(days, np.concatenate([[0.0], curve.answered.share]), LIGHT["text"], 2.5, "solid"))
    for edge in (curve.answered.low, curve.answered.high):
        chart.add_trace(_line(days, np.concatenate([[0.0], edge]), LIGHT["quiet"], 1, "dot"))
    _range(chart, curve, last)
    _half(chart, curve, last)
    _grey_where_few_wait(chart, curve, last)
    _names(chart, curve, last)
    marks = [0, *(day for day in DAYS if day <= last)]
    marks = marks if len(marks) > 1 else [0, last]
    words = [start, *(f"day {day}" if day == 30 or len(marks) == 2 else str(day) for day in marks[1:])]
    waiting = [f"{word}<br>{number(curve.waiting_at(day))}" for word, day in zip(words, marks, strict=True)]
    chart.update_xaxes(range=[0, last], tickvals=marks, ticktext=waiting, ticks="outside", showline=False)
    chart.update_yaxes(range=[0, 1.004], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%")
    chart.add_annotation(
        text="still silent on that day", x=0, xref="paper", xanchor="left", y=0, yref="paper", yanchor="top",
        yshift=-42, showarrow=False, font={"size": 13, "color": LIGHT["quiet"]},
    )  # fmt: skip
    return chart.update_layout(margin_b=66)


def _area(answer: str, days: np.ndarray, share: np.ndarray) -> go.Scatter:
    return go.Scatter(
        x=days, y=share, name=ENDS[answer], stackgroup="all", mode="lines",
        line={"shape": "hv", "color": MEANING[answer], "width": 0}, fillcolor=translucent(MEANING[answer], 0.5),
        hovertemplate="%{y:.0%} " + ENDS[answer] + " by day %{x}<extra></extra>",
    )  # fmt: skip


def _line(days: np.ndarray, share: np.ndarray, colour: str, width: float, dash: str) -> go.Scatter:
    return go.Scatter(
        x=days, y=share, mode="lines", hoverinfo="skip",
        line={"shape": "hv", "color": colour, "width": width, "dash": dash},
    )  # fmt: skip


def _range(chart: go.Figure, curve: ResponseCurve, last: int) -> None:
    """The name of the dotted lines, above the upper of them where there is room."""
    day = round(0.8 * min(last, curve.faint_from or last))
    high = curve.answered_at(day).high
    if high is not None and high < 0.95:
        chart.add_annotation(
            x=day, y=high, yanchor="bottom", text="95% range", showarrow=False,
            font={"size": 13, "color": LIGHT["quiet"]},
        )  # fmt: skip


def _half(chart: go.Figure, curve: ResponseCurve, last: int) -> None:
    half = curve.median.value
    if half is None or half > last:
        return
    chart.add_shape(type="line", x0=half, x1=half, y0=0, y1=0.5, line={"color": LIGHT["text"], "width": 1})
    chart.add_trace(
        go.Scatter(
            x=[half], y=[0.5], mode="markers", hoverinfo="skip",
            marker={"size": 9, "color": LIGHT["page"], "line": {"width": 2, "color": LIGHT["text"]}},
        )
    )  # fmt: skip
    chart.add_annotation(
        x=half, y=0.5, text=f"<b>half by day {number(half, 0)}</b>", xanchor="left", xshift=8, yshift=-16,
        showarrow=False, bgcolor=translucent(LIGHT["page"], 0.8),
    )  # fmt: skip


def _grey_where_few_wait(chart: go.Figure, curve: ResponseCurve, last: int) -> None:
    few = curve.faint_from
    if few is not None and few < last:
        chart.add_vrect(x0=few, x1=last, fillcolor=translucent(LIGHT["page"], 0.6), line_width=0)
        chart.add_annotation(
            x=few, y=1, yref="paper", yanchor="bottom", xanchor="left", text="few are followed this long",
            showarrow=False, font={"size": 13, "color": LIGHT["quiet"]},
        )  # fmt: skip


def _names(chart: go.Figure, curve: ResponseCurve, last: int) -> None:
    """The share and name of each band, at the height where it ends."""
    ends = {answer: share.value or 0.0 for answer, share in curve.incidence_at(last).items()}
    silent = curve.silent_at(last).value
    below = 0.0
    labels: list[tuple[float, str, float]] = []
    for answer, share in ends.items():
        if share > 0:
            labels.append((below + share / 2, answer, share))
        below += share
    if silent:
        labels.append((1 - silent / 2, "silent", silent))
    said = [(y, f"<b>{percent(share)}</b> {ENDS[answer]}", MEANING_TEXT[answer]) for y, answer, share in labels]
    end_labels(chart, said, top=1.0)


def group_differences_chart(differences: GroupDifferences) -> go.Figure:
    """A row a group: a dot at the share that had an answer, a bar for its 95% range, the count beside the dot."""
    groups = differences.groups
    known = [one for one in groups if one.enough and one.answered.value is not None]
    chart = figure(height=90 + 44 * len(groups), end_labels=False)
    quiet = f"<span style='color:{LIGHT['quiet']}'>"
    name = {one.group: f"{escape(capital(one.group))} {quiet}n = {number(one.n)}</span>" for one in groups}
    for one in groups:
        if one not in known:
            chart.add_annotation(x=0, y=name[one.group], text="too few to compare", xanchor="left", showarrow=False)
            continue
        chart.add_trace(
            go.Scatter(
                x=[one.answered.low, one.answered.high], y=[name[one.group]] * 2, mode="lines", hoverinfo="skip",
                line={"color": LIGHT["range"], "width": 6},
            )
        )  # fmt: skip
    chart.add_trace(
        go.Scatter(
            x=[one.answered.value for one in known], y=[name[one.group] for one in known],
            mode="markers+text", text=[_beside(one) for one in known],
            textposition=["top right" if (one.answered.value or 0.0) < 0.1 else "top center" for one in known],
            marker={"color": LIGHT["primary"], "size": 12}, cliponaxis=False, hovertemplate="%{x:.0%}<extra></extra>",
        )
    )  # fmt: skip
    if differences.whole.value is not None:
        chart.add_vline(differences.whole.value, line={"color": LIGHT["line"], "width": 1.5})
        chart.add_annotation(
            x=differences.whole.value, y=1, yref="paper", yanchor="bottom", showarrow=False,
            text=f"all {percent(differences.whole.value)}", font={"size": 13, "color": LIGHT["quiet"]},
        )  # fmt: skip
    chart.update_xaxes(range=[-0.02, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%")
    return chart.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 14, "color": LIGHT["text"]},
                              categoryorder="array", categoryarray=list(name.values()))  # fmt: skip


def _beside(one: GroupDifference) -> str:
    """From twenty on the percentage; below, so many of so many, about, as silences are still open."""
    share = one.answered.value or 0.0
    if one.n >= PERCENTAGE_FROM:
        return percent(share)
    k = round(share * one.n)
    return f"about {cases(k, one.n)}" if 0 < k < one.n else cases(k, one.n)
