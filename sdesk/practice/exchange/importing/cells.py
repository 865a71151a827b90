"""A cell's text as the value of a field."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sdesk.models import (
    ConfigurationItem,
    Customer,
    FieldSpec,
    Kind,
    Person,
    Record,
    Supplier,
    model_named,
)
from sdesk.practice.lifecycle.lists import numbered
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.versions import services
from sdesk.practice.measures.clocks import find_zone
from sdesk.storage import col
from sdesk.translation import Message, term
from sdesk.translation import message as _

_ORDERS = {
    "day-month-year": ("%d-%m-%Y", "%d-%m-%y"),
    "month-day-year": ("%m-%d-%Y", "%m-%d-%y"),
    "year-month-day": ("%Y-%m-%d",),
}
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")
LARGEST_NUMBER = 2**53
"""Beyond that a number of a spreadsheet is not exact any more."""
_YES, _NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0"}
MAKEABLE: tuple[type[Record], ...] = (Customer, Supplier, Person, ConfigurationItem)


class CellFault(ValueError):
    """The text of a cell does not fit its field."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said


class CellReader:
    """Turns texts into values of fields, for one import into one workspace.

    Links are found by number or by name, once each; `dates` is the order in which dates are written and `time_zone`
    that of times without one of their own.
    """

    def __init__(self, workspace: Workspace, dates: str, time_zone: str) -> None:
        self._workspace = workspace
        self._formats = _ORDERS[dates]
        self._zone = find_zone(time_zone)
        self._found: dict[tuple[str, str], UUID] = {}
        self._made: list[tuple[str, str]] = []

    def end_line(self, *, kept: bool) -> None:
        """What was made for a line that is left out is taken back with it, and not known any more."""
        for made in () if kept else self._made:
            del self._found[made]
        self._made.clear()

    @property
    def found(self) -> Collection[UUID]:
        """All that was found by now, and so is there."""
        return self._found.values()

    def knows(self, spec: FieldSpec, text: str) -> bool:
        """Whether all that the text leads to was found, so that nothing has to be made for it."""
        parts = [part.strip() for part in text.split(";")] if spec.kind is Kind.LINKS else [text]
        return all((spec.target, part) in self._found for part in parts if part)

    def value(self, spec: FieldSpec, text: str, may_create: bool = False) -> Any:
        """The value that `text` stands for; a field's empty value for "". Raises CellFault."""
        if not text:
            return spec.default
        if spec.kind in (Kind.TEXT, Kind.LONG_TEXT):
            return text
        if spec.kind is Kind.LINK:
            return self._link(spec, text, may_create)
        if spec.kind is Kind.LINKS:
            parts = (part.strip() for part in text.split(";"))
            return tuple(self._link(spec, part, may_create) for part in parts if part)
        return self._plain(spec, text)

    def _plain(self, spec: FieldSpec, text: str) -> Any:
        if spec.kind is Kind.NUMBER:
            return _number(spec, text)
        if spec.kind is Kind.YES_NO:
            return _yes_or_no(text)
        if spec.kind is Kind.CHOICE:
            return _choice(spec, text)
        if spec.kind is Kind.DATE:
            return self._moment(text).date()
        if spec.kind is Kind.DATE_TIME:
            return self._in_utc(text)
        raise CellFault(_("{field} cannot be filled from one cell.", field=term(spec.label)))

    def _moment(self, text: str) -> datetime:
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
        written = text.replace("/", "-").replace(".", "-", 2)
        for order in self._formats:
            for time in _TIMES:
                try:
                    return datetime.strptime(written, order + time)
                except ValueError:
                    continue
        raise CellFault(_("“{text}” is not a date in the order chosen.", text=text))

    def _in_utc(self, text: str) -> datetime:
        moment = self._moment(text)
        try:
            return (moment if moment.tzinfo else moment.replace(tzinfo=self._zone)).astimezone(UTC)
        except OverflowError:  # the first day of the first year, or the last of the last
            raise CellFault(_("“{text}” is not a date in the order chosen.", text=text)) from None

    def _link(self, spec: FieldSpec, text: str, may_create: bool) -> UUID:
        found = self._found.get((spec.target, text)) or self._look_up(spec.target, text)
        if found is None and may_create:
            found = self._make(spec.target, text)
            if found is not None:
                self._made.append((spec.target, text))
        if found is None:
            raise CellFault(_called_nothing(spec.target, text))
        self._found[spec.target, text] = found
        return found

    def _look_up(self, target: str, text: str) -> UUID | None:
        with self._workspace.reading() as session:
            session.flush()  # a line may lead to what became of one before
        if text == "@me":
            return self._workspace.person_id
        if target == "Service":
            named = (each.id for each in services(self._workspace) if each.name.lower() == text.lower())
            return next(named, None)
        entry = numbered(self._workspace, text)
        if entry is not None and target in ("Record", entry.model):
            return entry.id
        return None if target == "Record" else self._by_name(model_named(target), text)

    def _by_name(self, model: type[Record], text: str) -> UUID | None:
        record = self._workspace.first(model, col(getattr(model, model.title)) == text)
        return record.id if record else None

    def _make(self, target: str, text: str) -> UUID | None:
        model = model_named(target) if target not in ("Record", "Service") else None
        return create(self._workspace, model, {model.title: text}).id if model in MAKEABLE and model else None


def _called_nothing(target: str, text: str) -> Message:
    if target == "Service":
        return _("There is no service in the catalogue called “{text}”.", text=text)
    return _(
        "There is no {kind} called “{text}”.", kind=term(model_named(target).singular.lower()), text=text
    )


def _number(spec: FieldSpec, text: str) -> int | float:
    try:
        number = float(_with_point(text))
    except ValueError:
        raise CellFault(_("“{text}” is not a number.", text=text)) from None
    if not abs(number) <= LARGEST_NUMBER:
        raise CellFault(_("“{text}” is not a number.", text=text))
    if spec.python_type is int:
        if not number.is_integer():
            raise CellFault(_("“{text}” is not a whole number.", text=text))
        return int(number)
    return number


def _with_point(text: str) -> str:
    """The number with a decimal point and nothing else: of a comma and a point, the last one is the decimal one."""
    written = "".join(text.split())
    if "," in written and written.rfind(",") > written.rfind("."):
        return written.replace(".", "").replace(",", ".")
    return written.replace(",", "")


def _yes_or_no(text: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise CellFault(_("“{text}” is neither yes nor no.", text=text))


def _choice(spec: FieldSpec, text: str) -> Any:
    words: Mapping[str, Any] = {
        word.lower(): choice for choice in spec.choices for word in (choice.value, choice.label)
    }
    if text.lower() in words:
        return words[text.lower()]
    known = ", ".join(choice.value for choice in spec.choices)  # what may stand in a file, in no language
    raise CellFault(_("“{text}” is not one of: {known}.", text=text, known=known))
