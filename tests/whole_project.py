"""A small project with every kind of row: what must not be lost when a study goes out and comes in."""

from typing import Any

from sqlalchemy import select

from app.agreement.planning.samples import store_sample
from app.cases.actions import add_case, link_documents, link_speaker, link_stretch
from app.cases.attribute_actions import add_attribute
from app.cases.value_actions import CellText, add_value, set_values
from app.codebook.actions import add_code, delete_code, merge_codes, split_code
from app.codebook.proposals import accept_proposal, decline_proposal, propose
from app.codebook.variables import VariableOption
from app.codebook.version_actions import mark_checked, publish_version
from app.coders.actions import add_coder, remove_coder
from app.coding.actions import apply_code, remove_codings
from app.crosstabs.summaries import write_summary
from app.documents.actions import add_document, hash_of
from app.documents.groups import put_in_group
from app.documents.left_out import leave_out_speakers
from app.models import (
    Assignment,
    Coding,
    Document,
    DocumentText,
    Memo,
    Quote,
    Region,
    SavedQuery,
    TextCheck,
    ValueDecision,
    ValueVote,
    now,
)
from app.reconcile.actions import add_consensus, decide, reopen
from app.reconcile.consensus import consensus_coder
from app.reconcile.discussion import add_note, cast_vote
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.queries import queue
from app.reconcile.reasons import set_own_reasons
from app.rounds.actions import close_round, complete_document, create_round
from app.sheets.actions import add_passage, complete_sheet, give_answer
from app.sheets.variable_actions import NewVariable, add_variables, delete_variables
from app.store import Project
from app.store.journal import WriteSession
from app.store.stored.queries import definition_written, seen_written
from app.store.stored.sheets import StoredGiven, StoredValueDecision, value_decision_written
from app.store.stored.texts import StoredStretch, stretches_written
from app.studies.rows import Study
from app.studies.whole import study_of
from tests.study import BAKER

TEACHER = "INTERVIEWER: مرحبا\nTEACHER [00:12]: I taught them to read. 🚚 It was the money, they said.\n"
FLOUR = BAKER.index("They took")
QUEUE = BAKER.index("We queued")


def taken_out(project: Project) -> Study:
    """The study of an open project, as whoever is at work may take it out."""
    with project.read() as session:
        return study_of(session)


def fill(project: Project) -> dict[str, int]:
    """Everything that a project can hold; the ids of what tests name."""
    do = project.do
    ids = {name: do("Add", add_coder, name=name, role=role) for name, role in TEAM.items()}
    do("Import", add_document, name="Baker", text=BAKER, properties={"age": "40", "gender": "f"})
    do("Import", add_document, name="Teacher", text=TEACHER, file_name="teacher.docx", **ABOUT)
    do("Not codable", _not_codable)
    do("Group", put_in_group, document_ids=[1, 2], group="Field notes")
    do("Group", put_in_group, document_ids=[2], group="شهادات")
    causes = do("Add", add_code, name="Causes", exclusive=True, colour="#aa4499")
    for name in ("Bribe", "Hunger", "Theft", "Rumour", "Bribes", "Slip"):
        definition: dict[str, str] = {"brief_definition": f"{name}, and nothing else ", "use_when": "“so”\n"}
        ids[name] = do("Add", add_code, name=name, parent_id=causes, **definition)
    ids["Joy"] = do("Add", add_code, name="Joy", shortcut="j", **dict.fromkeys(REST, "more"))
    do("Delete", delete_code, code_id=ids["Slip"])
    do("Merge", merge_codes, source_ids=[ids["Bribes"]], target_id=ids["Bribe"])
    first = do("Publish", publish_version, reason="First", coder_id=ids["Lena"])
    _code_a_closed_round(project, ids, first)
    do("Delete", delete_code, code_id=ids["Rumour"])
    do("Merge", merge_codes, source_ids=[ids["Theft"]], target_id=ids["Hunger"])
    _settle(project, ids)
    _revise(project, ids)
    do("Remove", remove_coder, coder_id=ids["Lena"])
    do("Correct", _correct)
    _plan_the_next(project, ids)
    do("Sample", store_sample, what="documents", of=2, number=1, seed=7, documents=["Baker"])
    do("Reasons", set_own_reasons, reasons=["Dialect"])
    do("Leave out", leave_out_speakers, speakers=["INTERVIEWER"])
    _describe_cases(project, ids)
    do("Write", _write, code_id=ids["Joy"], writer=ids["Ana Yilmaz"])
    _fill_sheets(project, ids)
    return ids


