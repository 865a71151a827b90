"""What every screen shares: the open workspace, what its kinds of record show of their own, the one signal of change,
and ways to ask for another screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from sdesk.models import Record, Row, Step
from sdesk.packs import Pack
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces.grey import Grey
from sdesk.ui.record_command import RecordCommand
from sdesk.ui.theme.marks import StateMark
from sdesk.ui.unsaved.typing import Typing

Writing = TypeVar("Writing", bound=QWidget | QAction)
MarkOf = Callable[[Record], StateMark | None]
ClockOf = Callable[[Workspace, Any], tuple[StateMark, str] | None]
Make = Callable[["Desk", QWidget], Any]
"""Makes a widget from desk and parent. What it shows is imported when it is made."""
Drop = Callable[["Desk", Any, Sequence[str], QWidget], tuple[Sequence[str], str]]
"""Takes files that are dropped on a record, over a widget: the paths that are left to be kept with it, and what went wrong."""


@dataclass(frozen=True)
class RecordPage:
    """A page behind a tab of its own, for the records that it `applies` to. The widget has a `show_record()`.

    One that `leads` is what is shown first of the records for which that is so.
    """

    name: str
    title: Callable[[], str]
    applies: Callable[[Record], bool]
    make: Make
    leads: Callable[[Workspace, Record], bool] = lambda workspace, record: False


@dataclass(frozen=True)
class OwnStep:
    """The next step as a page calls it that takes it in its own way, and how far along that is. Such a page has an
    `own_step(record)`, None where nothing is to be done on it."""

    word: str
    mark: StateMark


@dataclass(frozen=True)
class LiveColumn:
    """A column that is no field: computed for the records that are looked at, shown as a shape and a word.

    `reader` gives, for the workspace, what computes the mark of a record; made once for each page that is read. `order` gives
    what its records sort by, if they can be sorted by it: then a list begins so, until somebody sorts it otherwise.
    """

    name: str
    title: Callable[[], str]
    reader: Callable[[Workspace], MarkOf]
    order: Callable[[Workspace], Callable[[Any], Any]] | None = None


class AtIt(NamedTuple):
    """Who is at a record on another laptop, said shortly, and with the laptop."""

    short: str
    whole: str


@dataclass(frozen=True)
class QueueRow:
    """What a list says of a record in two lines: how it stands as a shape and words, its title; below, whose it is.

    `detail` begins with what is worth most; what there is no room for is left out from its end. `state` is its state in a word, `now`
    who is at it on another laptop: it goes before all that.
    """

    mark: StateMark
    title: str
    detail: tuple[str, ...]
    number: str
    state: str = ""
    now: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for who does not see it."""
        return ", ".join(filter(None, (self.title, self.mark.word, self.now, *self.detail, self.number)))

    @property
    def tip(self) -> str:
        stands = (self.number, self.state, self.mark.word if self.mark.word != self.state else "")
        lines = (
            self.title,
            " · ".join(filter(None, (self.now, *self.detail))),
            " · ".join(filter(None, stands)),
        )
        return "\n".join(filter(None, lines))


RowOf = Callable[[Any, Mapping[UUID, str]], QueueRow]
"""Says it of a record, given what those are called that it links to."""


@dataclass(frozen=True)
class Queue:
    """Records that people work through: their list has rows of two lines where columns have no room.

    `links` are the fields whose names the row says; `worth` its columns, the one worth most first; `reader` gives, for the
    workspace, what says a row; made once for each page that is read.
    """

    links: tuple[str, ...]
    worth: tuple[str, ...]
    reader: Callable[[Workspace], RowOf]


@dataclass(frozen=True)
class BulkAction:
    """Something that is done with several chosen records at once. `asks` gets desk, records and a widget to stand over, and makes
    the dialog for it, which does it: it has a signal `done_with` with the operation and what is said of it. Its `keys` are those
    that do the same with one.
    """

    name: str
    title: Callable[[], str]
    asks: Callable[["Desk", Sequence[Any], QWidget], Any]
    keys: str = ""


