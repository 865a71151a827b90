"""One line for each field of the records to be made: which column fills it, and what stands in for the unknown."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from sdesk.models import Contact, FieldSpec, Kind, Record, field_of, fields_of
from sdesk.practice.exchange.importing import ImportedTable, Source
from sdesk.translation import gettext as _
from sdesk.ui.pieces import ChoiceField, ElidedLabel, FieldTitle, HelpText, TextField, quiet_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID

SHOWN = 3


class FieldLine(QObject):
    """The widgets of one field, and the source they stand for."""

    changed = Signal()
    words_asked = Signal(object)

    def __init__(self, name: str, label: str, source: Source, table: ImportedTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self._source = source
        self._table = table
        self.title = FieldTitle(label, parent)
        self.column = ChoiceField(
            [(head, head) for head in table.heads], parent, empty=_("not from the table")
        )
        self.column.setObjectName(f"import.{name}")
        self.column.setAccessibleName(_("Column for {field}").format(field=label))
        self.instead = TextField(parent, placeholder=_("otherwise"))
        self.instead.setObjectName(f"import.{name}.otherwise")
        self.instead.setAccessibleName(_("What stands in where {field} is unknown").format(field=label))
        self.words = quiet_button(_("Words…"), parent, name=f"import.{name}.words")
        self.words.clicked.connect(self._ask_words)
        self.example = ElidedLabel("", parent)
        self._show()
        self.column.changed.connect(self._column_chosen)
        self.instead.changed.connect(self._instead_typed)

    def source(self) -> Source | None:
        """None where nothing fills the field."""
        empty = not (self._source.columns or self._source.text or self._source.default)
        return None if empty else self._source

    def widgets(self) -> tuple[QWidget, ...]:
        return self.title, self.column, self.instead, self.words, self.example

    def set_words(self, values: Mapping[str, str]) -> None:
        self._replace(values=dict(values))

    def words_in_column(self) -> list[str]:
        """The different words of the column, in the order in which they come."""
        found = (cells[self._source.columns[0]].strip() for _line, cells in self._table.cells())
        return list(dict.fromkeys(word for word in found if word))

    @property
    def values(self) -> Mapping[str, str]:
        return self._source.values

    def _show(self) -> None:
        first = self._source.columns[0] if len(self._source.columns) == 1 else None
        if self._source.text or len(self._source.columns) > 1:
            text = self._source.text or _(", else ").join(self._source.columns)
            self.column.setValue(f"“{text}”")
        else:
            self.column.setValue(first)
        self.instead.setValue(self._source.default)
        self.words.setVisible(first is not None and (self.name == "state" or self._has_choices))
        self._show_example()

    _has_choices = False

    def offers_words(self, offers: bool) -> None:
        self._has_choices = offers
        self._show()

    def _show_example(self) -> None:
        read = [self._source.read(cells, ("", "?")) for _line, cells in list(self._table.cells())[:40]]
        words = list(dict.fromkeys(word for word in read if word))[:SHOWN]
        self.example.setText(" · ".join(words))
        self.example.setToolTip(plain_tip("\n".join(words)))

    def _column_chosen(self) -> None:
        head = self.column.value()
        if isinstance(head, str) and head in self._table.heads:
            self._replace(columns=(head,), text="")
        elif head is None:
            self._replace(columns=(), text="")

    def _instead_typed(self) -> None:
        self._replace(default=self.instead.value().strip())

    def _replace(self, **parts: object) -> None:
        kept = {
            "columns": self._source.columns,
            "text": self._source.text,
            "values": self._source.values,
            "default": self._source.default,
            "create": self._source.create,
        }
        self._source = Source(**{**kept, **parts})  # type: ignore[arg-type]
        first = len(self._source.columns) == 1 and not self._source.text
        self.words.setVisible(first and (self.name == "state" or self._has_choices))
        self._show_example()
        self.changed.emit()

    def _ask_words(self) -> None:
        self.words_asked.emit(self)


class FieldLines(QScrollArea):
    """All the fields, those first that the records cannot do without."""

    changed = Signal()
    words_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import.fields")
        self.setAccessibleName(_("Fields and the columns that fill them"))
        self.setWidgetResizable(True)
        self._lines: list[FieldLine] = []

    def show_map(self, model: type[Record], sources: Mapping[str, Source], table: ImportedTable) -> None:
        """A line for each field that one cell can fill."""
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(4)
        for column, stretch in enumerate((3, 4, 3, 0, 4)):
            grid.setColumnStretch(column, stretch)
        for place, head in enumerate(
            (_("Field"), _("From column"), _("If unknown, or always"), "", _("For example"))
        ):
            grid.addWidget(HelpText(head, inside), 0, place)
        self._lines = []
        for row, (name, label) in enumerate(_fillable(model), start=1):
            line = FieldLine(name, label, sources.get(name, Source()), table, inside)
            line.offers_words(_has_choices(model, name))
            line.changed.connect(self.changed)
            line.words_asked.connect(self.words_asked)
            for place, widget in enumerate(line.widgets()):
                grid.addWidget(widget, row, place)
            self._lines.append(line)
        grid.setRowStretch(len(self._lines) + 1, 1)
        self.setWidget(inside)

    def sources_with(self, others: Mapping[str, Source]) -> dict[str, Source]:
        """What the lines say, and of `others` what has no line here: a map that somebody wrote may know more."""
        shown = {line.name for line in self._lines}
        kept = {name: source for name, source in others.items() if name not in shown}
        return {**kept, **{line.name: source for line in self._lines if (source := line.source())}}


def _label_of_part(spec: FieldSpec, part: FieldSpec) -> str:
    return _("{field}: {part}").format(field=_(spec.label), part=_(part.label).lower())


def _has_choices(model: type[Record], name: str) -> bool:
    return name != "state" and "." not in name and field_of(model, name).kind is Kind.CHOICE


def _fillable(model: type[Record]) -> Sequence[tuple[str, str]]:
    """Name and label of what one cell can fill: mandatory fields first; a contact by its five parts."""
    found: list[tuple[bool, str, str]] = [
        (True, "reference", _(field_of(model, "reference").label)),
        (True, "state", _("State")),
    ]
    for spec in fields_of(model):
        needed = bool(spec.content.needed_for)
        if spec.name == "reference" or spec.kind is Kind.ROWS:
            continue
        if spec.kind is Kind.CONTACT:
            found += [
                (needed, f"{spec.name}.{part.name}", _label_of_part(spec, part))
                for part in fields_of(Contact)
            ]
        elif not spec.content.computed:
            found.append((needed, spec.name, f"{_(spec.label)} *" if needed else _(spec.label)))
    return [(name, label) for _needed, name, label in sorted(found, key=lambda each: not each[0])]