def _describe_cases(project: Project, ids: dict[str, int]) -> None:
    do = project.do
    baker = do("Case", add_case, name="The baker", note="left in May")
    siege = do("Case", add_case, name="حصار", kind="event")
    do("Link", link_documents, case_ids=[siege], document_ids=[1])
    do("Link", link_speaker, case_ids=[baker], document_id=1, speaker="BAKER")
    do("Link", link_stretch, case_ids=[baker, siege], document_id=1, start=FLOUR, end=FLOUR + 9)
    age = do("Attribute", add_attribute, name="Age", kind="number", unit="years", definition="in 2014")
    came = do("Attribute", add_attribute, name="Came by", kind="choices", options=["sea", "land", "جوّاً"])
    do("Values", set_values, cells=[CellText(baker, age, "40"), CellText(siege, age, "(not applicable)")])
    do("Values", set_values, cells=[CellText(baker, came, "land; sea")])
    place = {"document_id": 1, "start": FLOUR, "end": FLOUR + 9}
    do("Value", add_value, case_id=baker, attribute_id=age, text="41", **place)
    project.coder_id = ids["Murat Kaya"]
    do("Value", add_value, case_id=siege, attribute_id=came, text="(unknown)", use=True)
    do("Sum up", write_summary, case_id=baker, code_id=2, text="Robbed, twice.", codings={"a" * 32: 9})
    project.coder_id = None


def _write(session: WriteSession, code_id: int, writer: int) -> None:
    """A saved query, memos and quotes."""
    asked = definition_written({"query": {"words": "flour"}})
    seen = seen_written({"0" * 32: "a" * 64})
    session.add(
        SavedQuery(
            name="Flour", name_key="flour", kind="search", definition=asked, seen=seen, coder_id=writer
        )
    )
    session.flush()
    place = {"document_id": 1, "start": FLOUR, "end": FLOUR + 9, "coder_id": writer}
    session.add(Memo(about="passage", kind="theory", title="Flour", text="“so”\n", changed_at=now(), **place))
    session.add(Memo(about="code", code_id=code_id, text="طويل"))
    session.add(Memo(about="case", case_id=1, text="Who?"))
    session.add(Memo(about="query", query_id=1, text="Why?"))
    session.add(Memo(about="code", gone="Slip", text="It was a code."))
    told = {"wording": "They took …", "translation": "أخذوا", "attribution": "A baker", "note": "short"}
    session.add(Quote(code_id=code_id, clearance="paraphrase", used_in="Chapter 2", **place, **told))


def _fill_sheets(project: Project, ids: dict[str, int]) -> None:
    """Sheets of cases and of documents: in a closed round, settled in part, in an open one and in none."""
    do, ana, murat = project.do, ids["Ana Yilmaz"], ids["Murat Kaya"]
    bribed, way, children, tone, gone = do("Ask", add_variables, variables=_asked())
    do("Publish", publish_version, reason="With sheets", coder_id=ana)
    people = [ana, murat]
    planned = do("Plan", create_round, name="Sheets", case_ids=[1, 2], coder_ids=people, seed=3)
    said = {ana: ("yes", "land; sea", "2", "4"), murat: ("no", "sea", "(can't tell)", "5")}
    for coder_id, texts in said.items():
        for variable_id, text in zip((bribed, way, children, gone), texts, strict=True):
            about = {"about": "case", "subject_id": 1, "coder_id": coder_id, "variable_id": variable_id}
            do(
                "Answer",
                give_answer,
                **about,
                text=text,
                sure=text != "2",
                memo="p. 3" if text == "no" else "",
            )
        do("Complete", complete_sheet, about="case", subject_id=1, coder_id=coder_id)
    place = {"document_id": 1, "start": FLOUR, "end": FLOUR + 9}
    do("Show", add_passage, about="case", subject_id=1, coder_id=ana, variable_id=bribed, **place)
    do("Close", close_round, round_id=planned, unfinished="leave out")
    do("Case", add_case, name="Nobody's sheet")
    of_text = {"about": "document", "subject_id": 2, "coder_id": murat}
    do("Answer", give_answer, **of_text, variable_id=tone, text="2")
    do("Complete", complete_sheet, **of_text)
    do("Delete", delete_variables, variable_ids=[gone])
    do("Settle", _settle_values, round_id=planned, variable_id=bribed, coder_ids=people)
    do("Plan", create_round, name="More", case_ids=[2], coder_ids=[ana], blind=False, seed=4)


