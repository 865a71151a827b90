"""The keys that belong to a place on the screen: a list, a form, a field. The sheet of all keys has them from here."""

from dataclasses import dataclass

from sdesk.translation import gettext as _


@dataclass(frozen=True)
class PlaceKey:
    """What the keys do where the focus is in such a place. `name` is by what the test knows it that presses them."""

    name: str
    place: str
    text: str
    keys: tuple[str, ...]


def place_keys() -> tuple[PlaceKey, ...]:
    """Each is pressed by `tests/ui/window/test_every_key.py` where it is said to work."""
    a_list, form, field = _("In a list"), _("In a record"), _("In a field")
    case = _("In a case")
    rows, schedule, reading = _("In a row of a table"), _("In the schedule"), _("Where a draft is read")
    return (
        PlaceKey("list.open", a_list, _("Open the chosen line"), ("Return",)),
        PlaceKey("list.step", a_list, _("Next step of the chosen line"), ("Ctrl+Return",)),
        PlaceKey("list.several", a_list, _("Choose several lines"), ("Shift+Down", "Shift+Up")),
        PlaceKey("list.all", a_list, _("Choose all lines"), ("Ctrl+A",)),
        PlaceKey("list.copy", a_list, _("Copy the chosen lines as a table"), ("Ctrl+C",)),
        PlaceKey("case.line", case, _("To the line below the story"), ("Ctrl+R",)),
        PlaceKey("case.add", case, _("Add what was done"), ("Ctrl+Return",)),
        PlaceKey("case.add-and-step", case, _("Add it, and take the next step"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
        PlaceKey("form.step", form, _("Next step, or what the button of a dialog says"), ("Ctrl+Return",)),
        PlaceKey("form.edit", form, _("Edit"), ("F2",)),
        PlaceKey("form.save", form, _("Save what was changed"), ("Ctrl+S",)),
        PlaceKey("form.leave", form, _("Back to the list, or close"), ("Esc",)),
        PlaceKey("field.next", field, _("From field to field"), ("Tab", "Shift+Tab")),
        PlaceKey("field.choices", field, _("Show what can be chosen"), ("F4", "Alt+Down")),
        PlaceKey("rows.move", rows, _("Move it"), ("Ctrl+Shift+Up", "Ctrl+Shift+Down")),
        PlaceKey("rows.remove", rows, _("Remove it"), ("Ctrl+-",)),
        PlaceKey("schedule.turn", schedule, _("Earlier, later"), ("PgUp", "PgDown")),
        PlaceKey("schedule.line", schedule, _("Next line of the day"), ("Space",)),
        PlaceKey("schedule.move", schedule, _("Move the chosen line"), ("Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down")),
        PlaceKey("reading.confirm", reading, _("That is how we do it"), ("Space",)),
    )  # fmt: skip
