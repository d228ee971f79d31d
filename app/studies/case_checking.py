"""Whether the cases of a study fit together: what belongs to them, and what is known of them."""

from collections import Counter
from collections.abc import Iterator

from app.cases.values import CASE_KINDS, KINDS, STATES, WITH_OPTIONS, is_canonical
from app.studies.rows import Study


def unsound_cases(study: Study) -> Iterator[str]:
    """Everything that is wrong with cases, attributes and values, as sentences."""
    for what, words, known in (
        ("kind of case", {case.kind for case in study.cases}, CASE_KINDS),
        ("kind of attribute", {attribute.kind for attribute in study.attributes}, KINDS),
        ("state of a value", {value.state for value in study.values}, STATES),
    ):
        for word in sorted(words - set(known)):
            yield f"There is no {what} “{word}”."
    for attribute in study.attributes:
        if attribute.kind in WITH_OPTIONS and len(set(attribute.options)) < len(attribute.options):
            yield f"The list of “{attribute.name}” has a word twice."
    yield from _links(study)
    yield from _values(study)
    yield from _summaries(study)


def _links(study: Study) -> Iterator[str]:
    cases = {case.guid for case in study.cases}
    lengths = {document.about.guid: document.about.length for document in study.documents}
    for link in study.case_links:
        if link.case not in cases or link.document not in lengths:
            yield "The case or the document of what belongs to a case is missing."
        elif link.end and not 0 <= link.start < link.end <= lengths[link.document]:
            yield "A stretch that belongs to a case lies outside its text."
        elif not link.end and link.start:
            yield "A stretch that belongs to a case has no end."
    times = Counter(link._replace(guid="") for link in study.case_links)
    if any(count > 1 for count in times.values()):
        yield "The same belongs to a case twice."


def _values(study: Study) -> Iterator[str]:
    cases = {case.guid for case in study.cases}
    attributes = {attribute.guid: attribute for attribute in study.attributes}
    lengths = {document.about.guid: document.about.length for document in study.documents}
    for value in study.values:
        attribute = attributes.get(value.attribute)
        if attribute is None or value.case not in cases:
            yield "The case or the attribute of a value is missing."
            continue
        if value.state == "known" and not is_canonical(value.value, attribute.kind, attribute.options):
            yield f"A value of “{attribute.name}” doesn't fit its kind."
        if value.state != "known" and value.value:
            yield f"A value of “{attribute.name}” is not known and stands there all the same."
        if value.document and not _within(value.start, value.end, lengths.get(value.document)):
            yield f"The passage of a value of “{attribute.name}” is missing."
    used = Counter((value.case, value.attribute) for value in study.values if value.used)
    if any(count > 1 for count in used.values()):
        yield "Two values of one case are used for one attribute."


def _summaries(study: Study) -> Iterator[str]:
    cases, codes = {case.guid for case in study.cases}, {code.guid for code in study.codes}
    if any(row.case not in cases or row.code not in codes for row in study.summaries):
        yield "The case or the code of a summary is missing."
    times = Counter((row.case, row.code) for row in study.summaries)
    if any(count > 1 for count in times.values()):
        yield "A case has two summaries of one code."


def _within(start: int | None, end: int | None, length: int | None) -> bool:
    return length is not None and start is not None and end is not None and 0 <= start < end <= length