def _asked() -> list[NewVariable]:
    yes_no = [VariableOption("yes", "told as such"), VariableOption("no")]
    routes = [VariableOption(word) for word in ("sea", "land", "جوّاً")]
    return [
        NewVariable(
            "Bribed", "case", "Was a bribe paid?", "Only what is told.", options=yes_no, passages=True
        ),
        NewVariable("Routes", "case", several=True, options=routes, unclear=False),
        NewVariable("Children", "case", level="ratio", unit="children"),
        NewVariable("Tone", "document", level="ordinal", options=[VariableOption(w) for w in "123"]),
        NewVariable("Gone", "case", level="interval"),
    ]


def _settle_values(session: WriteSession, *, round_id: int, variable_id: int, coder_ids: list[int]) -> None:
    place = {"round_id": round_id, "case_id": 1, "variable_id": variable_id, "item": "a" * 64}
    stored = StoredValueDecision(
        {coder_id: StoredGiven("answered", "yes", True) for coder_id in coder_ids}, ("answered", "yes")
    )
    for outcome in ("other", "open"):
        settled = {"reason": "slip", "note": "as agreed", "coder_id": coder_ids[0], "rule": "majority"}
        row = ValueDecision(outcome=outcome, originals=value_decision_written(stored), **place, **settled)
        row.follows_id = None if outcome == "other" else 1
        session.add(row)
        session.flush()
    for coder_id in coder_ids:
        session.add(ValueVote(coder_id=coder_id, state="answered", value="yes", **place))


TEAM = {"Ana Yilmaz": "coder", "Murat Kaya": "coder", "Lena": "coder"}
ABOUT = {
    "language": "en",
    "outlet": "Radio ",
    "author": "A. B.",
    "published": "2020",
    "collected": "2021",
    "url": "https://example.org/1",
    "licence": "CC BY",
    "interviewer": "Eva",
    "interpreter": "Omar",
    "place": "Delta",
    "note": "loud\nroom",
}
REST = ("full_definition", "do_not_use_when", "typical_example", "close_but_no")


def _not_codable(session: WriteSession) -> None:
    session.add(Region(document_id=2, kind="non_codable", start=0, body=0, end=12, speaker="", time=""))


def _correct(session: WriteSession) -> None:
    """Another version of a text, as a correction makes it."""
    document = session.scalars(select(Document).where(Document.name == "Baker")).one()
    text = BAKER.replace("flour", "FLOUR")
    at = BAKER.index("flour")
    same = stretches_written([StoredStretch(0, 0, at), StoredStretch(at + 5, at + 5, len(BAKER) - at - 5)])
    told = {"reason": "In capitals", "coder_id": 1, "at": now(), "file_name": "b.txt", "file_hash": "a" * 64}
    session.add(
        DocumentText(
            document_id=document.id, version=2, text=text, text_hash=hash_of(text), stretches=same, **told
        )
    )
    document.text_version, document.text_hash = 2, hash_of(text)
    mended: dict[str, Any] = {
        "coding_id": 1,
        "coding_guid": session.get_one(Coding, 1).guid,
        "outcome": "changed",
    }
    lost: dict[str, Any] = {"coding_id": 99, "coding_guid": "9" * 32, "outcome": "lost"}
    for check in (mended | {"answer": "kept", "answered_at": now()}, lost | {"memo": "gone", "sure": False}):
        place = {"document_id": document.id, "version": 2, "start": FLOUR, "end": FLOUR + 20}
        session.add(TextCheck(code_id=3, coder_id=1, **place, **check))


def code(project: Project, coder_id: int, code_id: int, start: int, end: int, **more: Any) -> int:
    """Put a code on a passage of a document, Baker unless said otherwise."""
    place = {"document_id": 1} | more
    return project.do("Apply", apply_code, code_id=code_id, coder_id=coder_id, start=start, end=end, **place)


