"""The order of Tab: as the screen is read, whenever and in whatever order its widgets were made."""

from collections.abc import Iterator, Sequence
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

_ROOM_AROUND = (16, 48)


class TabsAsRead:
    """Mixed into windows, forms and fields: from anything inside, Tab goes to what is read next in the window.

    Qt's own chain is a list that each new widget joins at its end, and that widgets with a focus proxy bend. Where
    fields turn into text and rows come and go, it skips some and leads in a circle through others. So the order is
    taken from the places of the widgets at the moment a key is pressed. Where it is read otherwise than it stands,
    a widget says so by `as_read`.
    """

    def focusNextPrevChild(self: QWidget, forward: bool) -> bool:  # type: ignore[misc]
        window = self.window()
        focused = window.focusWidget()
        if focused is not None and not focused.isVisible():  # no key: Qt takes the focus from what it hides
            return super().focusNextPrevChild(forward)  # type: ignore[misc]
        target = next(chain(_stops_on(window, _way_to(focused), forward), _stops(window, forward)), None)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        bring_into_view(target)
        return target is not focused


def bring_into_view(widget: QWidget) -> None:
    """Scroll to it, with its label and help, whatever it is in: from inside to outside."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, *_ROOM_AROUND)
        around = None if around.isWindow() else around.parentWidget()


def stops_in(holder: QWidget) -> list[QWidget]:
    """Where Tab stops in it, as it is read."""
    return list(_stops(holder, forward=True))


def _way_to(widget: QWidget | None) -> list[QWidget]:
    """The widget and all that it is in, as far as its window."""
    way = []
    while widget is not None:
        way.append(widget)
        widget = None if widget.isWindow() else widget.parentWidget()
    return way


def _stops_on(holder: QWidget, way: Sequence[QWidget], forward: bool) -> Iterator[QWidget]:
    """Where Tab stops in `holder` after the place to which the way leads; most often that is near, and none looks on."""
    beside = _in_turn(holder, forward)
    at = next((at for at, each in enumerate(beside) if each in way), None)
    if at is not None:
        yield from _stops_on(beside[at], way, forward)
        if not forward and beside[at] is not way[0] and _is_stop(beside[at]):
            yield beside[at]
        for each in beside[at + 1 :]:
            yield from _stops_at(each, forward)
    elif forward and holder is way[0]:
        yield from _stops(holder, forward)


def _stops(holder: QWidget, forward: bool) -> Iterator[QWidget]:
    for each in _in_turn(holder, forward):
        yield from _stops_at(each, forward)


def _stops_at(widget: QWidget, forward: bool) -> Iterator[QWidget]:
    """The widget before what is in it; backwards after it."""
    itself = [widget] if _is_stop(widget) else []
    within = _stops(widget, forward)
    return chain(itself, within) if forward else chain(within, itself)


def _in_turn(holder: QWidget, forward: bool) -> list[QWidget]:
    read = [
        each for each in _as_read(holder) if not each.isHidden() and each.isEnabled() and not each.isWindow()
    ]
    return read if forward else read[::-1]


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _as_read(holder: QWidget) -> Sequence[QWidget]:
    """The widgets in `holder`, line by line; beside each other is what begins above the middle of the other."""
    if hasattr(holder, "as_read"):
        return holder.as_read()
    layout = holder.layout()
    if layout is not None:
        layout.activate()  # what has just come has a place only then
    children = [child for child in holder.children() if isinstance(child, QWidget)]
    if len(children) < 2:
        return children
    from_right = holder.isRightToLeft()
    places = [(child.y(), -child.x() if from_right else child.x(), at) for at, child in enumerate(children)]
    lines: list[list[tuple[int, int]]] = []
    bottom = 0
    for top, side, at in sorted(places):
        height = children[at].height()
        if not lines or top + height / 2 >= bottom:
            lines.append([])
            bottom = top + height
        lines[-1].append((side, at))
    return [children[at] for line in lines for _side, at in sorted(line)]
