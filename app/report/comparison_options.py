"""What there is to compare: documents, coders and codes, now or as a closed round had them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.agreement.study.material import UNITS
from app.cases.queries import has_case_texts
from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.coding.queries import origins
from app.documents.left_out import leave_out_speakers, speakers_left_out
from app.documents.passages import has_passages
from app.documents.queries import DocumentRow, documents, speakers
from app.documents.roles import asking, speaker_roles
from app.local_times import local_date
from app.report.comparison_choices import ComparisonChoices, remembered
from app.rounds.queries import completed_pairs, left_out, open_blind_pairs, rounds
from app.rounds.snapshot import Frozen, frozen
from app.store import Project, ReadSession
from app.store.codings import ORIGINS
from app.store.setting import guid
from app.translation import tr


@dataclass(frozen=True)
class ComparisonOptions:
    """Everything that a comparison can choose from; consensus layers are left out.

    `completed` holds (document id, coder id), `blind` those that are being coded blind; `rounds` are the
    closed ones (id, name), the latest first. With `round_id`, everything is as that round has frozen it.
    `counted` says which codings these are where there is a choice, `left_out` what can't be seen yet,
    `origins` how they came about.
    `units` are those that these documents can be compared by.
    """

    project: str
    documents: Sequence[DocumentRow]
    coders: Sequence[CoderRow]
    codes: Sequence[CodeRow]
    completed: frozenset[tuple[int, int]]
    blind: frozenset[tuple[int, int]] = frozenset()
    speakers: Sequence[str] = ()
    rounds: Sequence[tuple[int, str]] = ()
    round_id: int | None = None
    counted: str = ""
    left_out: Sequence[str] = ()
    origins: Sequence[str] = ()
    units: Sequence[str] = UNITS

    def everything(self) -> tuple[list[int], list[int], list[int], Sequence[str]]:
        """The ids of all documents, coders and codes, and all speakers."""
        documents, coders, codes = (
            [row.id for row in rows] for rows in (self.documents, self.coders, self.codes)
        )
        return documents, coders, codes, self.speakers

    def compared(self, choices: ComparisonChoices) -> tuple[list[int], list[int]]:
        """The ids of documents that two of the chosen coders completed, and of the coders who did."""
        chosen = {coder.id for coder in self.coders if is_chosen(coder.id, choices.coder_ids)}
        shared: list[int] = []
        took_part: set[int] = set()
        for document in self.documents:
            done = {coder for coder in chosen if (document.id, coder) in self.completed}
            if is_chosen(document.id, choices.document_ids) and len(done) >= 2:
                shared.append(document.id)
                took_part |= done
        return shared, [coder.id for coder in self.coders if coder.id in took_part]


def comparison_options(session: ReadSession, round_id: int | None = None) -> ComparisonOptions:
    """What the project has, or what a closed round had; the project where that round is gone."""
    closed = sorted(
        (round_ for round_ in rounds(session) if round_.closed_at), key=lambda round_: round_.closed_at or ""
    )
    snapshot = frozen(session, round_id) if round_id is not None else None
    known_rounds = tuple((round_.id, round_.name) for round_ in reversed(closed))
    project = guid(session)
    if snapshot is not None:
        return _options_of(snapshot, project, known_rounds, has_case_texts(session))
    return ComparisonOptions(
        project=project,
        documents=documents(session),
        coders=[coder for coder in coders(session) if coder.role != "consensus"],
        codes=codebook(session),
        completed=frozenset(completed_pairs(session)),
        blind=frozenset(open_blind_pairs(session)),
        speakers=tuple(speakers(session)),
        rounds=known_rounds,
        counted=tr("codings of now, whatever the round") if known_rounds else "",
        left_out=left_out(session),
        origins=origins(session),
        units=_units(has_passages(session), has_case_texts(session)),
    )


def _units(passages: bool, cases: bool) -> tuple[str, ...]:
    """Those of UNITS that there are."""
    there = {"passage": passages, "case": cases}
    return tuple(unit for unit in UNITS if there.get(unit, True))


def _options_of(
    snapshot: Frozen, project: str, known_rounds: Sequence[tuple[int, str]], cases: bool
) -> ComparisonOptions:
    documents = [document for document in snapshot.documents if document.repeat_of_id is None]
    return ComparisonOptions(
        project=project,
        documents=[document.row for document in documents],
        coders=[coder for coder in snapshot.coders if coder.role != "consensus"],
        codes=snapshot.codes,
        completed=snapshot.completed,
        speakers=tuple(
            sorted({part.speaker for document in documents for part in document.regions if part.speaker})
        ),
        rounds=known_rounds,
        round_id=snapshot.round_id,
        counted=tr("“{round}” as it was closed on {day}", round=snapshot.name, day=local_date(snapshot.at)),
        left_out=_withheld(snapshot.withheld),
        origins=_ordered({origin for document in documents for origin in document.codings.origin}),
        units=_units(
            any(part.kind == "passage" for document in documents for part in document.regions), cases
        ),
    )


def _ordered(present: Collection[str]) -> list[str]:
    return [origin for origin in ORIGINS if origin in present]


def _withheld(documents: int) -> list[str]:
    """What a closed round has that whoever looks may not see."""
    words = tr(
        "{count} document is left out: you are coding it blind now.",
        "{count} documents are left out: you are coding them blind now.",
        documents,
    )
    return [words] if documents else []


def first_choices(session: ReadSession, options: ComparisonOptions) -> ComparisonChoices:
    """What was chosen last; at first the round that was closed last, where it has something to compare."""
    latest = options.rounds[0][0] if options.rounds else None
    chosen = speakers_left_out(session)
    without = asking(options.speakers, speaker_roles(session)) if chosen is None else chosen
    choices = remembered(options.project, latest, without)
    if latest is None or choices.round_id != latest:
        return choices
    if comparison_options(session, latest).compared(ComparisonChoices())[0]:
        return choices
    return remembered(options.project, None, without)


def keep_speakers(project: Project, options: ComparisonOptions, choices: ComparisonChoices) -> None:
    """Keep in the project whose speech is left out, where that is another choice than before."""
    with project.read() as session:
        chosen, roles = speakers_left_out(session), speaker_roles(session)
    before = asking(options.speakers, roles) if chosen is None else chosen
    if set(choices.without_speakers) != set(before):
        label = tr("Choose whose speech agreement leaves out")
        project.begin(label, leave_out_speakers, speakers=choices.without_speakers)


def is_chosen(row_id: int, chosen: tuple[int, ...] | None) -> bool:
    """Whether an id is among those that were chosen, where None means all."""
    return chosen is None or row_id in chosen
