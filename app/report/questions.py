"""What is asked before something goes: the question, what goes with it and what stays, and the ways out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.isolation import isolated
from app.translation import tr

if TYPE_CHECKING:  # a form may ask before any project is read
    from app.codebook.consequences import CodeConsequences
    from app.coders.consequences import CoderConsequences
    from app.documents.consequences import DocumentConsequences
    from app.rounds.queries import RoundRow


@dataclass(frozen=True)
class Question:
    """`agree` stands on the button that does it, `instead` on that of another way, where there is one.

    `warns` is whether something would be lost that a person may want.
    """

    title: str
    words: str
    consequences: str
    agree: str
    instead: str = ""
    warns: bool = True


def deleting_code(name: str, lost: CodeConsequences) -> Question:
    """Whether to delete a code; merging it is offered where something hangs on it."""
    is_used = bool(lost.codings or lost.decisions or lost.hidden)
    return Question(
        tr("Delete code"),
        tr("Delete “{name}”?", name=name),
        _lost_with_code(lost),
        tr("Delete"),
        tr("Merge into another code…") if is_used else "",
    )


def removing_coder(name: str, lost: CoderConsequences) -> Question:
    """Whether to remove a coder."""
    needed = lost.open_rounds or lost.votes or lost.consensus_codings
    return Question(
        tr("Remove coder"),
        tr("Remove {name} from the project?", name=name),
        _lost_with_coder(lost),
        tr("Remove all the same") if needed else tr("Remove"),
    )


def removing_documents(names: Sequence[str], lost: DocumentConsequences) -> Question:
    """Whether to remove documents; a single one is named."""
    many = len(names)
    words = tr("Remove “{name}” from the project?", name=names[0])
    if many > 1:
        words = tr(
            "Remove one document from the project?", "Remove {count} documents from the project?", many
        )
    return Question(
        tr("Remove document", "Remove documents", many),
        words,
        _lost_with_documents(lost),
        tr("Remove all the same") if is_needed(lost) else tr("Remove"),
    )


def closing_round(row: RoundRow, behind: Mapping[str, int]) -> Question:
    """Whether to close a round, with what isn't completed, which is left out.

    `behind` are the names of who hasn't completed everything, with how many documents each.
    """
    agree = tr("Close round")
    if row.assigned > row.completed:
        agree = tr("Close and leave them out") if row.completed else tr("Close it empty")
    return Question(
        tr("Close round"),
        tr("Close “{name}”?", name=row.name),
        _closing_told(row, behind),
        agree,
        warns=False,
    )


def letting_coders_see(row: RoundRow) -> Question:
    """Whether coders of a blind round see one another from now on."""
    consequences = tr(
        "They are independent no longer, so agreement of this round says less. The history keeps when "
        "this was done. To compute agreement and settle disagreements, close the round instead."
    )
    question = tr("Let the coders of “{name}” see one another’s codings?", name=row.name)
    return Question(tr("Let coders see one another"), question, consequences, tr("Let them see"))


def taking_out_begun(row: RoundRow, begun: int) -> Question:
    """Whether work that was begun leaves a round."""
    return Question(
        tr("Change the round"),
        tr("Take work out of “{name}” that was begun?", name=row.name),
        tr("Begun: {number}. Its codings stay, and everybody sees them then.", number=f"{begun:,}"),
        tr("Take it out"),
    )


def is_needed(lost: DocumentConsequences) -> bool:
    """Whether documents are part of what is not removed without being asked for."""
    return bool(lost.open_rounds or lost.closed_rounds or lost.decisions)


def _lost_with_code(lost: CodeConsequences) -> str:
    sentences = []
    if lost.codes > 1:
        below = lost.codes - 1
        sentences.append(
            tr("It goes with the {count} code under it.", "It goes with the {count} codes under it.", below)
        )
    if lost.codings:
        sentences.append(
            tr(
                "Codings that are removed: {codings} (coders: {coders}, documents: {documents}).",
                codings=f"{lost.codings:,}",
                coders=lost.coders,
                documents=lost.documents,
            )
        )
    else:
        sentences.append(tr("No passage carries it."))
    if lost.hidden:
        sentences.append(tr("What others code in an open blind round is not counted here, and goes too."))
    if lost.decisions:
        sentences.append(
            tr(
                "Decisions that settled on it: {decisions}. They stay on record, their consensus codings go.",
                decisions=f"{lost.decisions:,}",
            )
        )
    if lost.proposals:
        sentences.append(
            tr("Open proposals about it stay and can only be declined: {number}.", number=lost.proposals)
        )
    if lost.versions:
        numbers = ", ".join(str(version) for version in lost.versions)
        sentences.append(tr("Published versions keep it: {versions}.", versions=numbers))
    sentences.append(tr("You can undo this."))
    return " ".join(sentences)


def _lost_with_coder(lost: CoderConsequences) -> str:
    lines = _lines(
        (tr("Codings that go"), lost.codings),
        (tr("Of these, made by decisions"), lost.consensus_codings),
        (tr("Assignments and completed marks that go"), lost.assignments),
        (tr("Place in open rounds that goes"), ", ".join(lost.open_rounds)),
        (tr("Votes that go"), lost.votes),
        (tr("Closed rounds, which stay as they were"), ", ".join(lost.closed_rounds)),
        (tr("Decisions, which stay under the name"), lost.decisions),
        unseen=bool(lost.open_rounds),
    )
    return "\n".join([*lines, "", tr("You can undo this.")] if lines else [tr("You can undo this.")])


def _lost_with_documents(lost: DocumentConsequences) -> str:
    lines = _lines(
        (tr("Codings, of all coders"), lost.codings),
        (tr("Assignments and completed marks"), lost.assignments),
        (tr("Its place in open rounds"), ", ".join(lost.open_rounds)),
        (tr("Its part in closed rounds, whose agreement changes"), ", ".join(lost.closed_rounds)),
        (tr("Decisions"), lost.decisions),
        (tr("Notes of discussions"), lost.notes),
        (tr("Votes"), lost.votes),
        (tr("Hidden repeats of it"), lost.repeats),
        (tr("Memos on it and its passages"), lost.memos),
        (tr("Quotes of it"), lost.quotes),
        (tr("Proposals, which stay without their passage"), lost.proposals),
        unseen=bool(lost.open_rounds),
    )
    goes = tr("With it goes:") + "\n" + "\n".join(lines) + "\n\n" if lines else ""
    return goes + tr("The file that it was imported from stays where it is. You can undo this.")


def _lines(*parts: tuple[str, int | str], unseen: bool) -> list[str]:
    """A line for each part of which there is something; `unseen` where a blind round hides some of it."""
    lines = [f"{words}: {what}" for words, what in parts if what]
    return [*lines, tr("Codings that you can't see while a round is blind go, too.")] if unseen else lines


def _closing_told(row: RoundRow, behind: Mapping[str, int]) -> str:
    words = tr(
        "What was completed is frozen: agreement of this round is computed from it for ever, whatever is "
        "edited later. From now on everybody sees everybody’s codings."
    )
    if not row.completed:
        words += "\n\n" + tr(
            "Nobody has completed a document of it, so nothing is frozen: this round will have no agreement "
            "and no disagreements, and it can’t be taken up again but by undo. A coder completes a document "
            "with the button above its text, also where there is nothing to code."
        )
    elif row.assigned > row.completed:
        words += "\n\n" + tr(
            "{count} of {all} assignments isn’t completed. It stays as it is, but is not part of this "
            "round’s agreement.",
            "{count} of {all} assignments aren’t completed. They stay as they are, but are not part of this "
            "round’s agreement.",
            row.assigned - row.completed,
            all=f"{row.assigned:,}",
        )
        words += "\n" + ", ".join(f"{isolated(name)} {count:,}" for name, count in behind.items())
    return words
