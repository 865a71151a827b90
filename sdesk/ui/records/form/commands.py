"""All that can be done with a record: its steps as its model declares them, what its process adds, and what every record has."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QGuiApplication

from sdesk.models import Record, ServiceChangeRequest, ServiceIncident, Step
from sdesk.practice.lifecycle.records import delete_draft, new_version
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, Screens
from sdesk.ui.record_command import RecordCommand, Sense, always
from sdesk.ui.records.form.assigning import OWNER_COMMANDS


def commands_of(desk: Desk, record: Record) -> list[RecordCommand]:
    """In the order of their senses."""
    offered = (
        *steps_of(desk, record),
        *(each for each in OWNER_COMMANDS if each.applies(record)),
        *desk.screens.commands_of(record),
        *(each for each in GENERAL if each.applies(record)),
    )
    return sorted(offered, key=lambda each: each.sense.value)


def steps_of(desk: Desk, record: Record) -> Iterator[RecordCommand]:
    """The steps from here, and grey those that have a key, of which somebody may ask why it does nothing."""
    keys = desk.screens.step_keys.get(type(record), {})
    from_here = steps_from_here(record)
    for step in from_here:
        yield _command_of(type(record), step, keys.get(step.name, ""))
    for step in record.steps:
        if step.name in keys and step.name not in {each.name for each in from_here}:
            yield _command_of(type(record), step, keys[step.name], is_from_here=False)


def all_commands(screens: Screens, model: type[Record]) -> list[RecordCommand]:
    """Those with keys that records of this kind may ever have, for the sheet of all keys."""
    keys = screens.step_keys.get(model, {})
    steps = [_command_of(model, step, keys[step.name]) for step in model.steps if step.name in keys]
    empty = model(state=model.first_state().name)
    others = [each for each in (*OWNER_COMMANDS, *screens.commands) if each.keys]
    return [*steps, *(each for each in others if each.applies(empty))]


def all_keys(screens: Screens) -> list[str]:
    """Every key that some command of some record has."""
    of_steps = [keys for each in screens.step_keys.values() for keys in each.values()]
    of_others = [each.keys for each in (*OWNER_COMMANDS, *screens.commands, *GENERAL) if each.keys]
    return sorted({*of_steps, *of_others})


def _command_of(model: type[Record], step: Step, keys: str, *, is_from_here: bool = True) -> RecordCommand:
    def does(desk: Desk, record: Record, form: Any) -> None:
        form.press_step(step.name)

    def why_not(desk: Desk, record: Record) -> str:
        before = ", ".join(f"“{_(state)}”" for state in step.from_states)
        return _("It is “{state}”; this follows {before}.").format(state=_(record.state), before=before)

    return RecordCommand(
        step.name.replace(" ", "-"),
        lambda: _(step.label) + ("…" if step.reason or step.asks else ""),
        "",
        lambda record: True,
        does,
        Sense.DANGEROUS if _ends_it(model, step) else Sense.GO_ON,
        keys,
        always if is_from_here else why_not,
        saves=False,  # the step does so itself, and says what is missing
    )


def _ends_it(model: type[Record], step: Step) -> bool:
    """One beside the way, after which nothing more is expected."""
    after = model.state_called(step.to)
    return not step.main and (after.ended or after.exit)


# what every record has


def _start_version(desk: Desk, record: Record, form: Any) -> None:
    form.show_record(new_version(desk.workspace, record))


def _attach(desk: Desk, record: Record, form: Any) -> None:
    form.choose_files()


def _print(desk: Desk, record: Record, form: Any) -> None:
    form.flush()
    desk.open_report(record.id)


def _open_case(desk: Desk, record: Record, form: Any) -> None:
    form.flush()
    desk.open_case(record.id)


def _copy_number(desk: Desk, record: Record, form: Any) -> None:
    QGuiApplication.clipboard().setText(record.number)
    desk.say(_("{number} is on the clipboard.").format(number=record.number))


def _delete(desk: Desk, record: Record, form: Any) -> None:
    form.flush()
    delete_draft(desk.workspace, record)


def _is_frozen(record: Record) -> bool:
    return record.versioned and record.state_called(record.state).frozen


def _is_case(record: Record) -> bool:
    return isinstance(record, ServiceChangeRequest | ServiceIncident)


def _any(record: Record) -> bool:
    return True


GENERAL = (
    RecordCommand(
        "case",
        lambda: _("Work through it page by page"),
        "list-checks",
        _is_case,
        _open_case,
        writes=False,
        saves=False,
    ),
    RecordCommand(
        "attach", lambda: _("Attach a file…"), "paperclip", _any, _attach, Sense.PRINT, saves=False
    ),
    RecordCommand(
        "print",
        lambda: _("Print"),
        "printer",
        _any,
        _print,
        Sense.PRINT,
        writes=False,
        saves=False,
        shown_keys="Ctrl+P",
    ),
    RecordCommand(
        "copy-number",
        lambda: _("Copy number"),
        "copy",
        _any,
        _copy_number,
        Sense.PRINT,
        writes=False,
        saves=False,
    ),
    RecordCommand(
        "new-version",
        lambda: _("New version"),
        "git-branch",
        _is_frozen,
        _start_version,
        Sense.HISTORY,
        saves=False,
    ),
    RecordCommand(
        "delete-draft",
        lambda: _("Delete draft"),
        "trash-2",
        lambda record: record.is_draft,
        _delete,
        Sense.DANGEROUS,
        saves=False,
    ),
)
