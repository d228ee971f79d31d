"""Numbers only lets nothing out where every name, reason, note and memo is a sentence."""

from pathlib import Path

from app.codebook.actions import add_code
from app.codebook.version_actions import publish_version
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document, change_document
from app.exchange.targets import KINDS, write
from app.exchange.workbook import SHEETS, WorkbookChoices
from app.jobs import Job
from app.reconcile.actions import decide
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.queries import queue
from app.rounds.actions import close_round, complete_document, create_round
from app.store import Project
from tests.exchange.workbook.test_profiles import runs, texts

SPEAKER = "OLD MAN BY RIVER GATE"
SAID = "We hid the radio beneath the bread oven until spring came back"
TEXT = f"{SPEAKER}: {SAID}.\n{SPEAKER}: They never asked my sister about that long winter again."
DOCUMENT = "Baker of Kesk talks about his missing brother"
MEMO = "He looks at the door whenever somebody passes outside"
REASON = "Because the second coder knows this family from before"
NOTE = "Ask his cousin in the northern camp about it"
CONFIDENTIAL = (TEXT, SPEAKER, DOCUMENT, MEMO, REASON, NOTE)


def sentences(path: Path) -> Project:
    project = Project.create(str(path), title=SAID)
    coders = [project.do("a", add_coder, name=name) for name in ("Ana", SAID)]
    document = project.do("b", add_document, name=DOCUMENT, text=TEXT)
    project.do("c", change_document, document_id=document, note=NOTE)
    codes = [project.do("d", add_code, name=name) for name in (SAID, "Fear", f"Says “{MEMO}” aloud")]
    project.do("e", publish_version, reason=REASON, coder_id=coders[0])
    chosen = {"document_ids": [document], "coder_ids": coders}
    round_id = project.do("f", create_round, name=SAID, note=NOTE, **chosen)
    start = TEXT.index(SAID)
    for number, coder in enumerate(coders):
        for code, end in ((codes[number], 20), (codes[2], 30 + number)):
            span = {"start": start, "end": start + end}
            project.do("g", apply_code, document_id=document, code_id=code, coder_id=coder, memo=MEMO, **span)
        project.do("h", complete_document, document_id=document, coder_id=coder)
    project.do("i", close_round, round_id=round_id)
    with project.read() as session:
        item = queue(session, round_id)[0].item
    made = [ConsensusSpan(codes[1], item.start, item.end)]
    told = {"reason": REASON, "note": NOTE, "coder_id": coders[0], "follows_id": None}
    project.do("j", decide, item=item, outcome="other", codings=made, **told)
    return project


def test_numbers_only_has_no_sentence_of_anybody_in_any_file(tmp_path: Path) -> None:
    forbidden = set().union(*map(runs, CONFIDENTIAL))
    every = tuple(kind.title for kind in SHEETS)
    with sentences(tmp_path / "study.intercoder") as project:
        for kind in KINDS:
            target = tmp_path / {"workbook": "out.xlsx", "spss": "out.sav"}.get(kind, kind)
            choices = WorkbookChoices(profile="numbers", sheets=every, intervals=True)
            write(project, kind, target, Job(), choices=choices)
            assert [(part, text) for part, text in said(target) if runs(text) & forbidden] == []
        full = WorkbookChoices(sheets=every, intervals=True)
        write(project, "workbook", tmp_path / "full.xlsx", Job(), choices=full)
        found = set().union(*(runs(text) for _, text in said(tmp_path / "full.xlsx")))
        assert all(runs(one) & found for one in CONFIDENTIAL)  # the search would find them


def said(target: Path) -> list[tuple[str, str]]:
    """(file or part, text) of all that was written."""
    if target.suffix == ".xlsx":
        return list(texts(target))
    files = [target] if target.is_file() else [path for path in target.rglob("*") if path.is_file()]
    return [(path.name, f"{path.name}\n{path.read_bytes().decode('utf-8', 'replace')}") for path in files]
