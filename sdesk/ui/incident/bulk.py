"""What is done with several incidents at once: classified, put on hold, merged. Telling and closing go case by case."""

from collections.abc import Sequence
from uuid import UUID

from sdesk.models import ServiceIncident
from sdesk.models.priorities import Impact, Urgency
from sdesk.practice.incident.bulk import classify_all, hold_all, merge_all
from sdesk.practice.lifecycle.lists import search
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.workspaces import people
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext
from sdesk.ui.pieces import Candidate, ChoiceField, LinksPicker, LongTextField
from sdesk.ui.records.list.bulk_dialog import BulkDialog
from sdesk.ui.records.naming import called, candidate_of


class ClassifyAllDialog(BulkDialog):
    """What is left empty stays as it is in each."""

    def heading(self) -> str:
        return ngettext("Classify {n} incident", "Classify {n} incidents", len(self.records)).format(
            n=len(self.records)
        )

    def button_text(self) -> str:
        return _("Classify")

    def make_fields(self) -> None:
        impacts = [(each, _(each.label)) for each in Impact]
        urgencies = [(each, _(each.label)) for each in Urgency]
        persons = [(each.id, each.name) for each in people(self.desk.workspace)]
        self.add_field("impact", _("Impact"), ChoiceField(impacts, self))
        self.add_field("impact_in_words", _("Impact in words"), LongTextField(self))
        self.add_field("urgency", _("Urgency"), ChoiceField(urgencies, self))
        self.add_field("configuration_items", _("Items that may have failed"), LinksPicker(self._items, self))
        self.add_field("assigned_to", _("Assigned to"), ChoiceField(persons, self))

    def act(self) -> UUID | None:
        values = {name: value for name, field in self.fields.items() if (value := field.value())}
        return classify_all(self.desk.workspace, self.records, values)

    def said(self) -> str:
        n = len(self.records)
        return ngettext("{n} incident was classified.", "{n} incidents were classified.", n).format(n=n)

    def _items(self, words: str) -> Sequence[Candidate]:
        return [candidate_of(each) for each in search(self.desk.workspace, words, ("ConfigurationItem",))]


class HoldAllDialog(BulkDialog):
    def heading(self) -> str:
        return ngettext("Put {n} incident on hold", "Put {n} incidents on hold", len(self.records)).format(
            n=len(self.records)
        )

    def button_text(self) -> str:
        return _("Put on hold")

    def make_fields(self) -> None:
        self.add_field("reason", _("Reason"), LongTextField(self), required=True)

    def act(self) -> UUID | None:
        return hold_all(self.desk.workspace, self.records, self.fields["reason"].value())

    def said(self) -> str:
        n = len(self.records)
        return ngettext("{n} incident was put on hold.", "{n} incidents were put on hold.", n).format(n=n)


class MergeAllDialog(BulkDialog):
    def heading(self) -> str:
        return ngettext("Merge {n} incident", "Merge {n} incidents", len(self.records)).format(
            n=len(self.records)
        )

    def button_text(self) -> str:
        return _("Merge")

    def make_fields(self) -> None:
        those = [(each.id, called(each)) for each in self.records]
        self.add_field("into", _("The one that goes on"), ChoiceField(those, self), required=True)
        self.fields["into"].setValue(min(self.records, key=lambda each: each.number).id)
        self.add_field("reason", _("Why they are the same"), LongTextField(self), required=True)

    def act(self) -> UUID | None:
        chosen = self.fields["into"].value()
        into = self.desk.workspace.get(ServiceIncident, chosen) if chosen else None
        if into is None:
            raise Refused(message("Choose the one that goes on."))
        return merge_all(self.desk.workspace, self.records, into, self.fields["reason"].value())

    def said(self) -> str:
        n = len(self.records) - 1
        return ngettext("{n} incident was merged.", "{n} incidents were merged.", n).format(n=n)
