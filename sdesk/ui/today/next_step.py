"""The next step of a line of Today: taken at once where nothing is asked, asked for in its sheet, or led to where it is done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.control.light.bands import goes_light
from sdesk.practice.guidance.to_do import Matter, Thing
from sdesk.practice.incident.handling import resume
from sdesk.practice.lifecycle.steps import missing, steps_from_here, take_step
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.step_dialog import StepDialog, asks_nothing
from sdesk.ui.wording import worded

_OF_OTHERS = (Matter.ON_HOLD, Matter.TELL)
"""Lines whose next step is somebody else's, or telling: what is told is seen first."""


def take_next(desk: Desk, thing: Thing, over: QWidget) -> bool:
    """Take the next step of what the line is about, or ask for it. False where it has to be opened for that."""
    record = _case(desk, thing)
    if record is None or not desk.may_write or thing.matter in _OF_OTHERS:
        return False
    if thing.matter is Matter.HOLD_OVER and isinstance(record, ServiceIncident):
        goes_on = partial(resume, desk.workspace, record)
        return _done(desk, goes_on, _("{number} goes on: its clock runs again."))
    step = next((each for each in steps_from_here(record) if each.main), None)
    if step is None or (isinstance(record, ServiceChangeRequest) and goes_light(desk.workspace, record)):
        return False
    if missing(desk.workspace, record, step):
        asked = _("{number}: fill in what “{step}” asks for.")
        desk.say(asked.format(number=record.number, step=_(step.label)))
        return False
    if asks_nothing(desk, record, step):
        taken = partial(take_step, desk.workspace, record, step.name)
        return _done(desk, taken, _("{number} is {state} now."))
    asking = desk.screens.dialog_for(record, step, StepDialog)
    asking(desk, record, step, partial(open_create_dialog, desk), over).open()
    return True


def _case(desk: Desk, thing: Thing) -> ServiceIncident | ServiceChangeRequest | None:
    if thing.record is None:
        return None
    models: tuple[type[ServiceIncident | ServiceChangeRequest], ...] = (ServiceIncident, ServiceChangeRequest)
    found = (desk.workspace.get(model, thing.record) for model in models)
    return next((each for each in found if each is not None), None)


def _done(desk: Desk, act: Callable[[], Record], said: str) -> bool:
    try:
        record = act()
    except SdeskError as fault:
        desk.say(worded(fault))
        return False
    desk.say(said.format(number=record.number, state=_(record.state_called(record.state).label)))
    return True
