"""`steppingstone reasons` and `steppingstone read-feedback`: why, counted, and why, text by text."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from analytics.cli.options import (
    as_of_option,
    by_option,
    counting,
    engine_options,
    format_option,
    opened,
    store_option,
    write,
)
from analytics.feedback.files import texts_of
from analytics.feedback.interpretation import Interpretation, Method, interpret
from analytics.feedback.reread import reread
from analytics.statistics.rejection_reasons import RejectionReasons, overall, rejection_reasons
from analytics.store.engine import address
from analytics.taxonomy import Speaker


@click.command("reasons")
@store_option
@engine_options
@as_of_option
@format_option
@by_option("Count for each group apart.", "rejection")
@click.option(
    "--speaker",
    type=click.Choice([Speaker.EMPLOYER.value, Speaker.OWN.value]),
    default=Speaker.EMPLOYER.value,
    show_default=True,
    help="Whose words count; never both together.",
)
def reasons_command(
    store_folder: Path | None,
    engine: str | None,
    tables: str | None,
    as_of: date | None,
    form: str,
    by: str | None,
    speaker: str,
) -> None:
    """Why applications were turned down: how often each reason was named."""
    if address(engine) is None:
        store, viewer = opened(store_folder)
        reread(store, viewer.applicant_id, datetime.now(), lambda done: click.echo(f"{done} texts read", err=True))
    with counting(store_folder, engine, tables) as reader:
        counts = reader.load("rejection_reasons", by=by, speaker=speaker, as_of=as_of)
    results = rejection_reasons(counts) if by else (overall(counts),)
    if form == "json":
        write([_as_object(result, by) for result in results], form)
    else:
        write([row for result in results for row in _as_rows(result, by)], form)


def _as_object(result: RejectionReasons, by: str | None) -> dict[str, Any]:
    counted = {
        "rejections": result.rejections,
        "stated": result.stated,
        "unstated": result.unstated,
        "reasons": [
            {"reason": it.reason.value, "n": it.n, "share": it.share, "low": it.found.low, "high": it.found.high}
            for it in result.reasons
        ],
    }
    return {"group": result.group} | counted if by else counted


def _as_rows(result: RejectionReasons, by: str | None) -> list[dict[str, Any]]:
    group = {by: result.group} if by else {}
    rows: list[dict[str, Any]] = [
        {"reason": it.reason.label, "n": it.n, "share": it.share, "low": it.found.low, "high": it.found.high}
        for it in result.reasons
    ]
    unstated = {"reason": "None given", "n": result.unstated, "share": None, "low": None, "high": None}
    return [group | _rounded(row) for row in [*rows, unstated]] if result.rejections else []


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()}


@click.command("read-feedback")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@format_option
@click.option(
    "--by",
    "method",
    type=click.Choice([method.value for method in Method]),
    default=Method.BOTH.value,
    show_default=True,
    help="What reads.",
)
def read_feedback_command(file: Path, form: str, method: str) -> None:
    """Read what texts say: FILE is a text a line, a CSV with a text column, an .eml or an .mbox."""
    texts = texts_of(file)
    found = interpret(texts, Method(method))
    if form == "json":
        write([it.as_object() for it in found], form)
    else:
        write([_as_line(text, it) for text, it in zip(texts, found, strict=True)], form)


def _as_line(text: str, reading: Interpretation) -> dict[str, Any]:
    return {
        "text": " ".join(text.split())[:60],
        "outcome": reading.outcome.label,
        "language": reading.language,
        "kind": reading.kind.label,
        "sign": reading.sign.label if reading.sign else None,
        "reasons": ", ".join(found.reason.label for found in reading.reasons if found.reason),
        "evidence": " … ".join(found.evidence for found in reading.reasons),
    }
