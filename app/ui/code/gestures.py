"""What a gesture on the text does to the project: each is one action with a label for Undo."""

from collections.abc import Sequence

from app.codebook.actions import add_code
from app.codebook.proposals import propose
from app.coding.actions import apply_code, change_coding, recode, remove_codings, resize_coding
from app.counting import counted
from app.store.journal import WriteSession
from app.ui.session import ProjectSession
from app.ui.surface.marks import CodingMark

LABEL_CHARACTERS = 60


class Gestures:
    """Performs gestures for the coder at work."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def apply(self, document_id: int, passage: tuple[int, int], code_id: int, code_name: str) -> int:
        """Put a code on a passage; returns the coding's id."""
        return self._session.do(
            f"Apply “{_short(code_name)}”",
            apply_code,
            document_id=document_id,
            code_id=code_id,
            coder_id=self._session.coder(),
            start=passage[0],
            end=passage[1],
        )

    def apply_new_code(self, document_id: int, passage: tuple[int, int], name: str) -> tuple[int, int]:
        """Add a code and put it on a passage, in one action; returns the ids of code and coding."""
        return self._session.do(
            f"Apply new code “{_short(name)}”",
            _add_and_apply,
            document_id=document_id,
            coder_id=self._session.coder(),
            passage=passage,
            name=name,
        )

    def propose_new_code(self, document_id: int, passage: tuple[int, int], name: str) -> None:
        """Propose a code, with the passage that it is for."""
        self._session.do(
            f"Propose a new code “{_short(name)}”",
            propose,
            kind="new",
            code_id=None,
            text=name,
            document_id=document_id,
            start=passage[0],
            end=passage[1],
            coder_id=self._session.coder(),
        )

    def remove(self, marks: Sequence[CodingMark]) -> None:
        """Remove codings of one's own."""
        names = f"“{_short(marks[0].code_name)}”" if len(marks) == 1 else counted(len(marks), "coding")
        ids = [mark.id for mark in marks]
        self._session.do(f"Remove {names}", remove_codings, coding_ids=ids, coder_id=self._session.coder())

    def resize(self, mark: CodingMark, start: int, end: int) -> None:
        """Give a coding other edges."""
        self._session.do(
            f"Resize “{_short(mark.code_name)}”",
            resize_coding,
            coding_id=mark.id,
            coder_id=self._session.coder(),
            start=start,
            end=end,
        )

    def recode(self, mark: CodingMark, code_id: int, code_name: str) -> None:
        """Give a coding another code."""
        self._session.do(
            f"Recode “{_short(mark.code_name)}” as “{_short(code_name)}”",
            recode,
            coding_id=mark.id,
            coder_id=self._session.coder(),
            code_id=code_id,
        )

    def set_memo(self, mark: CodingMark, memo: str, seen: str) -> None:
        """Write a coding's memo in place of the one that was seen."""
        self._session.do(
            f"Memo on “{_short(mark.code_name)}”",
            change_coding,
            coding_id=mark.id,
            coder_id=self._session.coder(),
            memo=memo,
            seen={"memo": seen},
        )

    def set_sure(self, mark: CodingMark, sure: bool) -> None:
        """Say whether the coder is sure of a coding."""
        self._session.do(
            f"Mark “{_short(mark.code_name)}” as {'sure' if sure else 'unsure'}",
            change_coding,
            coding_id=mark.id,
            coder_id=self._session.coder(),
            sure=sure,
        )


def _add_and_apply(
    session: WriteSession, *, document_id: int, coder_id: int, passage: tuple[int, int], name: str
) -> tuple[int, int]:
    code_id = add_code(session, name=name)
    coding_id = apply_code(
        session,
        document_id=document_id,
        code_id=code_id,
        coder_id=coder_id,
        start=passage[0],
        end=passage[1],
    )
    return code_id, coding_id


def _short(name: str) -> str:
    return name if len(name) <= LABEL_CHARACTERS else name[: LABEL_CHARACTERS - 1] + "…"
