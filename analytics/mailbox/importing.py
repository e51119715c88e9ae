"""An export of mails is read, shown and stored: what the page and the command do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from analytics.mailbox.applications import Application
from analytics.mailbox.log import Answers, MailLog
from analytics.mailbox.reading import read_log
from analytics.mailbox.second_reader import chances
from analytics.mailbox.sieve import sieved
from analytics.mailbox.storing import Stored, known_applications, remember, remembered
from analytics.mailbox.storing import store as store_log
from analytics.store import Store, Viewer

NO_ANSWERS = Answers()


def read_mailbox(
    paths: Sequence[Path],
    today: date,
    answers: Answers = NO_ANSWERS,
    known: Sequence[Application] = (),
    progress: Callable[[int, int], None] = lambda mails, kept: None,
) -> MailLog:
    """What the mails in some files tell, with the answers given so far; nothing is stored."""
    found = sieved(paths, today, [one.employer for one in known], answers.senders, progress)
    log = read_log(list(found.mails.values()), known, answers, chances)
    return replace(log, mails=found.read, covers_from=found.covers_from, covers_until=found.covers_until)


def review(
    store: Store,
    viewer: Viewer,
    paths: Sequence[Path],
    now: datetime,
    answers: Answers = NO_ANSWERS,
    progress: Callable[[int, int], None] = lambda mails, kept: None,
) -> MailLog:
    """What the mails tell beside the log that there is, with what was said before; nothing is stored."""
    with store.writing(viewer, now) as writer:
        known, before = known_applications(writer), remembered(writer)
    return read_mailbox(paths, now.date(), _together(before, answers), known, progress)


def import_mail(
    store: Store,
    viewer: Viewer,
    paths: Sequence[Path],
    now: datetime,
    answers: Answers = NO_ANSWERS,
    progress: Callable[[int, int], None] = lambda mails, kept: None,
) -> tuple[MailLog, Stored]:
    """Reads the mails and stores what is certain, as one import; questions wait, and answers are kept."""
    log = review(store, viewer, paths, now, answers, progress)
    with store.writing(viewer, now) as writer:
        if answers != NO_ANSWERS:
            remember(writer, _together(remembered(writer), answers))
        return log, store_log(writer, log, ", ".join(path.name for path in paths)[:200])


def _together(before: Answers, now: Answers) -> Answers:
    return Answers({**before.senders, **now.senders}, {**before.mails, **now.mails})
