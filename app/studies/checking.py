"""Whether a study fits together: references, offsets, and names that are one's own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from app.codebook import proposals
from app.coders.actions import ROLES
from app.documents.text_checks import ANSWERS
from app.documents.text_checks import OUTCOMES as TEXT_OUTCOMES
from app.errors import UserError
from app.names import LONGEST, key
from app.reconcile.items import ITEM_KINDS
from app.reconcile.outcomes import OUTCOMES
from app.rounds.actions import KINDS
from app.rounds.assigned import Progress
from app.store.codings import ORIGINS
from app.studies.case_checking import unsound_cases
from app.studies.checking_texts import text_checks, text_versions
from app.studies.rows import ClosedDocument, Study, StudyCode, StudyRegion
from app.studies.sheet_checking import unsound_sheets
from app.studies.written_checking import unsound_writing

GUID = re.compile("[0-9a-f]{32}")
MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
MOST_TOLD = 20


def refuse_unsound(study: Study) -> None:
    """UserError that lists what doesn't fit together."""
    problems = list(dict.fromkeys(unsound(study)))
    if problems:
        more = [f"  ... and {len(problems) - MOST_TOLD:,} more."] if len(problems) > MOST_TOLD else []
        lines = [f"  {problem}" for problem in problems[:MOST_TOLD]]
        headline = "The study doesn't fit together, so nothing was changed:"
        raise UserError(
            "\n".join([headline, *lines, *more, "Take it out of its project anew, and bring it in again."])
        )


def unsound(study: Study) -> Iterator[str]:
    """Everything that is wrong with a study, as sentences without words of its texts."""
    yield from _guids(study)
    yield from _names("coder", [coder.name for coder in study.coders])
    yield from _names("code", [code.name for code in study.codes])
    yield from _names("document", [document.about.name for document in study.documents])
    yield from _names("round", [round_.name for round_ in study.rounds])
    yield from _names("case", [case.name for case in study.cases])
    yield from _names("attribute", [attribute.name for attribute in study.attributes])
    yield from _names("saved query", [query.name for query in study.queries])
    yield from _names("variable", [variable.name for variable in study.variables])
    for coder in study.coders:
        if coder.role not in ROLES:
            yield f"The coder “{coder.name}” has the unknown role “{coder.role}”."
    yield from _circles("The codebook", study.codes)
    yield from _documents(study)
    yield from _work(study)
    yield from text_checks(study)
    yield from _versions(study)
    yield from _closed(study)
    yield from _settled(study)
    yield from unsound_cases(study)
    yield from unsound_writing(study)
    yield from unsound_sheets(study)
    yield from _words(study)
    if not all(map(MOMENT.fullmatch, _times(study))):
        yield "A time is not written like 2026-11-22T09:30:00Z."


def _words(study: Study) -> Iterator[str]:
    """Whether all that is one of a few words is one of them."""
    kinds = [round_.kind for round_ in study.rounds] + [closing.kind for closing in study.closings]
    states = [state for document in study.closed_documents for state in document.states.values()]
    outcomes = [decision.outcome for decision in study.decisions] + [vote.outcome for vote in study.votes]
    for what, words, known in (
        ("kind of round", kinds, KINDS),
        ("state of work", states, get_args(Progress)),
        ("outcome", outcomes, OUTCOMES),
        ("kind of disagreement", [decision.kind for decision in study.decisions], ITEM_KINDS),
        ("kind of proposal", [proposal.kind for proposal in study.proposals], proposals.KINDS),
        ("state of a proposal", [proposal.state for proposal in study.proposals], get_args(proposals.State)),
        ("step of a code", [step.kind for step in study.successions], ("merge", "split")),
        ("origin of codings", [coding.origin for coding in study.codings], ORIGINS),
        ("origin of a coding that was changed", [check.origin for check in study.text_checks], ORIGINS),
        ("outcome of a change of text", [check.outcome for check in study.text_checks], TEXT_OUTCOMES),
        ("answer to a change of text", [check.answer for check in study.text_checks], ANSWERS),
        ("direction", [document.about.direction for document in study.documents], ("ltr", "rtl")),
    ):
        for word in set(words) - set(known):
            yield f"There is no {what} “{word}”."


