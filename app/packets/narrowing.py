"""One coder's part of a study, and nothing of anybody else: what a packet holds."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.documents.left_out import KEY as LEFT_OUT
from app.jobs import Job
from app.store.locking import KEY as LOCKING
from app.store.setting import TITLE, guid, setting
from app.store.sight import see_everything
from app.studies import codebook, documents, rounds, work, written
from app.studies.guids import GuidsById
from app.studies.rows import (
    Study,
    StudyAssignment,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyProposal,
    StudyRound,
    StudyVersion,
)
from app.studies.written_rows import StudyMemo, StudyQuote


@dataclass(frozen=True)
class CoderShare:
    """What one coder gets: ids of documents and rounds, and whether with the coder's own earlier work."""

    coder_id: int
    document_ids: frozenset[int]
    round_ids: frozenset[int]
    with_own: bool


class PacketMaterial:
    """What packets are made of, read once for all of them, whoever looks; it doesn't outlive its session."""

    def __init__(self, session: Session, job: Job) -> None:
        see_everything(session)
        self.session, self.job = session, job
        self.guids = GuidsById(session)
        self._project, self._title = guid(session), setting(session, TITLE) or ""
        self._locking: list[str] = json.loads(setting(session, LOCKING) or "[]")
        self._left_out = setting(session, LEFT_OUT)
        self._coders = {self.guids.ids("coder")[coder.guid]: coder for coder in work.coders_out(session)}
        self._codes = codebook.codes_out(session)
        self.versions = codebook.versions_out(session, self.guids)
        job.step(0, 0, "Reading documents")
        texts = documents.documents_out(session, frozenset(), self.guids)
        self._documents = {document.about.guid: document for document in texts}
        self._rounds = {round_.guid: round_ for round_ in rounds.rounds_out(session, self.guids)}
        self._assignments = work.assignments_out(session, lambda *_: True, frozenset(), self.guids)
        self._proposals = codebook.proposals_out(session, self.guids)

    def version_of(self, part: CoderShare) -> StudyVersion | None:
        """The codebook that a coder gets: as published for the rounds, else the newest; None without any."""
        wanted = {self._rounds[self.guids.rounds[round_id]].version for round_id in part.round_ids} - {""}
        chosen = [version for version in self.versions if version.guid in wanted] or self.versions
        return max(chosen, key=lambda version: version.number, default=None)

    def differs(self, version: StudyVersion | None) -> bool:
        """Whether the codebook was changed since a version."""
        return version is not None and {code.guid: code for code in version.codes} != {
            code.guid: code for code in self._codes
        }

    def study_for(self, part: CoderShare) -> Study:
        """The study that a packet holds."""
        coder = self._coders[part.coder_id]
        texts = [self._document(self._documents[self.guids.documents[row]]) for row in part.document_ids]
        texts.sort(key=lambda document: document.about.position)
        given = {document.about.guid for document in texts}
        codings: list[StudyCoding] = []
        if part.with_own:
            codings = work.codings_out(
                self.session, texts, frozenset(), self.guids, self.job, coder_id=part.coder_id
            )
        codes = self._codes_for(part, codings)
        own_rounds = [self._round(self._rounds[self.guids.rounds[row]]) for row in sorted(part.round_ids)]
        return Study(
            guid=self._project,
            settings=self._settings(texts, {round_.guid for round_ in own_rounds}),
            coders=[StudyCoder(coder.guid, coder.name, coder.initials, coder.colour)],
            codes=codes,
            documents=texts,
            codings=codings,
            assignments=self._assigned(part, coder.guid, given, {round_.guid for round_ in own_rounds}),
            proposals=self._proposed(coder.guid, given, codes) if part.with_own else [],
            memos=self._memos(coder.guid, given, codes) if part.with_own else [],
            quotes=self._quotes(coder.guid, given, codes) if part.with_own else [],
            rounds=own_rounds,
        )

    def _codes_for(self, part: CoderShare, codings: Collection[StudyCoding]) -> list[StudyCode]:
        """The published codebook; today's where nothing is published or the own work needs more codes."""
        version = self.version_of(part)
        if version is None or {coding.code for coding in codings} - {code.guid for code in version.codes}:
            return list(self._codes)
        return list(version.codes)

    def _settings(self, texts: Collection[StudyDocument], own_rounds: set[str]) -> Mapping[str, str]:
        """The title; which of the rounds lock the codebook; speakers of these documents who are no units."""
        settings = {TITLE: self._title}
        locking = sorted(own_rounds & set(self._locking))
        if locking:
            settings[LOCKING] = json.dumps(locking)
        if self._left_out is not None:
            speakers = {region.speaker for document in texts for region in document.regions}
            chosen = [name for name in json.loads(self._left_out) if name in speakers]
            settings[LEFT_OUT] = json.dumps(chosen, ensure_ascii=False)
        return settings

    @staticmethod
    def _document(document: StudyDocument) -> StudyDocument:
        """With its text as it is now alone: earlier ones may hold names that were replaced."""
        about = document.about
        return StudyDocument(
            about,
            {about.text_version: document.text},
            document.regions,
            document.properties,
            groups=document.groups,
        )

    @staticmethod
    def _round(round_: StudyRound) -> StudyRound:
        """Without what tells of others: who planned it, how it was drawn, what the lead noted."""
        return round_._replace(version="", seed=None, drawn="", note="", created_by="")

    def _assigned(
        self, part: CoderShare, coder: str, given: set[str], own_rounds: set[str]
    ) -> list[StudyAssignment]:
        return [
            row if part.with_own else row._replace(started_at=None, completed_at=None)
            for row in self._assignments
            if row.coder == coder and row.document in given and row.round in own_rounds | {""}
        ]

    def _memos(self, coder: str, given: set[str], codes: Collection[StudyCode]) -> list[StudyMemo]:
        """What the coder wrote about nothing but what is in the packet."""
        guids = {code.guid for code in codes} | {""}
        return [
            row
            for row in written.written_out(self.session, self.guids)["memos"]
            if row.coder == coder
            and row.document in given | {""}
            and row.code in guids
            and not row.case + row.query + row.gone
        ]

    def _quotes(self, coder: str, given: set[str], codes: Collection[StudyCode]) -> list[StudyQuote]:
        guids = {code.guid for code in codes} | {""}
        return [
            row
            for row in written.written_out(self.session, self.guids)["quotes"]
            if row.coder == coder and row.document in given | {""} and row.code in guids
        ]

    def _proposed(self, coder: str, given: set[str], codes: Collection[StudyCode]) -> list[StudyProposal]:
        """What the coder has proposed and nobody has answered yet."""
        guids = {code.guid for code in codes} | {""}
        return [
            row
            for row in self._proposals
            if row.coder == coder
            and row.state == "open"
            and row.document in given | {""}
            and {row.code, row.target} <= guids
        ]
