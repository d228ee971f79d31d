"""Proposals in words: what kinds and states are called, and one set to be read with its passage."""

from dataclasses import dataclass
from html import escape

from app.codebook.proposals import ProposalRow
from app.isolation import isolated
from app.local_times import local_date
from app.translation import tr
from app.ui.codebook.revising.change_html import ChangeInk, paragraph
from app.ui.codebook.revising.worklist_html import in_context


@dataclass(frozen=True)
class Evidence:
    """A passage as the text has it now, with what surrounds it."""

    document: str
    before: str
    quote: str
    after: str


def kind_names() -> dict[str, str]:
    """Names by kind, in the order in which they are offered."""
    return {
        "exclusion": tr("Do not use when …"),
        "example": tr("Typical example"),
        "merge": tr("Merge into another code"),
        "split": tr("Split into several codes"),
        "new": tr("A new code"),
        "other": tr("Something else"),
    }


def state_names() -> dict[str, str]:
    """Names by state."""
    return {"open": tr("open"), "accepted": tr("accepted"), "declined": tr("declined")}


def proposal_html(proposal: ProposalRow | None, evidence: Evidence | None, ink: ChangeInk) -> str:
    """A proposal with its passage and its answer; what to do first where there is none."""
    if proposal is None:
        words = tr(
            "No proposals wait for an answer. Whoever finds that a definition doesn't hold can propose a "
            "change, with the passage that shows it."
        )
        return paragraph(escape(words), ink, muted=True)
    by = tr(
        "{kind}, proposed by {coder} on {day}",
        kind=kind_names()[proposal.kind],
        coder=proposal.coder or "–",
        day=local_date(proposal.at),
    )
    names = [isolated(name) for name in (proposal.code, proposal.target) if name]
    about = " → ".join(names) or tr("The codebook as a whole")
    parts = [
        paragraph(escape(by), ink, muted=True),
        paragraph(escape(about), ink, bold=True, by=2, below=8),
    ]
    if proposal.text:
        parts.append(paragraph(escape(proposal.text).replace("\n", "<br>"), ink, by=1, below=8))
    if evidence is not None:
        parts.append(paragraph(escape(evidence.document), ink, muted=True, bold=True, above=8))
        words = in_context(evidence.before, evidence.quote, evidence.after, ink)
        parts.append(paragraph(words, ink, by=1))
    if proposal.state != "open":
        parts.append(paragraph(escape(_answer(proposal)), ink, muted=True, above=12))
        parts.append(paragraph(escape(proposal.answer), ink) if proposal.answer else "")
    return "".join(parts)


def _answer(proposal: ProposalRow) -> str:
    day = local_date(proposal.answered_at) if proposal.answered_at else "–"
    who = proposal.answered_by or "–"
    if proposal.state == "declined":
        return tr("Declined by {who} on {day}.", who=who, day=day)
    sentence = tr("Accepted by {who} on {day}.", who=who, day=day)
    if proposal.version_number is None:
        return sentence + " " + tr("It becomes part of the next version.")
    return sentence + " " + tr("Part of version {version}.", version=proposal.version_number)
