"""What the four bands ask, each as lines filled from the records and read as one value."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.models import (
    Person,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
    field_of,
)
from sdesk.models.control import Consent, DesignRisk, ReviewResult, Score
from sdesk.practice.calendar.days import today
from sdesk.practice.control.changes import paper_of, procedure_to_go_by
from sdesk.practice.control.clearance import clearance_of
from sdesk.practice.control.light.answers import Decide, Do, LookBack, Passed, Scored, Tried
from sdesk.practice.control.light.looking_back import look_back_on
from sdesk.practice.control.light.reading import said_looking_back, said_to_decide, said_to_do
from sdesk.practice.control.light.writing import Said
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.lifecycle.records import reload
from sdesk.translation import gettext as _
from sdesk.ui.control.deployment_panel import FollowedView
from sdesk.ui.control.light.lines import Lines
from sdesk.ui.control.light.words_field import WordsField
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    FieldWidget,
    HelpText,
    LongTextField,
    Tone,
    WrappedLabel,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.file_drops import TakesFiles
from sdesk.ui.records.fields import field_for
from sdesk.ui.records.fields.link_fields import FieldContext
from sdesk.ui.records.reading import plain_text
from sdesk.ui.wording import worded

REQUEST = (
    "purpose", "requirement", "requester", "configuration_items", "date_needed", "customer", "priority", "kind",
)  # fmt: skip
"""What a person says first; below it, what the program proposes."""


class Body(TakesFiles):
    """The inside of an open band."""

    edited = Signal()
    files_asked = Signal()
    files_dropped = Signal(object)

    def __init__(self, context: FieldContext, change: ServiceChangeRequest, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.workspace = context.desk.workspace
        self.change = change
        self.lines = Lines(self)
        self.lines.edited.connect(self.edited)
        self.column = column_of(self.lines, inside=self)
        self.fill()

    def fill(self) -> None:
        raise NotImplementedError

    def said(self) -> Said:
        """All that stands in it, to be signed."""
        raise NotImplementedError

    def so_far(self) -> Said:
        """What of that is kept while somebody types."""
        return self.said()

    def read(self, change: ServiceChangeRequest) -> Said:
        """What the records say of it."""
        return {}

    def keeps_back(self) -> bool:
        """Whether something stands in it that is not kept yet."""
        return self.unreadable() is not None

    def stored(self) -> object:
        """What the request and the papers behind it say now."""
        change = reload(self.workspace, self.change)
        papers = (
            paper_of(self.workspace, change, each)
            for each in (ServiceDesign, ServiceBuild, ServiceTestReport)
        )
        return [each.model_dump() for each in (change, *papers) if each is not None]

    def take_from(self, before: "Body") -> None:
        """What the same band held back before it was filled anew."""

    def unreadable(self) -> FieldWidget | None:
        """The first field in which what is typed is no value."""
        return next((each for each in self.lines.fields if each.typedProblem()), None)

    def enter(self) -> None:
        """Go to the first field that is still empty."""
        empty = (each for each in self.lines.fields if not each.displayText() and each.isVisible())
        goes = next(empty, None) or next(iter(self.lines.fields), None)
        if goes is not None:
            goes.goIn()

    def text(
        self, title: str, name: str, value: str, explanation: str = "", *, lines: int = 1
    ) -> FieldWidget:
        field = LongTextField(self.lines, fewest=lines)
        field.setValue(value)
        return self.lines.ask(title, field, name, explanation)

    def of_record(self, model: type[Any], name: str, value: Any, title: str = "") -> FieldWidget:
        spec = field_of(model, name)
        field = field_for(spec, self.context, self.lines)
        field.setValue(value)
        return self.lines.ask(title or _(spec.label), field, name, _(spec.content.help))


class AskBody(Body):
    """The request."""

    def fill(self) -> None:
        self._fields = {name: self._field(name) for name in REQUEST}

    def _field(self, name: str) -> FieldWidget:
        spec, value = field_of(ServiceChangeRequest, name), getattr(self.change, name)
        if name == "requirement":
            return self.text(_(spec.label), name, value, _(spec.content.help))
        return self.of_record(ServiceChangeRequest, name, value)

    def said(self) -> Said:
        return dict(self._values())

    def so_far(self) -> Said:
        """Without the kind while it is being chosen: another one leads to other pages."""
        return {name: value for name, value in self._values() if name != "kind" or not self._chooses_kind()}

    def read(self, change: ServiceChangeRequest) -> Said:
        return {name: getattr(change, name) for name in REQUEST}

    def keeps_back(self) -> bool:
        return super().keeps_back() or self._chooses_kind()

    def _values(self) -> Iterator[tuple[str, Any]]:
        return ((name, field.value()) for name, field in self._fields.items() if not field.typedProblem())

    def _chooses_kind(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._fields["kind"].isAncestorOf(focused)


class DecideBody(Body):
    """The decision, when, and how."""

    def fill(self) -> None:
        said = said_to_decide(self.workspace, self.change)
        words = [(score, _(score.label)) for score in Score]
        self._scores = {}
        for place, each in enumerate(said.scores, start=1):
            field = WordsField(words, self.lines)
            field.setValue(each.score)
            self.lines.ask(each.criterion, field, f"score{place}")
            self._say_when_good(each)
            self._scores[each.criterion] = field
        why = _(
            "Why it may be done, by all of these. It stands beside each of them, and is the reason for the decision."
        )
        self._remark = self.text(_("Remark"), "remark", said.remark, why)
        impact = field_of(ServiceChangeRequest, "business_impact")
        self._impact = self.text(_("What customers notice"), "impact", said.impact, _(impact.content.help))
        how = field_of(ServiceDesign, "tools_and_methods")
        self._how = self.text(_("How"), "how", said.how, _(how.content.help))
        cost = field_of(ServiceDesign, "budget")
        self._cost = self.text(_("Cost"), "cost", said.cost, _(cost.content.help))
        danger = field_of(DesignRisk, "risk")
        self._danger = self.text(_("What could go wrong"), "danger", said.danger, _(danger.content.help))
        back = field_of(ServiceChangeRequest, "back_out_plan")
        self._way_back = self.text(_("Way back"), "way_back", said.way_back, _(back.content.help))
        each_is_tested = _("One a line. Each is tried before it is put in place, and is its test.")
        done = "\n".join(said.done_when)
        self._done_when = self.text(_("Done when"), "done_when", done, each_is_tested, lines=2)
        self._start = self.of_record(ServiceChangeRequest, "planned_start", said.start, _("From"))
        self._end = self.of_record(ServiceChangeRequest, "planned_end", said.end, _("To"))
        self._start.changed.connect(self._follow)
        self._who = self.of_record(ServiceChangeRequest, "assigned_to", said.who, _("Who"))

    def _say_when_good(self, line: Scored) -> None:
        """As the procedures define it; of the risk also that they don't, as it makes the change a small one."""
        said = procedure_to_go_by(self.workspace).criteria().get(line.criterion, "")
        if line.is_risk and not said:
            said = _("The change procedures do not say yet when it is good, and so which change is small.")
        if said:
            self.lines.add(HelpText(said, self.lines))

    def said(self) -> Decide:
        return Decide(
            scores=tuple(Scored(name, _chosen(field, Score)) for name, field in self._scores.items()),
            remark=self._remark.value(),
            impact=self._impact.value(),
            how=self._how.value(),
            who=self._who.value(),
            cost=self._cost.value(),
            danger=self._danger.value(),
            way_back=self._way_back.value(),
            start=self._readable(self._start, self.change.planned_start),
            end=self._readable(self._end, self.change.planned_end),
            done_when=tuple(self._done_when.value().splitlines()),
        )

    def read(self, change: ServiceChangeRequest) -> Said:
        return said_to_decide(self.workspace, change)

    def _readable(self, field: FieldWidget, stored: Any) -> Any:
        """What is stored, where what is typed is no value."""
        return stored if field.typedProblem() else field.value()

    def _follow(self) -> None:
        """An hour, until somebody says how long."""
        start, end = self._start.value(), self._end.value()
        if start is not None and (end is None or end <= start):
            self._end.setValue(start + timedelta(hours=1))


