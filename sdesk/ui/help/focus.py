"""What has the focus, in words by which the guide knows it, and what its declaration says of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sdesk.models import RECORDS, FieldSpec, Record
from sdesk.models.content import fields_of
from sdesk.translation import gettext as _
from sdesk.ui.help.declared import address_of, said_of
from sdesk.ui.pieces import FieldWidget, LabelledField
from sdesk.ui.records.case.fact import Fact

_KINDS = {model.__name__: model for model in RECORDS}


@dataclass(frozen=True)
class Explained:
    """A field with what is said of it; `address` is where all fields of its kind of record stand, "" of a question."""

    title: str
    text: str
    address: str = ""


def way_of(widget: QWidget) -> list[QWidget]:
    """The widget and all that it is in, as far as its window."""
    way = [widget]
    while not way[-1].isWindow() and (around := way[-1].parentWidget()) is not None:
        way.append(around)
    return way


def topics_of(focused: QWidget) -> Iterator[str]:
    """What it is and what it stands in, the most particular first; then the same of the window behind its own.

    A window may lead (`help_first`), as a wizard does: there a page is about its task, whatever field has the focus.
    """
    widget: QWidget | None = focused
    while widget is not None:
        way = way_of(widget)
        if hasattr(way[-1], "help_first"):
            yield from way[-1].help_first()
        if isinstance(way[0], Fact) and (told := _declared(way)) is not None:
            yield told.address.partition("#")[2]
        for each in way:
            yield from _topics_at(each)
        widget = way[-1].parentWidget()


def _topics_at(widget: QWidget) -> Iterator[str]:
    """What a widget says of itself, its name, the step and kind of record that it is for, its class and what that is a kind of."""
    if hasattr(widget, "help_topics"):
        yield from widget.help_topics()
    if widget.objectName():
        yield widget.objectName().removesuffix(".edit")
    own = [kind for kind in type(widget).__mro__ if kind.__module__.startswith("sdesk.")]
    model = _model_of(widget)
    step = getattr(widget, "step", None)
    if model is not None and hasattr(step, "name"):
        yield f"{model.__name__}:{step.name}"  # type: ignore[union-attr]
    if model is not None:
        yield model.__name__
    for kind in own:
        yield f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"  # where two are called the same
        yield kind.__name__


def _model_of(widget: QWidget) -> type[Record] | None:
    """The kind of record that a form, a list or a dialog is for."""
    model = getattr(widget, "model", None)
    if isinstance(model, type) and issubclass(model, Record):
        return model
    record = getattr(widget, "record", None)
    return type(record) if isinstance(record, Record) else None


def explained_at(focused: QWidget) -> Explained | None:
    """The field that has the focus, as it is declared, or as its dialog says; None where there is no field."""
    way = way_of(focused)
    found = _declared(way)
    if found is not None:
        return found
    asked = next((each for each in way if isinstance(each, LabelledField)), None)
    return Explained(asked.title, asked.explanation) if asked is not None and asked.explanation else None


def _declared(way: list[QWidget]) -> Explained | None:
    """From the form inwards: the field, and in rows the column."""
    model = next((kind for each in way if (kind := _model_of(each)) is not None), None)
    known: tuple[FieldSpec, ...] = ()
    spec: FieldSpec | None = None
    field = ""
    labels: list[str] = []
    for each in reversed(way):
        name = each.objectName()
        first, _dot, rest = name.partition(".")
        wanted = name.removeprefix("cell.")
        if spec is None and first in _KINDS and isinstance(each, FieldWidget):
            model, wanted = _KINDS[first], rest
        elif spec is None and first in ("fact", "step"):
            wanted = str(getattr(getattr(each, "kind", None), "field", "") or rest)
        if spec is None and model is not None:
            field, known = wanted, fields_of(model)
        found = next((one for one in known if one.name == wanted), None)
        if found is not None:
            spec, known = found, found.columns
            labels.insert(0, _(found.label))
    if spec is None or model is None:
        return None
    title = _("{field} – {kind}").format(field=" – ".join(labels), kind=_(model.singular))
    return Explained(title, said_of(spec, model), address_of(model, field))
