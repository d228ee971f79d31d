"""Cases, variables and sets of an exchange project; what comes as a code and is a case becomes one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.exchange.foreign.people import guid_of
from app.exchange.foreign.project import (
    ForeignAttribute,
    ForeignCase,
    ForeignCode,
    ForeignCoding,
    ForeignLink,
    Losses,
)
from app.exchange.foreign.refi.codes import referred, words_of
from app.exchange.foreign.refi.container import attributes_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KINDS = {
    "boolean": "yes_no",
    "integer": "number",
    "float": "number",
    "date": "date",
    "datetime": "date",
}
GROUP = "Group"  # the property of a document that names the sets that it is in


@dataclass
class FileCases:
    """What stands in the file about cases; `properties` are those of documents, by key."""

    cases: list[ForeignCase] = field(default_factory=list)
    attributes: list[ForeignAttribute] = field(default_factory=list)
    properties: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Documents:
    """The documents that came in: how long each is, and where its selections are."""

    lengths: Mapping[str, int]
    spans: Mapping[str, tuple[str, int, int]]


def variables_of(root: "Element") -> dict[str, ForeignAttribute]:
    """What the project knows of cases and documents, by guid."""
    variables: dict[str, ForeignAttribute] = {}
    for element in root.iterfind("Variables/Variable"):
        attributes = attributes_of(element)
        kind = KINDS.get(attributes.get("typeOfVariable", "").lower(), "text")
        name = attributes.get("name", "").strip() or f"Variable {len(variables) + 1}"
        variables[guid_of(attributes.get("guid"))] = ForeignAttribute(name, kind, words_of(element))
    return variables


def values_of(element: "Element", variables: Mapping[str, ForeignAttribute]) -> dict[str, str]:
    """The values of a case or a source, by the names of their variables."""
    values: dict[str, str] = {}
    for value in element.findall("VariableValue"):
        variable = variables.get(next(referred(value, "VariableRef"), ""))
        words = [(child.text or "").strip() for child in value if child.tag.endswith("Value")]
        if variable is not None and words and words[0]:
            values[variable.name] = _plain(words[0], variable.kind)
    return values


def _plain(text: str, kind: str) -> str:
    """A value as one types it: the day of a moment."""
    return text[:10] if kind == "date" and text[10:11] == "T" else text


def case_guids(root: "Element") -> set[str]:
    """The guids of cases, which some programs give to codes that stand for them."""
    return {guid_of(attributes_of(element).get("guid")) for element in root.iterfind("Cases/Case")}


def file_cases(
    root: "Element",
    variables: Mapping[str, ForeignAttribute],
    documents: Documents,
    codings_of_cases: Mapping[str, Sequence[ForeignCoding]],
    losses: Losses,
) -> FileCases:
    """The cases with what belongs to them; one without a name that is of one source are its properties."""
    known_kinds: dict[str, ForeignAttribute] = {}
    result = FileCases()
    for index, element in enumerate(root.iterfind("Cases/Case")):
        attributes = attributes_of(element)
        values = values_of(element, variables)
        sources = [guid for guid in referred(element, "SourceRef") if guid in documents.lengths]
        name = attributes.get("name", "").strip()
        if not name and len(sources) == 1:
            result.properties.setdefault(sources[0], {}).update(values)
            continue
        guid = guid_of(attributes.get("guid"))
        linked = {guid, *referred(element, "CodeRef")}
        links = [ForeignLink(source) for source in sources]
        links += _stretches(referred(element, "SelectionRef"), documents)
        links += _coded(linked, codings_of_cases, documents)
        result.cases.append(
            ForeignCase(
                key=guid or f"case {index}",
                name=name or f"Case {index + 1}",
                note=words_of(element),
                links=tuple(dict.fromkeys(links)),
                values=values,
            )
        )
        used = (variable for variable in variables.values() if variable.name in values)
        known_kinds.update((variable.name, variable) for variable in used)
    result.attributes = list(known_kinds.values())
    _add_sets(root, documents, result, losses)
    return result


def _stretches(guids: Iterator[str], documents: Documents) -> Iterator[ForeignLink]:
    for guid in guids:
        if guid in documents.spans:
            yield _link(*documents.spans[guid], documents)


def _coded(
    codes: set[str], codings_of_cases: Mapping[str, Sequence[ForeignCoding]], documents: Documents
) -> Iterator[ForeignLink]:
    for code in sorted(codes):
        for coding in codings_of_cases.get(code, ()):
            yield _link(coding.document, coding.start, coding.end, documents)


def _link(document: str, start: int, end: int, documents: Documents) -> ForeignLink:
    is_all = start == 0 and end >= documents.lengths[document]
    return ForeignLink(document) if is_all else ForeignLink(document, start, end)


def _add_sets(root: "Element", documents: Documents, result: FileCases, losses: Losses) -> None:
    for element in root.iterfind("Sets/Set"):
        name = attributes_of(element).get("name", "").strip()
        members = [guid for guid in referred(element, "MemberSource") if guid in documents.lengths]
        for guid in members:
            properties = result.properties.setdefault(guid, {})
            groups = [properties[GROUP]] if properties.get(GROUP) else []
            properties[GROUP] = "; ".join([*groups, name])
        if not members:
            losses.add("set of codes", "sets of codes", "for a codebook has no sets beside its tree")


def without_cases(codes: Sequence[ForeignCode], guids: set[str]) -> list[ForeignCode]:
    """The codes that are none of these cases; what lay under such a code goes up."""
    parents = {code.key: code.parent for code in codes}
    remaining = []
    for code in codes:
        if code.key in guids:
            continue
        parent = code.parent
        while parent in guids:
            parent = parents.get(parent, "")
        remaining.append(code._replace(parent=parent))
    return remaining
