"""What the parts of a form may ask of the form they are in."""

from collections.abc import Sequence
from uuid import UUID

from sdesk.models import Record, Step
from sdesk.ui.pieces.file_drops import TakesFiles
from sdesk.ui.records.fields.link_fields import Create
from sdesk.ui.records.form.missing_panel import MissingPanel


class ShownRecord(TakesFiles):
    """A form that shows one record: menus and steps act on it without knowing how it is made up."""

    create_elsewhere: Create
    """Makes a record that a field links to, over the form."""

    missing: MissingPanel

    def show_record(self, record: Record | UUID) -> None:
        """Show a stored record as it is now."""
        raise NotImplementedError

    def save(self, reason: str = "") -> bool:
        """Store what was changed; False if something could not be."""
        raise NotImplementedError

    def flush(self) -> None:
        """Save drafts now; never asks and never complains."""
        raise NotImplementedError

    def press_step(self, name: str = "") -> None:
        """Do what the button of a step does; the next main step if none is named."""
        raise NotImplementedError

    def step_was_taken(self, record: Record, step: Step) -> None:
        """A step was taken with the record that is shown."""
        raise NotImplementedError

    def jump_to(self, field: str) -> None:
        """Go to a field, unfolding its section."""
        raise NotImplementedError

    def refuse(self, text: str) -> None:
        """Say above the fields why something was not done."""
        raise NotImplementedError

    def attach_files(self, names: Sequence[str]) -> None:
        """Keep copies of files with the record."""
        raise NotImplementedError

    def choose_files(self) -> None:
        """Ask which files to keep with the record."""
        raise NotImplementedError
