"""What becomes of a coder's codings when a return is taken in: compared with what was known of them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs import Job
from app.models import Code, Coding, Document
from app.packets.following import WORDS_GONE, Following, NoPlaceError, PlaceNow
from app.packets.plans import CodingNow, CodingsPlan, Unplaced
from app.packets.tables import CODINGS, Digests, digest_of
from app.store.codings import folded, origin_of_both

STEP_EVERY = 5_000


class StandingCoding(NamedTuple):
    """A coding of the coder's that is here."""

    id: int
    coding: CodingNow


def standing_codings(session: Session, coder_id: int) -> dict[str, StandingCoding]:
    """All codings of a coder that are here, by guid."""
    columns = Coding.guid, Document.guid, Code.guid, Coding.start, Coding.end, Coding.memo, Coding.sure
    rows = session.execute(
        select(Coding.id, *columns, Coding.created_at, Coding.origin)
        .join(Document, Document.id == Coding.document_id)
        .join(Code, Code.id == Coding.code_id)
        .where(Coding.coder_id == coder_id)
        .execution_options(everything=True)
    )
    return {row[1]: StandingCoding(row[0], CodingNow._make(row[1:])) for row in rows}


class CodingsPlanner:
    """Plans for the codings of one return; `unplaced` gets what fits nowhere."""

    def __init__(
        self,
        following: Following,
        standing: Mapping[str, StandingCoding],
        code_names: Mapping[str, str],
        job: Job,
    ) -> None:
        self._following, self._standing, self._job = following, standing, job
        self._code_names = code_names
        self.unplaced: list[Unplaced] = []

    def plan(
        self, rows: Sequence[tuple[Any, ...]], baseline: Digests, *, removing: bool
    ) -> tuple[CodingsPlan, Digests]:
        """The plan, and what is known of the coder's codings after it."""
        plan, after = CodingsPlan(), dict[str, str]()
        returned = {row[0] for row in rows}
        if removing:
            plan.removed = {
                self._standing[guid].id: self._standing[guid].coding.document
                for guid in baseline
                if guid not in returned and guid in self._standing
            }
        else:
            after |= {guid: digest for guid, digest in baseline.items() if guid not in returned}
        incoming: dict[str, CodingNow] = {}
        absent: dict[str, CodingNow] = {}  # known, unchanged and not here: folded, or removed here
        for index, row in enumerate(rows):
            if index % STEP_EVERY == 0:
                self._job.step(index, len(rows), "Placing codings")
            digest = digest_of(row)
            guid, is_known = row[0], baseline.get(row[0]) == digest
            if is_known and guid in self._standing:
                after[guid] = digest
                continue
            coding = self._placed(row, plan, baseline)
            if is_known or coding is not None or self._is_lost(plan, guid):
                after[guid] = digest
            elif guid in baseline:
                after[guid] = baseline[guid]
            if coding is not None and is_known:
                absent[guid] = coding
            elif coding is not None:
                incoming[guid] = coding
        self._settle(plan, incoming, absent)
        return plan, after

    @staticmethod
    def _is_lost(plan: CodingsPlan, guid: str) -> bool:
        return bool(plan.lost) and plan.lost[-1][0].guid == guid

    def _placed(self, row: tuple[Any, ...], plan: CodingsPlan, baseline: Digests) -> CodingNow | None:
        """A coding where it stands now; None where it fits nowhere, which is told unless it is known."""
        fields = dict(zip(CODINGS.columns, row, strict=True))
        silently = baseline.get(row[0]) == digest_of(row)
        try:
            now = self._following.place(fields["document"], fields["start"], fields["end"])
            code = self._following.code(fields["code"])
        except NoPlaceError as error:
            if not silently:
                self._note(row, str(error))
            return None
        coding = _coding(fields, code, now)
        if silently:
            return None if now.is_lost else coding
        if now.is_lost and now.before is not None:
            if coding.guid not in baseline:
                plan.lost.append((coding, now.before))
            self._note(row, WORDS_GONE)
            return None
        if now.before is not None:
            plan.places_before[coding.guid] = now.before
        return coding

    def _note(self, row: tuple[Any, ...], why: str) -> None:
        fields = dict(zip(CODINGS.columns, row, strict=True))
        document = self._following.documents.get(fields["document"])
        self.unplaced.append(
            Unplaced(
                "coding",
                document.name if document else "",
                self._code_names.get(fields["code"], ""),
                fields["start"],
                fields["end"],
                why,
            )
        )

    def _settle(
        self, plan: CodingsPlan, incoming: dict[str, CodingNow], absent: dict[str, CodingNow]
    ) -> None:
        """What is added and changed, so that no two codings say the same."""
        removed = set(plan.removed)
        stays = {guid: row for guid, row in self._standing.items() if row.id not in removed}
        freed = {row.coding.spot for row in self._standing.values() if row.id in removed}
        freed |= {
            stays[guid].coding.spot
            for guid in incoming
            if guid in stays and incoming[guid].spot != stays[guid].coding.spot
        }
        by_spot: dict[tuple[str, str, int, int], list[CodingNow]] = {}
        for guid, row in stays.items():
            coding = incoming.get(guid, row.coding)
            by_spot.setdefault(coding.spot, []).append(coding)
        for guid, coding in sorted(incoming.items()):
            if guid not in stays:
                by_spot.setdefault(coding.spot, []).append(coding)
        for _, coding in sorted(absent.items()):
            twins = by_spot.get(coding.spot, [])
            if twins and any(twin.guid in incoming for twin in twins):
                twins.append(coding)  # its memo was in the one that changes now
            elif not twins and coding.spot in freed:
                by_spot[coding.spot] = [coding]
        for twins in by_spot.values():
            first = twins[0] if len(twins) == 1 else self._folded(plan, twins, stays)
            if first.guid not in stays:
                plan.new.append(first)
            elif first != stays[first.guid].coding:
                plan.changed[stays[first.guid].id] = first

    def _folded(
        self, plan: CodingsPlan, twins: Sequence[CodingNow], stays: Mapping[str, StandingCoding]
    ) -> CodingNow:
        """The one that stays of some codings that say the same: one that is here, with all memos."""
        ordered = sorted(twins, key=lambda coding: (coding.guid not in stays, coding.guid))
        first = ordered[0]
        for twin in ordered[1:]:
            if twin.guid in stays:
                plan.folded[stays[twin.guid].id] = first.guid
            memo, sure = folded(first.memo, first.sure, twin.memo, twin.sure)
            origin = origin_of_both(first.origin, twin.origin)
            first = first._replace(memo=memo, sure=sure, origin=origin)
        return first


def _coding(fields: Mapping[str, Any], code: str, now: PlaceNow) -> CodingNow:
    return CodingNow(
        guid=fields["guid"],
        document=fields["document"],
        code=code,
        start=now.start,
        end=now.end,
        memo=fields["memo"],
        sure=bool(fields["sure"]),
        created_at=fields["created_at"],
        origin=fields["origin"],
    )
