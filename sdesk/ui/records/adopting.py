"""What an import brought in and nobody here has approved: said above its form, adopted there or from its list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import Record, field_of
from sdesk.practice.lifecycle.claimed import Adoption, adopt, is_claimed
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, HelpText, LongTextField, TextField, Tone
from sdesk.ui.unsaved.dialog import WritingDialog

SHOWN = 8
"""Of a batch, so many are named in the dialog."""


class ClaimedLine(Callout):
    """Says of the record in sight that it only claims its state, with a button that leads to adopting it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        said = _("Claimed: an import brought it in, and nobody here has approved it. It is no evidence yet.")
        super().__init__(Tone.WARNING, said, parent, action=_("Adopt…"))
        self.setObjectName("record.claimed")
        self._desk = desk
        self._record: Record | None = None
        self.acted.connect(self._ask)

    def show_record(self, record: Record | None) -> None:
        self._record = record
        self.setVisible(record is not None and is_claimed(self._desk.workspace, record))

    def _ask(self) -> None:
        if self._record is not None and self._desk.may_write:
            AdoptDialog(self._desk, (self._record,), self.window()).open()


class AdoptDialog(WritingDialog):
    """Asks what was looked at; of several records also what the batch is called."""

    def __init__(self, desk: Desk, records: Sequence[Record], parent: QWidget | None) -> None:
        self._records = records
        explanation = _(
            "Adopting is approving what another program or somebody else says. It is kept with your name, your role "
            "and the content as it is now."
        )
        super().__init__(
            desk,
            records[0],
            "adopt",
            _("Adopt what was imported"),
            explanation,
            parent,
            does=self._does(),
            keeps=_("Not yet"),
        )

    def _does(self) -> str:
        n = len(self._records)
        return ngettext("Adopt {n} record", "Adopt {n} records", n).format(n=n)

    def make_fields(self) -> None:
        spec = field_of(Adoption, "looked_at")
        field = LongTextField(self, placeholder=_(spec.content.example))
        self.add_field("looked_at", _(spec.label), field, required=True, explanation=_(spec.content.help))
        if len(self._records) > 1:
            self.column.addWidget(HelpText(self._names(), self))
            batch = TextField(self, placeholder=_("Incidents of 2025 from the old program"))
            self.add_field("batch", _("What the batch is called"), batch, required=True)

    def _names(self) -> str:
        named = ", ".join(each.number for each in self._records[:SHOWN])
        more = len(self._records) - SHOWN
        return named if more <= 0 else _("{names} and {n} more").format(names=named, n=more)

    def carry_out(self) -> None:
        said: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        adopt(self.desk.workspace, self._records, said["looked_at"], said.get("batch", ""))
        n = len(self._records)
        self.desk.say(ngettext("{n} record is adopted.", "{n} records are adopted.", n).format(n=n))


__all__ = ["AdoptDialog", "ClaimedLine"]
