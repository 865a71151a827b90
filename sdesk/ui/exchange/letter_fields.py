"""The parts of a message to somebody outside: to whom, which standard message, subject and text."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.practice.exchange.mail_drafts import Addressee, letter, open_places, standard_messages
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    AskingDialog,
    Callout,
    ChoiceField,
    HelpText,
    LabelledField,
    LongTextField,
    TextField,
    Tone,
    button,
    column_of,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.wording import worded


class LetterFields(QWidget):
    """Filled anew when somebody else or another standard message is chosen, until it is edited: what was typed stays."""

    def __init__(
        self,
        desk: Desk,
        record: Record,
        parties: Sequence[Addressee],
        parent: QWidget,
        *,
        preferred: Message = NOTHING_SAID,
    ) -> None:
        """`preferred` is a word of the occasion whose message is taken at first."""
        super().__init__(parent)
        self._desk = desk
        self._record = record
        self._parties = list(parties)
        self._messages = standard_messages(desk.workspace)
        reached = [(at, _reach(each)) for at, each in enumerate(parties)]
        self.to = ChoiceField(reached, self, empty=None, is_wide=True)
        self.to.setObjectName("letter.to")
        self.occasion = ChoiceField(
            [(at, each.occasion) for at, each in enumerate(self._messages)],
            self,
            empty=_("none, write it"),
            is_wide=True,
        )
        self.occasion.setObjectName("letter.occasion")
        self.subject = TextField(self)
        self.subject.setObjectName("letter.subject")
        self.text = LongTextField(self)
        self.text.setObjectName("letter.text")
        self._hint = HelpText("", self)
        self._typed = Callout(
            Tone.INFO, _("Your text was kept."), self, action=_("Write the chosen message in its place")
        )
        self._typed.setObjectName("letter.typed")
        self._typed.acted.connect(self.fill)
        column = column_of(
            LabelledField(_("To"), self.to, self),
            LabelledField(_("Standard message"), self.occasion, self),
            self._typed,
            LabelledField(_("Subject"), self.subject, self),
            inside=self,
        )
        text = LabelledField(_("Message"), self.text, self)
        column.addWidget(text)
        column.addWidget(self._hint)
        self.to.setValue(0 if self._parties else None)
        self.occasion.setValue(self._preferred(preferred))
        self.fill()
        self.to.changed.connect(self._chosen)
        self.occasion.changed.connect(self._chosen)
        self.text.changed.connect(self._show_open_places)

    def addressee(self) -> Addressee:
        at = self.to.value()
        return self._parties[at] if isinstance(at, int) else Addressee("")

    def fill(self) -> None:
        """Write the chosen message, with its places filled from the record."""
        at = self.occasion.value()
        message = self._messages[at] if isinstance(at, int) else None
        subject, text = letter(self._desk.workspace, self._record, message, self.addressee())
        self.subject.setValue(subject)
        self.text.setValue(text)
        self._filled = self._stands()
        self._typed.hide()
        self._show_open_places()

    def _stands(self) -> tuple[str, str]:
        return self.subject.value(), self.text.value()

    def _chosen(self) -> None:
        if self._stands() == self._filled:
            self.fill()
        else:
            self._typed.show()
            self._show_open_places()

    def _show_open_places(self) -> None:
        places = open_places(self.text.value())
        said = _("Still to be filled in: {places}").format(places=", ".join(places))
        without = _("There is no e-mail address; the mail program will ask for it.")
        missing_address = [] if self.addressee().email.strip() else [without]
        self._hint.setText(" ".join([*([said] if places else []), *missing_address]))
        self._hint.setVisible(bool(self._hint.text()))

    def _preferred(self, said: Message) -> int | None:
        """The policy may be written in the window's language, or in English."""
        words = [word.casefold() for word in (worded(said), str(said)) if word]
        fitting = (
            at for word in words for at, each in enumerate(self._messages) if word in each.occasion.casefold()
        )
        return next(fitting, None)


def _reach(party: Addressee) -> str:
    return f"{party.name} <{party.email}>" if party.email else party.name


def offer_only_note(dialog: AskingDialog, tip: str, note: Callable[[], object]) -> None:
    """Beside the buttons of a dialog about a letter: they were told otherwise, and it is only noted."""
    made = button(_("Only note it"), dialog, name="dialog.only-note")
    made.setToolTip(plain_tip(tip))
    made.setAutoDefault(False)
    made.clicked.connect(lambda: dialog.attempt(note))
    dialog.buttons.insertWidget(0, made)