@dataclass(frozen=True)
class Screens:
    """What kinds of record have of their own beside list and form. Each process lists its own in `screens.py`.

    `clocks` stand in the head of a form, each with what its tip says; `strips` above its fields, `asides` beside it, `beginnings` beside *New* in a list; `step_dialogs` give, by the name of the step, the
    dialog that asks what it needs, and `step_keys` the keys of those that have some; `row_fields` are the editors of those rows that are no ordinary table; `drops` take what is dropped on a record and is no mere file.
    """

    pages: tuple[RecordPage, ...] = ()
    commands: tuple[RecordCommand, ...] = ()
    step_keys: Mapping[type[Record], Mapping[str, str]] = field(default_factory=dict)
    clocks: Mapping[type[Record], ClockOf] = field(default_factory=dict)
    strips: Mapping[type[Record], Make] = field(default_factory=dict)
    asides: Mapping[type[Record], Make] = field(default_factory=dict)
    beginnings: Mapping[type[Record], Make] = field(default_factory=dict)
    step_dialogs: Mapping[type[Record], Callable[[], Mapping[str, type]]] = field(default_factory=dict)
    columns: Mapping[type[Record], tuple[LiveColumn, ...]] = field(default_factory=dict)
    row_fields: Mapping[type[Row], Callable[[QWidget | None], Any]] = field(default_factory=dict)
    queues: Mapping[type[Record], Queue] = field(default_factory=dict)
    bulk: Mapping[type[Record], tuple[BulkAction, ...]] = field(default_factory=dict)
    drops: Mapping[type[Record], Drop] = field(default_factory=dict)

    def pages_of(self, record: Record) -> tuple[RecordPage, ...]:
        """The pages that this record has now."""
        return tuple(page for page in self.pages if page.applies(record))

    def commands_of(self, record: Record) -> tuple[RecordCommand, ...]:
        """What can be done with this record besides its steps."""
        return tuple(command for command in self.commands if command.applies(record))

    def dialog_for(self, record: Record, step: Step, otherwise: type) -> type:
        """The dialog that asks what this step of this record needs."""
        dialogs = self.step_dialogs.get(type(record))
        return dialogs().get(step.name, otherwise) if dialogs else otherwise


def together(streets: Sequence[Screens]) -> Screens:
    """The screens of all processes as one."""
    return Screens(
        pages=tuple(page for each in streets for page in each.pages),
        commands=tuple(command for each in streets for command in each.commands),
        step_keys={model: keys for each in streets for model, keys in each.step_keys.items()},
        clocks={model: read for each in streets for model, read in each.clocks.items()},
        strips={model: make for each in streets for model, make in each.strips.items()},
        asides={model: make for each in streets for model, make in each.asides.items()},
        beginnings={model: make for each in streets for model, make in each.beginnings.items()},
        step_dialogs={model: dialogs for each in streets for model, dialogs in each.step_dialogs.items()},
        columns={model: columns for each in streets for model, columns in each.columns.items()},
        row_fields={row: make for each in streets for row, make in each.row_fields.items()},
        queues={model: queue for each in streets for model, queue in each.queues.items()},
        bulk={model: actions for each in streets for model, actions in each.bulk.items()},
        drops={model: take for each in streets for model, take in each.drops.items()},
    )


