"""What a gesture on versions, worklists and proposals does: each is one action with a label for Undo."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.codebook.proposals import ProposalRow, accept_proposal, decline_proposal, propose
from app.codebook.version_actions import mark_checked, publish_version
from app.coding.actions import recode
from app.store.journal import WriteSession
from app.ui.codebook.editing.gestures import short
from app.ui.codebook.revising.proposal_words import kind_names
from app.ui.session import ProjectSession


class RevisionGestures:
    """Performs them, as the coder at work."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def publish(self, reason: str, number: int) -> int:
        """Publish the codebook as version `number`; returns its id."""
        label = _tr("Publish version {} of the codebook").format(number)
        return self._session.do(label, publish_version, reason=reason, coder_id=self._session.coder())

    def keep(self, version_id: int, coding_ids: Sequence[int], name: str) -> None:
        """Say that codings of the code called `name` are still right."""
        label = _tr("Keep {} codings of “{}” under the new version").format(len(coding_ids), short(name))
        if len(coding_ids) == 1:
            label = _tr("Keep a coding of “{}” under the new version").format(short(name))
        self._session.do(
            label,
            mark_checked,
            version_id=version_id,
            coding_ids=list(coding_ids),
            coder_id=self._session.coder(),
        )

    def recode(self, version_id: int, coding_id: int, code_id: int, names: tuple[str, str]) -> None:
        """Give a coding of the worklist another code; `names` are of the old and the new one."""
        self._session.do(
            _tr("Recode “{}” as “{}”").format(*(short(name) for name in names)),
            _recode,
            version_id=version_id,
            coding_id=coding_id,
            code_id=code_id,
            coder_id=self._session.coder(),
        )

    def propose(self, kind: Any, name: str, **what: Any) -> int:
        """Propose a change of the code called `name` (empty: of the codebook); returns the proposal's id."""
        label = _tr("Propose for “{}”: {}").format(short(name), kind_names()[kind])
        if not name:
            label = _tr("Propose for the codebook: {}").format(kind_names()[kind])
        return self._session.do(label, propose, kind=kind, coder_id=self._session.coder(), **what)

    def accept(self, proposal: ProposalRow, text: str, answer: str) -> None:
        """Do what was proposed, as `text` now says it."""
        self._session.do(
            _answered(_tr("Accept a proposal for “{}”: {}"), _tr("Accept a proposal: {}"), proposal),
            accept_proposal,
            proposal_id=proposal.id,
            coder_id=self._session.coder(),
            text=text,
            answer=answer,
        )

    def decline(self, proposal: ProposalRow, answer: str) -> None:
        """Leave the codebook as it is, and say why."""
        self._session.do(
            _answered(_tr("Decline a proposal for “{}”: {}"), _tr("Decline a proposal: {}"), proposal),
            decline_proposal,
            proposal_id=proposal.id,
            coder_id=self._session.coder(),
            answer=answer,
        )


def _recode(session: WriteSession, *, version_id: int, coding_id: int, code_id: int, coder_id: int) -> None:
    mark_checked(session, version_id=version_id, coding_ids=[coding_id], coder_id=coder_id)
    recode(session, coding_id=coding_id, coder_id=coder_id, code_id=code_id)


def _answered(of_a_code: str, of_the_codebook: str, proposal: ProposalRow) -> str:
    what = kind_names()[proposal.kind]
    if proposal.kind == "new":
        what = f"{what} “{short(proposal.text.partition(chr(10))[0])}”"
    return of_a_code.format(short(proposal.code), what) if proposal.code else of_the_codebook.format(what)


def _tr(text: str) -> str:
    return QCoreApplication.translate("codebook", text)
