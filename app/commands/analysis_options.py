"""What may be typed of the commands that look into what is coded and written."""

import argparse
from collections.abc import Callable
from typing import Any

from app.commands.option_values import count, names, names_among

TOGETHER = ("passage", "turn", "document", "case")
WHERE = ("texts", "memos", "notes", "definitions", "properties")
ABOUT = ("project", "document", "passage", "case", "code", "query", "coding")
CLEARANCES = ("quote", "paraphrase", "never")
ORIGINS = ("hand", "search", "import", "suggestion")
InProject = Callable[[Any, str, str], argparse.ArgumentParser]


def add_search(commands: Any, in_project: InProject) -> None:
    """`search`."""
    search = in_project(commands, "search", "find words in texts, memos, notes, definitions, properties")
    search.add_argument("query", metavar="QUERY", nargs="?", help='words in a row, "a phrase", wild*, m?n')
    search.add_argument("--pattern", action="store_true", help="QUERY is a regular expression")
    search.add_argument("--whole-words", action="store_true", help="no parts of words")
    search.add_argument("--case", action="store_true", help="capitals and small letters are two")
    search.add_argument("--accents", action="store_true", help="letters with and without accents are two")
    search.add_argument(
        "--near", metavar="N", type=count, help="all words, with N words at most between them"
    )
    search.add_argument(
        "--in", dest="where", metavar="WHERE,...", type=names_among(WHERE), help=f"only {', '.join(WHERE)}"
    )
    for option, metavar, what in (
        ("--documents", "DOCUMENT,...", "only these documents"),
        ("--language", "LANGUAGE,...", "only documents in these languages"),
        ("--speaker", "SPEAKER,...", "only where these speak"),
        ("--coded-with", "CODE,...", "only what is coded with one of these codes, or those under them"),
        ("--not-coded-with", "CODE,...", "only what isn't"),
        ("--coded-by", "CODER,...", "only what these coders coded, or with “not coded” didn't"),
    ):
        search.add_argument(option, metavar=metavar, type=names, help=what)
    search.add_argument(
        "--property", metavar="NAME=VALUE", action="append", help="of the document; repeatable"
    )
    search.add_argument("--coded", action="store_true", help="only what is coded")
    search.add_argument("--not-coded", action="store_true", help="only what isn't coded")
    search.add_argument("--codable", action="store_true", help="leave out what is not codable")
    search.add_argument("--limit", metavar="N", type=count, help="list the first N places; all are counted")
    add_saving(search)
    search.add_argument("--new", action="store_true", help="with --saved: what came since it was looked at")
    search.add_argument(
        "--mark-seen", action="store_true", help="with --saved: all that it finds now was looked at"
    )


def add_retrieve(commands: Any, in_project: InProject) -> None:
    """`retrieve`."""
    retrieve = in_project(commands, "retrieve", "passages by their codes: “A” overlapping “B” by all coders")
    retrieve.add_argument(
        "query", metavar="QUERY", nargs="?", help="a sentence, as the manual's page Retrieve"
    )
    add_conditions(retrieve)
    retrieve.add_argument(
        "--limit", metavar="N", type=count, help="list the first N passages; all are counted"
    )
    add_saving(retrieve)


def add_cooccurrence(commands: Any, in_project: InProject) -> None:
    """`cooccurrence`."""
    table = in_project(commands, "cooccurrence", "how often codes stand together, code by code")
    table.add_argument(
        "--codes", metavar="CODE,...", type=names, help="only these (default: all that are used)"
    )
    table.add_argument(
        "--unit", choices=TOGETHER, default="passage", help="what is counted (default: passage)"
    )
    table.add_argument(
        "--near", nargs=2, metavar=("N", "words|sentences|turns"), help="passages that lie so near count, too"
    )
    add_conditions(table)


