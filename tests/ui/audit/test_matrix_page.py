"""The matrix: a shape where a work product stands behind a requirement, and the way to both."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from sdesk.practice.readiness.requirements import requirements
from sdesk.ui.audit.evidence import product_mark
from sdesk.ui.audit.tracing.matrix_page import MatrixPage
from sdesk.ui.registry import open_desk
from sdesk.ui.theme.marks import STATE_MARK_ROLE
from sdesk.ui.worker import Worker
from tests.ui.shell import inside


@pytest.fixture
def page(qtbot, provider, monkeypatch):
    monkeypatch.setattr(Worker, "at_once", True)
    made = MatrixPage(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_each_cell_says_how_far_the_work_product_is(provider, page):
    table = inside(page, "matrix.table", QTableWidget)
    standings = requirements(provider.workspace)
    assert (table.rowCount(), table.columnCount()) == (17, 22)
    for row, standing in enumerate(standings):
        behind = {each.work_product.id: each.state for each in standing.work_products}
        for column in range(1, 22):
            product = f"WP.{table.horizontalHeaderItem(column).text()}"
            mark = table.item(row, column).data(STATE_MARK_ROLE)
            assert mark == (product_mark(behind[product]) if product in behind else None)


@pytest.mark.parametrize("width", [863, 928, 1318])
def test_all_work_products_are_seen(qtbot, page, width):
    """863: what 911 leave beside the strip at the side."""
    table = inside(page, "matrix.table", QTableWidget)
    page.resize(width, 700)
    qtbot.waitUntil(lambda: table.width() > width - 40)
    heads = table.horizontalHeader()
    assert heads.sectionViewportPosition(21) + heads.sectionSize(21) <= table.viewport().width()
    assert all(heads.sectionSizeHint(column) <= heads.sectionSize(column) for column in range(1, 22))


def test_it_leads_to_requirement_and_work_product(qtbot, page):
    table = inside(page, "matrix.table", QTableWidget)
    table.setCurrentCell(0, 1)
    with qtbot.waitSignal(page._desk.work_product_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["WP.01"]
    table.setCurrentCell(1, 0)
    with qtbot.waitSignal(page._desk.statement_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["29110-4-3/P02"]
