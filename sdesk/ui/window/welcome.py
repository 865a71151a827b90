"""The first thing a newcomer sees, and whoever has closed their workspace: what there is to open, and what to begin."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    BusyLine,
    Callout,
    GroupTitle,
    HelpText,
    PageTitle,
    Tone,
    WrappedLabel,
    button,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import app_icon, icon
from sdesk.ui.theme.look import GRID, GROUP_GAP, LIST_ROW_HEIGHT
from sdesk.ui.worker import Worker

COLUMN_WIDTH = 560


class Welcome(QMainWindow):
    """No workspace is open."""

    new_asked = Signal()
    open_asked = Signal()
    join_asked = Signal()
    sample_asked = Signal()
    recent_asked = Signal(Path)
    restore_asked = Signal(Path)
    rescue_asked = Signal(Path)

    def __init__(self, recent: Sequence[Path], worker: Worker) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setWindowTitle("sdesk")
        self.setWindowIcon(app_icon())
        self.resize(880, 640)
        body = QWidget(self)
        self._busy = BusyLine(self)
        worker.started.connect(self._busy.start)
        worker.progressed.connect(self._busy.setProgress)
        worker.finished.connect(self._busy.finish)
        self._busy.cancelled.connect(worker.cancel)
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID)
        row_of(STRETCH, self._column, STRETCH, inside=body, margins=STYLE, spacing=STYLE)
        self.setCentralWidget(body)
        self._lost: Path | None = None
        self._fill(recent)

    def warn(self, text: str, path: Path | None = None) -> None:
        """Say above the choices why nothing was opened; at `path` a copy may be restored."""
        self._lost = path
        self._warning.say(Tone.WARNING, text, _("Restore a copy…") if path else "")
        self._rescue.setVisible(path is not None)
        self._warning.show()

    def _ask_rescue(self) -> None:
        if self._lost is not None:
            self.rescue_asked.emit(self._lost)

    def _ask_restore(self) -> None:
        if self._lost is not None:
            self.restore_asked.emit(self._lost)

    def _fill(self, recent: Sequence[Path]) -> None:
        self._column.addStretch(2)
        self._column.addLayout(self._head())
        self._column.addSpacing(GRID)
        self._warning = Callout(Tone.WARNING, "", self)
        self._warning.setObjectName("welcome.warning")
        self._warning.hide()
        self._warning.acted.connect(self._ask_restore)
        self._rescue = quiet_button(_("Save what can be read…"), self._warning, name="welcome.rescue")
        self._rescue.clicked.connect(self._ask_rescue)
        self._warning.addButton(self._rescue)
        self._column.addWidget(self._warning)
        self._column.addSpacing(GRID)
        self._column.addLayout(self._beginnings(bool(recent)))
        self._column.addWidget(self._busy)
        if recent:
            self._column.addSpacing(GROUP_GAP)
            self._column.addWidget(GroupTitle(_("Opened lately"), self))
            self._column.addWidget(self._recent_list(recent))
        else:
            self._made.setFocus()
        self._column.addStretch(3)

    def _head(self) -> QHBoxLayout:
        picture = QLabel(self)
        picture.setPixmap(app_icon().pixmap(QSize(56, 56)))
        texts = column_of(PageTitle("sdesk", self), spacing=2)
        sentence = WrappedLabel(
            _("Open one file, follow the next step, and be ready for the auditor every day."), self
        )
        sentence.setMinimumWidth(COLUMN_WIDTH - 80)
        texts.addWidget(sentence)
        return row_of((picture, 0, Qt.AlignmentFlag.AlignTop), (texts, 1), spacing=2 * GRID)

    def _beginnings(self, knows_some: bool) -> QVBoxLayout:
        new = button if knows_some else primary_button
        made = self._made = new(_("New workspace…"), self, icon_name="plus", name="action.new-workspace")
        made.clicked.connect(self.new_asked)
        other = button(_("Open a workspace…"), self, icon_name="folder-open", name="action.open")
        other.clicked.connect(self.open_asked)
        sample = button(_("Look at the sample…"), self, icon_name="eye", name="action.sample")
        sample.clicked.connect(self.sample_asked)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        joins = button(_("Join with an invitation…"), self, icon_name="users", name="action.join")
        joins.clicked.connect(self.join_asked)
        for each in (made, other, joins, sample):
            each.setAutoDefault(True)  # outside of a dialog, Return presses nothing by itself
            line.addWidget(each)
        line.addStretch(1)
        return column_of(
            line,
            HelpText(
                _(
                    "A workspace is one file that holds everything of one provider. The sample is a year of a small "
                    "firm that does not exist; try things out in it as much as you like."
                ),
                self,
            ),
        )

    def _recent_list(self, recent: Sequence[Path]) -> QListWidget:
        lines = QListWidget(self)
        lines.setObjectName("welcome.recent")
        lines.setAccessibleName(_("Opened lately"))
        for path in recent:
            item = QListWidgetItem(icon("database", "muted"), f"{path.stem}   {_short(path)}")
            item.setToolTip(plain_tip(str(path)))
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setSizeHint(QSize(0, LIST_ROW_HEIGHT + 4))
            lines.addItem(item)
        lines.setCurrentRow(0)
        lines.setFixedHeight(min(len(recent), 6) * (LIST_ROW_HEIGHT + 4) + 8)
        lines.itemActivated.connect(self._take)
        lines.itemClicked.connect(self._take)
        lines.setFocus()
        return lines

    def _take(self, item: QListWidgetItem) -> None:
        self.recent_asked.emit(item.data(Qt.ItemDataRole.UserRole))


def _short(path: Path) -> str:
    """The path as people read it, with ~ for their own folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
