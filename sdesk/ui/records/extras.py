"""What some kinds of record have of their own: pages behind tabs, lines in *More*, dialogs for steps, ways to begin.

Explicit lists; nothing is discovered. What they show is imported when somebody asks for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdesk.models import (
    ChangeModel,
    ConfigurationItem,
    Customer,
    FeedbackEntry,
    Organization,
    Record,
    ScheduleEntry,
    ServiceChangeRequest,
    ServiceIncident,
    Step,
    Supplier,
)
from sdesk.models.control import ChangeKind
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.records.form.step_dialog import StepDialog


class RecordPage(Protocol):
    """A widget that shows something about one record, read anew each time it is asked to."""

    def show_record(self, record: Record | None) -> object: ...


@dataclass(frozen=True)
class ExtraPage:
    """A page behind a tab of its own, for the records that it `applies` to. `make` gets desk and parent."""

    name: str
    title: Callable[[], str]
    applies: Callable[[Record], bool]
    make: Callable[[Desk, QWidget], QWidget]


def extras_of(record: Record) -> tuple[ExtraPage, ...]:
    """The pages that this record has now."""
    return tuple(extra for extra in EXTRAS if extra.applies(record))


def _deployment(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.control.deployment_panel import DeploymentPanel

    return DeploymentPanel(desk, parent)


def _impact(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.control.impact.panel import ImpactPanel

    return ImpactPanel(desk, parent)


def _comes_to_deployment(record: Record) -> bool:
    if not isinstance(record, ServiceChangeRequest):
        return False
    is_tested = record.kind is not ChangeKind.PRE_APPROVED
    on_the_way = record.state not in ("draft", "requested", "rejected", "withdrawn")
    return record.deployed_at is not None or (is_tested and on_the_way)


def _has_impact(record: Record) -> bool:
    if isinstance(record, ConfigurationItem):
        return True
    return isinstance(record, ServiceChangeRequest | ServiceIncident) and bool(record.configuration_items)


def _timeline(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.incident.timeline import TimelinePanel

    return TimelinePanel(desk, parent)


def _was_recorded(record: Record) -> bool:
    return isinstance(record, ServiceIncident) and not record.is_draft


def _standing(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.relationship.party_page import PartyPage

    return PartyPage(desk, parent)


def _is_party(record: Record) -> bool:
    return isinstance(record, Customer | Supplier)


def _answer(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.relationship.feedback_panel import FeedbackPanel

    return FeedbackPanel(desk, parent)


def _is_feedback(record: Record) -> bool:
    return isinstance(record, FeedbackEntry) and not record.is_draft


@dataclass(frozen=True)
class ExtraAction:
    """A line in *More* of the records that it `applies` to. `does` gets desk, record and a widget to stand over."""

    name: str
    title: Callable[[], str]
    picture: str
    applies: Callable[[Record], bool]
    does: Callable[[Desk, Any, QWidget], object]


def actions_of(record: Record) -> tuple[ExtraAction, ...]:
    """What else can be done with this record."""
    return tuple(action for action in ACTIONS if action.applies(record))


def _can_be_requested(record: Record) -> bool:
    return isinstance(record, ChangeModel) and record.state == "approved"


def _request(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.control.from_model import request

    request(desk, record)


def _has_times(record: Record) -> bool:
    return isinstance(record, ScheduleEntry) and record.state != "cancelled" and record.ends_at is not None


def _repeat(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.control.schedule.repeat_dialog import RepeatDialog

    RepeatDialog(desk, record, over).open()


def _is_in_series(record: Record) -> bool:
    return isinstance(record, ScheduleEntry) and record.state == "planned" and record.series is not None


def _cancel_series(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.control.schedule.cancel_series_dialog import CancelSeriesDialog

    CancelSeriesDialog(desk, record, over).open()


def _has_logo(record: Record) -> bool:
    return isinstance(record, Organization)


def _logo(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.governance.logo import choose_logo

    choose_logo(desk, record, over)


ACTIONS: tuple[ExtraAction, ...] = (
    ExtraAction("logo", lambda: _("Choose a logo…"), "image", _has_logo, _logo),
    ExtraAction("request", lambda: _("Request this change"), "git-branch", _can_be_requested, _request),
    ExtraAction("repeat", lambda: _("Repeat…"), "refresh-cw", _has_times, _repeat),
    ExtraAction(
        "cancel-series", lambda: _("Cancel this and the following…"), "", _is_in_series, _cancel_series
    ),
)


def beginnings_of(model: type[Record], desk: Desk, parent: QWidget) -> QWidget | None:
    """What stands beside *New* in the list of this model: other ways to begin a record of it."""
    if model is not ServiceChangeRequest:
        return None
    from sdesk.ui.control.from_model import from_model_button

    return from_model_button(desk, parent)


EXTRAS: tuple[ExtraPage, ...] = (
    ExtraPage("timeline", lambda: _("Timeline"), _was_recorded, _timeline),
    ExtraPage("standing", lambda: _("How things stand"), _is_party, _standing),
    ExtraPage("answer", lambda: _("What came of it"), _is_feedback, _answer),
    ExtraPage("deployment", lambda: _("Deployment"), _comes_to_deployment, _deployment),
    ExtraPage("impact", lambda: _("Impact"), _has_impact, _impact),
)


def dialog_for(record: Record, step: Step) -> type[StepDialog]:
    """The dialog that asks what this step of this record needs."""
    if isinstance(record, ServiceChangeRequest):
        from sdesk.ui.control.step_dialogs import CHANGE_DIALOGS

        return CHANGE_DIALOGS.get(step.name, StepDialog)
    return StepDialog


class RecordStrip(QWidget):
    """What stands above the form of some kinds of record; each is made when the first record of its kind is shown."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._made: dict[type[Record], QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_record(self, record: Record | None) -> None:
        """Show what belongs above this record, if anything does."""
        kind = type(record) if record is not None else Record
        if kind in STRIPS and kind not in self._made:
            self._made[kind] = STRIPS[kind](self._desk, self)
            self._column.addWidget(self._made[kind])
        for each, strip in self._made.items():
            strip.setVisible(each is kind)
            if each is kind:
                strip.show_record(record)  # type: ignore[attr-defined]
        self.setVisible(kind in STRIPS)


def _clocks(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.incident.clock_strip import ClockStrip

    return ClockStrip(desk, parent)


STRIPS: Mapping[type[Record], Callable[[Desk, QWidget], QWidget]] = {ServiceIncident: _clocks}
