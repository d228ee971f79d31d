"""Whether the versions of a study's texts fit together, and what they changed of codings."""

from collections.abc import Iterator

from app.errors import StoreError
from app.store.stored.texts import fits, stretches_read
from app.studies.rows import Study, StudyDocument


def text_versions(document: StudyDocument) -> Iterator[str]:
    """What is wrong with what is told of a document's versions."""
    name, texts = document.about.name, document.texts
    versions = [change.version for change in document.changes]
    if len(set(versions)) < len(versions) or not set(versions) <= texts.keys():
        yield f"A version of the text of “{name}” is told of twice, or its text is missing."
        return
    for change in document.changes:
        if change.stretches and not _fit(
            change.stretches, texts.get(change.version - 1), texts[change.version]
        ):
            yield f"What is the same in two versions of “{name}” is not the same in their texts."


def _fit(stored: str, old_text: str | None, new_text: str) -> bool:
    try:
        return old_text is not None and fits(stretches_read(stored), old_text, new_text)
    except (AttributeError, LookupError, StoreError, TypeError, ValueError):
        return False


def text_checks(study: Study) -> Iterator[str]:
    """What is wrong with what versions changed of codings."""
    texts = {document.about.guid: document.texts for document in study.documents}
    coders = {coder.guid for coder in study.coders}
    places = {(check.coding, check.version) for check in study.text_checks}
    if len(places) < len(study.text_checks):
        yield "A coding is to be looked at twice for one version of its text."
    for check in study.text_checks:
        old_text = texts.get(check.document, {}).get(check.version - 1)
        if check.coder not in coders or old_text is None or not 0 <= check.start < check.end <= len(old_text):
            yield "The coder or the passage of a coding that is to be looked at is missing."
