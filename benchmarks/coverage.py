"""Prints which share of statements and branches the tests walked, by package, from coverage's JSON report."""

import json
import sys
from collections import defaultdict
from pathlib import Path, PurePosixPath

COUNTS = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def counts_by_package(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> dict[str, list[int]]:
    """Return for each package below app (and app as a whole) the sums of `COUNTS` over its files."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(COUNTS))
    for path, entry in report["files"].items():
        folders = PurePosixPath(path.replace("\\", "/")).parts[:-1]
        depth = 3 if folders[:2] == ("app", "ui") else 2
        for package in {".".join(folders[:depth]), "app"}:
            for index, key in enumerate(COUNTS):
                counts[package][index] += entry["summary"][key]
    return dict(counts)


def main(path: str) -> None:
    """Print one line a package, the whole last."""
    counts = counts_by_package(json.loads(Path(path).read_text(encoding="utf-8")))
    print(f"{'package':<24}{'statements':>11}{'walked':>9}{'branches':>10}{'walked':>9}")
    for package, (statements, walked, branches, taken) in sorted(
        counts.items(), key=lambda item: (item[0] == "app", item[0])
    ):
        shares = [
            f"{part / whole:>9.1%}" if whole else f"{'-':>9}"
            for part, whole in ((walked, statements), (taken, branches))
        ]
        print(f"{package:<24}{statements:>11,}{shares[0]}{branches:>10,}{shares[1]}")


if __name__ == "__main__":
    main(sys.argv[1])
