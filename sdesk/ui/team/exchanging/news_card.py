"""On Today: what came from other laptops since somebody last looked here. It goes when they say that they have seen it."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.lifecycle.records import latest_operation
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.team.news import NewsLine
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Card,
    ElidedLabel,
    GroupTitle,
    PlainLabel,
    button,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded

LINES, LINKS = 4, 3
"""Lines that stand there, and links in each; what is more is counted."""


class NewsCard(Card):
    """`opened` carries a record that is asked for."""

    opened = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.news")
        self._desk, self._settings = desk, settings
        self._shown: Sequence[NewsLine] = ()
        self._seen = button(_("Seen"), self, name="action.news-seen")
        self._seen.setToolTip(_("Takes these lines away. The history of each record keeps them."))
        self._seen.clicked.connect(self._see)
        self._column = column_of(
            row_of(GroupTitle(_("Came from other laptops"), self), STRETCH, self._seen),
            inside=self,
            margins=(PAGE_MARGIN, 4, GRID, 4),
            spacing=2,
        )
        self._body: QWidget | None = None
        self.hide()

    def since(self) -> UUID | None:
        """The operation after which what comes is news: from the first time that the workspace is open here; None where nothing is."""
        ours = organization(self._desk.workspace)
        if ours is None or not self._desk.may_write:
            return None
        since = self._settings.news_seen(ours.id)
        if since is None:
            self._note(ours.id)
        return since

    def show_news(self, found: Sequence[NewsLine]) -> None:
        if found != self._shown:
            self._show(found)
        self.setVisible(bool(found))

    def _note(self, organization_id: UUID) -> None:
        self._settings.remember_news_seen(organization_id, latest_operation(self._desk.workspace))

    def _see(self) -> None:
        ours = organization(self._desk.workspace)
        if ours is not None:
            self._note(ours.id)
            self.show_news([])

    def _show(self, found: Sequence[NewsLine]) -> None:
        self._shown = found
        if self._body is not None:
            self._body.deleteLater()
        self._body = QWidget(self)
        column = column_of(inside=self._body, spacing=0)
        for place, line in enumerate(found[:LINES]):
            column.addWidget(self._line(line, place))
        if len(found) > LINES:
            left = len(found) - LINES
            more = ngettext("and {n} more line", "and {n} more lines", left).format(n=left)
            column.addWidget(PlainLabel(more, self._body))
        self._column.addWidget(self._body)

    def _line(self, line: NewsLine, place: int) -> QWidget:
        holder = QWidget(self._body)
        holder.setObjectName(f"news.{place}")
        said = ElidedLabel(worded(line.said), holder)
        links: list[QWidget] = []
        for record, number in line.records[:LINKS]:
            link = quiet_button(number.replace("&", "&&"), holder, name="news.record")
            link.clicked.connect(partial(self.opened.emit, record))
            links.append(link)
        if len(line.records) > LINKS:
            left = len(line.records) - LINKS
            more = ngettext("and {n} more", "and {n} more", left).format(n=left)
            links.append(PlainLabel(more, holder))
        row_of(said, *links, STRETCH, inside=holder, margins=0, spacing=4)
        return holder


__all__ = ["NewsCard"]
