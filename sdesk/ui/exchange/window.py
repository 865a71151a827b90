"""The window for bringing in history. Nothing is kept until *Import* is pressed, and that can be taken back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QWidget

from sdesk.errors import SdeskError
from sdesk.models import (
    ActionItem,
    ConfigurationItem,
    Customer,
    FeedbackEntry,
    Person,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    Supplier,
    SurveyScore,
    field_of,
)
from sdesk.practice.exchange.handouts import write_file
from sdesk.practice.exchange.importing import (
    CellProblem,
    ImportedTable,
    ImportMap,
    ImportOutcome,
    guess_format,
    guess_mapping,
    import_table,
    load_map,
    map_as_toml,
    read_table,
)
from sdesk.practice.exchange.importing.apply import summary
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.lifecycle.versions import organization
from sdesk.translation import Message, ngettext
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.exchange.how_read import FORM_FIELD_WIDTH, HowRead
from sdesk.ui.exchange.lines import FieldLine, FieldLines
from sdesk.ui.exchange.words import WordsDialog
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    BusyLine,
    Callout,
    ChoiceField,
    Dialog,
    HelpText,
    LabelledField,
    PageTitle,
    Tone,
    button,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded
from sdesk.ui.worker import Progress, Worker

KINDS: tuple[type[Record], ...] = (
    ServiceIncident,
    ConfigurationItem,
    ServiceChangeRequest,
    FeedbackEntry,
    Customer,
    Supplier,
    Person,
    ActionItem,
    SurveyScore,
)


class ImportWindow(Dialog):
    """Choose a table; say what its columns mean; try it; import; take it back if it was wrong."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, first: Callable[[], object] = lambda: None
    ) -> None:
        """`first` is done before anything is kept, which nothing is if it raises SdeskError."""
        super().__init__("import", _("Import"), parent)
        self._desk, self._first = desk, first
        self._path: Path | None = None
        self._table = ImportedTable((), ())
        self._map: ImportMap | None = None
        self._done: UUID | None = None
        self._worker = Worker(self)
        self.resize(960, 680)
        self._make()
        self._stack()
        self._connect()
        self._refresh()

    def _make(self) -> None:
        self._choose = button(_("Choose a table…"), self, icon_name="folder-open", name="import.choose")
        self._load = quiet_button(_("Use a map…"), self, name="import.load-map")
        self._keep = quiet_button(_("Keep this map…"), self, name="import.save-map")
        self._kind = ChoiceField([(model.__name__, _(model.plural)) for model in KINDS], self, empty=None)
        self._kind.setValue(KINDS[0].__name__)
        self._kind.setObjectName("import.kind")
        self._kind.setMinimumWidth(FORM_FIELD_WIDTH)
        self._how = HowRead(self)
        self._lines = FieldLines(self)
        self._said = Callout(Tone.INFO, "", self)
        self._said.setObjectName("import.said")
        self._problems = QListWidget(self)
        self._problems.setObjectName("import.problems")
        self._problems.setAccessibleName(_("Lines that would stay out, and why"))
        self._busy = BusyLine(self)
        self._back = quiet_button(_("Take the import back"), self, icon_name="undo-2", name="import.undo")
        self._try = button(_("Try it"), self, name="import.try")
        self._go = primary_button(_("Import"), self, name="import.go")

    def _stack(self) -> None:
        column = column_of(
            PageTitle(_("Bring in records from a table"), self),
            HelpText(
                _(
                    "CSV or XLSX. Each line becomes a record; a line that was imported before updates its own."
                ),
                self,
            ),
            inside=self,
            margins=PAGE_MARGIN,
        )
        top = QHBoxLayout()
        for widget in (self._choose, self._load, self._keep):
            top.addWidget(widget)
        top.addStretch(1)
        column.addLayout(top)
        kind = LabelledField(_("Lines become"), self._kind, self)
        column.addLayout(row_of(kind, self._how, STRETCH, spacing=GRID * 2))
        column.addWidget(self._lines, 3)
        column.addWidget(self._said)
        column.addWidget(self._problems, 1)
        column.addWidget(self._busy)
        column.addLayout(row_of(self._back, STRETCH, self._try, self._go, spacing=STYLE))

    def _connect(self) -> None:
        self._choose.clicked.connect(self._ask_for_table)
        self._load.clicked.connect(self._ask_for_map)
        self._keep.clicked.connect(self._ask_where_to_keep)
        self._kind.changed.connect(self._guess_again)
        self._how.changed.connect(self._read_again)
        self._lines.changed.connect(self._map_changed)
        self._lines.words_asked.connect(self._ask_words)
        self._try.clicked.connect(self._try_it)
        self._go.clicked.connect(self._import)
        self._back.clicked.connect(self._take_back)
        self._busy.cancelled.connect(self._worker.cancel)
        self._worker.progressed.connect(self._busy.setProgress)
        self._worker.finished.connect(self._busy.finish)

    def open_table(self, path: Path) -> None:
        """Read a file with what can be guessed of it, and propose a map."""
        try:
            form = guess_format(path)
            self._table = read_table(path, form)
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))
            return
        self._path, self._done = path, None
        self._how.setValue(form)
        self._guess_again()

    def open_map(self, path: Path) -> None:
        """Use a map that somebody wrote or kept."""
        try:
            loaded = load_map(path, self._desk.workspace.packs)
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))
            return
        self._kind.setValue(loaded.model.__name__)
        if loaded.form:
            self._how.set_dates(loaded.form.dates)
        self._show_map(replace(loaded, form=self._how.value()))

    def _model(self) -> type[Record]:
        name = self._kind.value()
        if self._map is not None and self._map.model.__name__ == name:
            return self._map.model
        return next(model for model in KINDS if model.__name__ == name)

    def _guess_again(self) -> None:
        if self._path is None:
            return
        ours = organization(self._desk.workspace)
        zone = ours.time_zone if ours else "UTC"
        self._show_map(guess_mapping(self._table, self._model(), self._how.value(), zone))

    def _read_again(self) -> None:
        """The same map on the same file, read another way."""
        if self._path is None or self._map is None:
            return
        try:
            self._table = read_table(self._path, self._how.value())
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))
            return
        self._show_map(replace(self._map, form=self._how.value()))

    def _show_map(self, wanted: ImportMap) -> None:
        self._map = wanted
        self._lines.show_map(wanted.model, wanted.fields, self._table)
        self._say_table()
        self._refresh()

    def _map_changed(self) -> None:
        if self._map is not None:
            self._map = replace(self._map, key="reference", fields=self._lines.sources_with(self._map.fields))
            self._say_table()

    def _say_table(self) -> None:
        name = self._path.name if self._path else ""
        n = len(self._table.lines)
        said = ngettext(
            "{name}: {n} line. Try it to see what would come of it.",
            "{name}: {n} lines. Try it to see what would come of them.",
            n,
        )
        self._say(Tone.INFO, said.format(name=name, n=n))
        self._problems.clear()

    def _say(self, tone: Tone, text: str) -> None:
        self._said.say(tone, text)
        self._said.setVisible(bool(text))

    def _refresh(self) -> None:
        ready = self._path is not None and self._map is not None
        for widget in (self._try, self._go, self._keep, self._load):
            widget.setEnabled(ready)
        for field in (self._kind, self._how):
            field.setEnabled(self._path is not None)
        self._lines.setVisible(ready)
        self._problems.setVisible(self._problems.count() > 0)
        self._back.setVisible(self._done is not None)
        if not ready and not self._said.text():
            self._say(Tone.INFO, _("Choose the table first. Nothing is kept until you press Import."))

    def _try_it(self) -> None:
        self._run(dry_run=True)

    def _import(self) -> None:
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        wanted, table, workspace = self._map, self._table, self._desk.workspace
        if wanted is None:
            return
        if "reference" not in wanted.fields:
            self._say(Tone.ERROR, _("Choose the column for “Number elsewhere”: by it a line is known again."))
            return

        def work(progress: Progress) -> ImportOutcome:
            if not dry_run:
                self._first()
            return import_table(workspace, table, wanted, dry_run=dry_run, progress=progress)

        text = _("Trying the import") if dry_run else _("Importing")
        self._busy.start(text)
        self._worker.start(text, work, self._tried if dry_run else self._imported, self._failed)

    def _tried(self, outcome: ImportOutcome) -> None:
        tone = Tone.WARNING if outcome.problems else Tone.OK
        said = _("It would be: {summary}. Nothing was kept.").format(summary=worded(summary(outcome)))
        self._say(tone, said)
        self._list_problems(outcome)

    def _imported(self, outcome: ImportOutcome) -> None:
        self._done = outcome.operation
        tone = Tone.WARNING if outcome.problems else Tone.OK
        said = _("Imported: {summary}.").format(summary=worded(summary(outcome)))
        self._say(tone, said)
        self._list_problems(outcome)
        self._desk.say(said)

    def _list_problems(self, outcome: ImportOutcome) -> None:
        self._problems.clear()
        self._problems.addItems(list(_grouped(outcome.problems)))
        self._refresh()

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, SdeskError):
            raise fault
        self._say(Tone.ERROR, worded(fault))

    def _take_back(self) -> None:
        if self._done is None:
            return
        try:
            undo(self._desk.workspace, self._done)
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))
            return
        self._done = None
        self._say(Tone.OK, _("The import was taken back."))
        self._problems.clear()
        self._refresh()

    def _ask_words(self, line: FieldLine) -> None:
        model = self._model()
        if line.name == "state":
            choices = [(state.name, _(state.label)) for state in model.states]
        else:
            choices = [(choice.value, _(choice.label)) for choice in field_of(model, line.name).choices]
        dialog = WordsDialog(line.words_in_column(), choices, line.values, self)
        dialog.chosen.connect(line.set_words)
        dialog.open()

    def _ask_for_table(self) -> None:
        dialog = QFileDialog(self, _("Choose a table"), "", _("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm)"))
        dialog.fileSelected.connect(self._table_chosen)
        dialog.open()

    def _table_chosen(self, name: str) -> None:
        self.open_table(Path(name))

    def _ask_for_map(self) -> None:
        dialog = QFileDialog(self, _("Use a map"), "", _("Maps (*.toml)"))
        dialog.fileSelected.connect(self._map_chosen)
        dialog.open()

    def _map_chosen(self, name: str) -> None:
        self.open_map(Path(name))

    def _ask_where_to_keep(self) -> None:
        dialog = QFileDialog(self, _("Keep this map"), "", _("Maps (*.toml)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.fileSelected.connect(self._keep_map)
        dialog.open()

    def _keep_map(self, name: str) -> None:
        if self._map is None:
            return
        try:
            write_file(Path(name), map_as_toml(self._map, self._desk.workspace.packs).encode())
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))
            return
        self._say(Tone.OK, _("The map is kept in {name}.").format(name=Path(name).name))

    def reject(self) -> None:
        self._worker.wait()
        super().reject()


def _grouped(problems: Sequence[CellProblem]) -> Iterator[str]:
    """Each kind of problem once, with the first line that has it and how many more do."""
    lines: dict[tuple[str, Message], list[int]] = {}
    for problem in problems:
        lines.setdefault((problem.field, problem.text), []).append(problem.line)
    for (field, text), found in lines.items():
        first, n = worded(CellProblem(found[0], field, text).whole), len(found) - 1
        more = ngettext("{problem} (and {n} more line)", "{problem} (and {n} more lines)", n)
        yield more.format(problem=first, n=n) if n else first
