"""How many small faults the tests notice: `make mutate`, or `python -m tools.mutate [MODULE …] [--each N]`.

Cosmic Ray says where a module can be changed (a number, a comparison, a condition, an operator). Of all changes a fixed
draw is put into a copy of the project, one at a time, and the module's own tests run on it. What they let through is
printed; docs/tests.md holds the share caught.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import importlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parents[1]
SEED = 13
EACH = 25
CPU_SECONDS = 60

# Each module, and the tests that are to notice a fault in it: the sharp ones, no simulation.
TESTS = {
    "analytics/statistics/comparison.py": [
        "tests/test_comparison.py",
        "tests/test_survival.py",
        "-k",
        "not more_often",
    ],
    "analytics/statistics/application_paths.py": ["tests/test_application_paths.py"],
    "analytics/statistics/funnel.py": ["tests/test_funnel.py"],
    "analytics/statistics/goal_progress.py": ["tests/test_goal_progress.py"],
    "analytics/statistics/log_clock.py": ["tests/test_log_clock.py"],
    "analytics/statistics/mood.py": ["tests/test_mood.py"],
    "analytics/statistics/proportions.py": ["tests/test_proportions.py"],
    "analytics/statistics/rejection_reasons.py": ["tests/test_rejection_reasons.py"],
    "analytics/statistics/self_assessment.py": ["tests/test_self_assessment.py"],
    "analytics/statistics/survival.py": ["tests/test_survival.py"],
    "analytics/statistics/waiting_list.py": ["tests/test_waiting_list.py"],
    "analytics/goals/action_plans.py": ["tests/test_planning.py"],
    "analytics/goals/reminders.py": ["tests/test_planning.py"],
    "analytics/wording/application_paths.py": ["tests/test_application_paths_in_words.py"],
    "analytics/wording/applications.py": ["tests/test_applications_in_words.py"],
    "analytics/wording/goal_progress.py": ["tests/test_planning.py", "tests/test_goal_progress.py"],
    "analytics/wording/mood.py": ["tests/test_mood_in_words.py"],
    "analytics/wording/numbers.py": ["tests/test_numbers.py"],
    "analytics/wording/rejection_reasons.py": ["tests/test_rejection_reasons_in_words.py"],
    "analytics/wording/response_times.py": [
        "tests/test_response_times_in_words.py",
        "tests/test_response_times.py",
        "tests/test_comparison.py",
    ],
    "analytics/wording/self_assessment.py": ["tests/test_self_assessment.py"],
    "analytics/wording/waiting_list.py": ["tests/test_waiting_list_in_words.py"],
}
# Loaded once, before the tests of each mutant run in a child of this process.
SLOW_TO_LOAD = (
    "hypothesis",
    "pandas",
    "plotly.graph_objects",
    "pytest",
    "scipy.stats",
    "sksurv.nonparametric",
    "statsmodels.stats.proportion",
    "streamlit.testing.v1",
)

LOADED_BEFORE = "ignore::pytest.PytestAssertRewriteWarning"


@dataclass(frozen=True)
class Mutant:
    module: str
    place: tuple[int, int]
    original: str
    code: str


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("modules", nargs="*", help="Parts of their names; all unless given.")
    options.add_argument("--each", type=int, default=EACH, help="How many mutants of a module are tried.")
    chosen = options.parse_args()
    for name in SLOW_TO_LOAD:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "project"
        ignored = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=ignored)
        total = caught = 0
        for module, tests in TESTS.items():
            if chosen.modules and not any(part in module for part in chosen.modules):
                continue
            mutants = drawn(module, chosen.each)
            assert passes(copy, tests), f"{', '.join(tests)} fail without any mutant"
            missed = [mutant for mutant in mutants if survives(copy, mutant, tests)]
            print(f"{module}: {len(mutants) - len(missed)} of {len(mutants)} caught", flush=True)
            for mutant in missed:
                print(changes(mutant), flush=True)
            total, caught = total + len(mutants), caught + len(mutants) - len(missed)
    print(f"All: {caught} of {total} caught, {caught / total:.0%}")


def drawn(module: str, each: int) -> list[Mutant]:
    """The mutants of a module that are tried, the same at every run of the same code, no two at one place."""
    everything = sorted(mutants(module), key=lambda mutant: (mutant.place, mutant.code))
    random.Random(SEED).shuffle(everything)
    return list({mutant.place: mutant for mutant in everything}.values())[:each]


def mutants(module: str) -> Iterator[Mutant]:
    """Every change of one place, but for those that no test could see."""
    code = (ROOT / module).read_text(encoding="utf-8")
    unread = unread_places(ast.parse(code))
    tree, seen = get_ast(code), {code}
    for name in operator_names():
        operator_class = get_operator(name)
        if operator_class.arguments() or name.endswith("RemoveDecorator"):
            continue
        operator = operator_class()
        places = (place for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, (start, _) in enumerate(places):
            changed = mutate_code(code, operator, occurrence)
            if changed and changed not in seen and not any(begin <= tuple(start) < end for begin, end in unread):
                seen.add(changed)
                yield Mutant(module, (start[0], start[1]), code, changed)


def unread_places(tree: ast.AST) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where each annotation and decorator begins and ends, and whether a zip is strict."""
    return [
        ((part.lineno, part.col_offset), (part.end_lineno or 0, part.end_col_offset or 0))
        for node in ast.walk(tree)
        for part in (
            getattr(node, "annotation", None),
            getattr(node, "returns", None),
            *getattr(node, "decorator_list", ()),
            node.value if isinstance(node, ast.keyword) and node.arg == "strict" else None,
        )
        if isinstance(part, ast.expr)
    ]


def survives(copy: Path, mutant: Mutant, tests: list[str]) -> bool:
    _put(copy / mutant.module, mutant.code)
    survived = passes(copy, tests)
    _put(copy / mutant.module, mutant.original)
    return survived


def _put(module: Path, code: str) -> None:
    """Writes the module; what was compiled of it may look as new as the change, and goes."""
    module.write_text(code, encoding="utf-8")
    for compiled in (module.parent / "__pycache__").glob(f"{module.stem}.*"):
        compiled.unlink()


def passes(copy: Path, tests: list[str]) -> bool:
    """Whether the tests pass in the copy; one that doesn't end has noticed."""
    child = multiprocessing.get_context("fork").Process(target=_run, args=(copy, tests))
    child.start()
    child.join()
    return child.exitcode == 0


def _run(copy: Path, tests: list[str]) -> None:
    import resource

    import pytest

    # What never ends is stopped by its own work, not by a clock that others slow down.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    os.chdir(copy)
    sys.path.insert(0, str(copy))
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        failed = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", LOADED_BEFORE, *tests])
    os._exit(int(failed))


def changes(mutant: Mutant) -> str:
    """The lines that differ."""
    lines = difflib.unified_diff(mutant.original.splitlines(), mutant.code.splitlines(), lineterm="", n=0)
    return "\n".join(f"    {line}" for line in lines if not line.startswith(("---", "+++")))


if __name__ == "__main__":
    main()
