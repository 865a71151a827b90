"""Whether practices are followed: the recurring tasks and the documents of a report."""

from collections.abc import Mapping, Sequence
from typing import Any

from sdesk.reports.blocks import Column, Table
from sdesk.reports.period.figure_blocks import version_of
from sdesk.reports.words import day
from sdesk.translation import Message, message, word
from sdesk.translation import gettext as _


def task_table(tasks: Sequence[Any]) -> Table:
    columns = (
        Column(_("Recurring task"), weight=5),
        Column(_("Done in the period"), weight=1.6),
        Column(_("Last done"), weight=1.6, whole=True),
        Column(_("Next due"), weight=1.6, whole=True),
        Column(_("State"), weight=1.6, whole=True),
    )
    rows = tuple(
        (
            f"{each['task']} {_(each['name'])}",
            _("yes") if each["done"] else _("no"),
            day(each["last"]) or "–",
            day(each["next"]) or "–",
            _marked(each["state"]),
        )
        for each in tasks
    )
    return Table(columns, rows, caption=_("What is to be done again and again"))


def document_table(documents: Sequence[Any]) -> Table:
    columns = (
        Column(_("Document"), weight=5),
        Column(_("Version in effect"), weight=2.4, whole=True),
        Column(_("Issued"), weight=1.6, whole=True),
        Column(_("Next review"), weight=1.6, whole=True),
        Column(_("State"), weight=2, whole=True),
    )
    rows = tuple(
        (
            f"{each['work_product']} {_(each['name'])}",
            _document_version(each) or "–",
            day(each["issued"]) or "–",
            day(each["review"]) or "–",
            _marked(each["word"]),
        )
        for each in documents
    )
    return Table(columns, rows, caption=_("Documents and their reviews"))


def _document_version(document: Any) -> str:
    if "number" not in document:
        return str(document["version"])  # an older report has both in words
    return version_of(document["number"], document["version"])


_STANDINGS: Mapping[str, tuple[str, Message]] = {
    "late": ("▲", message("late")),
    "in time": ("●", message("in time")),
    "not done yet": ("○", message("not done yet")),
    "ready": ("○", message("ready")),
    "blocked": ("○", message("blocked")),
    "in order": ("●", message("in order")),
    "review overdue": ("▲", message("review overdue")),
    "none approved": ("○", message("none approved")),
}


def _marked(standing: str) -> str:
    """How a task or a document stands, as a mark and a word."""
    mark, said = _STANDINGS[standing]
    return f"{mark} {word(said)}"
