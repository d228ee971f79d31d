"""Measures every budget in a process of its own and prints a table; --json FILE keeps the numbers.

python -m benchmarks [--only WORD] [--times 1,10] [--json FILE]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.measures import Measured, peak_memory


@dataclass(frozen=True)
class Budget:
    """What is measured where, and within how many seconds and megabytes it must be, if that is promised."""

    what: str
    function: str
    seconds: float | None
    megabytes: float | None = None


BUDGETS = (
    Budget("start to a usable window", "benchmarks.window:start", 1.0),
    Budget("start with a project opened and painted", "benchmarks.window:start_with_project", None),
    Budget("open a document of 5 MB with 20,000 codings", "benchmarks.window:open_document", 0.5),
    Budget("scroll frame in it", "benchmarks.window:scroll_frame", 0.016),
    Budget("gesture to durable, told to the views", "benchmarks.store:apply_and_poll", 0.050),
    Budget("gesture to durable and repainted everywhere", "benchmarks.window:gesture", 0.050),
    Budget("undo it", "benchmarks.window:undo", 0.050),
    Budget("a locked project opened, its key derived", "benchmarks.store:unlock_and_open", 1.0),
    Budget("gesture in a locked project", "benchmarks.store:apply_in_locked", 0.050),
    Budget("undo, told to the views", "benchmarks.store:undo_and_poll", 0.050),
    Budget("all statistics, with intervals", "benchmarks.agreement:all_statistics", 4.0, 1000),
    Budget("alpha of 50 codes by turn: Intercoder", "benchmarks.oracles:our_alpha", None),
    Budget("the same by the package krippendorff", "benchmarks.oracles:alpha_of_krippendorff", None),
    Budget("kappas of 50 codes, 45 pairs: Intercoder", "benchmarks.oracles:our_kappas", None),
    Budget("the same by scikit-learn, statsmodels", "benchmarks.oracles:kappas_of_libraries", None),
    Budget("5,000 disagreements found and grouped", "benchmarks.reconcile:list_items", 1.0),
    Budget("their queue with 1,000 settled", "benchmarks.reconcile:list_queue", 0.5),
    Budget("1,000 disagreements settled by a rule", "benchmarks.reconcile:settle_thousand", 5.0),
    Budget("decide one of 5,000 in the window, repainted", "benchmarks.reconcile:decide_in_window", 0.050),
    Budget("undo it there", "benchmarks.reconcile:undo_in_window", 0.050),
    Budget("to the next of 5,000 items", "benchmarks.reconcile:step_in_window", 0.050),
    Budget("settle one among 500,000 codings", "benchmarks.reconcile:settle_one", 0.050),
    Budget("find a word in 12 million characters: first page", "benchmarks.find:first_page", 0.1),
    Budget("all its places, in texts read anew", "benchmarks.find:everything", 1.0),
    Budget("all its places, in texts at hand", "benchmarks.find:again", 1.0),
    Budget("passages that overlap a code, of 100,000", "benchmarks.retrieve:overlapping", 0.5),
    Budget("passages of a code near those of another one", "benchmarks.retrieve:near", 0.5),
    Budget("which codes stand together, of 100,000 codings", "benchmarks.retrieve:together", 0.5),
    Budget("100,000 characters mended under 5,000 codings", "benchmarks.texts:interview", 1.0),
    Budget("5 million characters mended under 5,000 codings", "benchmarks.texts:long_text", 20.0),
    Budget("500 cases by 50 codes from 100,000 codings", "benchmarks.cases:tabulated", 0.3),
    Budget("agreement of them by case", "benchmarks.cases:agreement", None),
    Budget("1,000 transcripts of 60 turns imported", "benchmarks.sources:transcripts", 60.0),
    Budget("survey of 20,000 rows imported", "benchmarks.sources:survey", 3.0),
    Budget("500 pages of HTML read", "benchmarks.sources:page", 1.0),
    Budget("500 pages of OpenDocument text read", "benchmarks.sources:open_document", 1.0),
    Budget("500 pages of RTF read", "benchmarks.sources:rich_text", 2.0),
    Budget("network of 200 codes laid out", "benchmarks.pictures:network_layout", 1.0),
    Budget("code matrix of 100,000 codings", "benchmarks.pictures:matrix", None),
    Budget("words of 12 million characters, as a cloud", "benchmarks.pictures:words", None),
    Budget("more like this in 12 million characters", "benchmarks.pictures:suggestions", None),
    Budget("workbook of 100,000 codings", "benchmarks.workbook:export", 30.0, 500),
    Budget("packet of 100,000 codings out", "benchmarks.teams:packet_out", 5.0),
    Budget("return of 100,000 codings in", "benchmarks.teams:return_in", 10.0),
    Budget("two copies of 500,000 codings compared", "benchmarks.teams:copies_compared", 10.0),
    Budget("two copies of 500,000 codings merged", "benchmarks.teams:copies_merged", 30.0),
    Budget("100,000 codings as .qdpx, out", "benchmarks.exchange:write", 10.0),
    Budget("100,000 codings as .qdpx, in", "benchmarks.exchange:take", 10.0),
    Budget("study folder of 74,000 codings, 29 coders, imported", "benchmarks.study_folder:load", 60.0),
)


def main() -> int:
    """Measure what was asked for; with `run FUNCTION TIMES`, one thing in this process."""
    if sys.argv[1:2] == ["run"]:
        return _run_one(sys.argv[2], int(sys.argv[3]))
    parser = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--only", default="", help="measure only what has this word in its name")
    parser.add_argument("--times", default="1,10", help="sizes, as multiples of the budget's size")
    parser.add_argument("--json", type=Path, help="keep the numbers in this file")
    chosen = parser.parse_args()
    rows = []
    print(f"{'what':<52} {'size':>5} {'median':>10} {'budget':>10} {'memory':>9}  verdict")
    for budget in BUDGETS:
        if chosen.only.casefold() in budget.what.casefold():
            for times in chosen.times.split(","):
                rows.append(_measure(budget, int(times)))
                print(_line(budget, rows[-1]), flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return int(any(row["times"] == 1 and row["within"] is False for row in rows))


def _measure(budget: Budget, times: int) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks", "run", budget.function, str(times)]
    with tempfile.TemporaryDirectory() as settings:
        environment = os.environ | {"INTERCODER_SETTINGS_FOLDER": settings, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return {"what": budget.what, "times": times, "within": False, "failed": done.stderr.strip()[-2000:]}
    found = json.loads(done.stdout.splitlines()[-1])
    within = budget.seconds is None or found["median"] <= budget.seconds
    if budget.megabytes:
        within = within and found["megabytes"] <= budget.megabytes
    return {"what": budget.what, "times": times, "budget": budget.seconds, "within": within, **found}


def _run_one(function: str, times: int) -> int:
    module, name = function.split(":")
    measured: Measured = getattr(import_module(module), name)(times)
    print(
        json.dumps(
            {"median": measured.median, "seconds": measured.seconds, "megabytes": round(peak_memory())}
        )
    )
    return 0


def _line(budget: Budget, row: dict[str, object]) -> str:
    size = f"{row['times']}x"
    if "failed" in row:
        return f"{budget.what:<52} {size:>5} failed: {row['failed']}"
    verdict = "within" if row["within"] else ("OVER" if row["times"] == 1 else "over, at ten times the size")
    verdict = verdict if budget.seconds else "for comparison"
    memory = f"{row['megabytes']} MB"
    median, limit = _time(row["median"]), _time(budget.seconds) if budget.seconds else "–"
    return f"{budget.what:<52} {size:>5} {median:>10} {limit:>10} {memory:>9}  {verdict}"


def _time(seconds: object) -> str:
    assert isinstance(seconds, float)
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
