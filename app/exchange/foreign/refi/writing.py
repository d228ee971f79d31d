"""Writes a study as a REFI-QDA project (.qdpx) or its codebook (.qdc), valid by the standard's schemas.

Offsets count code points of texts with LF and without a byte order mark, ends are exclusive; selection and
coding name the same person and time, so that both readings of who coded come to the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from uuid import UUID, uuid5
from xml.sax.saxutils import escape

from app.exchange.study_folder.cells import coder_cells
from app.exchange.study_folder.exporting import in_tree_order
from app.studies.rows import Study, StudyCode, StudyCoding, StudyDocument

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = UUID("6a1e4c44-9d3f-4e0b-8f5e-6d4a0f2b7c11")  # of guids that are made of others
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_ATTRIBUTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_DEFINITIONS = (
    ("brief_definition", ""),
    ("full_definition", ""),
    ("use_when", "Use when: "),
    ("do_not_use_when", "Do not use when: "),
    ("typical_example", "Typical example: "),
    ("close_but_no", "Close but no: "),
)


def guid_written(guid: str) -> str:
    """A guid of ours in the standard's form."""
    return str(UUID(guid))


def derived_guid(*parts: object) -> str:
    """A guid for what has none with us: the same whenever it is made of the same."""
    return str(uuid5(_SPACE, "\n".join(map(str, parts))))


def text_written(text: str) -> str:
    """A text as the content of an element, without what XML forbids."""
    return escape(_ILLEGAL.sub("", text), {"\r": "&#13;"})


def attributes_written(**values: str | int | None) -> str:
    """Attributes of an element; those that are None are left away."""
    return "".join(
        f' {name}="{escape(_ILLEGAL.sub("", str(value)), _IN_ATTRIBUTES)}"'
        for name, value in values.items()
        if value is not None
    )


def codes_written(codes: Sequence[StudyCode]) -> Iterator[str]:
    """The tree of codes; nothing where there are none."""
    if not codes:
        return
    children: dict[str, list[StudyCode]] = {}
    for code in in_tree_order(codes):
        children.setdefault(code.parent, []).append(code)
    yield "<Codes>\n"
    steps: list[StudyCode | str] = list(reversed(children.get("", [])))
    while steps:
        step = steps.pop()
        if isinstance(step, str):
            yield step
            continue
        names = attributes_written(
            guid=guid_written(step.guid), name=step.name, isCodable="true", color=_colour(step.colour)
        )
        definition = definition_of(step)
        yield f"<Code{names}>"
        if definition:
            yield f"<Description>{text_written(definition)}</Description>"
        steps.append("</Code>\n")
        steps += reversed(children.get(step.guid, []))
    yield "</Codes>\n"


def _colour(colour: str) -> str | None:
    return colour.upper() if re.fullmatch("#[0-9a-fA-F]{6}", colour) else None


def definition_of(code: StudyCode) -> str:
    """All fields of a code's definition as one text."""
    texts = ((label, getattr(code, field).strip()) for field, label in _DEFINITIONS)
    return "\n\n".join(f"{label}{text}" for label, text in texts if text)


def codebook_written(codes: Sequence[StudyCode], origin: str) -> str:
    """A codebook (.qdc)."""
    head = attributes_written(origin=origin)
    return "".join(
        [
            DECLARATION,
            f'<CodeBook xmlns="{CODEBOOK_NAMESPACE}"{head}>\n',
            *codes_written(codes),
            "</CodeBook>\n",
        ]
    )


class MemoNotes:
    """Memos as notes of the project, each with a guid of its own."""

    def __init__(self) -> None:
        self.elements: list[str] = []

    def reference(self, owner: str, memo: str, user: str | None, at: str | None) -> str:
        """A reference to a new note; nothing where there is no memo."""
        if not memo.strip():
            return ""
        guid = derived_guid("note", owner)
        names = attributes_written(guid=guid, name="Memo", creatingUser=user, creationDateTime=at)
        self.elements.append(
            f"<Note{names}><PlainTextContent>{text_written(memo)}</PlainTextContent></Note>\n"
        )
        return f'<NoteRef targetGUID="{guid}"/>'


def selections_written(
    codings: Iterable[StudyCoding], stretches: Mapping[tuple[int, int], str], notes: MemoNotes
) -> Iterator[str]:
    """Selections of a document: one for each stretch and coder, with all its codings; then those of cases."""
    in_order = sorted(codings, key=lambda coding: (coding.start, coding.end, coding.coder))
    for (start, end, coder), same in groupby(
        in_order, lambda coding: (coding.start, coding.end, coding.coder)
    ):
        group = list(same)
        user, first = guid_written(coder), group[0]
        names = attributes_written(
            guid=derived_guid("selection", first.document, start, end, coder),
            startPosition=start,
            endPosition=end,
            creatingUser=user,
            creationDateTime=first.created_at,
        )
        yield f"<PlainTextSelection{names}>"
        for coding in group:
            note = notes.reference(coding.guid, coding.memo, user, coding.created_at)
            yield (
                f'<Coding guid="{guid_written(coding.guid)}" creatingUser="{user}" '
                f'creationDateTime="{coding.created_at}"><CodeRef targetGUID="{guid_written(coding.code)}"/>'
                f"{note}</Coding>"
            )
        yield "</PlainTextSelection>\n"
    for (start, end), guid in stretches.items():
        yield f"<PlainTextSelection{attributes_written(guid=guid, startPosition=start, endPosition=end)}/>\n"


def users_written(study: Study) -> Iterator[str]:
    """Everybody, a consensus under a name that says what it is."""
    names = coder_cells(study.coders)
    if study.coders:
        yield "<Users>\n"
        for coder in study.coders:
            yield f"<User{attributes_written(guid=guid_written(coder.guid), name=names[coder.guid])}/>\n"
        yield "</Users>\n"


def source_name(document: StudyDocument) -> str:
    """The file of a document's text in the archive."""
    return f"{guid_written(document.about.guid)}.txt"
