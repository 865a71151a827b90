"""What reports show of their own beside their forms. Imported when it is asked for."""

from PySide6.QtWidgets import QWidget

from sdesk.models import ImprovementReport, PerformanceReport
from sdesk.ui.desk import Desk, Screens


def _figures(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.reporting.figures_pane import FiguresPane

    return FiguresPane(desk, parent)


SCREENS = Screens(asides={PerformanceReport: _figures, ImprovementReport: _figures})
