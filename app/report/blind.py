"""What counts and lists leave out while others code in an open blind round, in words."""

from app.store import ReadSession
from app.store.sight import others_code_blind
from app.translation import tr


def not_counted(session: ReadSession) -> str:
    """That codings are missing in what is counted of all coders; empty where all of them may be seen."""
    return tr("What others code in an open blind round is not counted.") if others_code_blind(session) else ""
