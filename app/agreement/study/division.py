"""What documents are divided into: units of text and stretches that nobody codes, from regions and words."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, pairwise

import numpy as np

from app.agreement.spans.continuum import Stretches
from app.agreement.spans.regions import blanked
from app.agreement.study.intake import READING, Intake
from app.documents.queries import DocumentRow
from app.documents.words import sentences, tokens
from app.errors import UserError
from app.jobs import Job

AT_ONCE = 200  # texts


class TextsByNumber(dict[int, str]):
    """Texts by document number, read when first asked for, with those of the documents behind."""

    def __init__(self, source: Intake, documents: Sequence[DocumentRow], job: Job | None = None) -> None:
        super().__init__()
        self._source = source
        self._documents = documents
        self.job = job or Job()

    def __missing__(self, document: int) -> str:
        self.load(range(document, min(document + AT_ONCE, len(self._documents))))
        return self[document]

    def load(self, numbers: Iterable[int]) -> None:
        """Read some texts at once: one statement for each would take longer than the texts."""
        unread = [document for document in numbers if document not in self]
        for first in range(0, len(unread), AT_ONCE):
            self.job.step(0, 1, READING)
            portion = unread[first : first + AT_ONCE]
            self.update(
                zip(
                    portion,
                    self._source.texts([self._documents[document] for document in portion]),
                    strict=True,
                )
            )


class CodableTexts(dict[int, str]):
    """The same texts with their non-codable regions blank, so that trimming takes those off too."""

    def __init__(self, texts: TextsByNumber, regions: Stretches) -> None:
        super().__init__()
        self._texts = texts
        self._regions = _by_document(regions)

    def __missing__(self, document: int) -> str:
        self._texts.job.step(0, 1, READING)
        return blanked(self._texts[document], self._regions.get(document, []))


class Division:
    """Documents by number, and how they are divided; each text and region is read once, when it is needed."""

    def __init__(
        self,
        source: Intake,
        documents: Sequence[DocumentRow],
        without_speakers: tuple[str, ...],
        job: Job | None = None,
    ) -> None:
        self._source, self._documents = source, documents
        self._numbers = {document.id: index for index, document in enumerate(documents)}
        self._texts = TextsByNumber(source, documents, job)
        theirs = source.regions("turn", without_speakers) if without_speakers else []
        self.non_codable = self._stretches([*source.regions("non_codable"), *theirs])
        self.codable = CodableTexts(self._texts, self.non_codable)

    def units(self, documents: Sequence[int], unit: str, job: Job | None = None) -> Stretches | None:
        """The units of `documents`, in characters of the whole text; None for characters.

        The job, which may be cancelled between documents, takes the place of the one that read them.
        """
        self._texts.job = job or Job()
        if unit == "character":
            return None
        if unit == "document":
            return Stretches.of([(document, 0, self._documents[document].length) for document in documents])
        if unit == "turn":
            return self._turns(documents)
        if unit == "passage":
            return self._passages(documents)
        return self._by_text(documents, tokens if unit == "token" else sentences)

    def load(self, documents: Sequence[int]) -> None:
        """Read all that `units` may need of `documents`."""
        self._texts.load(documents)
        self._regions, self._given_passages  # noqa: B018  # read now

    def _by_text(self, documents: Sequence[int], divide: Callable[[str], list[tuple[int, int]]]) -> Stretches:
        """Words or sentences: millions in a large project, so arrays at once."""
        parts = [np.empty((0, 2), dtype=np.int64)]
        for document in documents:
            self._texts.job.step(0, 1, READING)
            spans = chain.from_iterable(divide(self._texts[document]))
            parts.append(np.fromiter(spans, dtype=np.int64).reshape(-1, 2))
        start, end = np.concatenate(parts).T
        sizes = [len(part) for part in parts[1:]]
        return Stretches(np.repeat(np.array(documents, dtype=np.int64), sizes), start, end)

    def _turns(self, documents: Sequence[int]) -> Stretches:
        """Turns, and paragraphs where there is no turn; a document with neither is one unit.

        UserError where the turns of a document overlap, as they may when they were imported.
        """
        units: list[tuple[int, int, int]] = []
        for document in documents:
            turns, paragraphs = (regions.get(document, []) for regions in self._regions)
            divided = sorted([*turns, *_apart(paragraphs, turns)]) or [(0, self._documents[document].length)]
            if any(after[0] < before[1] for before, after in pairwise(divided)):
                raise UserError(
                    f"Turns of “{self._documents[document].name}” overlap, so that they can't be compared "
                    "one by one. Mend them in the document, or compare by another unit."
                )
            units += [(document, start, end) for start, end in divided]
        return Stretches.of(units)

    def _passages(self, documents: Sequence[int]) -> Stretches:
        """The passages given beforehand; one without them has no unit. UserError where all lack them."""
        units = [
            (document, start, end)
            for document in documents
            for start, end in self._given_passages.get(document, [])
        ]
        if documents and not units:
            raise UserError(
                "None of these documents has passages that were given beforehand, so there is nothing to "
                "compare one by one. Give passages from a table or from turns (intercoder passages), or "
                "compare by another unit."
            )
        return Stretches.of(units)

    @cached_property
    def _given_passages(self) -> dict[int, list[tuple[int, int]]]:
        return _by_document(self._stretches(self._source.regions("passage")))

    @cached_property
    def _regions(self) -> list[dict[int, list[tuple[int, int]]]]:
        """Turns and paragraphs by document."""
        kinds = ("turn", "paragraph")
        return [_by_document(self._stretches(self._source.regions(kind))) for kind in kinds]

    def _stretches(self, spans: Iterable[tuple[int, int, int]]) -> Stretches:
        numbers = self._numbers
        return Stretches.of([(numbers[row[0]], row[1], row[2]) for row in sorted(spans) if row[0] in numbers])


def _by_document(stretches: Stretches) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    rows = zip(stretches.document.tolist(), stretches.start.tolist(), stretches.end.tolist(), strict=True)
    for document, start, end in rows:
        if start < end:
            spans.setdefault(document, []).append((start, end))
    return spans


def _apart(paragraphs: Sequence[tuple[int, int]], turns: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs that no turn touches; turns are in order."""
    starts = [start for start, _ in turns]
    return [
        (start, end)
        for start, end in paragraphs
        if (before := bisect_left(starts, end)) == 0 or turns[before - 1][1] <= start
    ]
