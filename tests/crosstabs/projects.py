"""A study of many cases with attributes, made at random, for tests of tables."""

import random
from pathlib import Path

from app.cases.actions import NewCase, add_cases, link_documents, link_stretch
from app.cases.attribute_actions import NewAttribute, add_attributes
from app.cases.queries import attributes
from app.cases.value_actions import CellText, set_values
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.rounds.actions import complete_many
from app.store import Project

CODERS, CODES = ("Ana", "Ben", "Cem"), ("Bribes", "Hunger", "Return")
TEXT = "they took the bread from us and then we left in the night " * 3


def random_study(folder: Path, seed: int = 1, cases: int = 24) -> Project:
    """Cases of one or two documents, which two of three coders completed, or not. Whoever asks closes it."""
    project = Project.create(str(folder / "random.intercoder"))
    project.do("Make", _fill, random.Random(seed), cases)
    return project


def _fill(session, rng, many):
    people = [add_coder(session, name=name) for name in CODERS]
    codes = [add_code(session, name=name) for name in CODES]
    below = add_code(session, name="Hunger of children", parent_id=codes[1])
    cases = add_cases(session, cases=[NewCase(f"Person {n}") for n in range(1, many + 1)])
    for n in range(many):
        document = add_document(
            session, name=f"Text {n + 1}", text=TEXT, properties={"paper": rng.choice(("Star", "Echo"))}
        )
        completed = [coder for coder in people if rng.random() < 0.7]
        complete_many(session, pairs=[(document, coder) for coder in completed])
        if rng.random() < 0.9:
            link_documents(session, case_ids=[cases[n]], document_ids=[document])
        if rng.random() < 0.4:
            link_stretch(session, case_ids=[cases[(n + 1) % many]], document_id=document, start=0, end=90)
        for coder in people:
            for code in (*codes, below):
                if rng.random() < 0.35:
                    start = rng.randrange(len(TEXT) - 40)
                    span = {"start": start, "end": start + rng.randint(5, 39)}
                    apply_code(session, document_id=document, code_id=code, coder_id=coder, **span)
    add_attributes(
        session,
        attributes=[
            NewAttribute("gender", "choice", options=("woman", "man")),
            NewAttribute("age", "number", unit="years"),
            NewAttribute("role", "choices", options=("farmer", "nurse", "fighter")),
        ],
    )
    columns = {row.name: row.id for row in attributes(session)}
    texts = []
    for case in cases:
        gender = rng.choice(("woman", "man", "man", "(unknown)", ""))
        role = "; ".join(rng.sample(("farmer", "nurse", "fighter"), rng.randint(1, 2)))
        for name, value in (("gender", gender), ("age", str(rng.randint(15, 70))), ("role", role)):
            texts.append(CellText(case, columns[name], value))
    set_values(session, cells=texts)
