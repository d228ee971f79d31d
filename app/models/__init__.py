"""The database tables, nothing else."""

from app.models.base import Base, new_guid, now
from app.models.cases import Attribute, AttributeValue, Case, CaseLink, CaseSummary
from app.models.codebook import Code, CodebookVersion, CodeSuccession, Proposal, RecodeCheck
from app.models.coding import Coding
from app.models.documents import Document, DocumentGroup, DocumentProperty, DocumentText, Region, TextCheck
from app.models.journal import Action, Change
from app.models.packets import Packet, PacketReturn
from app.models.project import Setting
from app.models.reconcile import ConsensusCoding, Decision, DiscussionNote, Vote
from app.models.rounds import Assignment, Round, Snapshot, SnapshotDocument
from app.models.sheets import (
    AnswerPassage,
    CodebookVariable,
    CodingSheet,
    SheetAnswer,
    SnapshotSheet,
    ValueDecision,
    ValueVote,
)
from app.models.team import Coder
from app.models.writing import Memo, Quote, SavedQuery

__all__ = [
    "Action",
    "AnswerPassage",
    "Assignment",
    "Attribute",
    "AttributeValue",
    "Base",
    "Case",
    "CaseLink",
    "CaseSummary",
    "Change",
    "Code",
    "CodeSuccession",
    "CodebookVariable",
    "CodebookVersion",
    "Coder",
    "Coding",
    "CodingSheet",
    "ConsensusCoding",
    "Decision",
    "DiscussionNote",
    "Document",
    "DocumentGroup",
    "DocumentProperty",
    "DocumentText",
    "Memo",
    "Packet",
    "PacketReturn",
    "Proposal",
    "Quote",
    "RecodeCheck",
    "Region",
    "Round",
    "SavedQuery",
    "Setting",
    "SheetAnswer",
    "Snapshot",
    "SnapshotDocument",
    "SnapshotSheet",
    "TextCheck",
    "ValueDecision",
    "ValueVote",
    "Vote",
    "new_guid",
    "now",
]
