"""What may be typed: every command and its options."""

import argparse
from typing import Any

from app.commands.analysis_options import (
    ORIGINS,
    add_cooccurrence,
    add_memos,
    add_quotes,
    add_retrieve,
    add_search,
)
from app.commands.case_file import CaseFile
from app.commands.figure_options import add_pictures
from app.commands.import_options import add_import_options
from app.commands.option_values import count, names, names_among, resamples, share
from app.commands.parser_of_programs import add_other_programs
from app.commands.parser_of_tables import add_crosstab, add_matrix, add_passages
from app.commands.safety_options import add_passphrase, add_safety
from app.commands.sheet_file import add_options_of_variables, add_sheet_options
from app.commands.team_options import add_teams
from app.report.words import KINDS, SUMMED_UP, UNITS

COMMANDS = {  # what is typed: the module of app.commands that does it
    "demo": "demo",
    "new": "new",
    "import": "import_documents",
    "documents": "documents",
    "correct": "correct",
    "import-study": "import_study",
    "export-study": "export_study",
    "import-project": "import_project",
    "export-project": "export_project",
    "data": "data",
    "agreement": "agreement",
    "agreement-table": "agreement_table",
    "rounds": "rounds",
    "disagreements": "disagreements",
    "reconcile": "reconcile",
    "feedback": "feedback",
    "calibration": "calibration",
    "import-decisions": "import_decisions",
    "export": "export",
    "validate": "validate",
    "check": "check",
    "rescue": "rescue",
    "search": "search",
    "retrieve": "retrieve",
    "cooccurrence": "cooccurrence",
    "memos": "memos",
    "quotes": "quotes",
    "history": "history",
    "cases": "cases",
    "passages": "passages",
    "crosstab": "crosstab",
    "matrix": "matrix",
    "attributes": "attributes",
    "figure": "figure",
    "suggest": "suggest",
    "lock": "lock",
    "give-out": "give_out",
    "return": "return_work",
    "take-in": "take_in",
    "backup": "backup",
    "withdraw": "withdraw",
    "bring-together": "bring_together",
    "sheets": "sheets",
}
ROUND_KINDS = ("pilot", "reliability", "independent", "drift", "calibration")
PROFILES = ("full", "codes", "numbers")
RULES = "exact, boundary=0.8:union (or :intersection, :longer), majority, sure, coder=NAME"
ABOUT = (
    "codings",
    "documents",
    "codebook",
    "coders",
    "rounds",
    "decisions",
    "cases",
    "sheets",
    "memos",
    "undo",
)
LEVELS = ("code", "pair", "document", "domain", "overall")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; `command` is one of COMMANDS."""
    whole = argparse.ArgumentParser(
        prog="intercoder",
        description="Code interview transcripts by hand, see how far coders agree, settle the rest.",
        epilog="Without a command the window opens: intercoder [PROJECT]. "
        "PROJECT is a project file, or the address of a PostgreSQL database (postgresql://...).",
        allow_abbrev=False,
    )
    whole.add_argument("--version", action=_Version)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_study_commands(commands)
    _add_texts(commands)
    _add_agreement(commands)
    _add_reconciling(commands)
    _add_learning(commands)
    _add_rounds(commands)
    _add_export(commands)
    validate = _command(commands, "validate", "recompute published examples, computed beside expected")
    validate.add_argument("folder", metavar="FOLDER", nargs="?", help="a folder of examples (default: ours)")
    check = _command(commands, "check", "whether the file, the journal and every offset are sound")
    check.add_argument("project", metavar="PROJECT")
    add_passphrase(check)
    rescue = _command(commands, "rescue", "what can be read of a damaged project, as a new one")
    rescue.add_argument("damaged", metavar="DAMAGED")
    rescue.add_argument("project", metavar="NEW")
    add_passphrase(rescue)
    _add_history(commands)
    add_search(commands, _in_project)
    add_retrieve(commands, _in_project)
    add_cooccurrence(commands, _in_project)
    add_memos(commands, _in_project)
    add_quotes(commands, _in_project)
    _add_cases(commands)
    add_pictures(commands, _in_project)
    add_safety(commands, _command, _in_project)
    add_other_programs(commands, _in_project)
    add_teams(commands, _in_project)
    return whole


def window_parser() -> argparse.ArgumentParser:
    """The parser of a command line without a command: it may name a project."""
    window = argparse.ArgumentParser(prog="intercoder", allow_abbrev=False)
    window.add_argument("project", metavar="PROJECT", nargs="?")
    add_passphrase(window)
    return window


def _add_texts(commands: Any) -> None:
    listed = _in_project(commands, "documents", "list the documents with their versions, turns and speakers")
    listed.add_argument("--group", metavar="NAME", help="only those in this group")
    correct = _in_project(commands, "correct", "take in a new version of a coded text, or replace a name")
    correct.add_argument("document", metavar="DOCUMENT", nargs="?", help="whose text it is")
    correct.add_argument("file", metavar="FILE", nargs="?", help="the new version of the text")
    correct.add_argument("--replace", metavar=("OLD", "NEW"), nargs=2, help="replace a name throughout")
    correct.add_argument(
        "--documents", metavar="DOCUMENT,...", type=names, help="with --replace: only in these documents"
    )
    correct.add_argument("--version", metavar="N", type=count, help="restore this version of the text")
    correct.add_argument("--encoding", metavar="NAME", help="read the file in this encoding")
    correct.add_argument("--reason", metavar="TEXT", default="", help="why, as the version keeps it")
    correct.add_argument("--anyway", action="store_true", help="though it seems to be another document's")
    correct.add_argument("--preview", action="store_true", help="say what would change, and change nothing")


def _add_history(commands: Any) -> None:
    history = _in_project(commands, "history", "who did what and when, newest first")
    history.add_argument("--person", metavar="CODER", help="what one coder did, or “command line”")
    history.add_argument("--about", choices=ABOUT, help="what it was about; undo: what was taken back")
    history.add_argument("--words", metavar="TEXT", help="with these words in what was done")
    history.add_argument("--limit", metavar="N", type=count, help="the newest N")


def _add_cases(commands: Any) -> None:
    cases = _in_project(
        commands, "cases", "cases with what belongs to them and is known of them; a table of them"
    )
    cases.add_argument(
        "table",
        nargs="*",
        action=CaseFile,
        metavar="import FILE | export FILE",
        help="take in a table (.csv, .tsv, .xlsx, .ods) with a row for each case, or write one",
    )
    cases.add_argument("--preview", action="store_true", help="say what an import would do, and do nothing")
    add_sheet_options(_in_project(commands, "sheets", "what is asked of cases and documents, and answers"))
    _in_project(commands, "attributes", "what is asked of every case, and for how many it is known")
    add_passages(commands, _in_project)
    add_crosstab(commands, _in_project)
    add_matrix(commands, _in_project)


def _add_study_commands(commands: Any) -> None:
    demo = _command(commands, "demo", "the sample study: project, agreement, workbook; then the window")
    demo.add_argument("folder", metavar="FOLDER")
    demo.add_argument("--no-window", action="store_true", help="don't open the window at the end")
    new = _command(commands, "new", "make a new, empty project")
    new.add_argument("project", metavar="PROJECT")
    new.add_argument("--lead", metavar="CODER", help="who leads it: plans and closes rounds")
    new.add_argument("--lock", action="store_true", help="lock it with a passphrase")
    add_passphrase(new)
    add_import_options(
        _in_project(commands, "import", "add documents (text, Word, OpenDocument, RTF, pages, subtitles)")
    )
    study = _in_project(commands, "import-study", "add a study folder: texts, codings, codebook")
    study.add_argument("folder", metavar="FOLDER")
    study = _in_project(commands, "export-study", "write the project as a study folder")
    study.add_argument("folder", metavar="FOLDER")
    study.add_argument(
        "--tables-only",
        action="store_true",
        help="texts and tables alone, without rounds, decisions, notes and earlier texts",
    )


def _add_agreement(commands: Any) -> None:
    agreement = _in_project(commands, "agreement", "how far the coders agree")
    _add_scope(agreement)
    agreement.add_argument("--statistics", metavar="all|KEY,...", type=names)
    agreement.add_argument("--by", metavar=",".join(LEVELS), type=names_among(LEVELS))
    add_options_of_variables(agreement)
    table = _command(commands, "agreement-table", "how far coders agree in a spreadsheet, without a project")
    table.add_argument("file", metavar="FILE", help="a row for each unit, a column for each coder; or long")
    table.add_argument("--sheet", metavar="NAME", help="of a spreadsheet (default: the first)")
    table.add_argument("--unit", metavar="COLUMN", help="which column names the unit")
    table.add_argument("--coders", metavar="CODER,...", type=names, help="only these")
    table.add_argument("--variables", metavar="NAME,...", type=names, help="only these")
    table.add_argument(
        "--level",
        metavar="LEVEL|NAME=LEVEL,...",
        type=names,
        help="nominal, ordinal, interval, ratio or sets",
    )
    table.add_argument("--order", metavar="LOW,...,HIGH", type=names, help="of values that are words")
    table.add_argument("--statistics", metavar="all|KEY,...", type=names)
    table.add_argument("--workbook", metavar="OUT.xlsx", help="write it all into a workbook")


def _add_reconciling(commands: Any) -> None:
    listed = _in_project(commands, "disagreements", "where coders differ, one line for each passage")
    listed.add_argument("--round", metavar="ROUND", help="the codings of this round only")
    listed.add_argument(
        "--kind", metavar="KIND,...", type=names_among(KINDS), help=f"only these: {', '.join(KINDS)}"
    )
    listed.add_argument("--codes", metavar="CODE,...", type=names, help="only with one of these codes")
    listed.add_argument("--documents", metavar="DOCUMENT,...", type=names, help="only these documents")
    listed.add_argument("--coders", metavar="CODER,...", type=names, help="only where these coders differ")
    listed.add_argument("--quotes", action="store_true", help="with the words of the passages")
    units = [unit for unit in UNITS if unit != "character"]
    listed.add_argument("--unit", choices=units, help="instead, units in whose codes coders differ")
    add_options_of_variables(listed)
    back = _in_project(commands, "import-decisions", "take in decisions made in a workbook's sheet")
    back.add_argument("workbook", metavar="WORKBOOK.xlsx")
    back.add_argument("--preview", action="store_true", help="say what would change, and change nothing")
    settle = _in_project(commands, "reconcile", "settle disagreements by rules, all in one step")
    settle.add_argument("--rules", metavar="RULE,...", type=names, required=True, help=RULES)
    settle.add_argument("--round", metavar="ROUND", help="the disagreements of this round")
    settle.add_argument("--preview", action="store_true", help="say what would be decided, decide nothing")
    settle.add_argument("--sheets", action="store_true", help="answers of coding sheets")
    settle.add_argument("--against", metavar="GOLD", help="compare the rules with a consensus layer instead")


def _add_learning(commands: Any) -> None:
    feedback = _in_project(
        commands, "feedback", "where the consensus differs from what coders coded, by code"
    )
    feedback.add_argument("--round", metavar="ROUND", help="the decisions of this round")
    feedback.add_argument("--coders", metavar="CODER,...", type=names, help="for these coders (default: all)")
    feedback.add_argument("--quotes", action="store_true", help="with the words of the passages")
    test = _in_project(commands, "calibration", "settled disagreements as a test for a new coder")
    change = test.add_mutually_exclusive_group()
    change.add_argument("--create", metavar="NAME", help="plan a blind round of their documents")
    change.add_argument("--score", metavar="ROUND", help="how coders did in a closed calibration")
    test.add_argument("--coders", metavar="CODER,...", type=names, help="who takes it, or is scored")
    test.add_argument("--round", metavar="ROUND", help="the decisions of this round")
    test.add_argument(
        "--kind", metavar="KIND,...", type=names_among(KINDS), help=f"only these: {', '.join(KINDS)}"
    )
    test.add_argument("--codes", metavar="CODE,...", type=names, help="only with one of these codes")
    test.add_argument("--number", metavar="N", type=count, help="the N documents with most of them")
    test.add_argument("--seed", metavar="S", type=count, help="repeats every lot (default: 1)")


def _add_rounds(commands: Any) -> None:
    rounds = _in_project(commands, "rounds", "list rounds with their progress; plan one, close one")
    change = rounds.add_mutually_exclusive_group()
    change.add_argument("--create", metavar="NAME", help="plan a round")
    change.add_argument("--close", metavar="NAME", help="close a round: freeze what is completed")
    change.add_argument("--change", metavar="NAME", help="let an open round gain or lose coders, documents")
    for what in ("coders", "documents"):
        for verb in ("add", "remove"):
            listed = f"{what[:-1].upper()},..."
            rounds.add_argument(f"--{verb}-{what}", metavar=listed, type=names, help=f"with --change: {verb}")
    rounds.add_argument("--leave-out-unfinished", action="store_true", help="close though work is unfinished")
    rounds.add_argument("--anyway", action="store_true", help="close though empty; remove what is begun")
    rounds.add_argument("--lock-codebook", action="store_true", help="its coders propose new codes only")
    rounds.add_argument("--kind", choices=ROUND_KINDS, help="what it is for (default: reliability)")
    rounds.add_argument("--documents", metavar="DOCUMENT,...", type=names, help="only these documents")
    rounds.add_argument("--cases", metavar="CASE,...|all", type=names, help="whose sheets are filled")
    rounds.add_argument("--draw", metavar="N", type=count, help="draw so many documents by lot")
    rounds.add_argument("--stratum", metavar="PROPERTY", help="draw in proportion to a property")
    rounds.add_argument("--coders", metavar="CODER,...", type=names, help="only these coders")
    rounds.add_argument("--per-document", metavar="N", type=count, help="so many coders for each document")
    rounds.add_argument("--repeats", metavar="N", type=count, help="hidden repeats for each coder")
    rounds.add_argument("--open", action="store_true", help="coders see one another's codings")
    rounds.add_argument("--codebook-version", metavar="N", type=count, help="the published codebook it uses")
    rounds.add_argument("--seed", metavar="S", type=count, help="repeats every lot (default: 1)")
    rounds.add_argument("--note", metavar="TEXT", help="what to remember about it")


def _add_export(commands: Any) -> None:
    export = _in_project(commands, "export", "write the workbook (.xlsx), an SPSS file (.sav) or CSV files")
    export.add_argument("target", metavar="WORKBOOK.xlsx|FILE.sav|FOLDER")
    export.add_argument(
        "--profile",
        choices=PROFILES,
        default=PROFILES[0],
        help="what text leaves the project (default: full)",
    )
    export.add_argument("--sheets", metavar="SHEET,...", type=names, help="only these sheets")
    _add_scope(export)
    export.add_argument(
        "--statistic",
        choices=SUMMED_UP,
        default="krippendorff_alpha",
        metavar="KEY",
        help=f"what the summary shows: {', '.join(SUMMED_UP)} (default: krippendorff_alpha)",
    )
    export.add_argument("--threshold", metavar="T", type=share, help="where the summary draws its line")
    export.add_argument("--csv-bom", action="store_true", help="CSV files as Excel reads them")
    export.add_argument(
        "--calculators", action="store_true", help="files for ReCal2, ReCal3 and ReCal OIR, into a folder"
    )


def _add_scope(command: argparse.ArgumentParser) -> None:
    """What is compared, and how."""
    command.add_argument("--unit", choices=UNITS, help="what is compared")
    command.add_argument("--round", metavar="ROUND", help="the codings of this round only")
    for option, metavar in (
        ("--coders", "CODER,..."),
        ("--codes", "CODE,..."),
        ("--documents", "DOCUMENT,..."),
    ):
        command.add_argument(option, metavar=metavar, type=names, help=f"only these {option[2:]}")
    command.add_argument(
        "--without-speakers", metavar="SPEAKER,...", type=names, help="what these say is not codable"
    )
    command.add_argument("--bootstrap", metavar="N", type=resamples, help="0 for no intervals")
    command.add_argument(
        "--seed", metavar="S", type=count, help="kept from earlier versions; intervals draw no lots"
    )
    command.add_argument("--no-trim", action="store_true", help="keep white space at the ends of codings")
    command.add_argument(
        "--without-none", action="store_true", help="none of a domain's codes is no value of the domain"
    )
    command.add_argument("--tolerance", metavar="N", type=count, help="characters that ends may differ by")
    command.add_argument(
        "--origin",
        metavar="ORIGIN,...",
        type=names_among(ORIGINS),
        help=f"only codings that came about so: {', '.join(ORIGINS)}",
    )


def _command(commands: Any, name: str, does: str) -> argparse.ArgumentParser:
    added: argparse.ArgumentParser = commands.add_parser(
        name, help=does, description=does[0].upper() + does[1:] + ".", allow_abbrev=False
    )
    added.add_argument("--json", action="store_true", help="answer with one JSON value")
    return added


def _in_project(commands: Any, name: str, does: str) -> argparse.ArgumentParser:
    """A command that works in a project, for whoever --as names."""
    added = _command(commands, name, does)
    added.add_argument("project", metavar="PROJECT")
    added.add_argument("--as", dest="as_coder", metavar="CODER", help="look, or act, as this coder")
    add_passphrase(added)
    return added


class _Version(argparse.Action):
    """Prints the version, which is looked up only when it is asked for."""

    def __init__(self, option_strings: Any, dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="say which version this is")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from app.exchange.version import version

        print(f"Intercoder {version()}")
        parser.exit()
