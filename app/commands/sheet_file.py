"""What may stand behind the project of `intercoder sheets`: what to do, and a file or a name for it."""

import argparse
from typing import Any

from app.commands.option_values import names

DOING = ("show", "define", "import", "export")


class SheetFile(argparse.Action):
    """Nothing; or one of four words, and the name of a file, of a case or of a document."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, *_: Any
    ) -> None:
        if values == ["list"]:
            values = []
        if values and (len(values) != 2 or values[0] not in DOING):
            parser.error(
                "after the project come “show CASE”, “define FILE”, “import FILE”, “export FILE”, or nothing"
            )
        namespace.doing, namespace.file = values or (None, None)


def add_sheet_options(sheets: argparse.ArgumentParser) -> None:
    """What may be typed behind `intercoder sheets`."""
    sheets.add_argument(
        "action",
        nargs="*",
        action=SheetFile,
        metavar="show CASE | define FILE | import FILE | export FILE",
        help="show answers; take in variables, take in or write answers (.csv, .tsv, .xlsx, .ods; .json)",
    )
    sheets.add_argument("--preview", action="store_true", help="say what define or import would do")
    sheets.add_argument(
        "--unfit",
        choices=("unclear", "remove"),
        help="with define: what becomes of answers that fit no longer",
    )
    sheets.add_argument("--renamed", metavar="OLD=NEW,...", type=names, help="with define: renamed answers")
    sheets.add_argument("--coder", metavar="CODER", help="with import: whose answers they are")
    sheets.add_argument("--complete", action="store_true", help="with import: mark its sheets as completed")
    sheets.add_argument("--about", choices=("case", "document"), help="with export: which sheets")
    sheets.add_argument("--coders", metavar="CODER,...", type=names, help="with export: only theirs")
    sheets.add_argument(
        "--wide",
        action="store_true",
        help="with export: a column for each variable and coder (.sav, .dta too)",
    )


def add_options_of_variables(agreement: argparse.ArgumentParser) -> None:
    """What agreement on sheets is asked for with."""
    agreement.add_argument("--sheets", action="store_true", help="on the variables of coding sheets")
    agreement.add_argument("--variables", metavar="NAME,...", type=names, help="with --sheets: only these")
