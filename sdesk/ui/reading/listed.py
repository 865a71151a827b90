"""Which parts of a record are read as sections, in the order of its form, how each stands, and what is to be read next."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sdesk.models import FieldSpec, Kind, Proposable, field_of, model_named
from sdesk.models.proposed import ProposedSection
from sdesk.models.record import groups_of
from sdesk.practice.lifecycle.proposed.sections import Section, Standing, questions_of, sections_of
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.starter.otherwise import Otherwise, said_otherwise
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.reading.content import Part, parts_of
from sdesk.ui.records.reading import Names, moment_text
from sdesk.ui.theme.marks import Shape, StateMark

IN_ONE_LINE = ("date_of_issue", "next_review_date", "issuing_organization", "scope")
"""What is said of every document; where it is not proposed, it is a line above the sections."""
_READ_AS_TEXT = (Kind.LONG_TEXT, Kind.ROWS)
_TAKEN_FROM = re.compile(r"\b([A-Z]\w+)\.(\w+)")


@dataclass(frozen=True)
class Listed:
    """A section as it is shown. `standing` is None where nothing is written and somebody has to."""

    section: Section
    standing: Standing | None
    title: str
    mark: StateMark
    source: str
    parts: tuple[Part, ...]
    questions: tuple[int, ...] = ()
    otherwise: tuple[Part, ...] | None = None
    """What would stand there by now, if that is something else; nothing where it would not be there."""

    @property
    def place(self) -> str:
        return self.section.place

    @property
    def is_read(self) -> bool:
        return self.standing in (Standing.CONFIRMED, Standing.OWN)

    @property
    def text(self) -> tuple[tuple[Part, ...] | None, ...]:
        """All that is to be read of it."""
        return (self.parts, self.otherwise)

    @property
    def waits(self) -> bool:
        """Whether somebody has to do something about it."""
        return not self.is_read or self.otherwise is not None

    @property
    def is_to_be_confirmed(self) -> bool:
        """Not read yet, or read before something else would be said there."""
        return self.standing is Standing.UNREAD or self.otherwise is not None

    @property
    def said(self) -> str:
        """What a screen reader says when it is reached: what it is about, and how it stands."""
        return ", ".join(filter(None, (self.title, self.mark.word, self.source)))


def listed(
    workspace: Workspace, record: Proposable, names: Names, only_fields: Collection[str] | None = None
) -> tuple[Listed, ...]:
    """The sections of a record, or of it those of `only_fields`; `names` is what it leads to is called."""
    found = sections_of(record)
    asked = workspace.packs.written_by_tasks(type(record).__name__)
    others = {each.section.place: each for each in said_otherwise(workspace, record)}
    shown: list[Listed] = []
    for spec in fields_in_order(record, only_fields):
        of_field = [each for each in found if each.field.name == spec.name]
        sections = of_field or [Section(spec.name, spec, None, getattr(record, spec.name), None)]
        shown += [
            _listed(workspace, names, each, others.get(each.place))
            for each in sections
            if _is_section(record, each, asked)
        ]
    return tuple(shown)


def told_in_line(record: Proposable, only_fields: Collection[str] | None = None) -> tuple[FieldSpec, ...]:
    """The fields that stand in a line above the sections: dates, names, links that nobody proposed."""
    proposed = {each.place.partition("/")[0] for each in record.proposed}
    return tuple(
        spec
        for spec in fields_in_order(record, only_fields)
        if spec.name not in proposed
        and (spec.name in IN_ONE_LINE or (spec.kind not in _READ_AS_TEXT and _matters(record, spec)))
    )


def fields_in_order(record: Proposable, only_fields: Collection[str] | None) -> Iterator[FieldSpec]:
    for _title, specs in groups_of(type(record)):
        for spec in specs:
            if not spec.content.computed and (only_fields is None or spec.name in only_fields):
                yield spec


def next_to_do(shown: Sequence[Listed], after: str) -> Listed | None:
    """What is to be confirmed after this place, the next below before the first above; then what has still to be written."""
    at = next((at for at, each in enumerate(shown) if each.place == after), -1)
    waiting = [each for each in (*shown[at + 1 :], *shown[: at + 1]) if each.waits]
    unread = (each for each in waiting if each.is_to_be_confirmed)
    return next(unread, next(iter(waiting), None))


def counted(shown: Sequence[Listed]) -> str:
    """How far somebody has come."""
    read = sum(each.is_read for each in shown)
    return ngettext("{read} of {n} read", "{read} of {n} read", len(shown)).format(read=read, n=len(shown))


# ------------------------------------------------------------ which


def _is_section(record: Proposable, section: Section, asked: Collection[str]) -> bool:
    if section.proposal is not None:
        return True
    spec = section.field
    is_text = spec.kind in _READ_AS_TEXT and spec.name not in IN_ONE_LINE
    return is_text and (spec.name in asked or _matters(record, spec))


def _matters(record: Proposable, spec: FieldSpec) -> bool:
    """Whether something is said there, or has to be before the next step."""
    value = getattr(record, spec.name)
    if not spec.is_empty(value):
        return bool(value != spec.default)
    ahead = next((step for step in steps_from_here(record) if step.main), None)
    if ahead is None or spec.name in ahead.asks:
        return False
    return spec.content.needed_for in record.states_to_hold(ahead.to)


# ------------------------------------------------------------ how


def _listed(workspace: Workspace, names: Names, section: Section, other: Otherwise | None) -> Listed:
    standing = _standing(section)
    return Listed(
        section,
        standing,
        _title(section),
        _mark(names, section, standing),
        _source(workspace, section) if standing is Standing.UNREAD else "",
        parts_of(names, section),
        questions_of(section.proposal) if section.proposal and standing is Standing.OPEN else (),
        _parts_otherwise(names, other) if other else None,
    )


def _parts_otherwise(names: Names, other: Otherwise) -> tuple[Part, ...]:
    if other.value is None:
        return ()
    row = other.value if other.section.row is not None else None
    return parts_of(names, replace(other.section, row=row, value=other.value))


def _title(section: Section) -> str:
    """The field; of a row also which one."""
    field = _(section.field.label)
    return _("{field}: {row}").format(field=field, row=section.row_name) if section.row_name else field


def _standing(section: Section) -> Standing | None:
    is_empty = section.value is None or section.field.is_empty(section.value)
    return None if is_empty and section.standing is not Standing.OPEN else section.standing


def _mark(names: Names, section: Section, standing: Standing | None) -> StateMark:
    match standing:
        case Standing.UNREAD:
            return StateMark(Shape.DRAFT, _("proposed, not yet read"))
        case Standing.CONFIRMED:
            return StateMark(Shape.APPROVED, _confirmed(names, section.proposal))
        case Standing.OPEN:
            return StateMark(Shape.BLOCKED, _open(section.proposal))
        case Standing.OWN:
            return StateMark(Shape.APPROVED, _("your own words"))
    return StateMark(Shape.BLOCKED, _("nothing written yet"))


def _confirmed(names: Names, proposal: ProposedSection | None) -> str:
    """Who has read it, and when: today by the hour."""
    if proposal is None or proposal.read_by is None or proposal.read_at is None:
        return _("confirmed")
    at = moment_text(proposal.read_at)
    if wall.day_of(proposal.read_at) == wall.day_of(wall.now()):
        at = at.rpartition(" ")[2]
    return _("confirmed {person} {at}").format(person=names.get(proposal.read_by, ""), at=at)


def _open(proposal: ProposedSection | None) -> str:
    numbers = questions_of(proposal) if proposal else ()
    if not numbers:
        return _("waits for an answer")
    return ngettext("question {n} is open", "questions {n} are open", len(numbers)).format(
        n=_in_turn(numbers)
    )


def _in_turn(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, sorted(set(numbers))))


def _source(workspace: Workspace, section: Section) -> str:
    """Where the words come from: questions, and what other records say."""
    if section.proposal is None:
        return ""
    numbers = questions_of(section.proposal)
    asked = ngettext("question {n}", "questions {n}", len(numbers)).format(n=_in_turn(numbers))
    return ", ".join(filter(None, (asked if numbers else "", *_taken_from(workspace, section.proposal))))


def _taken_from(workspace: Workspace, proposal: ProposedSection) -> Iterator[str]:
    """Each document once: by the section that was taken over, or alone where there are several."""
    fields: dict[str, list[str]] = {}
    for model, field in _TAKEN_FROM.findall(proposal.source):
        fields.setdefault(model, []).append(field)
    for name, taken in fields.items():
        try:
            model = model_named(name)
            labels = [_(field_of(model, each).label) for each in taken]
        except (KeyError, StopIteration):
            continue
        document = workspace.packs.work_product_in(name) or _(model.singular)
        if len(labels) > 1:
            yield _("from {document}").format(document=document)
        else:
            yield _("from {document} {section}").format(document=document, section=labels[0])


__all__ = ["IN_ONE_LINE", "Listed", "counted", "listed", "next_to_do", "told_in_line"]
