"""Sentences like those that a coder gave a code, ranked by the coder's own codings alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.queries import DocumentRow, documents, regions, text_hashes, texts
from app.documents.said import said_in
from app.documents.stop_words import STOP_WORDS
from app.documents.words import sentences, tokens
from app.folding import folded
from app.jobs import Job
from app.models import Coding
from app.rounds.queries import completed_pairs
from app.rounds.unshown import unshown_documents
from app.similar.declined import DeclinedSentence
from app.similar.features import Floats, Ints, SentenceVectors, Vocabulary, sentence_vectors
from app.similar.ranking import Bools, SelfTest, direction, self_test

MOST_LISTED = 200
MOST_SENTENCES = 60_000  # that are compared: room and time grow with them
FEWEST_WORDS = 3  # of a sentence that says something
SPEAKING = 0.35  # of the strongest word's share: words that spoke for a sentence
AT_ONCE = 50  # documents
SAYING_LITTLE = frozenset().union(*STOP_WORDS.values())
Span = tuple[int, int]


@dataclass(frozen=True)
class LikelySentence:
    """A sentence [start, end) with the words [start, end) that spoke for it, strongest first, none twice."""

    document_id: int
    document_guid: str
    document: str
    text_hash: str
    start: int
    end: int
    text: str
    words: tuple[Span, ...]

    @property
    def place(self) -> DeclinedSentence:
        """Where it stands, as what was declined is remembered."""
        return DeclinedSentence(self.document_guid, self.text_hash, self.start, self.end)


@dataclass(frozen=True)
class Similar:
    """`sentences` by likelihood; `test` says what that is worth; `coded` counts sentences learnt from.

    `documents` counts those that were looked through: completed ones, or the others, as was asked.
    """

    test: SelfTest
    sentences: tuple[LikelySentence, ...]
    coded: int
    documents: int


@dataclass(frozen=True, eq=False)
class _Corpus:
    """All sentences: of which document (index), from where to where."""

    rows: Sequence[DocumentRow]
    texts: dict[int, str]
    document: Ints
    start: Ints
    end: Ints
    vectors: SentenceVectors


def similar_sentences(
    session: Session,
    code_id: int,
    coder_id: int,
    *,
    missed: bool = False,
    passage: tuple[int, int, int] | None = None,
    declined: Collection[DeclinedSentence] = (),
    job: Job | None = None,
) -> Similar:
    """Sentences that a coder has not given the code, the likeliest first: of documents not yet completed.

    missed    of the completed ones instead: what may have been overlooked
    passage   (document id, start, end) that counts as much as all codings of the code together
    declined  sentences that are not like it
    Nothing is learnt from, or said of, documents that are being coded blind; no other coder's work counts.
    """
    job = job or Job()
    codings = _own_codings(session, coder_id)
    corpus = _corpus(session, {row[0] for row in codings}, job)
    if not len(corpus.document):
        return Similar(SelfTest(reason="few codings"), (), 0, 0)
    coded = _covered(corpus, [row[:3] for row in codings if row[3] == code_id])
    completed = _completed(session, coder_id)
    read = completed | {row[0] for row in codings}
    judged = _in_documents(corpus, read)
    refused = _declined(session, corpus, declined)
    job.step(0, 2, "Comparing sentences")
    test = self_test(corpus.vectors, coded, judged | refused, corpus.document)
    towards = direction(corpus.vectors, coded & judged, (judged | refused) & ~coded)
    if passage is not None:
        towards = towards + corpus.vectors.centre(_covered(corpus, [passage]))
    wanted = _in_documents(corpus, completed if missed else {row.id for row in corpus.rows} - completed)
    touched = _covered(corpus, [row[:3] for row in codings if row[3] == code_id], any_of_it=True)
    offered = np.flatnonzero(wanted & ~touched & ~refused)
    scores = corpus.vectors.along(towards)
    ranked = offered[np.argsort(-scores[offered], kind="stable")][:MOST_LISTED]
    likely = _likely(session, corpus, ranked[scores[ranked] > 0], towards)
    looked_through = len({int(corpus.document[index]) for index in np.flatnonzero(wanted)})
    return Similar(test, tuple(likely), int(coded.sum()), looked_through)


def _completed(session: Session, coder_id: int) -> set[int]:
    return {document for document, coder in completed_pairs(session) if coder == coder_id}


def _own_codings(session: Session, coder_id: int) -> list[tuple[int, int, int, int]]:
    hidden = unshown_documents(session)
    rows = session.execute(
        select(Coding.document_id, Coding.start, Coding.end, Coding.code_id)
        .where(Coding.coder_id == coder_id)
        .order_by(Coding.document_id, Coding.start)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows if row[0] not in hidden]


def _corpus(session: Session, first: Collection[int], job: Job) -> _Corpus:
    """Sentences of all documents that may be seen, those of `first` before others where they are too many."""
    hidden = unshown_documents(session)
    rows = [row for row in documents(session) if row.id not in hidden]
    ordered = sorted(rows, key=lambda row: row.id not in first)
    text_of: dict[int, str] = {}
    places: list[tuple[int, int, int]] = []
    for begin in range(0, len(ordered), AT_ONCE):
        portion = ordered[begin : begin + AT_ONCE]
        text_of.update(texts(session, [row.id for row in portion]))
        for offset, row in enumerate(portion):
            job.step(begin + offset, len(ordered), "Reading sentences")
            if row.id in text_of and len(places) < MOST_SENTENCES:
                places += [(begin + offset, *span) for span in _sentences(session, row, text_of[row.id])]
    vectors = sentence_vectors(
        [(text_of[ordered[index].id], start, end) for index, start, end in places], Vocabulary()
    )
    columns = np.array(places, dtype=np.int64).reshape(len(places), 3)
    return _Corpus(ordered, text_of, columns[:, 0], columns[:, 1], columns[:, 2], vectors)


def _sentences(session: Session, row: DocumentRow, text: str) -> list[Span]:
    stretches = said_in(row, regions(session, row.id), with_interviewer=True)
    return [
        span
        for start, end in stretches
        for span in sentences(text, start, end)
        if len(tokens(text, *span)) >= FEWEST_WORDS
    ]


def _covered(corpus: _Corpus, spans: Sequence[tuple[int, int, int]], *, any_of_it: bool = False) -> Bools:
    """Sentences that passages (document id, start, end) cover: half of the shorter one, or `any_of_it`."""
    covered = np.zeros(len(corpus.document), dtype=np.bool_)
    index_of = {row.id: index for index, row in enumerate(corpus.rows)}
    lengths = corpus.end - corpus.start
    for document_id, start, end in spans:
        if document_id not in index_of:
            continue
        index = index_of[document_id]
        first, last = np.searchsorted(corpus.document, [index, index + 1])
        here = slice(int(first), int(last))
        shared = np.minimum(corpus.end[here], end) - np.maximum(corpus.start[here], start)
        least = 0 if any_of_it else np.minimum(lengths[here], end - start) / 2
        covered[here] |= (shared > 0) & (shared >= least)
    return covered


def _in_documents(corpus: _Corpus, ids: Collection[int]) -> Bools:
    indices = [index for index, row in enumerate(corpus.rows) if row.id in ids]
    inside: Bools = np.isin(corpus.document, np.array(indices, dtype=np.int64))
    return inside


def _declined(session: Session, corpus: _Corpus, declined: Collection[DeclinedSentence]) -> Bools:
    """Sentences that were declined where their text is still the same."""
    hashes = text_hashes(session)
    ids = {(row.guid, hashes.get(row.id, "")): row.id for row in corpus.rows}
    spans = [
        (ids[sentence.document, sentence.text_hash], sentence.start, sentence.end)
        for sentence in declined
        if (sentence.document, sentence.text_hash) in ids
    ]
    return _covered(corpus, spans)


def _likely(session: Session, corpus: _Corpus, indices: Ints, towards: Floats) -> list[LikelySentence]:
    hashes = text_hashes(session)
    return [_sentence(corpus, index, towards, hashes) for index in indices.tolist()]


def _sentence(corpus: _Corpus, index: int, towards: Floats, hashes: dict[int, str]) -> LikelySentence:
    row = corpus.rows[int(corpus.document[index])]
    start, end = int(corpus.start[index]), int(corpus.end[index])
    text = corpus.texts[row.id]
    vocabulary = Vocabulary()
    shares = [
        (float(towards[vocabulary.of(text[first:last])].sum()), first, last)
        for first, last in tokens(text, start, end)
        if folded(text[first:last]) not in SAYING_LITTLE
    ]
    most = max((share for share, _, _ in shares), default=0.0)
    least = max(SPEAKING * most, 1e-12)
    speaking = sorted((share for share in shares if share[0] >= least), reverse=True)
    words = tuple((first, last) for _, first, last in speaking)
    return LikelySentence(
        row.id, row.guid, row.name, hashes.get(row.id, ""), start, end, text[start:end], words
    )
