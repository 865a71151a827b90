"""The user guide in a window of its own, at the page for what is on the screen."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from sdesk.paths import guide
from sdesk.translation import gettext as _
from sdesk.ui.pieces import STYLE, Dialog, button, column_of, quiet_button
from sdesk.ui.theme.look import GRID, theme

FIRST_PAGES = ("README.md", "index.md")


def page_for(topic: str) -> Path | None:
    """The page of a topic, the first page where it has none, None where there is no guide at all."""
    named = sorted(guide().rglob(f"*{topic}*.md"), key=lambda page: (len(page.name), page.name))
    wanted = [*named, *(guide(name) for name in FIRST_PAGES)]
    return next((page for page in wanted if page.is_file()), None)


class HelpWindow(Dialog):
    """Reads the guide's own files; links to the web open in the browser."""

    def __init__(self, page: Path, parent: QWidget) -> None:
        super().__init__("help", _("sdesk user guide"), parent)
        self.resize(760, 680)
        self._text = QTextBrowser(self)
        self._text.setObjectName("help.text")
        self._text.setAccessibleName(_("User guide"))
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(self._follow)
        self._text.document().setDefaultStyleSheet(f"a {{ color: {theme().color('link').name()}; }}")
        self._text.setSource(QUrl.fromLocalFile(str(page)))
        self._lay_out()

    def _lay_out(self) -> None:
        back = quiet_button(_("Back"), self, icon_name="arrow-left", name="help.back")
        back.clicked.connect(self._text.backward)
        back.setEnabled(False)
        self._text.backwardAvailable.connect(back.setEnabled)
        contents = quiet_button(_("Contents"), self, icon_name="book-open", name="help.contents")
        contents.clicked.connect(self._show_contents)
        close = button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        for each in (back, contents):
            line.addWidget(each)
        line.addStretch(1)
        line.addWidget(close)
        column_of(line, (self._text, 1), inside=self, margins=GRID, spacing=STYLE)

    def _show_contents(self) -> None:
        first = page_for(FIRST_PAGES[0].removesuffix(".md"))
        if first is not None:
            self._text.setSource(QUrl.fromLocalFile(str(first)))

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(link)
        else:
            self._text.setSource(self._text.source().resolved(link))
