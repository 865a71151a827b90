"""The impact in the window: a picture and a list that say the same and follow each other."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QTreeWidgetItemIterator, QWidget

from sdesk.models import ConfigurationItem, CustomerAgreement
from sdesk.practice.finding.impact import impact_of
from sdesk.ui.control.impact.layers import NodeKind, layers_of
from sdesk.ui.control.impact.listing import ID_ROLE, ImpactList
from sdesk.ui.control.impact.panel import ImpactPanel
from sdesk.ui.registry import open_desk
from tests.provider import Provider, change
from tests.ui.shell import inside


@pytest.fixture
def chain(provider: Provider) -> list[ConfigurationItem]:
    """Power, a server that depends on it, a program that depends on the server and on the power."""
    power = provider.create(ConfigurationItem, name="Power")
    server = provider.create(
        ConfigurationItem, name="Server", relations=({"kind": "depends on", "item": power.id},)
    )
    mail = provider.create(
        ConfigurationItem,
        name="Mail program",
        relations=(
            {"kind": "depends on", "item": server.id},
            {"kind": "depends on", "item": power.id},
        ),
        services=(provider.extra["service"],),
    )
    provider.approved(CustomerAgreement, services=(provider.extra["service"],))
    return [power, server, mail]


@pytest.fixture
def panel(qtbot, provider: Provider) -> ImpactPanel:
    made = ImpactPanel(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def listed(tree: ImpactList) -> list[str]:
    found = []
    lines = QTreeWidgetItemIterator(tree)
    while (line := lines.value()) is not None:
        if line.data(0, ID_ROLE) is not None:
            found.append(line.text(0))
        lines += 1
    return found


def test_the_sentence_the_list_and_the_picture_say_what_would_be_hit(panel, chain):
    panel.show_record(chain[0])
    assert "1 other item" not in inside(panel, "impact.sentence", QLabel).text()
    assert "2 other items, 1 service, 1 customer" in inside(panel, "impact.sentence", QLabel).text()
    names = listed(panel.list)
    assert any("Server" in name for name in names) and any("Pier Dental" in name for name in names)
    assert len(panel.picture._boxes) == 5


def test_list_and_picture_follow_each_other(panel, chain):
    panel.show_record(chain[0])
    panel.list.choose(chain[1].id)
    panel.picture.choose(chain[2].id)
    assert panel.list.currentItem().data(0, ID_ROLE) == chain[2].id
    panel.list.setCurrentItem(panel.list.itemAbove(panel.list.currentItem()))
    assert panel.picture.current() == panel.list.currentItem().data(0, ID_ROLE)


def test_arrows_go_from_box_to_box_and_return_opens(qtbot, panel, chain):
    panel.show_record(chain[0])
    qtbot.keyClick(panel.picture, Qt.Key.Key_Right)
    assert panel.picture.current() in (chain[1].id, chain[2].id)
    with qtbot.waitSignal(panel._desk.record_asked) as opened:
        qtbot.keyClick(panel.picture, Qt.Key.Key_Return)
    assert opened.args == [panel.picture.current()]


def test_a_service_opens_its_catalogue(qtbot, panel, provider, chain):
    panel.show_record(chain[0])
    with qtbot.waitSignal(panel._desk.record_asked) as opened:
        panel.list.opened.emit(provider.extra["service"])
    assert opened.args == [provider.extra["catalogue"].id]


def test_a_click_on_a_box_chooses_it(qtbot, panel, chain):
    panel.show_record(chain[0])
    box = panel.picture._boxes[chain[1].id]
    point = panel.picture.mapFromScene(box.sceneBoundingRect().center())
    qtbot.mouseClick(panel.picture.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(point))
    assert panel.picture.current() == chain[1].id


def test_what_nothing_depends_on_says_so(panel, provider):
    alone = provider.create(ConfigurationItem, name="Spare mouse")
    panel.show_record(alone)
    assert panel._alone.isVisible()
    assert not panel.list.isVisible()


def test_a_change_shows_the_impact_of_all_its_items(panel, provider, chain):
    panel.show_record(change(provider, configuration_items=(chain[1].id, provider.extra["item"].id)))
    assert "“Server” and “" in inside(panel, "impact.sentence", QLabel).text()


def test_lines_lead_to_the_right_and_round_the_boxes_between(provider, chain):
    layers = layers_of(impact_of(provider.workspace, chain[0].id))
    column_of = {node.id: place for place, nodes in enumerate(layers.columns) for node in nodes}
    for (source, target), bends in layers.routes.items():
        stops = [column_of[each] for each in (source, *bends, target)]
        assert stops == list(range(stops[0], stops[-1] + 1))
    kinds = [node.kind for nodes in layers.columns for node in nodes if node.is_box]
    assert kinds.count(NodeKind.ORIGIN) == 1
    assert len({node.id for nodes in layers.columns for node in nodes}) == sum(map(len, layers.columns))


def test_it_opens_in_a_window_of_its_own(qtbot, panel, chain):
    panel.show_record(chain[0])
    inside(panel, "impact.window").click()
    window = inside(panel, "impact.dialog")
    assert "Power" in window.windowTitle()
    assert len(inside(window, "record.impact", ImpactPanel).picture._boxes) == 5
    assert (
        window.findChild(QWidget, "impact.window") is None or not inside(window, "impact.window").isVisible()
    )
    window.close()
