"""The parts of the command line that are about units given beforehand and tables of cases."""

import argparse
from collections.abc import Callable
from typing import Any

from app.commands.option_values import names, numbers
from app.crosstabs.choices import DENOMINATORS, PERCENTS

InProject = Callable[[Any, str, str], argparse.ArgumentParser]


def add_passages(commands: Any, in_project: InProject) -> None:
    """`passages`."""
    command = in_project(
        commands, "passages", "passages given beforehand, which agreement can compare one by one"
    )
    command.add_argument(
        "doing",
        nargs="?",
        choices=("list", "import", "turns", "clear"),
        default="list",
        help="list them; take them from a table; take what speakers say (or paragraphs); take them away",
    )
    command.add_argument(
        "file", nargs="?", metavar="FILE", help="a table with document, and start and end or quote"
    )
    command.add_argument("--documents", metavar="DOCUMENT,...", type=names, help="only these documents")
    command.add_argument("--speakers", metavar="SPEAKER,...", type=names, help="only what these say")
    command.add_argument("--preview", action="store_true", help="say what would be given, and do nothing")


def add_crosstab(commands: Any, in_project: InProject) -> None:
    """`crosstab`."""
    command = in_project(commands, "crosstab", "a table of codes, cases, documents and what is known of them")
    what = "codes, cases, documents, an attribute's name, or document:PROPERTY"
    command.add_argument("--rows", metavar="WHAT", default="codes", help=f"{what} (default: codes)")
    command.add_argument("--columns", metavar="WHAT", default="cases", help=f"{what} (default: cases)")
    command.add_argument(
        "--layer", default="any", help="whose codings count: any, all, consensus, or a coder (default: any)"
    )
    command.add_argument(
        "--denominator",
        choices=DENOMINATORS,
        default="all",
        help="which cases count: all, those coded, or those whose documents are completed",
    )
    command.add_argument("--percent", choices=PERCENTS, default="column", help="what 100 percent are")
    command.add_argument("--codes", metavar="CODE,...", type=names, help="only these codes")
    command.add_argument(
        "--with-children", action="store_true", help="a code counts where a code under it was given, too"
    )
    command.add_argument(
        "--cuts", metavar="N,...", type=numbers, help="cut an attribute of numbers into groups"
    )
    command.add_argument("--round", metavar="ROUND", help="the codings of this round only")


def add_matrix(commands: Any, in_project: InProject) -> None:
    """`matrix`."""
    command = in_project(commands, "matrix", "cases by codes: passages, and what was written of them")
    command.add_argument("--cases", metavar="CASE,...", type=names, help="only these cases")
    command.add_argument("--codes", metavar="CODE,...", type=names, help="only these codes")
    command.add_argument("--layer", default="any", help="whose passages: any, all, consensus, or a coder")
    command.add_argument("--stale", action="store_true", help="only summaries of codings that are others now")
    command.add_argument(
        "--summary", metavar="TEXT", help="write what one case says of one code; empty: none"
    )
