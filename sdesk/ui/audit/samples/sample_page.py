"""The page of an audit on which samples are drawn and gone through, one case after the other."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Audit, Finding, Person, Record, fields_of
from sdesk.models.audit.audit import Answer, Sample
from sdesk.practice.audit.audits import finding_from
from sdesk.practice.audit.findings import findings_of, findings_on
from sdesk.practice.audit.own_work import auditors_of_ours, own_work, worked_on
from sdesk.practice.audit.questions import questions, requirement_of
from sdesk.practice.audit.samples import answer, answers_to, cases_of, draw_again, unanswered
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.practice.readiness.requirements import RequirementStanding, requirements
from sdesk.practice.readiness.rules.asked import Layer
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.audit.judging import Judging
from sdesk.ui.audit.samples.question_box import QuestionBox
from sdesk.ui.audit.samples.sample_dialogs import DrawDialog, SetAsideDialog
from sdesk.ui.audit.samples.waiting_notes import WaitingNotes
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    Aside,
    Callout,
    EmptyState,
    GroupTitle,
    HelpText,
    StateLabel,
    Tone,
    WrappedLabel,
    button,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.elided_combo import ElidedCombo
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import heading_of, name_of, record_called
from sdesk.ui.records.panel_parts import PanelPage
from sdesk.ui.records.reading import plain_text
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded

_MARKS = {True: "●", False: "○"}


class SamplePage(PanelPage):
    """Made anew when the audit changes; the case that is looked at stays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "audit.sample", _("Sample"), parent)
        self._audit: Audit | None = None
        self._case: UUID | None = None
        self._judged_for: UUID | None = None
        self._standings: Sequence[RequirementStanding] = ()
        self._boxes: list[QuestionBox] = []
        self._done: dict[Sample, Aside] = {}
        self._list: QComboBox | None = None
        self._notes: dict[UUID, WaitingNotes] = {}
        self._shown: object = None
        self._judging = Judging(desk.workspace, self)
        self._judging.judged.connect(self._judged)

    # ------------------------------------------------------------ showing

    def show_record(self, record: Record | None) -> None:
        """Where only answers are others, they are shown in place: whoever clicks on is not disturbed."""
        audit = record if isinstance(record, Audit) else None
        was_without = self._audit is not None and not self._audit.samples
        if audit is None or self._audit is None or audit.id != self._audit.id:
            self._case, was_without = None, False
        self._audit = audit
        if audit is None:
            self._shown = None
            self.finish(*self.begin())
            return
        self._notes_of(audit).take_over()
        cases = cases_of(audit)
        waiting = unanswered(self.desk.workspace, audit)
        if self._case not in cases:
            self._case = next(iter((*waiting, *cases)), None)
        if self._what_is_shown(audit) != self._shown:
            self._shown = self._what_is_shown(audit)
            self._boxes, self._done = [], {}
            page, column = self.begin()
            column.setSpacing(GRID + 4)
            self._show(audit, cases, page, column)
            self.finish(page, column)
        self._show_answers(audit, frozenset(waiting))
        if was_without and audit.samples and self.isVisible():
            self._start_at_open()
        if cases and self._judged_for != audit.id:
            self._judged_for = audit.id
            self._judging.ask(requirements)

    def _what_is_shown(self, audit: Audit) -> object:
        found = findings_of(self.desk.workspace, audit)
        stands = tuple((each.id, each.state, each.cases, each.statement, each.summary) for each in found)
        seen = id(self._standings)
        return audit.id, audit.state, audit.samples, audit.auditors, self._case, stands, seen

    def _show(self, audit: Audit, cases: tuple[UUID, ...], page: QWidget, column: QVBoxLayout) -> None:
        if not audit.samples:
            column.addWidget(self._nothing_yet(page))
            return
        column.addWidget(self._samples(audit, page))
        for said in own_work(self.desk.workspace, audit):
            column.addWidget(Callout(Tone.WARNING, worded(said), page))
        if self._case is not None:
            column.addWidget(self._way(cases, page))
            self._show_case(audit, self._case, page, column)

    def _show_answers(self, audit: Audit, waiting: frozenset[UUID]) -> None:
        """What is said of the case, and how far everything is gone through."""
        given = answers_to(audit, self._case) if self._case else {}
        people = {each.by for each in given.values() if each.by}
        names = {by: person.name for by in people if (person := self.desk.workspace.get(Person, by))}
        for box in self._boxes:
            kept = given.get(box.question.id)
            note = self._notes_of(audit).of(self._case, box.question.id) if self._case else ""
            box.show_answer(kept, names.get(kept.by, "") if kept and kept.by else "", note)
        for sample, said in self._done.items():
            done = sum(each not in waiting for each in sample.cases)
            said.setText(_("{n} of {all} gone through").format(n=done, all=len(sample.cases)))
        for at in range(self._list.count() if self._boxes and self._list else 0):
            assert self._list is not None
            mark = _MARKS[self._list.itemData(at) not in waiting]
            self._list.setItemText(at, f"{mark}{self._list.itemText(at)[1:]}")

    def _notes_of(self, audit: Audit) -> WaitingNotes:
        if audit.id not in self._notes:
            self._notes[audit.id] = WaitingNotes(self.desk, audit, self)
        return self._notes[audit.id]

    def _nothing_yet(self, page: QWidget) -> QWidget:
        made = EmptyState(
            _("No sample is drawn yet."),
            _(
                "A sample shows how things are done when nobody looks. It is drawn once the audit has begun, by the program, so that nobody chooses."
            ),
            _("Draw a sample…") if self._can_draw() else "",
            page,
            icon_name="clipboard-list",
        )
        self.desk.writes(made.button).clicked.connect(self._draw)
        return made

    def _can_draw(self) -> bool:
        return self._audit is not None and self._audit.state == "under way"

    def _samples(self, audit: Audit, page: QWidget) -> QWidget:
        """How each was drawn, and how far it is gone through."""
        made = QWidget(page)
        column = column_of(inside=made, spacing=4)
        names = entries(self.desk.workspace, {each.drawn_by for each in audit.samples if each.drawn_by})
        for sample in audit.samples:
            line = row_of((WrappedLabel(_drawn(sample), made), 1), spacing=GRID)
            if sample.set_aside:
                line.addWidget(Aside(_("set aside"), made))
            else:
                self._done[sample] = Aside("", made)
                line.addWidget(self._done[sample])
                if self._can_draw():
                    aside = quiet_button(_("Set aside…"), made, name="sample.set-aside")
                    self.desk.writes(aside).clicked.connect(self._asks_to_set_aside(sample))
                    line.addWidget(aside)
            column.addLayout(line)
            column.addWidget(HelpText(_how(sample, names), made))
        feet = row_of()
        if self._can_draw():
            draw = button(_("Draw another sample…"), made, icon_name="plus", name="sample.draw")
            self.desk.writes(draw).clicked.connect(self._draw)
            feet.addWidget(draw)
        check = quiet_button(_("Draw again and compare"), made, name="sample.again")
        check.clicked.connect(self._draw_again)
        feet.addWidget(check)
        feet.addStretch(1)
        column.addLayout(feet)
        return made

    def _way(self, cases: tuple[UUID, ...], page: QWidget) -> QWidget:
        """From case to case: the one before, the list of them, the next one."""
        assert self._case is not None
        at = cases.index(self._case)
        made = QWidget(page)
        back = button(_("Previous"), made, icon_name="chevron-left", name="case.previous")
        onward = button(_("Next"), made, icon_name="chevron-right", name="case.next")
        onward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        back.setEnabled(at > 0)
        onward.setEnabled(at + 1 < len(cases))
        back.clicked.connect(lambda: self._go(cases[at - 1]))
        onward.clicked.connect(lambda: self._go(cases[at + 1]))
        self._list = listed = ElidedCombo(made)
        listed.setObjectName("case.list")
        listed.setAccessibleName(_("Cases of the sample"))
        listed.setMinimumContentsLength(8)
        listed.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        found = entries(self.desk.workspace, cases)
        for place, case in enumerate(cases, start=1):
            name = name_of(found[case]) if case in found else str(case)[:8]
            listed.addItem(f"{_MARKS[False]} {place}/{len(cases)}  {name}", case)
        listed.setCurrentIndex(at)
        listed.activated.connect(lambda place: self._go(cases[place]))
        row_of(back, (listed, 1), onward, inside=made)
        return made

    def _show_case(self, audit: Audit, key: UUID, page: QWidget, column: QVBoxLayout) -> None:
        case = record_called(self.desk.workspace, key)
        if case is None:
            column.addWidget(Callout(Tone.ERROR, _("This case is not here any more."), page))
            return
        column.addWidget(self._head(case, page))
        theirs = [each.name for each in auditors_of_ours(self.desk.workspace, audit) if worked_on(self.desk.workspace, each, [key])]  # fmt: skip
        if theirs:
            said = _("{people} worked on this case: have somebody else look at it, if there is anybody.")
            column.addWidget(Callout(Tone.INFO, said.format(people=", ".join(theirs)), page))
        if thin := thin_items(self.desk.workspace, case):
            said = _("The program misses something here: {items}")
            column.addWidget(Callout(Tone.INFO, said.format(items=" ".join(worded(each.text) for each in thin)), page))  # fmt: skip
        found = findings_on(self.desk.workspace, audit, key)
        for question in questions(self.desk.workspace.packs, type(case)):
            box = QuestionBox(
                self.desk,
                question,
                page,
                seen=self._seen(question.statement, key),
                found=[each for each in found if self._is_about(each, question.statement)],
                is_open=audit.state == "under way",
            )
            box.said.connect(self._keeper(box, key))
            box.noted.connect(partial(self._notes_of(audit).wait, key, question.id))
            box.finding_asked.connect(self._raiser(question.id, key))
            self._boxes.append(box)
            column.addWidget(box)

    def _head(self, case: Record, page: QWidget) -> QWidget:
        """Which case it is, with what its list shows of it."""
        made = QWidget(page)
        opens = quiet_button(case.number, made, name="case.open")
        opens.clicked.connect(lambda: self.desk.open_record(case.id))
        title = GroupTitle(heading_of(case), made)
        title.setWordWrap(True)
        line = row_of(opens, (title, 1), StateLabel(mark_of(type(case), case.state), made))
        named = entries(
            self.desk.workspace, {value for value in vars(case).values() if isinstance(value, UUID)}
        )
        facts = []
        for spec in fields_of(type(case)):
            value = getattr(case, spec.name)
            if spec.name in type(case).columns and spec.name != type(case).title and not spec.is_empty(value):
                said = name_of(named[value]) if value in named else plain_text(value)
                facts.append(_("{label}: {value}").format(label=_(spec.label), value=said))
        column_of(line, HelpText(" · ".join(facts), made), inside=made, spacing=2)
        return made

    def _is_about(self, finding: Finding, statement: str) -> bool:
        packs = self.desk.workspace.packs
        try:
            same = packs.full_id(finding.statement) == statement
        except KeyError:
            same = False
        return same or requirement_of(packs, finding.statement) == statement

    def _seen(self, statement: str, case: UUID) -> list[str]:
        """What the rule of a requirement says of this case."""
        found = []
        for standing in self._standings:
            if self.desk.pack.full_id(standing.requirement.id) != statement:
                continue
            looked = [
                shown
                for asked in standing.asked
                if asked.layer is not Layer.ASKED_NEXT
                for shown in asked.records
                if shown.record == case
            ]
            found += [
                _("The program sees: {why}").format(why=worded(each.why))
                for each in looked
                if not each.passes
            ]
            if looked and not found:
                found.append(_("The program sees nothing amiss."))
        return found

    # ------------------------------------------------------------ what happens

    def _judged(self, standings: Sequence[RequirementStanding]) -> None:
        self._standings = standings
        if self._audit is not None and self.isVisible() and not self._is_at_work():
            self.show_record(self._audit)

    def _is_at_work(self) -> bool:
        """What the rules say waits until the next case, where somebody answers already."""
        focused = self.window().focusWidget()
        return focused is not None and any(box.isAncestorOf(focused) for box in self._boxes)

    def _go(self, case: UUID) -> None:
        self._case = case
        self.show_record(self._audit)
        if self._list is not None:
            QTimer.singleShot(0, self._list, self._bring_case_to_the_top)
        self._start_at_open()

    def _bring_case_to_the_top(self) -> None:
        """From the second case on, how it was drawn is above; how to go on, the case and its first question are seen."""
        way, page = self._list.parentWidget() if self._list else None, self.widget()
        if way is not None and page is not None and page.isAncestorOf(way):
            self.verticalScrollBar().setValue(way.mapTo(page, way.rect().topLeft()).y() - GRID)

    def _start_at_open(self) -> None:
        given = answers_to(self._audit, self._case) if self._audit and self._case else {}
        waiting = (box for box in self._boxes if box.question.id not in given)
        if box := next(waiting, None):
            box.start()
            QTimer.singleShot(0, box, partial(self._bring_into_sight, box))

    def _bring_into_sight(self, box: QuestionBox) -> None:
        """Whoever answers by key sees all of what is answered next; asked once the page knows how high it is."""
        if (page := self.widget()) is not None and page.isAncestorOf(box):
            self.ensureWidgetVisible(box, 0, GRID)

    def _keeper(self, box: QuestionBox, case: UUID) -> Callable[[Answer, str], None]:
        def keep(said: Answer, note: str) -> None:
            if self._audit is None:
                return
            try:
                self._audit = answer(self.desk.workspace, self._audit, case, box.question.id, said, note)
            except SdeskError as fault:
                box.complain(worded(fault))
                return
            self._notes_of(self._audit).answered(case, box.question.id)
            self._start_at_open()

        return keep

    def _raiser(self, question: str, case: UUID) -> Callable[[], None]:
        def ask() -> None:
            if self._audit is not None:
                self.desk.new_record(Finding, finding_from(self.desk.workspace, self._audit, case, question))

        return ask

    def _draw(self) -> None:
        if self._audit is not None:
            DrawDialog(self.desk, self._audit, self.window()).open()

    def _asks_to_set_aside(self, sample: Sample) -> Callable[[], None]:
        def ask() -> None:
            if self._audit is not None:
                SetAsideDialog(self.desk, self._audit, sample, self.window()).open()

        return ask

    def _draw_again(self) -> None:
        """Say whether each sample comes out as it was."""
        if self._audit is None:
            return
        drawn = [draw_again(self.desk.workspace, each) for each in self._audit.samples]
        others = [each.sample.seed for each in drawn if not each.same]
        if others:
            self.desk.say(_("Drawn again it is another: {seeds}").format(seeds=", ".join(others)))
        else:
            self.desk.say(ngettext("{n} sample drawn again: the same.", "{n} samples drawn again: the same.", len(drawn)).format(n=len(drawn)))  # fmt: skip


def _drawn(sample: Sample) -> str:
    """As "8 of 173 incidents, 1 January to 30 June"."""
    assert sample.population is not None
    return _("{n} of {all} {cases}, {first} – {last}").format(
        n=len(sample.cases),
        all=sample.of,
        cases=_(sample.population),
        first=plain_text(sample.first),
        last=plain_text(sample.last),
    )


def _how(sample: Sample, names: Mapping[UUID, Entry]) -> str:
    drawer = names.get(sample.drawn_by) if sample.drawn_by else None
    said = _("Seed {seed}, drawn {when}, {who}").format(
        seed=sample.seed,
        when=plain_text(sample.drawn_at),
        who=name_of(drawer) if drawer else _("nobody named"),
    )
    return f"{said}. {sample.set_aside}" if sample.set_aside else said
