"""A mail that came in, read from its .eml file: who, what, when, and the files in it. It is foreign input: bounded and plain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, MessageError, StartBoundaryNotFoundDefect
from email.message import Message
from email.policy import default
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.translation import message as _

LARGEST = 50 * 1024 * 1024
"""Bytes of a mail that are read at all."""
MOST_PARTS = 200
LONGEST_TEXT = 20_000
"""Characters of its text that go into a record; the whole mail is kept beside it."""
LONGEST_SUBJECT = 200
LONGEST_ID = 998
"""Characters of a line in a mail."""

_ANSWERED = re.compile(r"^\s*((re|fw|fwd|aw|wg|rv|res|enc|sv|vs|tr)\s*(\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_ORIGINAL = re.compile(r"^(-{2,}[^-]{4,60}-{2,}|_{20,})$")
"""The line that some mail programs put above what is answered."""
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class MailFile:
    """A file in a mail, with a name that is safe to keep it under."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """`sent_at` is None where it does not say when, or says what cannot be; `said` is its text without what it quotes.

    `message_id` is what whoever sent it calls it, and may be anything. One that is not `is_whole` ends before it said that
    it would: it is still being written, or was cut off.
    """

    name: str
    email: str
    subject: str
    said: str
    sent_at: datetime | None
    files: tuple[MailFile, ...]
    content: bytes
    message_id: str = ""
    is_whole: bool = True

    @property
    def about(self) -> str:
        """Its subject without "Re:" and the like."""
        return _ANSWERED.sub("", self.subject).strip()


def read_mail(content: bytes) -> Mail:
    """Raises SdeskError for what is too large, or no mail."""
    if len(content) > LARGEST:
        said = _("The mail is larger than {megabytes} MB.", megabytes=LARGEST // 1024 // 1024)
        raise SdeskError(said, _("Save what matters of it as a file, and attach that."))
    try:
        mail = message_from_bytes(content, policy=default)
        parts = [part for _n, part in zip(range(MOST_PARTS), mail.walk(), strict=False)]
        name, email = _sender(mail)
        subject = " ".join(_plain(_header(mail, "Subject")).split())[:LONGEST_SUBJECT]
        text = _text_of(parts)
        files = tuple(_files(parts))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as fault:
        raise _no_mail() from fault
    if not (email or subject or text):
        raise _no_mail()
    own = without_quotes(text)[:LONGEST_TEXT]
    return Mail(
        name, email, subject, own, _sent_at(mail), files, content, _message_id(mail), not _is_cut_off(parts)
    )


def _no_mail() -> SdeskError:
    return SdeskError(_("This is no mail that can be read."), _("Save it from the mail program as .eml."))


def without_quotes(text: str) -> str:
    """What somebody wrote themselves: without lines they quote, and what hangs below an answer."""
    kept: list[str] = []
    lines = text.splitlines()
    for line, follows in zip(lines, _what_follows(lines), strict=True):
        if _ORIGINAL.match(line.strip()) or _introduces_a_quote(line.strip(), follows):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    own = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return own or text.strip()


def _what_follows(lines: Sequence[str]) -> list[str]:
    """Of each line the next one that says something; read from the end, as a mail may have any number of lines."""
    following: list[str] = []
    said = ""
    for line in reversed(lines):
        following.append(said)
        said = line.strip() or said
    return following[::-1]


def _introduces_a_quote(line: str, follows: str) -> bool:
    """Such as "On 2 March 2026 Ana wrote:", in any language: it has a date, ends with a colon, and a quote follows."""
    return line.endswith(":") and any(char.isdigit() for char in line) and follows.startswith(">")


def _sender(mail: Message) -> tuple[str, str]:
    """The name may be anything; an address that is none is left out."""
    addresses = getattr(mail["From"], "addresses", ())
    if not addresses:
        return " ".join(_plain(_header(mail, "From")).split())[:LONGEST_SUBJECT], ""
    first = addresses[0]
    email = first.addr_spec if first.username and first.domain else ""
    return " ".join(_plain(first.display_name).split())[:LONGEST_SUBJECT], _plain(email)[:254]


def _header(mail: Message, name: str) -> str:
    found = mail[name]
    return str(found) if found is not None else ""


def _message_id(mail: Message) -> str:
    """As it stands there: what is wrong about it does not make the mail one that cannot be read."""
    found = next((value for name, value in mail.raw_items() if name.casefold() == "message-id"), "")
    return "".join(_plain(str(found)).split())[:LONGEST_ID]


def _is_cut_off(parts: Sequence[Message]) -> bool:
    ends = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
    return any(isinstance(defect, ends) for part in parts for defect in part.defects)


def _sent_at(mail: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(_header(mail, "Date"))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text_of(parts: Sequence[Message]) -> str:
    """The plain text of it; that of its HTML where it has no other."""
    own = [part for part in parts if not part.is_multipart() and not _is_file(part)]
    for kind, read in (("text/plain", _plain), ("text/html", _text_of_html)):
        said = [read(_decoded(part)) for part in own if part.get_content_type() == kind]
        if any(each.strip() for each in said):
            return "\n\n".join(each.strip() for each in said if each.strip())
    return ""


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return str(raw or "")
    charset = part.get_content_charset("utf-8")
    try:
        return raw.decode(charset, "replace")
    except (LookupError, ValueError):  # of no such name, or one that is no set of letters
        return raw.decode("utf-8", "replace")


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _files(parts: Sequence[Message]) -> list[MailFile]:
    found = []
    for part in parts:
        if part.is_multipart() or not _is_file(part):
            continue
        raw = part.get_payload(decode=True)
        if isinstance(raw, bytes) and raw:
            found.append(MailFile(safe_name(str(part.get_filename() or "file")), raw))
    return found


def _plain(text: str) -> str:
    """Without what no reader sees, and what would turn the line round."""
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class _HtmlText(HTMLParser):
    """The text of a page: nothing of it is fetched or run."""

    _SILENT = ("script", "style", "head", "title")
    _LINES = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "body":
            self._silent = 0  # a head need not be closed
        if tag in self._SILENT:
            self._silent += 1
        if tag in self._LINES:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(re.sub(r"\s+", " ", data))


def _text_of_html(html: str) -> str:
    reader = _HtmlText()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.said).splitlines())
    return _plain("\n".join(lines))


__all__ = ["LARGEST", "LONGEST_SUBJECT", "Mail", "MailFile", "read_mail", "without_quotes"]
