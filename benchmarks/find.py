"""Finding in everything: the first page, and all places, in 12 million characters."""

from collections.abc import Callable

from app.find.queries import Found, Search, find
from app.find.texts import FoldedTexts
from app.sought import Query
from app.store import Project
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

PAGE = 200
RUNS = 7


def _texts(times: int) -> Project:
    """240 documents of 50,000 characters, `times` times as many, with 20,000 codings."""
    path = project_with(codings=20_000, documents=240 * times, characters=50_000)
    return Project.open(str(path), station="bench")


def _frequent(project: Project) -> str:
    """A word that the texts have often."""
    with project.read() as session:
        (holding, *_) = find(
            session, Search(Query(r"\b\w{4,}\b", pattern=True), ("texts",)), enough=1
        ).holdings
    start, end = holding.places[0]
    return holding.text[start:end]


def _searched(times: int, enough: int | None, texts: Callable[[], FoldedTexts]) -> Measured:
    with _texts(times) as project:
        word = _frequent(project)

        def look() -> Found:
            with project.read() as session:
                return find(session, Search(Query(word)), texts(), enough=enough)

        assert look().total > PAGE
        return repeated(look, RUNS)


def first_page(times: int) -> Measured:
    """The first page of a word in everything, whose texts nobody has looked at yet."""
    return _searched(times, PAGE, FoldedTexts)


def everything(times: int) -> Measured:
    """All places of a word in everything, whose texts nobody has looked at yet."""
    return _searched(times, None, FoldedTexts)


def again(times: int) -> Measured:
    """All places of a word in texts that are at hand."""
    texts = FoldedTexts()
    return _searched(times, None, lambda: texts)
