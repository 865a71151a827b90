"""How rows that ask for something, and rows that judge it, say themselves in short; which fields matter to them."""

from typing import Any

from sdesk.models import Row
from sdesk.models.audit.management_review import ReviewedDocument, ReviewInput
from sdesk.models.governance import Goal, Objective
from sdesk.models.measures import Judgement, Measure
from sdesk.models.relationship import QualityMeasure, ServiceTarget
from sdesk.practice.measures.figures import UNITS
from sdesk.practice.measures.targets import TargetRow, asked_of
from sdesk.translation import gettext as _
from sdesk.translation import word
from sdesk.ui.pieces.fields.row_columns import Hint
from sdesk.ui.pieces.fields.row_fields import RowFields, RowManner, has_focus
from sdesk.ui.records.fields.measure_hint import measure_hint
from sdesk.ui.records.fields.row_parts import PARTS, PartsManner

_IN_WORDS = {"unit", "measure", "detail"}
"""Columns that say in words what a measure of the program's list brings with it."""


def manner_of(row: type[Row] | None) -> RowManner:
    if row in (Goal, Objective, QualityMeasure, ServiceTarget):
        return TargetManner(row)
    if row is not None and row in PARTS:
        return PartsManner(PARTS[row])
    own = {Judgement: JudgementManner, ReviewInput: InputManner, ReviewedDocument: ReviewedManner}
    return own.get(row, RowManner)() if row else RowManner()


class TargetManner(RowManner):
    """A row that asks for a number: its unit stands behind it, and what is empty says what that means."""

    def __init__(self, row: type[Row]) -> None:
        self._type = row
        self._measure = "measure" if row is ServiceTarget else "counts"

    def summary(self, row: RowFields) -> str:
        """What it is for; what is measured, of what, and what is asked of it; what else is said in words."""
        said = row.answers()
        measure, service, words = said[self._measure], said.get("service", ""), said.get("detail", "")
        if self._measure != "measure":
            measure = measure or said.get("measure", "")
        of = (
            _("{measure} of {service}").format(measure=measure, service=service)
            if service and measure
            else ""
        )
        from sdesk.reports.period.figure_blocks import target_asked  # the start waits for no paper

        target = self._read(row)
        asked = target_asked(target) if target.target is not None else ""
        measured = ", ".join(filter(None, (of or measure, said.get("priority", ""), asked)))
        purpose = said.get("statement") or said.get("name", "")
        return " · ".join(dict.fromkeys(filter(None, (purpose, measured, words))))

    def suit(self, row: RowFields) -> None:
        target = self._read(row)
        measure = getattr(target, self._measure)
        counted = measure if measure is not Measure.OTHER else None
        asked = asked_of(target)
        self._say_what_empty_means(row, counted)
        row.set_unit("target", _unit(asked.measure.unit) if asked else "")
        row.show_only([column.name for column in row.columns if self._matters(row, column.name, counted)])

    def _matters(self, row: RowFields, name: str, counted: Measure | None) -> bool:
        """What is filled in is never hidden, as it may be why a person has to judge; nor what is being typed in."""
        required = any(column.name == name and column.required for column in row.columns)
        if required or name == self._measure:
            return True
        if row.is_in_use(name):
            return not (name == "unit" and self._stands_behind_the_number(row))
        if counted is None:
            return name not in ("sense", "window", "priority")
        if name == "priority":
            return counted.has_priority
        return counted.has_service if name == "service" else name not in _IN_WORDS

    def _stands_behind_the_number(self, row: RowFields) -> bool:
        """Whether the unit says what the measure brings, and nobody is in it: then it is there already."""
        return asked_of(self._read(row)) is not None and not has_focus(row.fields.get("unit"))

    def _say_what_empty_means(self, row: RowFields, counted: Measure | None) -> None:
        usual = _(counted.sense.label) if counted else ""
        means = {"sense": usual, "window": _("the whole period"), "priority": _("all")}
        for name, text in means.items():
            row.set_empty_text(name, text)

    def hint(self, values: dict[str, Any]) -> Hint | None:
        return measure_hint(self._type(**values))  # type: ignore[arg-type]

    def _read(self, row: RowFields) -> TargetRow:
        return self._type(**row.value())  # type: ignore[return-value]


def _unit(unit: str) -> str:
    return "" if unit == "count" else word(UNITS.get(unit, unit))


class InputManner(RowManner):
    """What management says to a subject, or that it has said nothing to it yet."""

    def summary(self, row: RowFields) -> str:
        said = row.answers()
        return " · ".join((said["subject"], said["remark"] or _("no remark yet")))


class ReviewedManner(RowManner):
    """A document with its version, and whether all is said of it."""

    def summary(self, row: RowFields) -> str:
        said = row.answers()
        name = _("{document}, version {version}").format(document=said["record"], version=said["version"])
        words = _("not all is said yet") if row.lacks() else said["changes"]
        return " · ".join((name if said["record"] and said["version"] else said["record"], words))


class JudgementManner(RowManner):
    """Without an answer a line says so: nobody has judged it, which is not the same as missed. Nor does an answer count
    without who gave it and on what grounds. What a goal or target asks is theirs to say."""

    def summary(self, row: RowFields) -> str:
        said, met = row.answers(), row.value().get("met")
        whole = all(said[name] for name in ("reached", "judged_by", "grounds"))
        if met is None:
            words = _("not judged yet")
        elif whole:
            words = _("met") if met else _("not met")
        else:
            words = _("begun to be judged: it counts once all is said")
        return " · ".join(filter(None, (words, said["what"], said["reached"], said["judged_by"])))

    def suit(self, row: RowFields) -> None:
        if row.value().get("target"):
            row.settle("what")
