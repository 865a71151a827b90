"""How a field is declared: once, beside the column, for everything that shows, checks, prints or imports it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, cached_property
from inspect import get_annotations
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic import Field as RowDefault
from sqlalchemy import Dialect, Text
from sqlalchemy import Enum as ChoiceColumn
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from sdesk.models.identity import uuid7


class Kind(StrEnum):
    """The kinds of field. Each knows one way to be parsed, shown, checked and edited."""

    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    DATE = "date"
    DATE_TIME = "date-time"
    YES_NO = "yes/no"
    CHOICE = "choice"
    LINK = "link"
    LINKS = "links"
    ROWS = "rows"
    CONTACT = "contact"


class Depth(StrEnum):
    """How much a text has to say before it counts as evidence; the bounds are in `lifecycle.thin`."""

    NAME = "a name, place or type"
    STEPS = "steps taken"
    STATEMENT = "a statement, reason or finding"
    SECTION = "a section of a policy or procedure, or a conclusion"


@dataclass(frozen=True)
class Content:
    """What a field means to people.

    `needed_for` is the state that cannot be reached while the field
    is empty. `open_until` lets the field be filled in although the content is approved: until that state is
    reached ("*": always; "-": always, but of its rows some can only be taken out). `computed` fields are set by a use case and shown, never typed. `plural` says that the label speaks of
    several things, so that a sentence about them agrees. `only_where` names another field and the values of it with which
    a form shows this one, as far as it is empty. `happened` says that it is never later than now, `not_before` names the
    field of the same record or row that it never lies before. `depth` is said where it is not a name for a short text and
    that of its model's sections for a long one; `answer` is what counts although it is short, such as "none". A contact
    is a name and one way to reach them, unless it is asked for `in_full`.
    """

    label: str
    needed_for: str = ""
    help: str = ""
    example: str = ""
    group: str = ""
    long: bool = False
    unit: str = ""
    open_until: str = ""
    computed: bool = False
    plural: bool = False
    only_where: tuple[str, ...] = ()
    happened: bool = False
    not_before: str = ""
    depth: Depth | None = None
    answer: str = ""
    in_full: bool = False


LARGEST = 2**53
"""From here on, not every whole number is a number of its own in JSON."""
_MOST = {"days": 100_000, "minutes": 100_000_000, "time of day": 24 * 60}


def can_be_reckoned(number: float, unit: str) -> bool:
    """Whether days and clocks come to anything with so much of the unit; without one, whether it can be kept."""
    if unit == "time of day" and number < 0:
        return False
    return abs(number) <= _MOST.get(unit, LARGEST - 1)


@dataclass(frozen=True)
class Target:
    """The name of the model that a link leads to; "Record" for any record, "Service" for a catalogue row."""

    model: str


class Choice(StrEnum):
    """One of a fixed set of words; the value is what is stored and, with a capital, what is shown."""

    @property
    def label(self) -> str:
        return self.value[:1].upper() + self.value[1:]


class Row(BaseModel):
    """One line of a field of rows. A value: changed by putting another in its place, so history sees it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: UUID = RowDefault(default_factory=uuid7)


class Contact(BaseModel):
    """Full name, organization, address, telephone and e-mail of somebody to reach."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: Annotated[str, Content("Full name")] = ""
    organization: Annotated[str, Content("Organization")] = ""
    address: Annotated[str, Content("Address")] = ""
    telephone: Annotated[str, Content("Telephone")] = ""
    email: Annotated[str, Content("E-mail")] = ""

    @property
    def missing(self) -> tuple["FieldSpec", ...]:
        """The parts that are still empty."""
        return tuple(spec for spec in fields_of(Contact) if not getattr(self, spec.name).strip())

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.organization) if part)


@cache
def _adapter_of(kind: Any) -> TypeAdapter[Any]:
    """Made when it is first needed, and once for all columns of links: a start of the program would wait for all of them."""
    return TypeAdapter(kind)


class JsonText(TypeDecorator[Any]):
    """A value of a pydantic type, stored as JSON text and validated when it is read."""

    impl = Text
    cache_ok = True

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.of = of

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return _adapter_of(self.of)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or value == ():
            return None if value is None else "[]"
        return self._adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or value == "[]":
            return None if value is None else ()
        return self._adapter.validator.validate_json(value)


def rows(row: type[Row]) -> Any:
    """The column of a field of rows: `Annotated[tuple[Goal, ...], Content("Goals", plural=True), rows(Goal)] = ()`."""
    column: Any = JsonText(tuple[row, ...])  # type: ignore[valid-type]
    return Field(sa_type=column, nullable=False)


def choice(words: type[Choice]) -> Any:
    """The column of a choice: stored by value, and nothing else can be stored."""
    column = ChoiceColumn(
        words,
        native_enum=False,
        validate_strings=True,
        create_constraint=True,
        name=words.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=column)


def link(model: str) -> tuple[Any, ...]:
    """A link to one record of `model`, held by a foreign key: `Annotated[UUID | None, *link("Person"), Content(…)]`."""
    return Target(model), Field(foreign_key=f"{table_name(model)}.id", index=True)


def links(model: str) -> tuple[Any, ...]:
    """Links to any number of records of `model`: `Annotated[tuple[UUID, ...], *links("Person"), Content(…)]`."""
    return Target(model), Field(sa_type=JsonText(tuple[UUID, ...]), nullable=False)


def table_name(model: str) -> str:
    """SQLModel's own rule: the class name in lower case."""
    return model.lower()


