"""Which columns of a study folder's tables are read; what else they have is named."""

import re
from collections.abc import Iterator, Mapping

from app.errors import UserError

CODING_COLUMNS = ("doc_id", "coder", "code", "start", "end")
MORE_OF_CODINGS = ("memo", "quote", "certainty", "created_at", "origin", "guid")
PAIR_COLUMNS = ("doc_id", "coder")

# columns that somebody adds to a table of what is completed, and what stands there where it is
STATES = ("completed", "complete", "done", "finished", "status", "state")
COMPLETED = {"", "yes", "y", "1", "true", "x", "✓", "completed", "complete", "done", "finished", "closed"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def not_taken(file: str, headers: Mapping[str, str], *known: str) -> Iterator[str]:
    """A sentence on the columns that mean nothing here, where there are some."""
    others = [f"“{header}”" for column, header in headers.items() if column and column not in known]
    if others:
        yield f"{file}: Not taken: {', '.join(others)}."


def refuse_uncompleted(cells: Mapping[str, str]) -> None:
    """UserError for a row that says that the document isn't completed: rows are what is."""
    for column in STATES:
        state = " ".join(cells.get(column, "").split())
        if state.casefold() not in COMPLETED and not _DAY.match(state):
            raise UserError(
                f"“{column}” is “{state}”, and each row of this table is a document that the coder has "
                "completed. Take out the rows of what isn't."
            )