class DoBody(Body):
    """Tried, and what it was made of."""

    def fill(self) -> None:
        self.setAcceptDrops(True)
        said = said_to_do(self.workspace, self.change)
        words = [
            (Passed.YES, _("Passed")), (Passed.NO, _("Did not pass")), (Passed.ACCEPTED, _("Did not, and is accepted")),
        ]  # fmt: skip
        self._tried: list[tuple[str, WordsField, FieldWidget]] = []
        for place, each in enumerate(said.tried, start=1):
            field = WordsField(words, self.lines)
            field.setValue(each.passed)
            self.lines.ask(each.criterion, field, f"passed{place}")
            seen = self.text(_("What was seen"), f"seen{place}", each.seen)
            self._tried.append((each.criterion, field, seen))
        self._settings = self.text(
            _("Settings"), "settings", "", _("As they are now, in words: kept as a file of its own."), lines=2
        )
        self.lines.add(self._files(), _("Photos and files"))
        self._otherwise = self.text(
            _("Done otherwise"),
            "otherwise",
            said.otherwise,
            _("Than the design says; nothing where it was done so."),
        )
        self._by = self.of_record(ServiceTestReport, "performed_by", said.by, _("Tried by"))
        self._consent(said.consent)
        self._in_the_way()
        self._remark = self.text(_("Remark"), "do_remark", said.remark)

    def said(self) -> Do:
        return Do(
            tried=tuple(
                Tried(name, _chosen(field, Passed), seen.value()) for name, field, seen in self._tried
            ),
            otherwise=self._otherwise.value(),
            settings=self._settings.value(),
            remark=self._remark.value(),
            consent=self._agreed(),
            by=self._by.value(),
        )

    def so_far(self) -> Said:
        """Without the settings: a file is made of them once, when they are all there."""
        return replace(self.said(), settings="")

    def read(self, change: ServiceChangeRequest) -> Said:
        return said_to_do(self.workspace, change)

    def keeps_back(self) -> bool:
        return super().keeps_back() or bool(self._settings.value().strip())

    def take_from(self, before: Body) -> None:
        if isinstance(before, DoBody):
            self._settings.setValue(before._settings.value())

    def _files(self) -> QWidget:
        made = QWidget(self.lines)
        column = column_of(inside=made, spacing=0)
        build = paper_of(self.workspace, self.change, ServiceBuild)
        for file in attachments_of(self.workspace, build) if build else ():
            column.addWidget(WrappedLabel(file.name, made))
        attach = quiet_button(
            _("Attach a photo or a file…"), made, icon_name="paperclip", name="light.attach"
        )
        attach.clicked.connect(self.files_asked)
        column.addLayout(row_of(self.context.desk.writes(attach), STRETCH))
        return made

    def _consent(self, consent: Consent | None) -> None:
        self._agreement: Sequence[FieldWidget] = ()
        self._row = consent or Consent()
        if clearance_of(self.workspace, self.change).consent_needed:
            self._agreement = tuple(
                self.of_record(Consent, name, getattr(self._row, name)) for name in ("who", "on", "how")
            )

    def _agreed(self) -> Consent | None:
        if not self._agreement:
            return next(iter(self.change.consents), None)
        who, on, how = (each.value() for each in self._agreement)
        return self._row.model_copy(update={"who": who, "on": on, "how": how}) if who or on or how else None

    def _in_the_way(self) -> None:
        for conflict in clearance_of(self.workspace, self.change).conflicts:
            self.lines.add(Callout(Tone.WARNING, worded(conflict.reason), self.lines))


