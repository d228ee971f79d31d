"""Reads annotations as INCEpTION and other UIMA programs export them: XMI, alone or zipped by document.

Read here and not by dkpro-cassis: that needs each file's type system, brings lxml and five more packages, and
resolves no archive; of XMI we need the text, and what begins and ends in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from app.documents.canonical import canonical
from app.errors import UserError
from app.exchange.foreign.anchoring import RawCoding, anchored
from app.exchange.foreign.project import ForeignCode, ForeignDocument, ForeignProject, Losses
from app.exchange.foreign.refi.container import attributes_of, damaged, parsed, unreadable
from app.jobs import Job

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST = 200_000_000  # bytes of one file
BOMB = 400
_SOFA, _LAYER = "Sofa", "layer"
# what programs make by themselves: words, sentences, what describes the document
_NO_CODES = frozenset(
    """Sofa NULL View Token Sentence DocumentMetaData TagsetDescription TagDescription DocumentAnnotation POS
    Lemma Stem Paragraph Heading Div CASMetadata LayerDefinition FeatureDefinition Form MorphologicalFeatures
    Dependency FSArray StringArray""".split()  # noqa: SIM905  # a list of forty lines says no more
)
_NO_LABELS = frozenset({"id", "begin", "end", "sofa", "order", "uiOrder"})


def read(path: Path, job: Job) -> ForeignProject:
    """Read one .xmi file, or an archive of them; UserError says what is wrong with it."""
    job.step(0, 0, f"Reading {path.name}")
    losses = Losses()
    raws: dict[str, str] = {}
    codings: list[RawCoding] = []
    layers: dict[str, None] = {}
    labels: dict[tuple[str, str], None] = {}
    for document, coder, data in _members(path):
        root = parsed(data, path.name)
        text = next((attributes_of(sofa).get("sofaString", "") for sofa in root.iter(_SOFA)), "")
        if not canonical(text).strip():
            losses.add("annotation file", "annotation files", "without a text")
            continue
        key = document
        while raws.setdefault(key, text) != text:  # the same name with another text is another document
            key += "'"
        for element in root:
            if element.tag not in _NO_CODES:
                codings += _codings(element, key, coder, layers, labels, losses)
    if not raws:
        raise UserError(
            f"“{path.name}” holds no annotations in XMI, so nothing was taken from it. Export UIMA XMI."
        )
    codes = [ForeignCode(f"{_LAYER} {layer}", "", layer) for layer in layers]
    codes += [ForeignCode(f"{layer}: {label}", f"{_LAYER} {layer}", label) for layer, label in labels]
    return _project(path, raws, codes, codings, losses)


def _project(
    path: Path,
    raws: Mapping[str, str],
    codes: Sequence[ForeignCode],
    codings: Sequence[RawCoding],
    losses: Losses,
) -> ForeignProject:
    placed = anchored(raws, {key: key for key in raws}, codings, losses)
    return ForeignProject(
        program="INCEpTION",
        form="UIMA CAS (XMI)",
        title=path.stem,
        file_name=path.name,
        coders={coding.coder: coding.coder for coding in placed.codings},
        codes=codes,
        documents=[
            ForeignDocument(key, PurePosixPath(key).stem, canonical(raw), key) for key, raw in raws.items()
        ],
        codings=placed.codings,
        offsets=placed.offsets,
        left=losses.listed(),
    )


def _codings(
    element: "Element",
    document: str,
    coder: str,
    layers: dict[str, None],
    labels: dict[tuple[str, str], None],
    losses: Losses,
) -> Iterator[RawCoding]:
    """What an annotation says, one coding for each of its features."""
    attributes = attributes_of(element)
    try:
        start, end = int(attributes["begin"]), max(int(attributes["end"]), 0)
    except (KeyError, ValueError):
        losses.add("element", "elements", "at no passage")
        return
    if "Governor" in attributes or "Dependent" in attributes:
        losses.add("relation", "relations", "for passages are not linked to one another")
        return
    layers.setdefault(element.tag)
    values = [
        value.strip()
        for name, value in sorted(attributes.items())
        if name not in _NO_LABELS and value.strip() and not value.strip().isdigit()
    ]
    for value in values:
        labels.setdefault((element.tag, value))
        yield RawCoding(document, f"{element.tag}: {value}", coder, start, end)
    if not values:
        yield RawCoding(document, f"{_LAYER} {element.tag}", coder, start, end)


def _members(path: Path) -> Iterator[tuple[str, str, bytes]]:
    """(document, coder, XMI) of a file, or of an archive's `annotation/<document>/<user>.xmi`."""
    try:
        if path.suffix.lower() != ".zip":
            if path.stat().st_size > MOST:
                raise UserError(f"“{path.name}” is larger than any annotated text. Check the file.")
            yield path.name, "INCEpTION", path.read_bytes()
            return
        with ZipFile(path) as archive:
            yield from _of_archive(archive, path.name)
    except BadZipFile as error:
        raise damaged(path.name) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _of_archive(archive: ZipFile, file_name: str) -> Iterator[tuple[str, str, bytes]]:
    from io import BytesIO

    for info in archive.infolist():
        parts = PurePosixPath(info.filename).parts
        ending = PurePosixPath(info.filename).suffix.lower()
        if ending not in (".xmi", ".zip"):
            continue
        if info.file_size > MOST or info.file_size > BOMB * max(info.compress_size, 10_000):
            raise UserError(
                f"“{file_name}” unpacks to far more than texts hold, so nothing was taken from it."
            )
        data = archive.read(info)
        stem = PurePosixPath(info.filename).stem
        if ending == ".xmi":
            by_user = len(parts) > 1
            yield (parts[-2], stem, data) if by_user else (parts[-1], "INCEpTION", data)
            continue
        with ZipFile(BytesIO(data)) as inner:  # one for each user, with a type system beside it
            for member in inner.infolist():
                if member.filename.lower().endswith(".xmi") and member.file_size <= MOST:
                    document = parts[-2] if len(parts) > 1 else stem
                    yield document, stem, inner.read(member)
