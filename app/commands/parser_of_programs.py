"""What may be typed of other programs' projects and files."""

import argparse
from collections.abc import Callable
from typing import Any

InProject = Callable[[Any, str, str], argparse.ArgumentParser]


def add_other_programs(commands: Any, in_project: InProject) -> None:
    """Add the commands; `in_project` adds one that works in a project."""
    taken = in_project(commands, "import-project", "take in a project or a codebook of another program")
    taken.add_argument("file", metavar="FILE", help="REFI-QDA, QualCoder, Taguette, RQDA, CATMA, ...")
    taken.add_argument("--preview", action="store_true", help="say what would come in, and change nothing")
    taken.add_argument(
        "--coder-of",
        choices=("coding", "selection"),
        help="who coded: whom the file names at a coding, or at its selection (default: as the file looks)",
    )
    taken.add_argument(
        "--merge",
        metavar="NAME=NAME",
        action="append",
        default=[],
        help="two names are one coder; repeatable",
    )
    written = in_project(commands, "export-project", "write the project or its codebook for other programs")
    written.add_argument("file", metavar="FILE.qdpx|FILE.qdc")
    written.add_argument("--plain", action="store_true", help="without what only Intercoder reads")
    data = in_project(commands, "data", "write a study as data for statistics, scripts and networks")
    data.add_argument("target", metavar="FOLDER|FILE", help=".csv .dta .sav .json .graphml .txt (IRaMuTeQ)")
    data.add_argument(
        "--table",
        default="codings",
        metavar="TABLE",
        help="which one: codings (default), cases, documents, codes, work, case_documents",
    )