class LookBackBody(Body):
    """Did it work, and what followed."""

    def fill(self) -> None:
        said = said_looking_back(self.change)
        self._result = WordsField([(each, _(each.label)) for each in ReviewResult], self.lines)
        self._result.setValue(said.result)
        self.lines.ask(_("Did it work?"), self._result, "result")
        spec = field_of(ServiceChangeRequest, "review")
        self._learnt = self.text(_("Learnt"), "learnt", said.learnt, _(spec.content.help))
        self.column.insertWidget(0, FollowedView(self.context.desk, self.change, self))
        if (day := look_back_on(self.workspace, self.change)) and day > today(self.workspace):
            wait = _("It comes to Today on {day}; what follows until then is shown here.")
            self.column.insertWidget(0, HelpText(wait.format(day=plain_text(day)), self))

    def said(self) -> LookBack:
        return LookBack(_chosen(self._result, ReviewResult), self._learnt.value())

    def read(self, change: ServiceChangeRequest) -> Said:
        return said_looking_back(change)


class PlaceBody(Body):
    """Cleared, and not in place yet."""

    def fill(self) -> None:
        spec = field_of(ServiceChangeRequest, "deployment_outcome")
        self._went = self.text(_(spec.label), "went", self.change.deployment_outcome)
        by = self.workspace.get(Person, self.change.assigned_to) if self.change.assigned_to else None
        said = _(
            "{person} did it, and its items get this day. Where it was another moment, person or version, say so with “Deployed” on the page “Record”."
        )
        said = said.format(person=by.name if by else _("Whoever says so"))
        self.column.addWidget(HelpText(said, self))

    def said(self) -> Said:
        return {}

    def how_it_went(self) -> str:
        return str(self._went.value())


W = TypeVar("W")


def _chosen(field: WordsField, kind: type[W]) -> W | None:
    value = field.value()
    return value if isinstance(value, kind) else None


__all__ = ["AskBody", "Body", "DecideBody", "DoBody", "LookBackBody", "PlaceBody"]
