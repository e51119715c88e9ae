"""The one thing worth doing next, as advice with its reason and the page where it is done."""

from __future__ import annotations

from dataclasses import dataclass, field

from analytics.statistics.next_step import NextStep, Step
from analytics.wording.numbers import at_start, count, number, plural


@dataclass(frozen=True)
class Advice:
    """What to do, why, and the page (by its name) where it is done."""

    title: str
    why: str
    page: str
    address: dict[str, str] = field(default_factory=dict)


def advice(found: NextStep) -> Advice:
    """The step in words."""
    n, applications = found.n, number(found.applications)
    match found.step:
        case Step.BRING_LOG:
            return Advice("Bring your log", "The file you already keep is enough; no template is needed.", "import_log")
        case Step.SAY_WHAT_CAME:
            why = f"The log has no column for answers, so {number(n)} of {applications} can't be counted yet."
            return Advice("Say what came of your applications", why, "applications")
        case Step.CONFIRM_READINGS:
            why = f"{at_start(count(n, 'text'))} {plural(n, 'has', 'have')} not been confirmed by you yet."
            return Advice("Look through what employers wrote", why, "rejection_reasons", {"view": "Mails"})
        case Step.ASK_FOR_FEEDBACK:
            why = f"{at_start(count(n, 'rejection'))} came in the last two weeks. Asking works best within days."
            return Advice("Ask for feedback", why, "feedback_requests")
        case Step.SET_GOAL:
            why = "Employers have said something that can be worked on."
            return Advice("Turn what you heard into a goal", why, "goal_progress")
        case Step.LOOK_AT_SILENCES:
            why = at_start(f"{number(n)} of {applications} sent {plural(n, 'is', 'are')} silent.")
            why = why if found.applications > 1 else "No answer has come yet."
            return Advice("See what is silent", why, "applications", {"show": "Silent"})
        case Step.KEEP_UP:
            return Advice("Keep the log up to date", "Import it again whenever it has grown.", "import_log")
