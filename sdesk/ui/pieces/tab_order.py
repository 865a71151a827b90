"""The order of Tab: as the screen is read, whenever and in whatever order its widgets were made."""

from collections.abc import Sequence

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
        stops = _stops(window, focused)
        if not stops:
            return False
        at = stops.index(focused) if focused in stops else -1 if forward else 0
        target = stops[(at + (1 if forward else -1)) % len(stops)]
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        _bring_into_view(target)
        return target is not focused


def _bring_into_view(widget: QWidget) -> None:
    """Scroll to it, with its label and help, whatever it is in: from inside to outside."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, *_ROOM_AROUND)
        around = None if around.isWindow() else around.parentWidget()


def stops_in(holder: QWidget) -> list[QWidget]:
    """Where Tab stops in it, as it is read."""
    return _stops(holder, None)


def _stops(holder: QWidget, focused: QWidget | None) -> list[QWidget]:
    """Where Tab stops in `holder`; `focused` in its place, though only a click may have led there."""
    found: list[QWidget] = []
    for child in _as_read(holder):
        if child.isHidden() or not child.isEnabled() or child.isWindow():
            continue
        if child is focused or _is_stop(child):
            found.append(child)
        found += _stops(child, focused)
    return found


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
