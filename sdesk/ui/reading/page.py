"""A record as the list of its sections: read one by one, each confirmed by a key of its own, or put in other words."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Proposable
from sdesk.practice.lifecycle.proposed.reading import confirm
from sdesk.practice.lifecycle.proposed.sections import Standing
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.starter.otherwise import stands_as_it_is
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STRETCH, column_of
from sdesk.ui.reading.answers import AnswerWords
from sdesk.ui.reading.card import SectionCard
from sdesk.ui.reading.content import names_in
from sdesk.ui.reading.editing import Editing, fields_of_section, store_fields, store_section
from sdesk.ui.reading.line import AboutLine
from sdesk.ui.reading.listed import Listed, counted, listed, next_to_do, told_in_line
from sdesk.ui.reading.presses import Presses
from sdesk.ui.records.fields.link_fields import Create
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.wording import worded

LINES_KEPT = 2
"""Lines of a long section that stay in sight where it is scrolled by a page."""


class SectionsPage(QWidget):
    """What the scroll area shows: as high as its width asks for, no more. `painted` says that it is on the screen so."""

    painted = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class ReadingPage(QScrollArea):
    """Keys act on the current section. `read_through` says that nothing is left to be read; `counted` how far it is."""

    read_through = Signal()
    counted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        create: Create,
        parent: QWidget | None = None,
        *,
        only_fields: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("record.reading")
        self.setAccessibleName(_("Sections to read"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.presses = Presses()
        self._desk = desk
        self._only_fields = only_fields
        self._record: Proposable | None = None
        self._shown: tuple[Listed, ...] = ()
        self._cards: dict[str, SectionCard] = {}
        self._at = ""
        self._end_was_seen = False
        self._is_stale = False
        self._editing = Editing(desk, create, self)
        self._editing.opened.connect(self._opened)
        self._editing.stored.connect(self._read_again)
        self._editing.kept.connect(self._kept)
        self._editing.dropped.connect(self.enter)
        page = self._page = SectionsPage(self)
        self._about = AboutLine(desk, page)
        self._about.change_asked.connect(self._edit_about)
        self._column = column_of(
            self._about,
            STRETCH,
            inside=page,
            margins=(PAGE_MARGIN - 12, 4, PAGE_MARGIN, PAGE_MARGIN),
            spacing=4,
        )
        self.setWidget(page)
        page.painted.connect(self._note_end)

    # what is shown

    @property
    def record(self) -> Proposable | None:
        return self._record

    def show_record(self, record: Proposable) -> None:
        """Show the sections of a record as they stand now; what is being typed stays."""
        is_same = self._record is not None and self._record.id == record.id
        if not is_same:
            self.flush()
            self._editing.drop()
            self._make_current("")
        self._record = record
        self._is_stale = True
        if self.isVisible() or not is_same:
            self._fill()

    def current(self) -> Listed | None:
        """The section that keys act on."""
        return next((each for each in self._shown if each.place == self._at), None)

    def enter(self) -> None:
        """Come by key from somewhere else: to the section where one was, or to the first that is not read."""
        card = self._cards.get(self._at)
        if card is not None:
            if card.editor is not None:
                card.editor.goIn()
            else:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring_into_view(card)

    def go_to(self, field: str) -> bool:
        """To what nobody has read of a field, else to where it is; False if it is no section here."""
        self._fill()
        of_field = [each for each in self._shown if each.section.field.name == field]
        wanted = next((each for each in of_field if each.waits), next(iter(of_field), None))
        if wanted is not None:
            self._go(wanted.place)
        elif any(spec.name == field for spec in self._about.specs):
            self._edit_about(field)
        else:
            return False
        return True

    def asks_for(self, field: str) -> bool:
        """Whether a section of this field is still to be read or answered."""
        self._fill()
        return any(each.section.field.name == field and not each.is_read for each in self._shown)

    def has_to_be_read(self) -> bool:
        return any(each.is_to_be_confirmed or each.standing is Standing.OPEN for each in self._shown)

    def _fill(self) -> None:
        if self._record is None or not self._is_stale:
            return
        self._is_stale = False
        workspace = self._desk.workspace
        names = names_in(workspace, self._record)
        self._shown = listed(workspace, self._record, names, self._only_fields)
        self._about.show_record(self._record, told_in_line(self._record, self._only_fields), names)
        words = AnswerWords(workspace)
        if [each.place for each in self._shown] != list(self._cards):
            self._place_cards()
        for each in self._shown:
            card = self._cards[each.place]
            if card.listed is not None and card.listed.text != each.text and each.place == self._at:
                self._end_was_seen = False
                self.presses.counted()  # what is pressed now was meant for what stood there
            card.show_listed(each, words)
        if self._at not in self._cards:
            first = next((each for each in self._shown if each.waits), next(iter(self._shown), None))
            self._make_current(first.place if first else "")
        self.counted.emit(counted(self._shown))

    def _place_cards(self) -> None:
        """A card for each section; those that are there already are used again."""
        before, self._cards = self._cards, {}
        for at, each in enumerate(self._shown):
            card = before.pop(each.place, None) or self._make_card(each.place)
            self._column.removeWidget(card)
            self._column.insertWidget(at + 1, card)
            card.show()
            self._cards[each.place] = card
        for gone in before.values():
            if self._editing.is_in(gone):
                self._editing.drop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _make_card(self, place: str) -> SectionCard:
        card = SectionCard(self._desk, self._page)
        card.reached.connect(partial(self._make_current, place))
        card.confirm_asked.connect(self._confirm)
        card.change_asked.connect(self._edit)
        card.answer_asked.connect(self._desk.open_question)
        return card

    # going from one to another

    def _go(self, place: str) -> None:
        """To this section, as a key does: it has the focus, and a screen reader says it."""
        self._make_current(place)
        self._settle()
        self._cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(self._cards[place])

    def _make_current(self, place: str) -> None:
        if place == self._at:
            return
        if self._at in self._cards:
            self._cards[self._at].set_current(False)
        self._at = place
        self._end_was_seen = False
        if place in self._cards:
            self._cards[place].set_current(True)

    def _step(self, by: int) -> None:
        places = [each.place for each in self._shown]
        at = places.index(self._at) + by if self._at in places else 0
        if 0 <= at < len(places):
            self._go(places[at])

    def _go_on(self, after: str) -> None:
        """To the next that waits for somebody, or to what comes when all is read."""
        following = next_to_do(self._shown, after)
        if following is not None:
            self._go(following.place)
        else:
            self.read_through.emit()

    # what is on the screen

    def _settle(self) -> None:
        """Let everything have its place now, so that what is asked of the screen is so."""
        layout = self._page.layout()
        if layout is not None:
            layout.activate()
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _bring_into_view(self, card: QWidget) -> None:
        self._settle()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top, bottom = card.y(), card.y() + card.height()
        if card.height() > room or top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + room:
            bar.setValue(bottom - room + 4)

    def _end_of_current(self) -> int:
        card = self._cards[self._at]
        return card.y() + card.end_of_text()

    def _note_end(self) -> None:
        """Once the end of the current section was on the screen, it may be confirmed. Asked where it is painted: before
        that, a text may not have its lines yet, and seem shorter than it is."""
        if self._at in self._cards and not self._end_was_seen:
            end, top = self._end_of_current(), self.verticalScrollBar().value()
            self._end_was_seen = top <= end <= top + self.viewport().height()

    def _is_read_to_its_end(self) -> bool:
        """What came a moment ago has its place and is painted before it is asked."""
        if not self._end_was_seen:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self._page.repaint()
        return self._end_was_seen

    def _scroll_on(self) -> None:
        """A page further in a long section, never past its end."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        page = room - LINES_KEPT * self.fontMetrics().lineSpacing()
        card = self._cards[self._at]
        bar.setValue(max(min(bar.value() + page, card.y() + card.height() - room + 4), card.y()))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain or self._at not in self._cards or self._editing.has_focus():
            event.ignore()
        elif not self._act(event.key(), again=event.isAutoRepeat()):
            super().keyPressEvent(event)

    def _act(self, key: int, *, again: bool) -> bool:
        """What a key does; False for a key that does nothing of its own here. `again`: it is held down."""
        keys = Qt.Key
        match key:
            case keys.Key_Up | keys.Key_Down:
                self._step(1 if key == keys.Key_Down else -1)
            case keys.Key_Space | keys.Key_PageDown if not self._is_read_to_its_end():
                self._scroll_on()
            case keys.Key_Space:
                if not again:
                    self._confirm()
            case keys.Key_F2:
                self._edit()
            case keys.Key_Home | keys.Key_End:
                self._go(self._shown[0 if key == keys.Key_Home else -1].place)
            case _:
                return False
        return True

    # reading

    def _confirm(self) -> None:
        """The current section is so. Only what was seen to its end, and by one press of its own."""
        current = self.current()
        if current is None or self._record is None or not current.is_to_be_confirmed:
            return
        if not (self._desk.may_write and self.presses.is_meant() and self._is_read_to_its_end()):
            return
        before = self._record
        try:
            says_so = confirm if current.otherwise is None else stands_as_it_is
            says_so(self._desk.workspace, self._record, current.place)
        except SdeskError as fault:
            self._cards[current.place].complain(worded(fault))
            return
        if self._record is before:  # nobody else has told what became of it
            self._read_again()
        self.presses.counted()
        self._go_on(current.place)

    def _read_again(self) -> None:
        if self._record is not None:
            self._record = reload(self._desk.workspace, self._record)
            self._is_stale = True
            self._fill()

    # changing

    def _edit(self) -> None:
        """The current section turns into its fields. Who changes it has seen all of it."""
        current, record = self.current(), self._record
        if current is None or record is None or not self._desk.may_write or self._editing.is_open:
            return
        if not self._is_read_to_its_end():
            self._scroll_on()
            return
        section = current.section
        specs = fields_of_section(section)
        values = {each.name: getattr(section.row or record, each.name) for each in specs}
        store = partial(store_section, self._desk.workspace, record, section)
        self._editing.open(
            self._cards[current.place], record, specs, values, store, current.place, current.title
        )

    def _edit_about(self, field: str = "") -> None:
        record, specs = self._record, self._about.specs
        if record is None or not self._desk.may_write or not self._editing.leave():
            return
        values = {each.name: getattr(record, each.name) for each in specs}
        store = partial(store_fields, self._desk.workspace, record)
        self._editing.open(self._about, record, specs, values, store, "about", _("Days and issuer"), field)

    def _kept(self) -> None:
        """Done with it, by a key or a button: on to the next, as after reading."""
        if self._editing.was_of(self._about):
            self.enter()
        else:
            self.presses.counted()
            self._go_on(self._at)

    def _opened(self, frame: QWidget) -> None:
        self._settle()
        self._bring_into_view(frame)

    def flush(self) -> None:
        """Keep what is typed now, without asking; nobody has read more by that than they had."""
        self._editing.flush()

    def unsaved(self) -> tuple[str, ...]:
        """The record in which something is typed that is not stored."""
        return (self._record.number,) if self._record is not None and self._editing.is_changed else ()

    # what happens

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        card = self._cards.get(self._at)
        if card is not None and not self._editing.is_open:
            card.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: what is typed is kept; the file may be closed next."""
        super().hideEvent(event)
        self.flush()


def shows(record: object) -> bool:
    """Whether there is something to read in it: a draft of which the program has written a part."""
    if not isinstance(record, Proposable):
        return False
    return record.is_draft and record.deleted_at is None and bool(record.proposed)


__all__ = ["ReadingPage", "shows"]
