"""On the way to a restored workspace: what is not saved is asked about, what is there is copied, then the window goes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.kept_copies import Outcome
from sdesk.practice.restoring import Seen
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.safekeeping.closing_copy import UnderWay, told
from sdesk.ui.window.leaving import unsaved_changes


@dataclass(frozen=True)
class Agreed:
    """What somebody wants in the place of the workspace, and what came of copying that first."""

    seen: Seen
    before: Outcome


class Restoring(QObject):
    """`ready` says that the window may go, and the copy come."""

    ready = Signal(object)

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window

    def begin(self, seen: Seen) -> None:
        unsaved = self._window.what_is_unsaved()
        if not unsaved:
            self._copy(seen)
            return
        asking = unsaved_changes(unsaved, self._window, goes_on=_("Save and restore"))
        asking.wanted.connect(lambda: self._save_and_copy(seen))
        asking.given_up.connect(lambda: self._copy(seen))
        asking.open()

    def _save_and_copy(self, seen: Seen) -> None:
        if self._window.pages.save():
            self.begin(seen)

    def _copy(self, seen: Seen) -> None:
        """What is there is kept beside the file in any case: where no copy can be made, that is said, and it goes on."""
        said = _("What is there now is copied and checked first.")
        shown = UnderWay("restore-copy", _("Restoring"), said, self._window)

        def go(outcome: Outcome) -> None:
            shown.accept()
            self._window.go_without_asking()
            self.ready.emit(Agreed(seen, outcome))

        work = self._window.copies.work(seen.copy, to_the_end=True) or (lambda _progress: Outcome())
        shown.open()
        self._window.worker.start(shown.windowTitle(), work, go, lambda fault: go(Outcome(faults=(fault,))))


class Restored(Callout):
    """Shown above the pages of a workspace that was restored: from which copy, and where is what was there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Tone.OK, "", parent)
        self.setObjectName("window.restored")
        self.acted.connect(self.hide)
        self.hide()

    def tell(self, agreed: Agreed, aside: Path | None) -> str:
        """Show it, and return what is said."""
        before = agreed.before
        lines = [_("{copy} was restored.").format(copy=agreed.seen.copy.name)]
        if aside is not None:
            lines.append(_("What was there is kept as {file}.").format(file=aside))
        lines += [
            _("It is also among the copies, in {folder}.").format(folder=copy.path.parents[1])
            for copy in before.good
        ]
        if before.faults and not before.good:
            why = told(before.faults[0])
            lines.append(_("It is in no good copy: {why}").format(why=why))
        self.say(Tone.OK if before.good else Tone.WARNING, " ".join(lines), _("Dismiss"))
        self.show()
        return self.text()


__all__ = ["Agreed", "Restored", "Restoring"]
