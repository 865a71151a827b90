"""One document of the register: how it stands, who has to know it and who does, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.practice.audit.documents import HasToKnow, Registered
from sdesk.practice.lifecycle.obsolete import obsolete
from sdesk.practice.lifecycle.records import versions_of
from sdesk.practice.lifecycle.reviews import reviews_without_change
from sdesk.translation import gettext as _
from sdesk.ui.audit.comparing import CompareDialog
from sdesk.ui.audit.document_dialogs import ConfirmDialog, ReadersDialog, ReviewDialog
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    ElidedLabel,
    FlowLayout,
    HelpText,
    PlainLabel,
    StateLabel,
    Tone,
    button,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import heading_of
from sdesk.ui.records.panel_parts import PanelPage, group
from sdesk.ui.records.reading import plain_text
from sdesk.ui.theme.look import GRID, scaled_font
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded

Asking = Callable[[Desk, Record, QWidget | None], QWidget]


class DocumentDetails(PanelPage):
    """Made anew for each line that is chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "documents.details", _("The chosen document"), parent)
        self._line: Registered | None = None
        self.setMinimumWidth(340)

    def show_line(self, line: Registered | None) -> None:
        self._line = line
        page, column = self.begin()
        if line is not None:
            column.addWidget(self._head(line, page))
            column.addWidget(self._buttons(line, page))
            column.addWidget(self._readers(line, page))
            if reviews := self._reviews(line, page):
                column.addWidget(reviews)
        self.finish(page, column)

    # what happens

    def _asking(self, dialog: Asking) -> Callable[[], None]:
        def ask() -> None:
            if self._line is not None:
                dialog(self.desk, self._line.record, self.window()).open()  # type: ignore[attr-defined]

        return ask

    def _open(self) -> None:
        if self._line is not None:
            self.desk.open_record(self._line.record.id)

    # making

    def _head(self, line: Registered, page: QWidget) -> QWidget:
        record, made = line.record, QWidget(page)
        title = ElidedLabel(heading_of(record), made)
        title.setFont(scaled_font("group_title"))
        version = _("{number}, version {version}").format(number=record.number, version=line.edition)
        column = column_of(
            title,
            row_of(StateLabel(mark_of(type(record), record.state), made), (HelpText(version, made), 1)),
            inside=made,
            spacing=4,
        )
        if line.looked_at:
            column.addWidget(PlainLabel(_("Looked at on {day}").format(day=plain_text(line.looked_at)), made))
        if line.next_review:
            words = _("Review was due on {day}") if line.is_late else _("Next review on {day}")
            mark = StateMark(
                Shape.OVERDUE if line.is_late else Shape.APPROVED,
                words.format(day=plain_text(line.next_review)),
            )
            column.addLayout(row_of(StateLabel(mark, made), STRETCH))
        if line.place:
            column.addWidget(HelpText(_("Kept at: {place}").format(place=line.place), made))
        if (over := obsolete(self.desk.workspace, record)) is not None:
            tone = Tone.INFO if over.still_counts else Tone.WARNING
            column.addWidget(Callout(tone, worded(over.said(self.desk.workspace)), made))
        return made

    def _buttons(self, line: Registered, page: QWidget) -> QWidget:
        made = QWidget(page)
        flow = FlowLayout(made, spacing=GRID)
        flow.setContentsMargins(0, 0, 0, 0)
        me = next((each for each in line.readers if each.person.id == self.desk.workspace.person_id), None)
        waits = line.can_be_confirmed and me is not None and not me.is_current
        offered = [
            ("confirm", _("Read and understood…"), "signature", ConfirmDialog, line.can_be_confirmed),
            ("review", _("Review without change…"), "refresh-cw", ReviewDialog, line.can_be_confirmed),
            ("compare", _("Compare versions…"), "columns-3", CompareDialog, self._has_versions(line)),
        ]
        for name, text, picture, dialog, applies in offered:
            if applies:
                each = (
                    primary_button(text, made, name=f"documents.{name}")
                    if name == "confirm" and waits
                    else button(text, made, icon_name=picture, name=f"documents.{name}")
                )
                if name != "compare":
                    self.desk.writes(each)
                each.clicked.connect(self._asking(dialog))  # type: ignore[arg-type]
                flow.addWidget(each)
        opens = quiet_button(_("Open"), made, icon_name="external-link", name="documents.open")
        opens.clicked.connect(self._open)
        flow.addWidget(opens)
        return made

    def _has_versions(self, line: Registered) -> bool:
        return line.record.versioned and len(versions_of(self.desk.workspace, line.record)) > 1

    def _readers(self, line: Registered, page: QWidget) -> QWidget:
        made, column = group(_("Who has to know it"), page)
        by = _("As declared.") if line.declared is not None else _("As the tasks of their roles propose it.")
        change = quiet_button(_("Change…"), made, icon_name="pencil", name="documents.readers")
        self.desk.writes(change).clicked.connect(self._asking(ReadersDialog))
        help_ = HelpText(by, made)
        help_.setWordWrap(False)
        column.addLayout(row_of(help_, STRETCH, change))
        for each in line.readers:
            column.addWidget(_Reader(each, made))
        if not line.readers:
            column.addWidget(PlainLabel(_("Nobody."), made))
        return made

    def _reviews(self, line: Registered, page: QWidget) -> QWidget | None:
        done = reviews_without_change(self.desk.workspace).get(line.record.id, ())
        if not done:
            return None
        made, column = group(_("Reviews without change"), page)
        for each in reversed(done):
            opens = quiet_button(each.number, made, name=f"link.{each.number}")
            opens.setProperty("record", each.review)
            opens.clicked.connect(self._open_review)
            said = _("{day}, next {next}").format(day=plain_text(each.on), next=plain_text(each.next))
            column.addLayout(row_of(opens, HelpText(said, made), STRETCH))
            column.addWidget(HelpText(each.outcome, made))
        return made

    def _open_review(self) -> None:
        self.desk.open_record(self.sender().property("record"))


class _Reader(QWidget):
    """Somebody, by which roles, and the version that they know."""

    def __init__(self, each: HasToKnow, parent: QWidget) -> None:
        super().__init__(parent)
        name = PlainLabel(each.person.name, self)
        roles = HelpText(", ".join(_(role.label) for role in each.roles), self)
        state = StateLabel(_known(each), self)
        state.setObjectName(f"reader.{each.person.name}")
        column_of(row_of(name, STRETCH, state), roles, inside=self, spacing=0)


def _known(each: HasToKnow) -> StateMark:
    knows = each.knows
    if knows is None:
        return StateMark(Shape.DRAFT, _("nothing confirmed"))
    day = plain_text(knows.on)
    if not each.is_current:
        said = _("version {version}, {day}").format(version=knows.edition, day=day)
        return StateMark(Shape.NEEDS_REVIEW, said)
    if knows.by_approval:
        return StateMark(Shape.APPROVED, _("approved it, {day}").format(day=day))
    return StateMark(Shape.APPROVED, _("confirmed, {day}").format(day=day))


__all__ = ["DocumentDetails"]