def _code_a_closed_round(project: Project, ids: dict[str, int], version: int) -> None:
    ana, murat, lena = ids["Ana Yilmaz"], ids["Murat Kaya"], ids["Lena"]
    planned = {"document_ids": [1, 2], "coder_ids": [ana, murat], "version_id": version, "seed": 5}
    ids["first"] = project.do(
        "Plan", create_round, name="First", **planned, repeats=1, drawn="Both.", note="pilot", coder_id=lena
    )
    code(project, ana, ids["Bribe"], FLOUR, FLOUR + 20, memo="طويل\r\n", sure=False)
    code(project, ana, ids["Rumour"], QUEUE, QUEUE + 9)
    code(project, murat, ids["Theft"], FLOUR, FLOUR + 18)
    code(project, murat, ids["Hunger"], QUEUE, QUEUE + 19)
    code(project, murat, ids["Joy"], 20, 50, document_id=2)
    gone = code(project, ana, ids["Joy"], 22, 50, document_id=2)
    for coder_id, document_id in _assigned(project):
        if document_id > 2:
            code(project, coder_id, ids["Bribe"], 40, 52, document_id=document_id)
        project.do("Complete", complete_document, document_id=document_id, coder_id=coder_id)
    project.do("Close", close_round, round_id=ids["first"])
    project.do("Remove", remove_codings, coding_ids=[gone], coder_id=ana)


def _assigned(project: Project) -> list[tuple[int, int]]:
    with project.read() as session:
        rows = select(Assignment.coder_id, Assignment.document_id).execution_options(everything=True)
        return [(row[0], row[1]) for row in session.execute(rows)]


def _settle(project: Project, ids: dict[str, int]) -> None:
    do, ana, murat, lena = project.do, ids["Ana Yilmaz"], ids["Murat Kaya"], ids["Lena"]
    layer = do("Consensus", consensus_coder)
    code(project, layer, ids["Bribe"], FLOUR, FLOUR + 20)
    code(project, layer, ids["Joy"], 3, 9)
    with project.read() as session:
        found = {(row.item.document_id, row.item.start): row.item for row in queue(session, ids["first"])}
    flour, queued, taught = found[1, FLOUR], found[1, QUEUE], found[2, 20]
    who = {"coder_id": lena, "reason": "definition", "note": "as agreed"}
    made = result_of(flour, "coder", coder_id=ana)
    old = do("Decide", decide, item=flour, outcome="coder", codings=made, follows_id=None, **who)
    open_again = do("Reopen", reopen, decision_id=old, coder_id=ana, note="no")
    do("Decide", decide, item=flour, outcome="coder", codings=made, follows_id=open_again, **who)
    hungry = (ConsensusSpan(ids["Hunger"], QUEUE, QUEUE + 19),)
    do(
        "Rule",
        decide,
        item=queued,
        outcome="other",
        codings=hungry,
        follows_id=None,
        rule="boundary",
        coder_id=None,
    )
    spans = [ConsensusSpan(ids["Joy"], 60, 70)]
    do("Add", add_consensus, round_id=ids["first"], document_id=1, codings=spans, coder_id=ana)
    do("Note", add_note, item=flour, text="which of them?", coder_id=lena)
    for coder_id in (ana, murat):
        do("Vote", cast_vote, item=taught, coder_id=coder_id, outcome="other", codings=hungry)
    do("Vote", cast_vote, item=queued, coder_id=ana, outcome="nobody", codings=())


def _revise(project: Project, ids: dict[str, int]) -> None:
    do, murat, lena = project.do, ids["Murat Kaya"], ids["Lena"]
    place = {"document_id": 1, "start": FLOUR, "end": FLOUR + 9}
    about: dict[str, Any] = {"code_id": ids["Bribe"], "coder_id": lena}
    accepted = do("Propose", propose, kind="exclusion", text="gifts", **about, **place)
    declined = do("Propose", propose, kind="merge", target_id=ids["Hunger"], **about)
    do("Propose", propose, kind="other", code_id=None, text="more?", coder_id=murat)
    do("Accept", accept_proposal, proposal_id=accepted, coder_id=lena, answer="yes")
    do("Decline", decline_proposal, proposal_id=declined, coder_id=lena)
    do("Split", split_code, code_id=ids["Hunger"], names=["Thirst"], under=True)
    second = do("Publish", publish_version, reason="Second", coder_id=murat)
    do("Check", mark_checked, version_id=second, coding_ids=[4], coder_id=murat)


def _plan_the_next(project: Project, ids: dict[str, int]) -> None:
    people = [ids["Ana Yilmaz"], ids["Murat Kaya"]]
    planned = {"document_ids": [2], "coder_ids": people, "blind": False, "lock_codebook": True}
    later = project.do("Plan", create_round, name="Later", document_ids=[1], coder_ids=people, seed=2)
    for coder_id in people:
        project.do("Complete", complete_document, document_id=1, coder_id=coder_id)
    project.do("Close", close_round, round_id=later)
    project.do("Plan", create_round, name="Next", kind="drift", **planned)
    project.do("Complete", complete_document, document_id=2, coder_id=people[0])
