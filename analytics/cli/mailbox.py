"""`steppingstone import-mail`: an export of mails becomes a log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from analytics.cli.options import format_option, opened, store_option, write
from analytics.mailbox.importing import import_mail, review
from analytics.mailbox.log import FEEDBACK, NOTHING, REQUEST, Answer, Answers, MailLog
from analytics.mailbox.storing import Stored
from analytics.taxonomy import EventKind
from analytics.wording.numbers import count

SAYABLE = (*(kind.value for kind in EventKind), REQUEST, FEEDBACK, NOTHING)


@click.command("import-mail")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Say what was found and store nothing.")
@click.option(
    "--sender",
    "senders",
    multiple=True,
    metavar="ADDRESS=EMPLOYER",
    help=f"Say whose mails these are; ={NOTHING} for no employer's.",
)
@click.option(
    "--mail",
    "mails",
    multiple=True,
    metavar="MAIL=KIND",
    help=f"Say what a mail is, such as MAIL=rejected; ={NOTHING}.",
)
@store_option
@format_option
def import_mail_command(
    paths: tuple[Path, ...],
    dry_run: bool,
    senders: tuple[str, ...],
    mails: tuple[str, ...],
    store_folder: Path | None,
    form: str,
) -> None:
    """Read an export of mails (.mbox, Takeout, .eml, .emlx, .msg, .pst, folders, ZIPs) as a log.

    Nothing is fetched or sent. What is certain is stored; the rest is asked.
    """
    said = Answers(dict(map(_pair, senders)), {key: _kind(kind) for key, kind in map(_pair, mails)})
    store, viewer = opened(store_folder)
    if dry_run:
        _show(review(store, viewer, paths, datetime.now(), said, _progress), None, form)
    else:
        _show(*import_mail(store, viewer, paths, datetime.now(), said, _progress), form)


def _pair(text: str) -> tuple[str, str]:
    name, found, value = text.rpartition("=")
    if not found or not name or not value:
        raise click.UsageError(f"“{text}” is not of the form NAME=VALUE.")
    return name.strip(), value.strip()


def _kind(word: str) -> Answer:
    if word not in SAYABLE:
        raise click.UsageError(f"“{word}” is nothing that a mail can be. Choose one of {', '.join(SAYABLE)}.")
    return Answer(word)


def _progress(mails: int, kept: int) -> None:
    if mails and mails % 10_000 == 0:
        click.echo(f"{count(mails, 'mail')} looked at, {count(kept, 'mail')} about work", err=True)


def _show(found: MailLog, stored: Stored | None, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(found.as_json() | _stored(stored), ensure_ascii=False, default=str))
    elif form == "csv":
        write(_rows(found), form)
    else:
        _tell(found, stored)


def _stored(stored: Stored | None) -> dict[str, object]:
    if stored is None:
        return {"import": None}
    return {"import": stored.import_id, "added": stored.added, "updated": stored.updated}


def _rows(found: MailLog) -> Sequence[dict[str, object]]:
    return [
        {"employer": one.employer, "role": one.role, "applied_on": one.applied_on, **event}
        for one in found.applications
        for event in one.as_json()["events"]
    ]


def _tell(found: MailLog, stored: Stored | None) -> None:
    events = sum(event.sure for one in found.applications for event in one.events)
    span = f" ({found.covers_from} to {found.covers_until})" if found.covers_from else ""
    click.echo(
        f"{count(found.mails, 'mail')}{span}: {count(len(found.applications), 'application')}, "
        f"{count(events, 'event')}, {count(len(found.questions), 'question')}."
    )
    for one in found.applications:
        click.echo(f"  {one.employer}, {one.role or 'role not named'}, {one.applied_on or 'day of applying not known'}")
        for event in one.events:
            held = f", for {event.held_on}" if event.held_on and event.held_on != event.on else ""
            click.echo(f"    {event.on}  {event.kind.label}{held}{'' if event.sure else ' (asked below)'}")
    for sender in found.senders:
        click.echo(f"  An employer you applied to? {sender.sender}: {sender.mails[0].subject}")
        click.echo(f"    --sender '{sender.sender}={sender.employer}'  or  --sender '{sender.sender}={NOTHING}'")
    for question in found.questions:
        places = " or ".join(place.title for place in question.applications)
        click.echo(f"  What is this? {question.mail.on} {question.mail.subject} ({places})")
        click.echo(f"    “{' '.join(question.mail.words.split())[:200]}”")
        kinds = [kind.value for kind in question.kinds] or ["KIND"]
        click.echo(f"    --mail {question.mail.key}={kinds[0]}   or {', '.join((*kinds[1:], NOTHING))}")
    if stored:
        done = f"import {stored.import_id}" if stored.import_id else "nothing new, nothing changed"
        click.echo(f"  Stored: {stored.added} new, {stored.updated} updated ({done}).")
