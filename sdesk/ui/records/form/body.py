"""All the fields of a kind of record, in their sections, filled from one record at a time."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from sdesk.models import FieldSpec, Kind, Record, Row, field_of
from sdesk.models.record import groups_of
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.records import is_frozen
from sdesk.practice.unsaved import Offer, TypedField
from sdesk.translation import gettext as _
from sdesk.ui.pieces import FieldWidget, LabelledField, RowsEditor
from sdesk.ui.records.fields import ACROSS, field_for
from sdesk.ui.records.fields.link_fields import FieldContext
from sdesk.ui.records.form.sections import FormSection, SectionsInSight
from sdesk.ui.records.naming import key_of
from sdesk.ui.unsaved.typing import typed_field
from sdesk.ui.wording import worded

NOTES = "Notes and links"


class FieldsMade(Mapping[str, FieldWidget]):
    """The fields of a form by name, each made when it is asked for. `made` are those that are there already.

    `stale` are those of them that still show what stood in them before; whoever asks for one gets it as it is now.
    """

    def __init__(
        self, names: Sequence[str], make: Callable[[str], FieldWidget], renew: Callable[[str], None]
    ) -> None:
        self._names = tuple(names)
        self._make = make
        self._renew = renew
        self.stale: set[str] = set()
        self.made: dict[str, FieldWidget] = {}

    def __getitem__(self, name: str) -> FieldWidget:
        if name not in self._names:
            raise KeyError(name)
        if name not in self.made:
            return self._make(name)
        if name in self.stale:
            self._renew(name)
        return self.made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class FormBody(SectionsInSight):
    """The fields. `edited` names the field that a person changed; `changed_names` are those not saved yet.

    Nothing of it is made before somebody looks at it: until then a field is no more than the value that it would show.
    """

    edited = Signal(str)

    def __init__(
        self,
        model: type[Record],
        context: FieldContext,
        parent: QWidget | None = None,
        *,
        only_fields: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.changed_names: set[str] = set()
        self._touched: set[str] = set()  # changed, or saved since it was filled
        self._groups = [
            (title, shown)
            for title, specs in groups_of(model)
            if (shown := [spec for spec in specs if only_fields is None or spec.name in only_fields])
        ]
        names = [spec.name for _title, specs in self._groups for spec in specs]
        self.fields = FieldsMade(names, self._field, self._renew)
        self._blocks: dict[str, LabelledField] = {}
        self._context = context
        self._given: Record | Mapping[str, Any] = {}
        self._faults: dict[str, list[str]] = {}
        self._record: Record | None = None
        self._needed: Collection[str] = ()

    def minimumSizeHint(self) -> QSize:
        """As high as its width asks for: the least height of wrapped text is that of the narrowest, and left a gap."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least

    def count(self) -> int:
        return len(self._groups)

    def is_stale(self, place: int) -> bool:
        return any(spec.name in self.fields.stale for spec in self._groups[place][1])

    def may_go_on(self) -> bool:
        return self._context.desk.workspace.is_open

    def bring(self, place: int) -> FormSection:
        if place == len(self.sections):
            self._section(*self._groups[place])
        section = self.sections[place]
        for spec in self._groups[place][1]:
            if spec.name in self.fields.stale:
                self._renew(spec.name)
        self._show_where(section)
        self._suit_section(section, self._asked())
        return section

    # filling

    def fill(self, values: Record | Mapping[str, Any], *, anew: bool = True) -> None:
        """Take these values, shown once they `suit`; unless `anew`, what a person has changed and what is the same already
        stays untouched."""
        self._given = values
        if anew:
            self.changed_names.clear()
            self._touched.clear()
            self._faults.clear()
            self.fields.stale.update(self.fields.made)
        for name, field in self.fields.made.items():
            if (
                not anew
                and name not in {*self.changed_names, *self.fields.stale}
                and field.value() != self._said(name)
            ):
                field.setValue(self._said(name))

    def value_of(self, name: str) -> Any:
        """What stands in a field now, or would; None where there is no such field."""
        if name not in self.fields:
            return None
        is_there = name in self.fields.made and name not in self.fields.stale
        return self.fields.made[name].value() if is_there else self._said(name)

    def _stands(self, name: str) -> Any:
        """The same; of a field that nobody has touched without asking it, as rows would read all their cells for it."""
        return self.value_of(name) if name in self._touched else self._said(name)

    def values(self) -> dict[str, Any]:
        """What stands in every field now, as far as it can be read."""
        unreadable = self.unreadable()
        return {name: self.value_of(name) for name in self.fields if name not in unreadable}

    def changed_values(self) -> dict[str, Any]:
        """What a person has changed and what can be read as a value."""
        return {name: self.fields[name].value() for name in self.changed_names if not self._unreadable(name)}

    def unreadable(self) -> list[str]:
        """The changed fields in which what is typed is no value."""
        return [name for name in self.fields if name in self.changed_names and self._unreadable(name)]

    def settle(self, saved: Mapping[str, Any]) -> None:
        """These values are stored now; what was typed since then is still to be."""
        self.changed_names -= {name for name, value in saved.items() if self.fields[name].value() == value}

    def come_home(self, name: str) -> None:
        """Put a field back in its place, that was shown somewhere else while a person was in it."""
        field, block = self.fields[name], self._blocks.get(name)
        if block is not None:
            block.put_back()
            return
        field.setParent(self)
        field.hide()

    def take_back(self, name: str, was: Any) -> None:
        """Put back what stood in a field before a person entered it; what is stored is no change any more."""
        self.fields[name].putBack(was)
        if self.value_of(name) == self._said(name) and not self._unreadable(name):
            self.changed_names.discard(name)
            self.edited.emit(name)

    def _said(self, name: str) -> Any:
        """What a field shows that nobody has typed in."""
        return self._given.get(name) if isinstance(self._given, Mapping) else getattr(self._given, name)

    def _renew(self, name: str) -> None:
        self._bring_up_to_date(name)
        self._suit_field(name)

    def _bring_up_to_date(self, name: str) -> None:
        self.fields.stale.discard(name)
        field = self.fields.made[name]
        field.setError(" ".join(self._faults.get(name, [])))
        field.setValue(self._said(name))

    # what is not saved

    def typed(self, record: Record | None) -> tuple[TypedField, ...]:
        """What a person has changed, also what is no value, beside what is saved of it."""
        return tuple(
            typed_field(
                name, _(field_of(self.model, name).label), self.fields[name], getattr(record, name, None)
            )
            for name in self.fields
            if name in self.changed_names
        )

    def type_in(self, values: Mapping[str, Any], offer: Offer) -> None:
        """Put what was kept in the fields, as if a person typed it now."""
        for each in offer.differences:
            field = self.fields.get(each.field.name)
            if field is None or each.is_closed:
                continue
            if each.field.name in values:
                field.setValue(values[each.field.name])
                field.changed.emit()
            if each.field.words or each.field.name not in values:
                field.typeWords(each.field.words or {"": each.field.said})

    def _unreadable(self, name: str) -> bool:
        return bool(self.fields[name].typedProblem())

    # what the record's state means for its fields

    def suit(self, record: Record | None, needed: Collection[str]) -> None:
        """Freeze what cannot be changed, mark what the next step needs, fold away what comes later."""
        self._record, self._needed = record, needed
        for name in self.fields.made:
            if name not in self.fields.stale:
                self._suit_field(name)
        asked = self._asked()
        for place, section in enumerate(self.sections):
            if not self.is_behind(place):
                self._suit_section(section, asked)
        if self.isVisible():
            self.lay_out_in_sight()

    def is_open(self, name: str) -> bool:
        """Whether a person may change this field here and now."""
        computed = field_of(self.model, name).content.computed
        return not computed and self._context.desk.may_write and not _is_fixed(self._record, name)

    def _suit_field(self, name: str) -> None:
        field, fixed = self.fields.made[name], not self.is_open(name)
        if fixed != field.isReadOnly():
            field.setReadOnly(fixed)

    def _asked(self) -> Collection[str]:
        """The fields that the states now needed ask for, here or in a set that was adopted."""
        workspace = self._context.desk.workspace
        adopted = workspace.packs.at(today(workspace)).mandatory(self.model.__name__, tuple(self._needed))
        names = (
            name for name in self.fields if field_of(self.model, name).content.needed_for in self._needed
        )
        return {*names, *adopted}

    def _suit_section(self, section: FormSection, asked: Collection[str]) -> None:
        for name in self._names_in(section):
            is_open = self.is_open(name)
            self._blocks[name].setRequired(name in asked and is_open)
            self._blocks[name].setHelpVisible(is_open)
        self._fold_section(section)
        section.arrange()

    def _names_in(self, section: FormSection) -> list[str]:
        blocks = section.blocks()
        return [name for name, block in self._blocks.items() if block in blocks]

    def _fold_section(self, section: FormSection) -> None:
        needed = self._needed
        specs = [field_of(self.model, name) for name in self._names_in(section)]
        empty = all(_says_nothing(spec, self._stands(spec.name)) for spec in specs)
        later = [spec.content.needed_for for spec in specs if spec.content.needed_for]
        comes_later = empty and bool(later) and not any(each in needed for each in later)
        is_notes = section.title == _(NOTES)
        if comes_later or (is_notes and empty):
            was_foldable = section.isFoldable()
            section.setFoldable(True, _("filled in later") if comes_later else "")
            if not was_foldable and not section.isAncestorOf(self.window().focusWidget() or self):
                section.setOpen(False)
        else:
            section.setFoldable(False)

    # faults

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say beside each field what is wrong with it or missing."""
        self._faults = {}
        for problem in problems:
            self._faults.setdefault(problem.field, []).append(worded(problem))
        for name, field in self.fields.made.items():
            said = self._faults.get(name, [])
            if isinstance(field, RowsEditor) and not said:
                field.setError("")
            elif name not in self.fields.stale:
                field.setError(" ".join(said))

    def jump_to(self, where: str) -> QWidget | None:
        """Go to a field, or to a place in it, unfolding its section; what to bring into view, None if it is not here."""
        name, bracket, rest = where.partition("[")
        if name not in self.fields:
            return None
        self.lay_out()
        section = next(each for each in self.sections if self._blocks[name] in each.blocks())
        section.setOpen(True)
        field = self.fields[name]
        reached = field.goTo(bracket + rest) if rest else field.goIn()
        return self._blocks[name] if reached is self.fields[name] else reached

    def first_open_field(self) -> str:
        """The first field that can be changed, one that is still needed before the others."""
        made = self.fields.made
        open_fields = [
            name
            for name in self.fields
            if self.is_open(name) and (name not in made or made[name].canBeFilledIn())
        ]
        empty = [
            name
            for name in open_fields
            if field_of(self.model, name).content.needed_for
            and field_of(self.model, name).is_empty(self.value_of(name))
        ]
        return next(iter([*empty, *open_fields]), "")

    # making

    def _section(self, title: str, specs: list[FieldSpec]) -> None:
        section = FormSection(_(title) if title else "", self)
        for spec in specs:
            section.addField(self._block(spec, section.body), across=spec.kind in ACROSS)
        self.add_section(section)

    def _block(self, spec: FieldSpec, parent: QWidget) -> LabelledField:
        self._blocks[spec.name] = block = LabelledField(
            _(spec.label),
            partial(self._field_in, spec.name),
            parent,
            item=self._context.desk.workspace.packs.mark_of(self.model.__name__, spec.name),
            explanation=_(spec.content.help) if spec.content.help else "",
            keeps_line=spec.kind is not Kind.ROWS,
        )
        block.field.show()
        return block

    def _field_in(self, name: str, block: QWidget) -> FieldWidget:
        return self.fields[name] if name in self.fields.made else self._field(name, block)

    def _field(self, name: str, parent: QWidget | None = None) -> FieldWidget:
        field = field_for(field_of(self.model, name), self._context, parent or self)
        field.hide()  # until it has a place
        field.setObjectName(f"{key_of(self.model)}.{name}")
        self.fields.made[name] = field
        self._renew(name)
        field.changed.connect(self._note_edit)
        return field

    def _note_edit(self) -> None:
        name = next(name for name, field in self.fields.made.items() if field is self.sender())
        self.changed_names.add(name)
        self._touched.add(name)
        for section in self.sections:
            self._show_where(section)
        self.edited.emit(name)

    def _show_where(self, section: FormSection) -> None:
        """Leave out the empty fields that are asked for only where another field has a certain value."""
        before = [block.isHidden() for block in section.blocks()]
        for name in self._names_in(section):
            spec = field_of(self.model, name)
            if spec.content.only_where:
                other, *values = spec.content.only_where
                asked = other not in self.fields or self.value_of(other) in values
                self._blocks[name].setVisible(asked or not spec.is_empty(self.value_of(name)))
        if before != [block.isHidden() for block in section.blocks()]:
            section.rearrange()


def _is_fixed(record: Record | None, name: str) -> bool:
    return record is not None and (record.deleted_at is not None or is_frozen(record, name))


def _says_nothing(spec: FieldSpec, value: Any) -> bool:
    """Empty, a box that nobody ticked, or rows of which none is filled in."""
    if spec.kind is Kind.ROWS:
        return all(_is_unfilled(spec, row) for row in value or ())
    return value is False or spec.is_empty(value)


def _is_unfilled(spec: FieldSpec, row: Row) -> bool:
    needed = [column for column in spec.columns if column.content.needed_for]
    return any(column.is_empty(getattr(row, column.name)) for column in needed)