ContactColumn = Annotated[Contact | None, Field(sa_type=JsonText(Contact))]
ServiceLink = Annotated[UUID | None, Target("Service")]
RecordLink = Annotated[UUID | None, Target("Record")]


@dataclass(frozen=True)
class FieldSpec:
    """One declared field of a model or row, as forms, checks, print-outs and imports read it."""

    name: str
    content: Content
    kind: Kind
    python_type: Any
    default: Any
    depth: Depth
    target: str = ""
    choices: tuple[Choice, ...] = ()
    row: type[Row] | None = None

    @property
    def label(self) -> str:
        return self.content.label

    @property
    def columns(self) -> tuple["FieldSpec", ...]:
        """The fields of one row, where this is a field of rows."""
        return fields_of(self.row) if self.row else ()

    def is_empty(self, value: Any) -> bool:
        """Whether nothing has been said: no text, no date, no rows. A "no" is an answer, a 0 too."""
        if value is None:
            return True
        if isinstance(value, str):
            return not value.strip()
        if isinstance(value, Contact):
            return len(value.missing) == len(Contact.model_fields)
        return isinstance(value, Sequence) and len(value) == 0


@cache
def fields_of(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The declared fields in the order of declaration: of a model its own before its base classes', of a row after."""
    instead: Mapping[str, Content] = getattr(model, "instead", {})
    declared = [
        _spec(name, info, instead.get(name, content), getattr(model, "sections", Depth.STATEMENT))
        for name, info in model.model_fields.items()
        for content in info.metadata
        if isinstance(content, Content)
    ]
    own_first = not issubclass(model, Row)
    return (
        tuple(sorted(declared, key=lambda spec: _depth(model, spec.name))) if own_first else tuple(declared)
    )


def _depth(model: type[BaseModel], name: str) -> int:
    return next(depth for depth, base in enumerate(model.__mro__) if name in get_annotations(base))


def field_of(model: type[BaseModel], name: str) -> FieldSpec:
    return next(spec for spec in fields_of(model) if spec.name == name)


@cache
def type_of_field(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    annotation: Any = model.model_fields[name].annotation
    return TypeAdapter(annotation)


def _spec(name: str, info: Any, content: Content, sections: Depth) -> FieldSpec:
    plain = _without_none(info.annotation)
    target = next((meta.model for meta in info.metadata if isinstance(meta, Target)), "")
    kind = _kind(plain, content)
    return FieldSpec(
        name=name,
        content=content,
        kind=kind,
        python_type=plain,
        default=info.get_default(call_default_factory=True),
        depth=content.depth or (sections if kind is Kind.LONG_TEXT else Depth.NAME),
        target=target,
        choices=tuple(plain) if kind is Kind.CHOICE else (),
        row=get_args(plain)[0] if kind is Kind.ROWS else None,
    )


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, UnionType):
        return next(arm for arm in get_args(annotation) if arm is not type(None))
    return annotation


_KINDS = {"str": Kind.TEXT, "bool": Kind.YES_NO, "int": Kind.NUMBER, "float": Kind.NUMBER, "date": Kind.DATE,
          "datetime": Kind.DATE_TIME, "UUID": Kind.LINK, "Contact": Kind.CONTACT}  # fmt: skip


def _kind(plain: Any, content: Content) -> Kind:
    if get_origin(plain) is tuple:
        return Kind.LINKS if get_args(plain)[0] is UUID else Kind.ROWS
    if isinstance(plain, type) and issubclass(plain, Enum):
        return Kind.CHOICE
    kind = _KINDS[plain.__name__]
    return Kind.LONG_TEXT if kind is Kind.TEXT and content.long else kind
