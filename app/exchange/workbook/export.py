"""What sheets are made from: the project as it was when the export began, read when first asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from sqlalchemy.orm import Session

from app.agreement.spans.grid import UnitGrid
from app.agreement.spans.sweep import PresenceTallies, tally
from app.agreement.study.diagnosis import Diagnosis, diagnose
from app.agreement.study.everybody import everybodys_grid
from app.agreement.study.intake import READING
from app.agreement.study.levels import Levels, Row
from app.agreement.study.material import Material, Scope, ScopeReading, reading
from app.agreement.study.results import Result
from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.coding.queries import Places, number_of_passages
from app.crosstabs.choices import CASES, CODES, TableChoice
from app.crosstabs.table import Crosstab, crosstab
from app.documents.queries import DocumentRow, documents
from app.exchange.workbook.choices import PROFILES, WorkbookChoices
from app.exchange.workbook.sheets.queues import RoundQueue, first_queues, queues
from app.exchange.workbook.writing.text import visible
from app.exchange.workbook.writing.withheld import Withheld, withheld
from app.jobs import Job
from app.models import now
from app.reconcile.consensus import deciding_coder
from app.reconcile.queries import decisions, queue
from app.reconcile.standing import Standing, standing
from app.report.pictures.material import StudyMaterial, study_material
from app.report.pictures.request import PictureRequest
from app.report.tables import Holds
from app.report.words import SUMMED_UP
from app.rounds.queries import round_by_id
from app.rounds.texts import PlacesThen
from app.rounds.then import Then, then
from app.rounds.unshown import unshown_documents
from app.store.setting import guid, title

LARGE = 20_000  # codings


class Export:
    """One export: a read session, what was chosen, and all that several sheets need, computed once."""

    def __init__(
        self,
        session: Session,
        choices: WorkbookChoices,
        job: Job,
        action_id: int = 0,
        *,
        first_rows: bool = False,
    ) -> None:
        """With `first_rows` only the first ones are looked at, and not more is read than they need."""
        self.session = session
        self._first_rows = first_rows
        self.choices = choices
        self.job = job
        self.action_id = action_id
        self.written_at = now()
        self._readings: dict[Scope, ScopeReading] = {}
        self._materials: dict[str, Material] = {}
        self._places_then: dict[int | None, PlacesThen] = {}
        self._crosstabs: dict[str, Crosstab] = {}
        self._tallied: dict[str, PresenceTallies] = {}
        self._results: dict[tuple[str, tuple[str, ...], bool], Result] = {}

    @cached_property
    def title(self) -> str:
        """The project's title."""
        return visible(title(self.session))

    @cached_property
    def guid(self) -> str:
        """Identifies the project, also where it was copied or renamed."""
        return guid(self.session)

    @cached_property
    def documents(self) -> Sequence[DocumentRow]:
        """All documents, compared or not."""
        return documents(self.session)

    @cached_property
    def coders(self) -> Sequence[CoderRow]:
        """All coders, consensus layers last."""
        return coders(self.session)

    @cached_property
    def codes(self) -> Sequence[CodeRow]:
        """All codes in the order of the codebook."""
        return codebook(self.session)

    @cached_property
    def round_in_words(self) -> str:
        """Which round's codings are compared, and since when they are the same."""
        round_id = self.choices.scope.round_id
        if round_id is None:
            return "none in particular: all codings of completed documents, as they are now"
        round_ = round_by_id(self.session, round_id)
        if round_.closed_at is None:
            return f"“{round_.name}”, which is still open: its documents, as they are coded now"
        closed = round_.closed_at.replace("T", " ").removesuffix("Z")
        return f"“{round_.name}”, as it was when it was closed on {closed} UTC"

    @cached_property
    def then(self) -> Then:
        """Coders and codes of the project and of its closed rounds, those that are gone as they were."""
        return then(self.session)

    @cached_property
    def code_by_id(self) -> dict[int, CodeRow]:
        """All codes by id."""
        return {code.id: code for code in self.codes}

    @cached_property
    def is_large(self) -> bool:
        """Whether there are so many codings that sheets for reading must be chosen to be written."""
        return number_of_passages(self.session) > LARGE

    @property
    def unit(self) -> str:
        """The unit that was chosen to compare."""
        return self.choices.scope.unit

    @property
    def grid_unit(self) -> str:
        """The unit of Units and matrices: the one chosen, but turns for characters, documents for cases."""
        return {"character": "turn", "case": "document"}.get(self.unit, self.unit)

    @cached_property
    def grid(self) -> tuple[Sequence[CoderRow], UnitGrid]:
        """What everybody says about every unit: compared coders, then consensus layers."""
        material, standing = self.material(self.grid_unit), self.standing
        return everybodys_grid(self.session, material, None if standing is None else standing.layer)

    @cached_property
    def standing(self) -> Standing | None:
        """What the consensus that decisions make says of what is compared; None before any decision."""
        if deciding_coder(self.session) is None:
            return None
        material = self.material(self.grid_unit)
        many = material.continuum.coders_per_document.tolist()
        compared = [
            document.id for document, coders in zip(material.documents, many, strict=True) if coders > 1
        ]
        rows = [listed.all_rows for listed in self.queues]
        seen = {row.item.document_id for queue_rows in rows for row in queue_rows}
        has_rounds = any(listed.name for listed in self.queues)
        if (
            self.choices.scope.round_id is None
            and has_rounds
            and (not seen.issuperset(compared) or decisions(self.session))
        ):
            rows.insert(0, tuple(queue(self.session, job=self.job)))
        return standing(self.session, rows, compared, self.choices.scope.round_id)

    @cached_property
    def diagnosis(self) -> Diagnosis:
        """What the disagreement of the scope consists of."""
        return diagnose(self.material(), self.job)

    @cached_property
    def queues(self) -> Sequence[RoundQueue]:
        """The disagreements of the scope and how they were settled."""
        return queues(self.session, self.choices.scope, self.job)

    @cached_property
    def disagreements(self) -> Sequence[RoundQueue]:
        """The same to be listed; the first of them where no more is looked at."""
        if self._first_rows:
            return first_queues(self.session, self.choices.scope, self.reading, self.job)
        return self.queues

    @cached_property
    def taking_part(self) -> Sequence[CoderRow]:
        """Everybody who takes part in a listed disagreement, in the order of coders."""
        ids = {coder_id for listed in self.disagreements for coder_id in listed.everybody}
        return [coder for coder in self.then.coders if coder.id in ids]

    @cached_property
    def places(self) -> Places:
        """Texts and turns, as they are read again and again."""
        places = Places(self.session)
        if not self._first_rows:
            places.expect((document.id, document.length) for document in self.documents)
        return places

    def text(self, document_id: int) -> str:
        """A document's text."""
        return self.places.text(document_id)

    def text_then(self, document_id: int, round_id: int | None) -> str:
        """A document's text as a round has it."""
        if round_id not in self._places_then:
            self._places_then[round_id] = PlacesThen(self.session, round_id)
        return self._places_then[round_id].text(document_id)

    @cached_property
    def passages(self) -> StudyMaterial:
        """Passages of any coder, of the documents and codes that were chosen, as pictures count them."""
        chosen = self.choices.scope
        known = {document.id for document in self.documents} - unshown_documents(self.session)
        wanted = known if chosen.document_ids is None else known & set(chosen.document_ids)
        codes = None if chosen.code_ids is None else frozenset(chosen.code_ids) & self.code_by_id.keys()
        request = PictureRequest("matrix", document_ids=frozenset(wanted), code_ids=codes)
        return study_material(self.session, request, self.job)

    @cached_property
    def withheld(self) -> Withheld:
        """The words of documents and memos, which no profile but the full one lets out."""
        self.job.step(0, 0, "Looking for words that stay in the project")
        return withheld(self.session, self.then.codes)

    def safe(self, text: str, holds: Holds = "word") -> str:
        """A text as the profile lets it out; what is written beside the rows of a page goes through here."""
        return self.withheld.masked(text) if holds in PROFILES[self.choices.profile].masks else text

    def material(self, unit: str | None = None) -> Material:
        """What the scope compares, in its own unit or in another one."""
        unit = unit or self.unit
        if unit not in self._materials:
            self._materials[unit] = self.reading(self.choices.scope).in_unit(unit, self.job)
        return self._materials[unit]

    def reading(self, scope: Scope) -> ScopeReading:
        """What a scope compares, read once for all units."""
        of_any_unit = replace(scope, unit="character")
        if of_any_unit not in self._readings:
            self.job.step(0, 1, READING)
            self._readings[of_any_unit] = reading(self.session, of_any_unit, self.action_id, self.job)
        return self._readings[of_any_unit]

    def codes_by_cases(self, layer: str) -> Crosstab:
        """Which case has which code by a layer, of the codes and the round of the scope."""
        if layer not in self._crosstabs:
            scope = self.choices.scope
            choice = TableChoice(CODES, CASES, layer, code_ids=scope.code_ids, round_id=scope.round_id)
            self._crosstabs[layer] = crosstab(self.session, choice, self.job)
        return self._crosstabs[layer]

    def tallied(self, unit: str) -> PresenceTallies:
        """Who gave which code how often in a unit, without pairs of coders."""
        if unit not in self._tallied:
            self._tallied[unit] = tally(self.material(unit).continuum, pairs=False)
        return self._tallied[unit]

    def of_pairs(self) -> Iterator[Row]:
        """SUMMED_UP for one pair of coders after the other, without intervals."""
        return Levels(self.material(), SUMMED_UP, True, False, self.job).rows(("pair",))

    def result(
        self,
        unit: str | None = None,
        by: tuple[str, ...] = ("code", "overall"),
        *,
        intervals: bool = True,
    ) -> Result:
        """SUMMED_UP at levels, with `intervals` where these were chosen too."""
        unit = unit or self.unit
        intervals = intervals and self.choices.intervals
        key = (unit, by, intervals)
        if key not in self._results:
            material = self.material(unit)
            rows = Levels(material, SUMMED_UP, True, intervals, self.job).rows(by)
            self._results[key] = Result(material, list(rows), intervals)
        return self._results[key]
