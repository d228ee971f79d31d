"""What there is to compare: documents, coders and codes, and a sentence where nothing can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.documents.askers import among
from app.documents.left_out import leave_out_speakers, speakers_left_out
from app.documents.queries import DocumentRow, documents, speakers
from app.local_times import local_date
from app.rounds.queries import completed_pairs, left_out, rounds
from app.rounds.snapshot import Frozen, frozen
from app.store import Project, ReadSession
from app.store.setting import guid
from app.translation import tr
from app.ui.agreement.choices import ComparisonChoices, remembered

MOST_NAMED = 6


@dataclass(frozen=True)
class ComparisonOptions:
    """Everything that a comparison can choose from; consensus layers are left out.

    `completed` holds (document id, coder id); `rounds` are the closed ones (id, name), the latest first. With
    `round_id`, everything is as that round has frozen it. `counted` says which codings these are where there
    is a choice, `left_out` what can't be seen yet.
    """

    project: str
    documents: Sequence[DocumentRow]
    coders: Sequence[CoderRow]
    codes: Sequence[CodeRow]
    completed: frozenset[tuple[int, int]]
    speakers: Sequence[str] = ()
    rounds: Sequence[tuple[int, str]] = ()
    round_id: int | None = None
    counted: str = ""
    left_out: Sequence[str] = ()

    def everything(self) -> tuple[list[int], list[int], list[int], Sequence[str]]:
        """The ids of all documents, coders and codes, and all speakers."""
        documents, coders, codes = (
            [row.id for row in rows] for rows in (self.documents, self.coders, self.codes)
        )
        return documents, coders, codes, self.speakers

    def compared(self, choices: ComparisonChoices) -> tuple[list[int], list[int]]:
        """The ids of documents that two of the chosen coders completed, and of the coders who did."""
        chosen = {coder.id for coder in self.coders if _in(coder.id, choices.coder_ids)}
        shared: list[int] = []
        took_part: set[int] = set()
        for document in self.documents:
            done = {coder for coder in chosen if (document.id, coder) in self.completed}
            if _in(document.id, choices.document_ids) and len(done) >= 2:
                shared.append(document.id)
                took_part |= done
        return shared, [coder.id for coder in self.coders if coder.id in took_part]

    def obstacle(self, choices: ComparisonChoices) -> str:
        """Why nothing can be compared and what to do next; empty where something can."""
        if not self.documents:
            return tr(
                "There are no documents yet. Import interviews, code them as two coders, and mark them as "
                "completed: then this page says how far you agree."
            )
        if not self.codes:
            return tr("The codebook is empty. Make codes and apply them in the Code workspace first.")
        if len(self.coders) < 2:
            return tr(
                "Agreement compares coders, and so far there is only one in this project. Add a colleague in "
                "the Team menu and let both complete the same document."
            )
        if choices.document_ids == ():
            return tr("No document is chosen. Choose the documents to compare above.")
        if choices.coder_ids is not None and len(choices.coder_ids) < 2:
            return tr("Fewer than two coders are chosen. Choose at least two above.")
        if choices.code_ids == ():
            return tr("No code is chosen. Choose the codes to compare above.")
        if choices.statistics == ():
            return tr("No statistic is chosen. Choose at least one above.")
        if self.speakers and set(self.speakers) <= set(choices.without_speakers):
            return tr("All speakers are left out. Choose whose turns are compared above.")
        if self.compared(choices)[0]:
            return ""
        told = tr("Two coders must complete the same document. {progress}", progress=self._progress(choices))
        return " ".join((told, *self.left_out))

    def invitation(self, choices: ComparisonChoices) -> str:
        """Who could be compared on how much."""
        shared, took_part = self.compared(choices)
        names = [coder.name for coder in self.coders if coder.id in took_part]
        who = tr("{number} coders", number=len(names))
        if len(names) <= MOST_NAMED:
            who = tr("{coders} and {last}", coders=", ".join(names[:-1]), last=names[-1])
        first = tr(
            "{coders} have completed {number} of the same documents. See how far they agree.",
            coders=who,
            number=len(shared),
        )
        about = " · ".join(part.removesuffix(".") for part in (self.counted, *self.left_out) if part)
        return f"{first}\n\n{about[:1].upper()}{about[1:]}." if about else first

    def _progress(self, choices: ComparisonChoices) -> str:
        told = []
        people = [coder for coder in self.coders if _in(coder.id, choices.coder_ids)]
        for index, coder in enumerate(people[:MOST_NAMED]):
            done = sum(
                (document.id, coder.id) in self.completed
                for document in self.documents
                if _in(document.id, choices.document_ids)
            )
            told.append(
                tr("{coder} {number}", coder=coder.name, number=done)
                if index
                else tr("{coder} has completed {number}", coder=coder.name, number=done)
            )
        if len(people) > MOST_NAMED:
            told.append(tr("and {number} others", number=len(people) - MOST_NAMED))
        return ", ".join(told) + "."


def team(session: ReadSession, round_id: int | None = None) -> ComparisonOptions:
    """What the project has, or what a closed round had; the project where that round is gone."""
    closed = sorted((one for one in rounds(session) if one.closed_at), key=lambda one: one.closed_at or "")
    kept = frozen(session, round_id) if round_id is not None else None
    known = tuple((one.id, one.name) for one in reversed(closed))
    project = guid(session)
    if kept is not None:
        return _team_of(kept, project, known)
    return ComparisonOptions(
        project=project,
        documents=documents(session),
        coders=[coder for coder in coders(session) if coder.role != "consensus"],
        codes=codebook(session),
        completed=frozenset(completed_pairs(session)),
        speakers=tuple(speakers(session)),
        rounds=known,
        counted=tr("codings of now, whatever the round") if known else "",
        left_out=left_out(session),
    )


def _team_of(kept: Frozen, project: str, known: Sequence[tuple[int, str]]) -> ComparisonOptions:
    own = [document for document in kept.documents if document.repeat_of_id is None]
    return ComparisonOptions(
        project=project,
        documents=[one.row for one in own],
        coders=[coder for coder in kept.coders if coder.role != "consensus"],
        codes=kept.codes,
        completed=kept.completed,
        speakers=tuple(sorted({part.speaker for one in own for part in one.regions if part.speaker})),
        rounds=known,
        round_id=kept.round_id,
        counted=tr("“{round}” as it was closed on {day}", round=kept.name, day=local_date(kept.at)),
        left_out=_withheld(kept.withheld),
    )


def _withheld(documents: int) -> list[str]:
    """What a closed round has that whoever looks may not see."""
    words = tr(
        "{count} document is left out: you are coding it blind now.",
        "{count} documents are left out: you are coding them blind now.",
        documents,
    )
    return [words] if documents else []


def first_choices(session: ReadSession, known: ComparisonOptions) -> ComparisonChoices:
    """What was chosen last; at first the round that was closed last, where it has something to compare."""
    latest = known.rounds[0][0] if known.rounds else None
    chosen = speakers_left_out(session)
    without = among(known.speakers) if chosen is None else chosen
    choices = remembered(known.project, latest, without)
    if latest is None or choices.round_id != latest or team(session, latest).compared(ComparisonChoices())[0]:
        return choices
    return remembered(known.project, None, without)


def keep_speakers(project: Project, known: ComparisonOptions, choices: ComparisonChoices) -> None:
    """Keep in the project whose speech is left out, where that is another choice than before."""
    with project.read() as session:
        chosen = speakers_left_out(session)
    before = among(known.speakers) if chosen is None else chosen
    if set(choices.without_speakers) != set(before):
        label = tr("Choose whose speech agreement leaves out")
        project.begin(label, leave_out_speakers, speakers=choices.without_speakers)


def _in(row_id: int, chosen: tuple[int, ...] | None) -> bool:
    return chosen is None or row_id in chosen
