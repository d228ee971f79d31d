"""What a gesture on versions, worklists and proposals does: each is one action with a label for Undo."""

from collections.abc import Sequence
from typing import Any

from app.codebook.proposals import ProposalRow, accept_proposal, decline_proposal, propose
from app.codebook.version_actions import mark_checked, publish_version
from app.coding.actions import recode
from app.store.journal import WriteSession
from app.translation import tr
from app.ui.codebook.editing.gestures import short
from app.ui.codebook.revising.proposal_words import kind_names
from app.ui.session import ProjectSession


class RevisionGestures:
    """Performs them, as the coder at work."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def publish(self, reason: str, number: int) -> int:
        """Publish the codebook as version `number`; returns its id."""
        label = tr("Publish version {version} of the codebook", version=number)
        return self._session.do(label, publish_version, reason=reason, coder_id=self._session.coder())

    def keep(self, version_id: int, coding_ids: Sequence[int], name: str) -> None:
        """Say that codings of the code called `name` are still right."""
        label = tr(
            "Keep a coding of “{name}” under the new version",
            "Keep {count} codings of “{name}” under the new version",
            len(coding_ids),
            name=short(name),
        )
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
            tr("Recode “{code}” as “{other}”", code=short(names[0]), other=short(names[1])),
            _recode,
            version_id=version_id,
            coding_id=coding_id,
            code_id=code_id,
            coder_id=self._session.coder(),
        )

    def propose(self, kind: Any, name: str, **what: Any) -> int:
        """Propose a change of the code called `name` (empty: of the codebook); returns the proposal's id."""
        label = tr("Propose for “{name}”: {kind}", name=short(name), kind=kind_names()[kind])
        if not name:
            label = tr("Propose for the codebook: {kind}", kind=kind_names()[kind])
        return self._session.do(label, propose, kind=kind, coder_id=self._session.coder(), **what)

    def accept(self, proposal: ProposalRow, text: str, answer: str) -> None:
        """Do what was proposed, as `text` now says it."""
        self._session.do(
            tr("Accept a proposal for “{code}”: {what}", code=short(proposal.code), what=_what(proposal))
            if proposal.code
            else tr("Accept a proposal: {what}", what=_what(proposal)),
            accept_proposal,
            proposal_id=proposal.id,
            coder_id=self._session.coder(),
            text=text,
            answer=answer,
        )

    def decline(self, proposal: ProposalRow, answer: str) -> None:
        """Leave the codebook as it is, and say why."""
        self._session.do(
            tr("Decline a proposal for “{code}”: {what}", code=short(proposal.code), what=_what(proposal))
            if proposal.code
            else tr("Decline a proposal: {what}", what=_what(proposal)),
            decline_proposal,
            proposal_id=proposal.id,
            coder_id=self._session.coder(),
            answer=answer,
        )


def _recode(session: WriteSession, *, version_id: int, coding_id: int, code_id: int, coder_id: int) -> None:
    mark_checked(session, version_id=version_id, coding_ids=[coding_id], coder_id=coder_id)
    recode(session, coding_id=coding_id, coder_id=coder_id, code_id=code_id)


def _what(proposal: ProposalRow) -> str:
    what = kind_names()[proposal.kind]
    if proposal.kind == "new":
        what = f"{what} “{short(proposal.text.partition(chr(10))[0])}”"
    return what
