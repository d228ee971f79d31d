"""What may be said about files that are imported."""

from argparse import ArgumentParser

from app.commands.option_values import names, pair

DIALECTS = (  # as app.documents.dialects names them, with hyphens
    "colon",
    "table",
    "tab",
    "alone",
    "question-and-answer",
    "hearing",
    "time-behind-the-name",
    "brackets",
    "dash",
    "below-times",
    "Webex",
    "CHAT",
    "numbered-questions",
    "other-sign",
    "round-brackets",
    "voices",
    "strong-type",
)
ROLES = ("interviewer", "interpreter", "participant")
DUPLICATES = ("import", "leave-out")
VALUES = (
    ("--encoding", "NAME", "read text files in this encoding (windows-1250, mac-roman ...)"),
    ("--language", "CODE", "the language of all of them, such as fi or ar"),
    ("--survey", "MAP.json|guess", "a table of respondents: which columns are ids, attributes, questions"),
)
SWITCHES = (
    ("--no-speakers", "they are texts in which nobody is named"),
    ("--take-lines", "let lines that look like labels of speakers begin turns"),
    ("--preview", "say what would come in and who speaks in it, and change nothing"),
)
PAIRS = (
    ("--rename", "LABEL=NAME", "call who has this label otherwise; under one name they are one; repeatable"),
    ("--role", "NAME=ROLE", f"of a speaker: {', '.join(ROLES)}; repeatable"),
)


def add_import_options(documents: ArgumentParser) -> None:
    """Add the files, and what may be said about them."""
    for option, metavar, what in VALUES:
        documents.add_argument(option, metavar=metavar, help=what)
    documents.add_argument(
        "--dialect", metavar="NAME", choices=DIALECTS, help=f"the form of transcript: {', '.join(DIALECTS)}"
    )
    for option, what in SWITCHES:
        documents.add_argument(option, action="store_true", help=what)
    for option, metavar, what in PAIRS:
        documents.add_argument(option, metavar=metavar, type=pair, action="append", default=[], help=what)
    documents.add_argument(
        "--not-codable", metavar="NAME,...", type=names, help="these speakers' turns aren't to be coded"
    )
    documents.add_argument(
        "--group", metavar="NAME,...", type=names, help="put all of them into these groups"
    )
    documents.add_argument(
        "--duplicates", choices=DUPLICATES, default="import", help="a text that is there already"
    )
    documents.add_argument(
        "files", metavar="FILE", nargs="+", help="files, or folders with all that is in them"
    )