def add_conditions(command: argparse.ArgumentParser) -> None:
    """What else must be true of passages."""
    command.add_argument(
        "--by", choices=("any", "all", "consensus"), help="any coder, all coders, the consensus"
    )
    for option, metavar, what in (
        ("--coders", "CODER,...", "only what these coded"),
        ("--speaker", "SPEAKER,...", "only where these speak"),
        ("--documents", "DOCUMENT,...", "only in these documents"),
        ("--language", "LANGUAGE,...", "only in documents in these languages"),
        ("--case", "CASE,...", "only what belongs to these cases"),
    ):
        command.add_argument(option, metavar=metavar, type=names, help=what)
    command.add_argument("--origin", metavar="ORIGIN,...", type=names_among(ORIGINS), help="codings made so")
    command.add_argument("--round", metavar="ROUND", help="only what was to be coded in this round")
    command.add_argument(
        "--property", metavar="NAME=VALUE", action="append", help="of the document; repeatable"
    )
    command.add_argument(
        "--attribute",
        metavar='"NAME >= VALUE"',
        action="append",
        help="of the case: is, is not, <, <=, >, >=",
    )
    for option, what in (
        ("--sure", "only codings that are sure"),
        ("--unsure", "only those that are not"),
        ("--with-memo", "only codings with a memo"),
        ("--without-memo", "only those without"),
    ):
        command.add_argument(option, action="store_true", help=what)
    command.add_argument("--since", metavar="DAY", help="codings made on this day or later")
    command.add_argument("--before", metavar="DAY", help="codings made before this day")


def add_saving(command: argparse.ArgumentParser) -> None:
    """Queries under a name."""
    command.add_argument("--save", metavar="NAME", help="save the query under this name")
    command.add_argument("--anew", action="store_true", help="with --save: in the place of what has the name")
    command.add_argument("--saved", metavar="NAME", help="run the saved query of this name anew")
    command.add_argument("--list-saved", action="store_true", help="list the saved queries")


def add_memos(commands: Any, in_project: InProject) -> None:
    """`memos`."""
    memos = in_project(commands, "memos", "memos on anything, those on codings among them; write one")
    memos.add_argument(
        "--about", metavar="WHAT,...", type=names_among(ABOUT), help=f"only on {', '.join(ABOUT)}"
    )
    memos.add_argument("--kind", metavar="KIND,...", type=names, help="only of these kinds")
    memos.add_argument("--by", metavar="CODER,...", type=names, help="only by these writers")
    memos.add_argument("--words", metavar="TEXT", help="only with these words")
    memos.add_argument(
        "--journal", action="store_true", help="the project's journal, oldest first; write in it"
    )
    change = memos.add_mutually_exclusive_group()
    change.add_argument("--write", metavar="TEXT", help="write a memo")
    change.add_argument(
        "--change", metavar=("ID", "TEXT"), nargs=2, help="write another text of one's own memo"
    )
    change.add_argument("--delete", metavar="ID", help="delete a memo of one's own")
    memos.add_argument("--title", metavar="TEXT", help="with --write or --change: its title")
    memos.add_argument(
        "--of-kind", metavar="KIND", help="with --write or --change: its kind, a word of your own"
    )
    memos.add_argument("--private", action="store_true", help="with --write: for the writer alone (--as)")
    target = memos.add_mutually_exclusive_group()
    target.add_argument(
        "--on-document", metavar="DOCUMENT", help="what the memo is about; without: the project"
    )
    target.add_argument("--on-passage", metavar=("DOCUMENT", "START", "END"), nargs=3)
    target.add_argument("--on-code", metavar="CODE")
    target.add_argument("--on-case", metavar="CASE")
    target.add_argument("--on-query", metavar="NAME")


def add_quotes(commands: Any, in_project: InProject) -> None:
    """`quotes`."""
    quotes = in_project(
        commands, "quotes", "the quote bank: chosen passages, how they may be quoted, and where"
    )
    quotes.add_argument(
        "--only", metavar="CLEARANCE,...", type=names_among(CLEARANCES), help="only so cleared"
    )
    quotes.add_argument("--codes", metavar="CODE,...", type=names, help="only for these codes")
    change = quotes.add_mutually_exclusive_group()
    change.add_argument("--add", metavar=("DOCUMENT", "START", "END"), nargs=3, help="choose a passage")
    change.add_argument("--change", metavar="ID", help="change what is said of a quote")
    change.add_argument("--move", metavar=("ID", "PLACE"), nargs=2, help="give a quote this place, from 1")
    change.add_argument("--remove", metavar="ID", help="take a quote out of the bank")
    quotes.add_argument("--code", metavar="CODE", help="with --add: which code it shows")
    for option, what in (
        ("--wording", "the words as they are quoted, cleaned"),
        ("--translation", "a translation that stands beside them"),
        ("--attribution", "whose words they are said to be; without it the case and what is known of it"),
        ("--used-in", "where it was quoted"),
        ("--note", "what to remember about it"),
    ):
        quotes.add_argument(option, metavar="TEXT", help=f"with --add or --change: {what}")
    quotes.add_argument("--clearance", choices=CLEARANCES, help="quote, paraphrase only, or never leaves")
