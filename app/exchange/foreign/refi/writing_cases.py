"""Cases and variables of an exchange project: what is known of cases and of documents."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.documents.actions import PROVENANCE
from app.exchange.foreign.refi.writing import (
    attributes_written,
    derived_guid,
    guid_written,
    text_written,
)
from app.names import key
from app.studies.case_rows import StudyAttribute, StudyCaseLink, StudyValue
from app.studies.rows import Study, StudyDocument

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_BOOLEANS = {"yes": "true", "no": "false"}


def document_values(document: StudyDocument) -> dict[str, str]:
    """What is known of a document, by the names of its variables: properties, and where it comes from."""
    about = {field: getattr(document.about, field) for field in PROVENANCE if field != "note"}
    filled = {name: value for name, value in about.items() if value.strip()}
    return filled | {name: value for name, value in document.properties.items() if value.strip()}


class Variables:
    """The variables of a project, of cases and of documents, under names of which each is there once."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._attributes = {attribute.guid: attribute for attribute in study.attributes}
        names = (name for document in study.documents for name in document_values(document))
        self._of_documents = {name: derived_guid("variable", key(name)) for name in names}

    def written(self) -> Iterator[str]:
        """All of them."""
        if not self._attributes and not self._of_documents:
            return
        yield "<Variables>\n"
        for attribute in self._study.attributes:
            kind = self._kind(attribute)
            names = attributes_written(
                guid=guid_written(attribute.guid), name=attribute.name, typeOfVariable=kind
            )
            about = attribute.definition.strip()
            words = f"<Description>{text_written(about)}</Description>" if about else ""
            yield f"<Variable{names}>{words}</Variable>\n"
        for guid, name in {guid: name for name, guid in self._of_documents.items()}.items():
            yield f"<Variable{attributes_written(guid=guid, name=name, typeOfVariable='Text')}/>\n"
        yield "</Variables>\n"

    def _kind(self, attribute: StudyAttribute) -> str:
        """The type under which every value can be written."""
        values = [row.value for row in self._study.values if row.attribute == attribute.guid and row.value]
        if attribute.kind == "date":
            return "Date" if all(map(_DAY.fullmatch, values)) else "Text"
        if attribute.kind == "number":
            return "Float" if all(map(_DECIMAL.fullmatch, values)) else "Text"
        return "Boolean" if attribute.kind == "yes_no" and _BOOLEANS.keys() >= set(values) else "Text"

    def of_document(self, document: StudyDocument) -> Iterator[str]:
        """The values of a document."""
        for name, value in document_values(document).items():
            yield _value(self._of_documents[name], "Text", value)

    def of_case(self, values: Sequence[StudyValue]) -> Iterator[str]:
        """The values of a case that are in use."""
        for row in values:
            attribute = self._attributes[row.attribute]
            if row.used and row.value:
                yield _value(guid_written(row.attribute), self._kind(attribute), row.value)


def _value(guid: str, kind: str, value: str) -> str:
    plain = _BOOLEANS[value] if kind == "Boolean" else text_written(value)
    return (
        f'<VariableValue><VariableRef targetGUID="{guid}"/><{kind}Value>{plain}</{kind}Value></VariableValue>'
    )


def stretch_guid(link: StudyCaseLink) -> str:
    """The guid of the selection that stands for a stretch of a case."""
    return derived_guid("stretch", link.document, link.start, link.end)


def stretches_by_document(study: Study) -> Mapping[str, dict[tuple[int, int], str]]:
    """The stretches of cases, with the guids of their selections."""
    stretches: dict[str, dict[tuple[int, int], str]] = {}
    for link in study.case_links:
        if link.end:
            stretches.setdefault(link.document, {})[link.start, link.end] = stretch_guid(link)
    return stretches


def cases_written(study: Study, variables: Variables) -> Iterator[str]:
    """All cases with their values, sources and stretches."""
    if not study.cases:
        return
    links: dict[str, list[StudyCaseLink]] = {}
    for link in study.case_links:
        links.setdefault(link.case, []).append(link)
    values: dict[str, list[StudyValue]] = {}
    for value in study.values:
        values.setdefault(value.case, []).append(value)
    documents = {document.about.guid for document in study.documents if not document.repeat_of}
    yield "<Cases>\n"
    for case in study.cases:
        yield f"<Case{attributes_written(guid=guid_written(case.guid), name=case.name)}>"
        if case.note.strip():
            yield f"<Description>{text_written(case.note)}</Description>"
        yield from variables.of_case(values.get(case.guid, []))
        of_case = [link for link in links.get(case.guid, []) if link.document in documents]
        for link in of_case:
            if not link.end and not link.speaker:
                yield f'<SourceRef targetGUID="{guid_written(link.document)}"/>'
        for link in of_case:
            if link.end:
                yield f'<SelectionRef targetGUID="{stretch_guid(link)}"/>'
        yield "</Case>\n"
    yield "</Cases>\n"
