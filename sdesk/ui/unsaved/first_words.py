"""What is typed in the first run, before there is a workspace to keep it beside: it stands there again the next time."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from sdesk.practice.unsaved import FirstRunTexts
from sdesk.ui.pieces import FieldWidget
from sdesk.ui.unsaved.typing import KEPT_AFTER
from sdesk.ui.wizard.first_run_firm import FirmPage


class FirstWords(QObject):
    """Keeps the texts of the page in `folder`; never a passphrase. `over` forgets them, `stay` leaves them for the next time."""

    def __init__(self, folder: Path, firm: FirmPage, parent: QObject) -> None:
        super().__init__(parent)
        self._file = FirstRunTexts(folder)
        self._firm: Mapping[str, FieldWidget] = {
            "name": firm.name,
            "person": firm.person,
            "address": firm.address,
        }
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._timer.timeout.connect(self.keep_now)
        self.was_filled = self._fill(self._file.read())
        for field in self._firm.values():
            field.changed.connect(self._typed)

    def keep_now(self) -> None:
        said = {name: str(field.value()) for name, field in self._firm.items()}
        self._file.keep({name: text for name, text in said.items() if text})

    def over(self) -> None:
        """The workspace is made, or whoever was asked does not want one."""
        self._timer.stop()
        self._file.forget()

    def stay(self) -> None:
        """Whoever was asked went away, by Esc or to look at something else."""
        self._timer.stop()
        if any(field.value() for field in self._firm.values()):
            self.keep_now()
            self._file.close()
        else:
            self._file.forget()

    def _typed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _fill(self, texts: Mapping[str, str]) -> bool:
        for name, field in self._firm.items():
            if texts.get(name):
                field.setValue(texts[name])
                field.changed.emit()
        return bool(texts)


__all__ = ["FirstWords"]
