"""A small window to record an incident from anywhere, in less time than the call takes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ServiceIncident, field_of
from sdesk.practice.finding.similar import similar_open
from sdesk.practice.incident.known_errors import known_errors_like
from sdesk.practice.incident.merging import report_again
from sdesk.practice.incident.recording import (
    Recorded,
    keep_draft,
    offered_services,
    only_service,
    record_quickly,
)
from sdesk.practice.lifecycle.records import delete_draft
from sdesk.practice.unsaved import TypedField, TypedForm, as_json
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.caller_field import CallerField
from sdesk.ui.incident.first_call import FirstCall
from sdesk.ui.incident.similar_list import FoundList
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    Candidate,
    HelpText,
    LabelledField,
    LinkPicker,
    LongTextField,
    PageTitle,
    TabsAsRead,
    TextField,
    Tone,
    button,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.fields import put_in
from sdesk.ui.unsaved.typing import OpenForm, typed_field
from sdesk.ui.wording import worded

LOOK_AFTER = 250
"""Milliseconds after the last key until what is similar is looked for."""

FEWEST_LETTERS = 3
QUICK = "quick incident"
"""What was typed in this window is known by."""


class _Foot(QWidget):
    """The buttons, read in the order in which they were made: the way on first, discarding last."""

    def as_read(self) -> list[QPushButton]:
        return self.findChildren(QPushButton)


class QuickIncidentWindow(TabsAsRead, QDialog):
    """Who, what, which service. Closing it keeps what was typed as a draft; nothing is lost."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quick.incident")
        self.setWindowTitle(_("New incident"))
        self.setAccessibleName(_("New incident"))
        self._desk = desk
        self._draft: ServiceIncident | None = None
        self._linked: set[UUID] = set()
        self._known: set[UUID] = set()
        self._make_fields()
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._look.timeout.connect(self.look_for_similar)
        self._assemble()
        self._connect()
        self._open_form = OpenForm(desk.typing, self._not_kept, self)
        for field in (self.who, self.who.picker, self.what, self.details, self.service, self.call):
            field.changed.connect(self._open_form.typed)
        self.resize(720, 660)

    # what others use

    def start(self) -> None:
        """Come up ready to type; what was typed and not recorded is still there."""
        self._take_over()
        self.show()
        self.raise_()
        self.activateWindow()
        if not self._has_words():
            self.who.startTyping()

    def record(self) -> ServiceIncident | None:
        """Record it (Ctrl+Enter). What is missing is said, and kept as a draft; None then."""
        kept = self._keep()
        if kept is None:
            return None
        if kept.missing:
            self._draft = kept.incident
            self._open_form.over()
            self._say_missing(kept)
            return None
        made = kept.incident
        self._desk.say(_("{number} is {state}.").format(number=made.number, state=_(made.state)))
        self._leave()
        return kept.incident

    def record_and_open(self) -> None:
        recorded = self.record()
        if recorded is not None:
            self._desk.open_record(recorded.id)

    def look_for_similar(self) -> None:
        """Show what is open or known and looks the same as what is typed so far."""
        words, service = self.what.value().strip(), self.service.value()
        enough = len(words) >= FEWEST_LETTERS
        workspace = self._desk.workspace
        besides = self._draft.id if self._draft else None
        incidents = similar_open(workspace, words, service, besides=besides) if enough else []
        errors = known_errors_like(workspace, words, service) if enough else []
        self.found.show_found(incidents, errors, frozenset(self._linked | self._known))
        self._hint.setVisible(not incidents and not errors)

    # what happens

    def _keep(self) -> Recorded | None:
        self._trouble.hide()
        self._open_form.about_to_save()
        if self._complains_of_words(self._unpicked().values()):
            return None
        try:
            return record_quickly(
                self._desk.workspace,
                self._values(),
                self._draft,
                belongs_to=self._linked,
                known_errors=self._known,
                solved_by=self.call.solved_by.value(),
            )
        except SdeskError as fault:
            self._complain(worded(fault))
            return None

    def _values(self) -> dict[str, Any]:
        return {
            "summary": self.what.value().strip(),
            "details": self.details.value().strip(),
            "customer": self.who.customer_id(),
            "reporter": self.who.reporter(),
            "service": self.service.value(),
            **self.call.values(),
        }

    def _say_missing(self, kept: Recorded) -> None:
        lacking = " ".join(worded(problem.text) for problem in kept.missing)
        said = _("Kept as draft {number}. {lacking}").format(number=kept.incident.number, lacking=lacking)
        self._trouble.say(Tone.WARNING, said, _("Open draft"))
        self._trouble.show()
        fields = {
            "summary": self.what,
            "details": self.details,
            "service": self.service,
            **self.call.fields(),
        }
        fields["configuration_items"] = self.call.item
        field = fields.get(kept.missing[0].field)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.who.startTyping()

    def _complains_of_words(self, pickers: Iterable[LinkPicker]) -> bool:
        said = next((each.typedProblem() for each in pickers), "")
        if said:
            self._complain(said)
        return bool(said)

    def _complain(self, text: str) -> None:
        self._trouble.say(Tone.ERROR, text)
        self._trouble.show()

    def _open_draft(self) -> None:
        draft = self._draft
        if draft is not None:
            self._keep()
            self._leave()
            self._desk.open_record(draft.id)

    def _open_found(self, record_id: UUID) -> None:
        self._desk.open_record(record_id)

    def _link(self, record_id: UUID, chosen: bool) -> None:
        (self._linked.add if chosen else self._linked.discard)(record_id)

    def _use_known(self, record_id: UUID, chosen: bool) -> None:
        (self._known.add if chosen else self._known.discard)(record_id)

    def _add_to(self, record_id: UUID) -> None:
        """It is the same: the caller waits to hear of that one too, and nothing new is recorded."""
        workspace = self._desk.workspace
        incident = workspace.get(ServiceIncident, record_id)
        if incident is None:
            return
        if self._complains_of_words([each for name, each in self._unpicked().items() if name != "service"]):
            return
        try:
            report_again(workspace, incident, self.who.reporter(), self.what.value())
            if self._draft is not None:
                delete_draft(workspace, self._draft)
        except SdeskError as fault:
            self._complain(worded(fault))
            return
        self._desk.say(_("The caller was added to {number}.").format(number=incident.number))
        self._leave()

    def _who_changed(self) -> None:
        customer = self.who.customer_id()
        only = only_service(self._desk.workspace, customer) if customer else None
        if only is not None and self.service.value() is None:
            self.service.setValue(Candidate(only.id, only.name, ""))
            self.call.service_chosen(only.id)
        self._look.start()

    def _caller_known(self) -> None:
        """Who it is needs no more keys: what is wrong comes next."""
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _service_changed(self) -> None:
        self._look.start()
        self.call.service_chosen(self.service.value())
        if self.service.value() is not None:
            self.call.impact.setFocus(Qt.FocusReason.OtherFocusReason)

    def _services(self, words: str) -> Sequence[Candidate]:
        found = offered_services(self._desk.workspace, self.who.customer_id(), words)
        return [Candidate(each.id, each.name, each.hours) for each in found]

    def _has_words(self) -> bool:
        said = self.what.value().strip() or self.details.value().strip()
        return bool(said or self.who.contact.value() or self._unpicked() or self.call.has_words())

    def _pickers(self) -> dict[str, LinkPicker]:
        return {
            "who": self.who.picker,
            "customer": self.who.customer,
            "service": self.service,
            "item": self.call.item,
        }

    def _unpicked(self) -> dict[str, LinkPicker]:
        """Where words stand that are no choice yet."""
        return {name: picker for name, picker in self._pickers().items() if picker.typedProblem()}

    def reject(self) -> None:
        """Esc: what was typed is kept as a draft."""
        if self.keep():
            self._leave()

    def keep(self) -> bool:
        """Keep what was typed as a draft, if anything was. False if it could not be; the window says why."""
        self._look.stop()
        if not self._has_words():
            return True
        unpicked = self._unpicked()
        unpicked.pop("who", None)  # somebody of whom only the name is known
        if self._complains_of_words(unpicked.values()):
            return False
        self._open_form.about_to_save()
        kept = self._draft_of_typed()
        if kept is None:
            return False
        self._draft = kept
        self._open_form.over()
        self._desk.say(_("Kept as draft {number}.").format(number=kept.number))
        return True

    def _draft_of_typed(self) -> ServiceIncident | None:
        values = self._values()
        values["reporter"] = values["reporter"] or self.who.named()
        said = (values["details"], self.call.solved_by.value().strip())
        values["details"] = "\n".join(filter(None, said))
        try:
            return keep_draft(self._desk.workspace, values, self._draft)
        except SdeskError as fault:
            self._complain(worded(fault))
            return None

    def discard(self) -> None:
        """Give up what was typed; a draft kept on the way is deleted and can be restored."""
        if self._draft is not None:
            delete_draft(self._desk.workspace, self._draft)
        self._leave()

    def _leave(self) -> None:
        self._open_form.over()
        self._draft = None
        self._linked.clear()
        self._known.clear()
        self._look.stop()
        for field in (self.what, self.details):
            field.setValue("")
        self.service.setValue(None)
        self.call.clear()
        self.who.clear()
        self._trouble.hide()
        self.found.show_found([], [])
        self._hint.show()
        self.hide()

    # what is typed and not kept as a draft

    def _not_kept(self) -> TypedForm | None:
        if not self._has_words() and self.who.reporter() is None:
            return None
        told = {name: value for name, value in self._values().items() if name not in self.call.values()}
        fields = [
            TypedField(name, _(field_of(ServiceIncident, name).label), as_json(value), str(value))
            for name, value in told.items()
            if value
        ]
        fields += [
            TypedField(name, each.accessibleName(), as_json(each.value()), each.displayText())
            for name, each in self.call.fields().items()
            if each.value()
        ]
        fields += [typed_field(name, each.accessibleName(), each) for name, each in self._unpicked().items()]
        return TypedForm("", None, QUICK, _("New incident"), tuple(fields))

    def _take_over(self) -> None:
        """What was kept of this window, if somebody asked for it and nothing is typed in it now."""
        offer = self._desk.typing.claim(None, None, QUICK)
        if offer is None or self._not_kept() is not None:
            return
        customer = self.who.fields_to_type()
        fields = {
            "summary": self.what,
            "details": self.details,
            **self._pickers(),
            **customer,
            **self.call.fields(),
        }
        for kept in offer.kept.form.fields:
            put_in(self._desk, fields[kept.name], kept)
        self._desk.typing.taken(offer)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    # making

    def _make_fields(self) -> None:
        self.who = CallerField(self._desk, self)
        self.what = TextField(self, placeholder=_("What you would call it on the telephone"))
        self.what.setObjectName("quick.what")
        self.details = LongTextField(self, placeholder=_("Details, if there are any yet"))
        self.details.setObjectName("quick.details")
        self.details.setAccessibleName(_("Details"))
        self.service = LinkPicker(self._services, self, placeholder=_("Part of a service's name"))
        self.service.setObjectName("quick.service")
        self.call = FirstCall(self._desk, self)
        self.found = FoundList(self)
        self.found.hide()
        self._hint = HelpText(
            _("Open incidents and known errors that look the same show up here while you type."), self
        )
        self._trouble = Callout(Tone.WARNING, "", self)
        self._trouble.hide()

    def _connect(self) -> None:
        self.who.changed.connect(self._who_changed)
        self.what.changed.connect(self._look.start)
        self.who.known.connect(self._caller_known)
        self.service.changed.connect(self._service_changed)
        self._trouble.acted.connect(self._open_draft)
        self.found.opened.connect(self._open_found)
        self.found.linked.connect(self._link)
        self.found.same.connect(self._add_to)
        self.found.used.connect(self._use_known)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.record)
        QShortcut(QKeySequence("Ctrl+Shift+Return"), self).activated.connect(self.record_and_open)

    def _assemble(self) -> None:
        room = QWidget(self)
        column_of(self._hint, self.found, STRETCH, inside=room, margins=(0, 0, GRID, 0))
        scroll = QScrollArea(self)
        scroll.setWidget(room)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = column_of(
            PageTitle(_("New incident"), self), self.who, inside=self, margins=PAGE_MARGIN, spacing=12
        )
        what = LabelledField(_("What"), self.what, self)
        column.addWidget(what)
        column.addLayout(self.call.how_bad(LabelledField(_("Which service"), self.service, self), self))
        column.addLayout(self.call.solved(self))
        column.addWidget(self.details)
        column.addWidget(self.call.outage)
        column.addWidget(self._trouble)
        column.addWidget(scroll, 1)
        column.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        foot = _Foot(self)
        record = primary_button(_("Record incident"), foot, name="quick.record")
        record.setToolTip(_("Record incident (Ctrl+Enter)"))
        record.clicked.connect(self.record)
        opens = button(_("Record and open"), foot, name="quick.record-and-open")
        opens.setToolTip(_("Record and open (Ctrl+Shift+Enter)"))
        opens.clicked.connect(self.record_and_open)
        later = button(_("Keep as draft"), foot, name="quick.keep")
        later.setToolTip(_("Keep as draft (Esc)"))
        later.clicked.connect(self.reject)
        gone = quiet_button(_("Discard"), foot, name="quick.discard")
        gone.clicked.connect(self.discard)
        line = row_of(gone, STRETCH, inside=foot)
        for each in (later, opens, record):
            each.setAutoDefault(False)
            line.addWidget(each)
        gone.setAutoDefault(False)
        return foot