class Desk(QObject):
    """One open workspace in one window.

    A screen shows what it reads through `workspace` and re-reads it on `changed` (the ids of the records that
    changed). `typing` keeps what is not saved. What another screen should show is asked for by the other signals; the window
    answers them. `lost` says, with the fault, that nothing can be saved as the file is not at its place; `moved` that the workspace
    is another file from now on. `at_work_told` says that `at_work` is another: record -> who is at it on another laptop. `reads_beside` holds what reads beside the window now. `copies_told` says what is to be known of the copies, nothing if all is well; `copy_known` when the last good one was made, None if there is none; `copy_asked`
    asks for one, `call_asked` for the small window that takes in an incident. `question_asked` carries the number of one of
    the ten questions about the firm, `settling_asked` the record of which something is to settle, or None.
    """

    changed = Signal(object)
    lost = Signal(object)
    moved = Signal()
    record_asked = Signal(object)
    work_product_asked = Signal(str)
    new_asked = Signal(object, object)
    call_asked = Signal()
    task_asked = Signal(str)
    case_asked = Signal(object)
    report_asked = Signal(object)
    work_statement_asked = Signal(object)
    view_asked = Signal(str, str)
    statement_asked = Signal(str)
    question_asked = Signal(int)
    settling_asked = Signal(object)
    laptops_asked = Signal()
    said = Signal(str)
    at_work_told = Signal()
    copies_told = Signal(str)
    copy_known = Signal(object)
    copy_asked = Signal()

    def __init__(self, workspace: Workspace, screens: Screens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.screens = screens
        self.at_work: Mapping[UUID, AtIt] = {}
        self.reads_beside: set[QObject] = set()
        wall.hang(workspace)
        self.typing = Typing(workspace, self)
        self.typing.said.connect(self.said)
        workspace.listeners.append(self._tell)
        workspace.mourners.append(self.lost.emit)

    @property
    def pack(self) -> Pack:
        """The set that names things first, and of which the tasks are."""
        return self.workspace.packs.first

    @property
    def may_write(self) -> bool:
        """Whether anything can be saved here, or handed out; forms and commands ask this. Not where a copy is read."""
        return not self.workspace.read_only

    def writes(self, what: Writing) -> Writing:
        """What is pressed to write something, or to hand something out: it stays grey where that cannot be."""
        if not self.may_write:
            Grey(what, _("This is a copy, to be read. Nothing can be saved in it, nor printed from it."))
        return what

    def tell_at_work(self, at_work: Mapping[UUID, AtIt]) -> None:
        """Who is at which record on other laptops now."""
        if at_work != self.at_work:
            self.at_work = dict(at_work)
            self.at_work_told.emit()

    def _tell(self, ids: frozenset[UUID]) -> None:
        wall.hang(self.workspace)  # the time zone may be what changed
        self.changed.emit(ids)

    def open_record(self, record_id: UUID) -> None:
        """Show the record in the tab it belongs to."""
        self.record_asked.emit(record_id)

    def open_work_product(self, work_product: str) -> None:
        """Show a work product in its process tab."""
        self.work_product_asked.emit(work_product)

    def new_record(self, model: type[Record], values: Mapping[str, Any] | None = None) -> None:
        """Show an empty form for a new record, filled with `values`."""
        self.new_asked.emit(model, dict(values or {}))

    def open_task(self, task_id: str) -> None:
        """Show the wizard page of a task of the first set."""
        self.task_asked.emit(task_id)

    def open_case(self, record_id: UUID) -> None:
        """Show the case wizard of a change request or an incident."""
        self.case_asked.emit(record_id)

    def open_report(self, record_id: UUID) -> None:
        """Show the printed page of a record in the Reports tab."""
        self.report_asked.emit(record_id)

    def open_work_statement(self, agreement_id: UUID) -> None:
        """Show what was done under an agreement with a customer, month by month, in the Reports tab."""
        self.work_statement_asked.emit(agreement_id)

    def open_view(self, tab: str, name: str) -> None:
        """Show a page of a process that is no list, such as the trends of incidents ("incidents", "trends")."""
        self.view_asked.emit(tab, name)

    def open_statement(self, full_id: str) -> None:
        """Show a statement of a standard, by its full id, in the Audit tab."""
        self.statement_asked.emit(full_id)

    def open_question(self, number: int) -> None:
        """Show one of the ten questions about the firm, to be answered."""
        self.question_asked.emit(number)

    def open_settling(self, record_id: UUID | None = None) -> None:
        """Show what is to settle after the work of several laptops came together; of one record first, if one is named."""
        self.settling_asked.emit(record_id)

    def open_laptops(self) -> None:
        """Show the laptops that share the workspace."""
        self.laptops_asked.emit()

    def say(self, text: str) -> None:
        """A short word in the status bar that something was done."""
        self.said.emit(text)