def _times(study: Study) -> set[str]:
    """Every time that stands anywhere, once."""
    times: set[str | None] = {coding.created_at for coding in study.codings}
    times |= {document.about.imported_at for document in study.documents}
    for assignment in study.assignments:
        times |= {assignment.started_at, assignment.completed_at}
    for round_ in study.rounds:
        times |= {round_.created_at, round_.closed_at}
    for proposal in study.proposals:
        times |= {proposal.at, proposal.answered_at}
    times |= {version.published_at for version in study.versions}
    times |= {change.at for document in study.documents for change in document.changes} - {""}
    for check in study.text_checks:
        times |= {check.created_at, check.answered_at}
    for rows in (study.successions, study.checks, study.closings, study.decisions, study.notes, study.votes):
        times |= {row.at for row in rows}
    times |= {row.at for rows in (study.values, study.queries, study.quotes) for row in rows}
    times |= {row.at for row in study.summaries}
    for memo in study.memos:
        times |= {memo.at, memo.changed_at}
    for more in (study.values, study.answers, study.value_decisions, study.value_votes):
        times |= {row.at for row in more}
    for sheet in study.sheets:
        times |= {sheet.started_at, sheet.completed_at}
    return {time for time in times if time is not None}


def _guids(study: Study) -> Iterator[str]:
    named: Mapping[str, Iterable[str]] = {
        "project": [study.guid],
        "coder": (row.guid for row in study.coders),
        "code": (row.guid for row in study.codes),
        "document": (row.about.guid for row in study.documents),
        "coding": (row.guid for row in study.codings),
        "assignment": (row.guid for row in study.assignments),
        "version": (row.guid for row in study.versions),
        "proposal": (row.guid for row in study.proposals),
        "round": (row.guid for row in study.rounds),
        "decision": (row.guid for row in study.decisions),
        "note": (row.guid for row in study.notes),
        "vote": (row.guid for row in study.votes),
        "case": (row.guid for row in study.cases),
        "link of a case": (row.guid for row in study.case_links),
        "attribute": (row.guid for row in study.attributes),
        "value": (row.guid for row in study.values),
        "saved query": (row.guid for row in study.queries),
        "memo": (row.guid for row in study.memos),
        "quote": (row.guid for row in study.quotes),
        "summary": (row.guid for row in study.summaries),
        "variable": (row.guid for row in study.variables),
        "sheet": (row.guid for row in study.sheets),
        "decision on answers": (row.guid for row in study.value_decisions),
        "vote on answers": (row.guid for row in study.value_votes),
    }
    for what, guids in named.items():
        listed = list(guids)
        if not all(map(GUID.fullmatch, listed)):
            yield f"The guid of a {what} is not 32 hexadecimal digits."
        if len(set(listed)) < len(listed):
            yield f"Two {what}s have one guid."


