"""Fields of our own in the rows and lines of the questions: some of the services, days of the week, one of the people."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from sdesk.models.governance.answers import Worker
from sdesk.models.governance.service_calendar import Weekday
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import FieldWidget, TextField, row_of
from sdesk.ui.pieces.fields.choice_field import CalmCombo
from sdesk.ui.pieces.tips import plain_tip

DAYS = tuple(Weekday)


def text_cell(placeholder: str = "") -> Callable[[QWidget], FieldWidget]:
    return lambda parent: TextField(parent, placeholder=placeholder)


class ServicesField(FieldWidget):
    """Some of the services that were chosen, one a line; none means all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: tuple[str, ...] = ()
        self._button = QPushButton(self)
        self._button.setProperty("menued", True)
        self._menu = QMenu(self._button)
        self._menu.triggered.connect(self._take)
        self._button.setMenu(self._menu)
        self._button.setMinimumWidth(92)
        self._install(self._button)
        self._show()

    def offer(self, names: Sequence[str]) -> None:
        self._menu.clear()
        for name in dict.fromkeys((*names, *self._chosen)):
            line = self._menu.addAction(name.replace("&", "&&"))
            line.setCheckable(True)
            line.setChecked(name in self._chosen)
            line.setData(name)

    def value(self) -> str:
        return "\n".join(self._chosen)

    def setValue(self, value: str | None) -> None:
        self._chosen = tuple(line.strip() for line in (value or "").splitlines() if line.strip())
        for line in self._menu.actions():
            line.setChecked(line.data() in self._chosen)
        self._show()

    def readWords(self, text: str) -> bool:
        """Names of services, with commas between them."""
        named = [each.strip().casefold() for each in text.split(",") if each.strip()]
        known = {line.data().casefold(): line.data() for line in self._menu.actions()}
        self.setValue("\n".join(known[each] for each in named if each in known))
        self._edited()
        return all(each in known for each in named)

    def displayText(self) -> str:
        return ", ".join(self._chosen)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(_("{field}: {chosen}").format(field=name, chosen=self._button.text()))

    def _take(self, _line: QAction) -> None:
        self._chosen = tuple(line.data() for line in self._menu.actions() if line.isChecked())
        self._show()
        self._edited()

    def _show(self) -> None:
        n = len(self._chosen)
        said = ngettext("{n} service", "{n} services", n).format(n=n) if n else _("All")
        self._button.setText(said)
        self._button.setToolTip(plain_tip(self.displayText()))


class DaysField(FieldWidget):
    """Some days of the week. Left and Right go from day to day, Space takes one or leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        editor = QWidget(self)
        names = QLocale()
        self._buttons: dict[Weekday, QToolButton] = {}
        for at, day in enumerate(DAYS):
            made = QToolButton(editor)
            made.setText(names.standaloneDayName(at + 1, QLocale.FormatType.ShortFormat)[:2])
            made.setCheckable(True)
            made.setFixedSize(34, 30)
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus if at else Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(self._edited)
            made.installEventFilter(self)
            self._buttons[day] = made
        row_of(*self._buttons.values(), inside=editor, spacing=2)
        self._install(editor, self._buttons[DAYS[0]])

    def value(self) -> frozenset[Weekday]:
        return frozenset(day for day, button in self._buttons.items() if button.isChecked())

    def setValue(self, value: frozenset[Weekday]) -> None:
        for day, button in self._buttons.items():
            button.setChecked(day in value)

    def displayText(self) -> str:
        return ", ".join(_(day.label) for day in DAYS if day in self.value())

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for day, button in self._buttons.items():
            button.setAccessibleName(_("{field}: {day}").format(field=name, day=_(day.label)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            buttons = list(self._buttons.values())
            if step and watched in buttons:
                buttons[(buttons.index(watched) + step) % len(buttons)].setFocus()
                return True
        return super().eventFilter(watched, event)


class PersonField(FieldWidget):
    """One of those who work here, by the id of their record; by that of their row until they have one."""

    def __init__(self, parent: QWidget | None = None, *, nobody: str = "") -> None:
        super().__init__(parent)
        self._nobody = nobody
        self._ids: list[UUID | None] = []
        self._combo = CalmCombo(self)
        self._combo.setMinimumWidth(160)
        self._combo.activated.connect(self._edited)
        self._install(self._combo)
        self.offer(())

    def offer(self, workers: Sequence[Worker]) -> None:
        """These can be chosen; whoever was chosen before stays so, also where their record is new."""
        chosen = self.value()
        chosen = next((each.person for each in workers if each.person and each.id == chosen), chosen)
        named = {each.person or each.id: each.name.strip() for each in workers if each.name.strip()}
        if [None, *named] == self._ids and [self._nobody, *named.values()] == self._texts():
            return  # a list that is open stays so
        self._ids = [None, *named]
        self._combo.clear()
        self._combo.addItems([self._nobody, *named.values()])
        self.setValue(chosen)

    def _texts(self) -> list[str]:
        return [self._combo.itemText(at) for at in range(self._combo.count())]

    def value(self) -> UUID | None:
        at = self._combo.currentIndex()
        return self._ids[at] if 0 <= at < len(self._ids) else None

    def setValue(self, value: Any) -> None:
        if value is not None and value not in self._ids:
            self._ids.append(value)
            self._combo.addItem(_("somebody who is in no row any more"))
        self._combo.setCurrentIndex(self._ids.index(value))

    def displayText(self) -> str:
        return "" if self.value() is None else self._combo.currentText()


__all__ = ["DAYS", "DaysField", "PersonField", "ServicesField", "text_cell"]
