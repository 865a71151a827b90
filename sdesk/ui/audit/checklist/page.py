"""The checklist of evidence points: at the left all points with how they stand, at the right the chosen one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from sdesk.packs import Requirement
from sdesk.practice.audit.checklist.answers import audits_asked
from sdesk.practice.audit.checklist.lines import Checklist, Line, Said, checklist
from sdesk.translation import gettext as _
from sdesk.translation import message, word
from sdesk.ui.audit.checklist.answer_box import AnswerBox, Subject
from sdesk.ui.audit.evidence import EvidenceTree
from sdesk.ui.audit.judging import Judging
from sdesk.ui.audit.requirement_list import RequirementList
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Aside,
    Callout,
    ChoiceField,
    GroupTitle,
    PageTitle,
    ReadText,
    SidePanel,
    StateLabel,
    Tone,
    WrappedLabel,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.elided_combo import ElidedCombo
from sdesk.ui.records.naming import called
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, scaled_font
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded

LIST_WIDTH = 380

_SHAPES = {
    Said.YES: Shape.APPROVED,
    Said.IN_PART: Shape.NEEDS_REVIEW,
    Said.NO: Shape.OVERDUE,
    Said.NOT_SHOWN: Shape.DRAFT,
    Said.NOT_APPLICABLE: Shape.NOT_APPLICABLE,
    Said.OPEN: Shape.IN_PROGRESS,
}
_JUDGES = {
    "program": message("Judged by the program"),
    "prepared": message("Prepared by the program, answered by a person"),
    "person": message("Answered by a person"),
}


def said_mark(said: Said) -> StateMark:
    """How a point stands."""
    words = _(said)
    return StateMark(_SHAPES[said], words[:1].upper() + words[1:])


_CHOICES: Mapping[str, Callable[[Line], bool]] = {
    "all": lambda line: True,
    "open": lambda line: line.stands is Said.OPEN,
    "no": lambda line: line.stands in (Said.NO, Said.IN_PART),
    "changed": lambda line: bool(line.changed),
    "disagree": lambda line: line.disagree,
}


@dataclass(frozen=True)
class _Listed:
    """A point as the list of requirements shows one."""

    requirement: Requirement


class ChecklistPage(Current):
    """What the program judges it says with its reason; what a person answers is asked for below it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checklist")
        self.setAccessibleName(_("Checklist"))
        self._desk = desk
        self._lines: dict[str, Line] = {}
        self._found: Checklist | None = None
        self._wanted = ""
        self._make()
        self._lay_out()
        self.follow(desk.changed)
        self.refresh()

    def _make(self) -> None:
        self._judging = Judging(self._desk.workspace, self)
        self._judging.judged.connect(self._show_points)
        self._figure = Aside(_("The points are being judged."), self)
        self._figure.setObjectName("checklist.figure")
        self._figure.setWordWrap(True)
        offered = [
            ("all", _("All points")),
            ("open", _("Waiting for a person")),
            ("no", _("Not yes")),
            ("changed", _("Changed since the answer")),
            ("disagree", _("Person and program differ")),
        ]
        self._which = ChoiceField(offered, self, empty=None)
        self._which.setObjectName("checklist.which")
        self._which.setAccessibleName(_("Which points"))
        self._which.setValue("all")
        self._which.changed.connect(self._narrow)
        self._of = ElidedCombo(self)
        self._of.setObjectName("checklist.audit")
        self._of.setAccessibleName(_("In which audit"))
        self._of.activated.connect(self.refresh)
        self._list = RequirementList(self)
        self._list.setObjectName("checklist.points")
        self._list.setAccessibleName(_("Points of evidence"))
        self._list.chosen.connect(self._show)
        self._number = PageTitle("", self)
        self._number.setObjectName("checklist.point")
        self._mark = StateLabel(StateMark(Shape.DRAFT, ""), self)
        self._mark.setObjectName("checklist.state")
        self._product = quiet_button("", self, icon_name="external-link", name="checklist.product")
        self._product.clicked.connect(self._open_product)
        self._text = WrappedLabel("", self)
        self._text.setFont(scaled_font("group_title"))
        self._judge = Aside("", self)
        self._word = Callout(Tone.INFO, "", self)
        self._word.setObjectName("checklist.word")
        self._prepared_title = GroupTitle(_("What the records say"), self)
        self._prepared = ReadText("", self)
        self._prepared.setObjectName("checklist.prepared")
        self.answer = AnswerBox(self._desk, "checklist.answer", self)
        self._tree = EvidenceTree(self)
        self._tree.setObjectName("checklist.records")
        self._tree.record_asked.connect(self._desk.open_record)

    def _lay_out(self) -> None:
        panel = SidePanel(self)
        panel.setMinimumWidth(280)
        column_of(
            row_of((PageTitle(_("Checklist"), panel), 1), self._which),
            self._of,
            self._figure,
            (self._list, 1),
            inside=panel,
            margins=(PAGE_MARGIN, PAGE_MARGIN, GRID, GRID),
        )
        inner = QWidget(self)
        column_of(
            row_of(self._number, self._mark, STRETCH, self._product, spacing=2 * GRID),
            self._text,
            self._judge,
            self._word,
            self._prepared_title,
            self._prepared,
            self.answer,
            (self._tree, 1),
            inside=inner,
            margins=(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GRID),
        )
        self._tree.setMinimumHeight(160)
        right = QScrollArea(self)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.setWidgetResizable(True)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setWidget(inner)
        self._split = QSplitter(self)
        self._split.setObjectName("checklist.split")
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(panel)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([LIST_WIDTH, 900])
        column_of((self._split, 1), inside=self)

    def panes(self) -> list[QWidget]:
        """What F6 goes through, as it is read."""
        return [each for at in range(self._split.count()) if (each := self._split.widget(at))]

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Judge anew; the chosen point stays chosen."""
        self.is_stale = False
        self._offer_audits()
        self._judging.ask(partial(checklist, audit=self.audit()))

    def audit(self) -> UUID | None:
        """The audit whose answers are shown; None: how things are here."""
        chosen: str = self._of.currentData() or ""
        return UUID(chosen) if chosen else None

    def _offer_audits(self) -> None:
        """Those that are not cancelled, the newest first."""
        chosen = self._of.currentData() or ""
        self._of.clear()
        self._of.addItem(_("No audit: how things are"), "")
        for each in audits_asked(self._desk.workspace):
            self._of.addItem(called(each), str(each.id))
        self._of.setCurrentIndex(max(0, self._of.findData(chosen)))
        self._of.setVisible(self._of.count() > 1)

    def _narrow(self) -> None:
        if self._found is not None:
            self._show_points(self._found)

    def _show_points(self, found: Checklist) -> None:
        self._found = found
        self._figure.setText(_figure_of(found))
        fits = _CHOICES[str(self._which.value())]
        shown = [line for line in found.lines if fits(line)]
        self._lines = {line.point.short: line for line in shown}
        self._list.show_requirements(
            self._desk.pack.asks, [(_listed(line), said_mark(line.stands)) for line in shown]
        )
        for each in (
            self._number,
            self._mark,
            self._product,
            self._text,
            self._judge,
            self.answer,
            self._tree,
        ):
            each.setVisible(bool(shown))
        if self._wanted in self._lines:
            self.choose(self._wanted)
        if not shown:
            self._word.hide()
            self._prepared.hide()
            self._prepared_title.hide()

    def choose(self, short: str) -> None:
        """Show this point, or, while they are being judged, as soon as that is done."""
        self._wanted = "" if short in self._lines else short
        self._list.choose(short)

    def chosen(self) -> str:
        return self._list.chosen_id()

    def _show(self, short: str) -> None:
        line = self._lines.get(short)
        if line is None:
            return
        point = line.point
        self._number.setText(point.short)
        self._mark.setMark(said_mark(line.stands))
        self._product.setText(_(point.product.name))
        self._text.setText(_(point.text))
        self._judge.setText(worded(_JUDGES[point.judge]))
        self._say(line)
        said = [worded(each) for each in line.prepared.lines]
        self._prepared.setText("\n".join(said))
        self._prepared.setVisible(bool(said))
        self._prepared_title.setVisible(bool(said))
        self.answer.show_answer(
            Subject(point.id, point.short, of_point=True, audit=self.audit()), line.answer, line.changed
        )
        records = line.judged.records if line.judged else line.prepared.records
        self._tree.show_records(self._desk.workspace, records)

    def _say(self, line: Line) -> None:
        """The program's word, and why; that somebody says otherwise."""
        self._word.setVisible(line.judged is not None or not line.applies)
        if not line.applies:
            self._word.say(Tone.INFO, _("Management declared that this work product does not apply here."))
        elif line.judged is not None:
            alone = Line(line.point, line.judged).stands
            tone = {Said.YES: Tone.OK, Said.NO: Tone.WARNING, Said.IN_PART: Tone.WARNING}.get(
                alone, Tone.INFO
            )
            why = [each.why for each in line.judged.counter_examples]
            said = [
                f"{said_mark(alone).word}. {worded(line.judged.sentence)}",
                *map(worded, dict.fromkeys(why)),
            ]
            if line.disagree:
                said.append(_("A person says otherwise; both are shown, and the stricter one counts."))
            self._word.say(tone, "\n".join(said))

    def _open_product(self) -> None:
        line = self._lines.get(self.chosen())
        if line is not None:
            self._desk.open_work_product(line.point.product.id)


def _figure_of(found: Checklist) -> str:
    counts = found.counts
    return word(
        message(
            "{yes} of {all} with yes, {open} wait for a person, {no} with no",
            yes=counts[Said.YES],
            all=len(found.lines),
            open=counts[Said.OPEN],
            no=counts[Said.NO] + counts[Said.IN_PART],
        )
    )


def _listed(line: Line) -> _Listed:
    point = line.point
    return _Listed(Requirement(point.short, point.text, point.product.process))


__all__ = ["ChecklistPage", "said_mark"]
