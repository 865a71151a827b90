"""A view of one's own: what a list shows now, kept under a name beside the others."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record
from sdesk.practice.finding.saved_views import remove_view, save_view, saved_views
from sdesk.practice.finding.view import View
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog, TextField, YesNoField
from sdesk.ui.theme.icons import icon
from sdesk.ui.wording import worded


class SaveViewDialog(AskingDialog):
    """`saved` carries the name by which lists know the view."""

    saved = Signal(str)

    def __init__(self, desk: Desk, model: type[Record], view: View, parent: QWidget) -> None:
        self._desk = desk
        self._model = model
        self._view = view
        explanation = _("Filter, order and columns are kept in the workspace, and stand beside the list.")
        super().__init__("save-view", _("Save this view"), explanation, parent)

    def make_fields(self) -> None:
        self.add_field("name", _("Name"), TextField(self, placeholder=_("The school")), required=True)
        self.add_field("everybody", _("Who sees it"), YesNoField(_("Everybody, not only I"), self))

    def carry_out(self) -> None:
        name, for_everybody = self.fields["name"].value(), bool(self.fields["everybody"].value())
        made = save_view(self._desk.workspace, self._model, self._view, name, for_everybody=for_everybody)
        self._desk.say(_("The view “{name}” is saved.").format(name=made.name))
        self.saved.emit(made.id.hex)


class SavingViews(QObject):
    """Two lines for the menu of a list, to which `add` adds them. `shown` gives the view as it is now; `saved` carries the name of
    one that was saved, "" of one that was removed."""

    saved = Signal(str)

    def __init__(
        self,
        desk: Desk,
        model: type[Record],
        shown: Callable[[], View],
        add: Callable[[QAction], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._shown = shown
        self._over = parent
        self._save = QAction(icon("save"), _("Save this view…"), parent)
        self._save.setObjectName("action.save-view")
        desk.writes(self._save).triggered.connect(self.ask)
        self._remove = QAction(_("Remove this view"), parent)
        self._remove.setObjectName("action.remove-view")
        desk.writes(self._remove).triggered.connect(self.remove)
        for action in (self._save, self._remove):
            add(action)

    def look(self) -> None:
        """Only a view that somebody saved can be removed."""
        saved = {view.name for view in saved_views(self._desk.workspace, self._model)}
        self._remove.setVisible(self._shown().name in saved)

    def ask(self) -> None:
        """Ask for a name."""
        dialog = SaveViewDialog(self._desk, self._model, self._shown(), self._over)
        dialog.saved.connect(self.saved)
        dialog.open()

    def remove(self) -> None:
        try:
            gone = remove_view(self._desk.workspace, self._shown().name)
        except SdeskError as fault:
            self._desk.say(worded(fault))
        else:
            self._desk.say(_("The view “{name}” is removed.").format(name=gone.name))
            self.saved.emit("")
