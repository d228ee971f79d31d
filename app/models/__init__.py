"""The database tables, nothing else."""

from app.models.base import Base, new_guid, now
from app.models.codebook import Code
from app.models.coding import Coding
from app.models.documents import Document, DocumentProperty, DocumentText, Region
from app.models.journal import Action, Change
from app.models.project import Setting
from app.models.team import Assignment, Coder

__all__ = [
    "Action",
    "Assignment",
    "Base",
    "Change",
    "Code",
    "Coder",
    "Coding",
    "Document",
    "DocumentProperty",
    "DocumentText",
    "Region",
    "Setting",
    "new_guid",
    "now",
]
