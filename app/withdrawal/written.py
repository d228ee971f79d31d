"""What people write that may quote a text, and that stays when the text is withdrawn."""

from app.models import (
    Attribute,
    AttributeValue,
    Case,
    Code,
    CodebookVersion,
    Coder,
    Decision,
    DiscussionNote,
    Document,
    DocumentProperty,
    Memo,
    Proposal,
    Quote,
    Round,
    SavedQuery,
)
from app.models.base import Base

# table, what it is called, what names a row, columns
WRITTEN: tuple[tuple[type[Base], str, str, tuple[str, ...]], ...] = (
    (
        Code,
        "code",
        "name",
        (
            "name",
            "brief_definition",
            "full_definition",
            "use_when",
            "do_not_use_when",
            "typical_example",
            "close_but_no",
        ),
    ),
    (CodebookVersion, "codebook version", "number", ("reason",)),
    (Memo, "memo", "title", ("title", "text")),
    (Document, "document", "name", ("name", "note")),
    (DocumentProperty, "property", "name", ("value",)),
    (Case, "case", "name", ("name", "note")),
    (Attribute, "attribute", "name", ("name", "definition")),
    (AttributeValue, "value of a case", "id", ("value",)),
    (Coder, "coder", "name", ("name",)),
    (Round, "round", "name", ("name", "note", "drawn")),
    (Proposal, "proposal", "id", ("text", "answer")),
    (Decision, "decision", "id", ("note",)),
    (DiscussionNote, "discussion note", "id", ("text",)),
    (Quote, "quote", "id", ("wording", "translation", "attribution", "note")),
    (SavedQuery, "saved search", "name", ("name", "definition", "seen")),
)