def _names(what: str, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if not name.strip() or len(name) > LONGEST:
            yield f"A {what} has no name, or one of more than {LONGEST} characters."
    times = Counter(map(key, names))
    for name in names:
        if times[key(name)] > 1:
            yield f"Two {what}s have the name “{name}”."


def _circles(where: str, codes: Sequence[StudyCode]) -> Iterator[str]:
    above = {code.guid: code.parent for code in codes}
    for code in codes:
        if code.parent and code.parent not in above:
            yield f"{where}: the parent of “{code.name}” is missing."
        passed = {code.guid}
        parent = code.parent
        while parent and parent not in passed:
            passed.add(parent)
            parent = above.get(parent, "")
        if parent:
            yield f"{where}: “{code.name}” lies within itself."


def _documents(study: Study) -> Iterator[str]:
    guids = {document.about.guid for document in study.documents}
    for document in study.documents:
        about = document.about
        if about.text_version not in document.texts or len(document.text) != about.length:
            yield f"The text of “{about.name}” is missing, or it is another one."
        elif not document.text.strip():
            yield f"The text of “{about.name}” is empty."
        yield from _regions(about.name, document.regions, about.length)
        yield from text_versions(document)
        if document.repeat_of and document.repeat_of not in guids - {about.guid}:
            yield f"“{about.name}” repeats a document that is missing."


def _regions(name: str, regions: Iterable[StudyRegion], length: int) -> Iterator[str]:
    if not all(0 <= region.start <= region.body <= region.end <= length for region in regions):
        yield f"A turn or paragraph of “{name}” lies outside its text."


def _work(study: Study) -> Iterator[str]:
    lengths = {document.about.guid: document.about.length for document in study.documents}
    coders, codes = {row.guid for row in study.coders}, {code.guid for code in study.codes}
    places = set()
    for coding in study.codings:
        if coding.coder not in coders or coding.code not in codes:
            yield "The coder or the code of a coding is missing."
        if not 0 <= coding.start < coding.end <= lengths.get(coding.document, -1):
            yield "A coding lies outside its text, or its document is missing."
        places.add((coding.document, coding.coder, coding.code, coding.start, coding.end))
    if len(places) < len(study.codings):
        yield "Two codings are the same."
    rounds = {round_.guid for round_ in study.rounds} | {""}
    pairs = {(assignment.document, assignment.coder) for assignment in study.assignments}
    if len(pairs) < len(study.assignments):
        yield "A coder has one document twice."
    for assignment in study.assignments:
        if (
            assignment.document not in lengths
            or assignment.coder not in coders
            or assignment.round not in rounds
        ):
            yield "The document, coder or round of an assignment is missing."


def _versions(study: Study) -> Iterator[str]:
    versions = {version.guid for version in study.versions}
    if len({version.number for version in study.versions}) < len(study.versions):
        yield "Two versions of the codebook have one number."
    for version in study.versions:
        yield from _circles(f"Version {version.number} of the codebook", version.codes)
    codings = {coding.guid for coding in study.codings} if study.checks else set()
    if any(check.version not in versions or check.coding not in codings for check in study.checks):
        yield "The version or the coding of a check is missing."
    if len({(check.version, check.coding) for check in study.checks}) < len(study.checks):
        yield "A coding was checked twice."
    lengths = {document.about.guid: document.about.length for document in study.documents}
    for proposal in study.proposals:
        if proposal.version and proposal.version not in versions:
            yield "The version of a proposal is missing."
        if proposal.document and not _within(proposal.start, proposal.end, lengths.get(proposal.document)):
            yield "The passage of a proposal is missing."


def _within(start: int | None, end: int | None, length: int | None) -> bool:
    if start is None or end is None:
        return start is end and length is not None
    return length is not None and 0 <= start < end <= length


def _closed(study: Study) -> Iterator[str]:
    versions = {version.guid for version in study.versions} | {""}
    closed = {round_.guid for round_ in study.rounds if round_.closed_at is not None}
    if any(round_.version not in versions for round_ in study.rounds):
        yield "The version of a round is missing."
    if Counter(closing.round for closing in study.closings) != Counter(closed):
        yield "What a closed round left is missing, or there is something of a round that isn't closed."
    for closing in study.closings:
        yield from _circles(f"The closed round “{closing.name}”", closing.codes)
        if len(closing.counts) != len(("documents", "coders", "assigned", "started", "completed")):
            yield f"The closed round “{closing.name}” has no counts."
    documents = {document.about.guid: document for document in study.documents}
    for closed_document in study.closed_documents:
        text = (
            documents[closed_document.about.guid].texts.get(closed_document.about.text_version)
            if closed_document.about.guid in documents
            else None
        )
        if text is None or len(text) != closed_document.about.length or closed_document.round not in closed:
            yield f"The text of “{closed_document.about.name}” that a closed round was coded in is missing."
        else:
            yield from _regions(
                closed_document.about.name, closed_document.regions, closed_document.about.length
            )
            yield from _closed_codings(closed_document)
    if len(
        {(closed_document.round, closed_document.about.guid) for closed_document in study.closed_documents}
    ) < len(study.closed_documents):
        yield "A closed round has one document twice."


def _closed_codings(document: ClosedDocument) -> Iterator[str]:
    codings = document.codings
    told = codings if codings.origin else codings[:-1]  # origins were not told always
    if len({len(column) for column in told}) > 1:
        yield f"The codings of “{document.about.name}” in a closed round are not complete."
    elif not all(
        0 <= start < end <= document.about.length
        for start, end in zip(codings.start, codings.end, strict=True)
    ):
        yield f"A coding of “{document.about.name}” in a closed round lies outside its text."


def _settled(study: Study) -> Iterator[str]:
    known_documents = {document.about.guid for document in study.documents}
    rounds = {row.guid for row in study.rounds} | {""}
    decisions = {row.guid for row in study.decisions} | {""}
    linked = {coding for row in study.decisions for coding in row.codings}
    coding_guids = {coding.guid for coding in study.codings} if linked else set()
    if linked - coding_guids:
        yield "A coding that a decision stands for is missing."
    if any(row.follows not in decisions - {row.guid} for row in study.decisions):
        yield "A decision that another one follows is missing."
    if any(len(set(row.codings)) < len(row.codings) for row in study.decisions):
        yield "A decision stands twice for one coding."
    places = {(row.document, row.round) for row in study.decisions}
    places |= {(row.document, row.round) for row in study.notes}
    places |= {(row.document, row.round) for row in study.votes}
    if any(document not in known_documents or round_guid not in rounds for document, round_guid in places):
        yield "The document or the round of a decision, note or vote is missing."
    coders = {coder.guid for coder in study.coders}
    if any(vote.coder not in coders for vote in study.votes):
        yield "Whoever gave a vote is missing."
    if len({(vote.item, vote.coder) for vote in study.votes}) < len(study.votes):
        yield "Somebody has two votes on one passage."
