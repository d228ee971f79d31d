"""What is retrieved equals what a plain loop over all codings finds, for random codings and queries."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cases.actions import add_case, link_documents
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.documents.queries import regions
from app.models import Assignment, Coding
from app.retrieve.asked import (
    AnyCode,
    Asked,
    Both,
    CodeNamed,
    Conditions,
    Either,
    Related,
    RetrieveQuery,
    Without,
)
from app.retrieve.queries import retrieve
from app.retrieve.sentence import parsed, text_of
from app.store import Project
from app.store.journal import WriteSession, add_many, delete_many
from tests.retrieve.plain import Coded, World, places

TEXTS = {
    1: "A: One two. Three four!\nB: Five six seven. Eight?\nA: Nine ten. Eleven.\n",
    2: "كان هنا. ذهب الى البيت.\n文件です。関数 🚚 x.\n",
    3: "Plain words without any speaker. They go on\nfor two lines.\n",
}
CODES = ("Causes", "Bribe", "Hunger", "Joy")  # the second and third are under the first
BELOW = {"Causes": {"Bribe", "Hunger"}}
COMPLETED = {(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)}


def fill(session: WriteSession) -> None:
    for name in ("Ana", "Murat"):
        add_coder(session, name=name)
    for number, text in TEXTS.items():
        add_document(session, name=f"Text {number}", text=text)
    causes = add_code(session, name="Causes")
    for name in CODES[1:]:
        add_code(session, name=name, parent_id=None if name == "Joy" else causes)
    for document, coder in sorted(COMPLETED):
        session.add(Assignment(document_id=document, coder_id=coder, completed_at="2026-11-29T10:00:00Z"))
    omar = add_case(session, name="Omar")
    link_documents(session, case_ids=[omar], document_ids=[1, 3])
    link_documents(session, case_ids=[add_case(session, name="Sara")], document_ids=[2])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path: Path = tmp_path_factory.mktemp("retrieve") / "study.intercoder"
    with Project.create(str(path)) as opened:
        opened.do("Fill", fill)
        yield opened


def put(session: WriteSession, *, coded: list[Coded]) -> None:
    delete_many(session, Coding, [row.id for row in session.query(Coding.id)])
    add_many(
        session,
        Coding,
        [
            {
                "document_id": one.document,
                "coder_id": one.coder,
                "code_id": CODES.index(one.code) + 1,
                "start": one.start,
                "end": one.end,
            }
            for one in coded
        ],
    )


@st.composite
def codings(draw: st.DrawFn) -> list[Coded]:
    found = set()
    for _ in range(draw(st.integers(0, 12))):
        document = draw(st.sampled_from(sorted(TEXTS)))
        start = draw(st.integers(0, len(TEXTS[document]) - 1))
        end = draw(st.integers(start + 1, min(len(TEXTS[document]), start + 15)))
        found.add(Coded(document, start, end, draw(st.sampled_from(CODES)), draw(st.sampled_from([1, 2]))))
    return sorted(found, key=repr)


NAMED = st.builds(CodeNamed, st.sampled_from(CODES), st.booleans())


def related(inner: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
    counted = st.sampled_from(["word", "sentence", "turn"])
    return st.one_of(
        st.builds(
            Related,
            inner,
            st.sampled_from(["overlapping", "inside", "around", "equal"]),
            inner,
            st.booleans(),
        ),
        st.builds(Related, inner, st.just("near"), inner, st.booleans(), st.integers(0, 4), counted),
        st.builds(Related, inner, st.just("followed"), inner, st.booleans(), st.integers(0, 3), counted),
        st.builds(Related, inner, st.just("followed"), inner, st.booleans()),
        st.builds(
            Related,
            inner,
            st.just("same"),
            inner,
            st.booleans(),
            st.none(),
            st.sampled_from(["turn", "document", "case"]),
        ),
    )


ASKED: st.SearchStrategy[Asked] = st.recursive(
    st.one_of(NAMED, st.builds(AnyCode)),
    lambda inner: st.one_of(
        st.builds(Either, inner, inner),
        st.builds(Both, inner, inner),
        st.builds(Without, inner, inner),
        related(inner),
    ),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(coded=codings(), asked=st.lists(ASKED, min_size=4, max_size=4), layer=st.sampled_from(["any", "all"]))
def test_every_query_finds_what_a_plain_loop_finds(
    project: Project, coded: list[Coded], asked: list[Asked], layer: str
) -> None:
    project.do("Code", put, coded=coded) if coded else None
    with project.read() as session:
        turns = {
            number: [
                (row.start, row.end) for row in regions(session, number) if row.kind in ("turn", "paragraph")
            ]
            for number in TEXTS
        }
        rows = session.query(Coding).all()
        there = [Coded(r.document_id, r.start, r.end, CODES[r.code_id - 1], r.coder_id) for r in rows]
        world = World(TEXTS, turns, there, BELOW, COMPLETED, {1: {"Omar"}, 2: {"Sara"}, 3: {"Omar"}}, layer)
        for one in asked:
            query = RetrieveQuery(one, Conditions(layer=layer))
            assert parsed(text_of(query)) == query
            found = retrieve(session, query)
            rows = zip(found.document.tolist(), found.start.tolist(), found.end.tolist(), strict=True)
            listed = list(rows)
            assert sorted(listed) == listed
            assert set(listed) == places(world, one), text_of(query)
