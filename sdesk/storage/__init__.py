"""The file: opening, history, attachments, backup, search. The only place with SQL."""

from sqlmodel import col

from sdesk.storage.prepared.kept import approvals_of
from sdesk.storage.workspace import Workspace

__all__ = ["Workspace", "approvals_of", "col"]
