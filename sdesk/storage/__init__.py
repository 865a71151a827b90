"""The file: opening, history, attachments, backup, search. The only place with SQL."""

from sqlmodel import col

from sdesk.storage.workspace import Workspace

__all__ = ["Workspace", "col"]
