"""Makes the paper of what was chosen, beside the window: only what was asked for last is worth waiting for."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from sdesk.models import Record
from sdesk.practice.reporting import printing
from sdesk.practice.workspaces import Workspace
from sdesk.reports.blocks import Document
from sdesk.translation import Message
from sdesk.translation import gettext as _
from sdesk.ui.reporting.kinds import ReportKind, Wanted
from sdesk.ui.worker import Progress, Worker


@dataclass(frozen=True)
class Job:
    """What is to be shown: a kind of report with its options, or the print of a record."""

    kind: ReportKind | None = None
    wanted: Wanted | None = None
    record_id: UUID | None = None


@dataclass(frozen=True)
class Paper:
    """A PDF and the document that it was set from; the kept print of an approved report has none.

    `remark` says which characters have no font, to be known before the report is approved.
    """

    content: bytes
    document: Document | None = None
    remark: Message | None = None


class PaperMaker(QObject):
    """`made` carries the job and its paper, `failed` the job and the fault."""

    made = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self.worker = Worker(self)
        self.worker.finished.connect(self._start)
        self._workspace = workspace
        self._waiting: tuple[Job, Record | None] | None = None

    def make(self, job: Job, record: Record | None) -> None:
        """Make this, and call off what is being made."""
        self._waiting = (job, record)
        if self.worker.is_busy():
            self.worker.cancel()
        else:
            self._start()

    def call_off(self) -> None:
        """Nobody waits any more."""
        self._waiting = None
        self.worker.cancel()

    def _start(self) -> None:
        if self._waiting is None:
            return
        (job, record), self._waiting = self._waiting, None
        work = partial(make_paper, self._workspace, job, record)
        self.worker.start(
            _("Making the report"), work, partial(self.made.emit, job), partial(self.failed.emit, job)
        )


def make_paper(workspace: Workspace, job: Job, record: Record | None, progress: Progress) -> Paper:
    """Runs on the worker: reading, computing and setting. ReportLab is imported here, when it is needed."""
    from sdesk.reports.paper import document_of
    from sdesk.reports.pdf import rendered

    if record is not None:
        kept = printing.kept_print(workspace, record)
        if kept is not None:
            return Paper(kept)
        document = document_of(printing.printout_of(workspace, record))
    else:
        assert job.kind is not None and job.wanted is not None
        document = job.kind.make(workspace, job.wanted)
    progress(1, 2)
    content, remark = rendered(document)
    return Paper(content, document, remark)
