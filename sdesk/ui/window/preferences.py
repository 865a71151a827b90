"""Preferences of this laptop and of the workspace."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from sdesk.kept_pictures import forget_all_pictures
from sdesk.models.governance.organization import Paper
from sdesk.practice.lifecycle.records import save
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.passphrase import is_encrypted
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.exchange.mail_place import MailPlace
from sdesk.ui.fitting import FRAME
from sdesk.ui.pieces import (
    Dialog,
    GroupTitle,
    HelpText,
    PageTitle,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.safekeeping.copy_places import CopyPlaces
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import GRID, GROUP_GAP, PAGE_MARGIN, Choice, apply_theme

WIDTH = 720
"""Where the screen has less, what is beside each other stands below each other."""


def _looks() -> tuple[tuple[Choice, str], ...]:
    return (
        ("system", _("Like the system")),
        ("light", _("Light")),
        ("dark", _("Dark")),
        ("contrast", _("High contrast")),
    )


LOCKS_AFTER = (5, 10, 30, 0)
"""Minutes; 0 for never."""


def _after(minutes: int) -> str:
    if not minutes:
        return _("Only when I say so")
    return ngettext("After {n} minute away", "After {n} minutes away", minutes).format(n=minutes)


class PreferencesDialog(Dialog):
    """Everything here takes effect at once. `mails_chosen` says that another folder of mails was chosen."""

    mails_chosen = Signal()

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget) -> None:
        room = parent.screen().availableSize().width() - FRAME.width()
        beside = room >= WIDTH
        super().__init__("preferences", _("Preferences"), parent, width=WIDTH if beside else 0)
        self._desk = desk
        self._settings = settings
        left = column_of(GroupTitle(_("Look"), self), spacing=GRID // 2)
        self._look = self._choices(left, "look", _looks(), settings.theme)
        self._look.idClicked.connect(self._choose_look)
        low = QCheckBox(_("Low lines in lists"), self)
        low.setObjectName("look.compact")
        low.setChecked(settings.compact)
        low.toggled.connect(self._choose_compact)
        left.addWidget(low)
        pictures = QCheckBox(_("Today as it was, while it opens"), self)
        pictures.setObjectName("look.pictures")
        pictures.setToolTip(
            plain_tip(_("Keeps a picture of Today on this laptop, never of a workspace with a passphrase."))
        )
        pictures.setChecked(settings.keeps_pictures)
        pictures.toggled.connect(self._choose_pictures)
        left.addWidget(pictures)
        self._add_lock(left)
        left.addStretch()
        right = column_of(spacing=GRID // 2)
        self._add_paper(right)
        right.addWidget(GroupTitle(_("Copies"), self))
        right.addWidget(CopyPlaces(settings, self))
        self._add_mails(right)
        right.addStretch()
        close = primary_button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        both = row_of if beside else column_of
        column = column_of(
            PageTitle(self.windowTitle(), self),
            GRID,
            both((left, 1 if beside else 0), (right, 2), spacing=GROUP_GAP),
            inside=self,
            margins=PAGE_MARGIN,
        )
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        chosen = self._look.checkedButton()
        if chosen is not None:
            chosen.setFocus()
        if not beside:
            self.fit(WIDTH, self.sizeHint().height())

    def _add_paper(self, column: QVBoxLayout) -> None:
        ours = organization(self._desk.workspace)
        if ours is None:
            return
        column.addWidget(GroupTitle(_("Paper"), self))
        sizes = tuple((paper, _(paper.label)) for paper in Paper)
        self._paper = self._choices(column, "paper", sizes, ours.paper)
        for each in self._paper.buttons():
            self._desk.writes(each)
        self._paper.idClicked.connect(self._choose_paper)
        column.addWidget(HelpText(_("For everything that this organization prints."), self))
        column.addSpacing(GROUP_GAP - GRID)

    def _add_mails(self, column: QVBoxLayout) -> None:
        """Of each workspace its own: a mail goes into no other firm's."""
        ours = organization(self._desk.workspace)
        if ours is None or not self._desk.may_write:
            return
        column.addSpacing(GROUP_GAP - GRID)
        column.addWidget(GroupTitle(_("Mails"), self))
        place = MailPlace(self._settings, ours.id, self)
        place.chosen.connect(self.mails_chosen)
        column.addWidget(place)

    def _add_lock(self, column: QVBoxLayout) -> None:
        if not is_encrypted(self._desk.workspace):
            return
        column.addSpacing(GROUP_GAP - GRID)
        column.addWidget(GroupTitle(_("Lock the window"), self))
        spans = tuple((str(minutes), _after(minutes)) for minutes in LOCKS_AFTER)
        self._lock = self._choices(column, "lock", spans, str(self._settings.lock_after))
        self._lock.idClicked.connect(self._choose_lock)

    def _choose_lock(self, at: int) -> None:
        self._settings.lock_after = LOCKS_AFTER[at]

    def _choices(
        self, column: QVBoxLayout, name: str, choices: tuple[tuple[str, str], ...], current: str | None
    ) -> QButtonGroup:
        group = QButtonGroup(self)
        for at, (value, text) in enumerate(choices):
            line = QRadioButton(text, self)
            line.setObjectName(f"{name}.{value}")
            line.setChecked(value == current)
            group.addButton(line, at)
            column.addWidget(line)
        return group

    def _choose_look(self, at: int) -> None:
        self._settings.theme = _looks()[at][0]
        self._put_on()

    def _choose_compact(self, on: bool) -> None:
        self._settings.compact = on
        self._put_on()

    def _choose_pictures(self, on: bool) -> None:
        self._settings.keeps_pictures = on
        if not on:
            forget_all_pictures()

    def _put_on(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, self._settings.theme, compact=self._settings.compact)

    def _choose_paper(self, at: int) -> None:
        ours = organization(self._desk.workspace)
        if ours is not None:
            save(self._desk.workspace, ours, {"paper": list(Paper)[at]})
