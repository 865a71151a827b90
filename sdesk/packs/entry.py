"""One table of a file of a pack, taken key by key. Every fault names the file, the entry, the key and what it must be."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from sdesk.errors import SdeskError
from sdesk.translation import Message
from sdesk.translation import message as _

Word = TypeVar("Word", bound=str)


class Entry:
    """Keys are taken out as they are read, so that what is left in the end is what nobody knows.

    `place` is the file, and the entry in it: `29110-4-3/requirements.toml: task CO.2.1`.
    """

    def __init__(self, place: str, values: dict[str, Any]) -> None:
        self.place = place
        self._known: list[str] = []
        self._values = dict(values)

    def __contains__(self, key: str) -> bool:
        self._known.append(key)
        return key in self._values

    def text(self, key: str) -> str:
        """A text that must be there and must not be empty."""
        return self._text(key, self._take(key))

    def optional_text(self, key: str) -> str:
        """A text that is not empty, or "" where the key is not there."""
        return self.text(key) if key in self else ""

    def _text(self, key: str, text: Any) -> str:
        if not isinstance(text, str) or not text.strip():
            raise self.fault(key, _("must be a text that is not empty"))
        return text

    def word(self, key: str, words: Iterable[Word]) -> Word:
        """One of a few known words."""
        text = self.text(key)
        for word in words:
            if word == text:
                return word
        known = ", ".join(words)
        raise self.fault(key, _('is "{text}", but must be one of {known}', text=text, known=known))

    def words(self, key: str, words: Iterable[Word]) -> tuple[Word, ...]:
        """A list of known words, each as often as one likes; empty where the key is not there."""
        texts = self._pop(key, [])
        known = {str(word): word for word in words}
        if not isinstance(texts, list) or not all(isinstance(text, str) and text in known for text in texts):
            raise self.fault(key, _("must be a list of {known}", known=", ".join(known)))
        return tuple(known[text] for text in texts)

    def flag(self, key: str) -> bool:
        """True or false; false where the key is not there."""
        flag = self._pop(key, False)
        if not isinstance(flag, bool):
            raise self.fault(key, _("must be true or false"))
        return flag

    def number(self, key: str) -> int:
        number = self._take(key)
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise self.fault(key, _("must be a whole number, 0 or more"))
        return number

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one, none twice."""
        texts = self._take(key)
        if not isinstance(texts, list) or not texts:
            raise self.fault(key, _("must be a list of texts with at least one in it"))
        for position, text in enumerate(texts):
            self._text(key, text)
            if text in texts[:position]:
                said = _('has "{text}" twice, but each only once is allowed', text=text)
                raise self.fault(key, said)
        return tuple(texts)

    def optional_texts(self, key: str) -> tuple[str, ...]:
        return self.texts(key) if key in self else self._pop(key, ())

    def entry(self, key: str) -> "Entry":
        """A table; an empty one where the key is not there."""
        values = self._pop(key, {})
        if not isinstance(values, dict):
            raise self.fault(key, _("must be a table"))
        return Entry(f"{self.place}: {key}", values)

    def entries(self, key: str, identified_by: str) -> list["Entry"]:
        """Tables, each with its own text under `identified_by`; none where the key is not there."""
        tables = self._pop(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.fault(key, _("must be a list of tables"))
        names = [table.get(identified_by) for table in tables]
        for position, name in enumerate(names):
            if not isinstance(name, str) or not name.strip():
                place = position + 1
                said = _("number {place} must have a text as {key}", place=place, key=identified_by)
                raise self.fault(key, said)
            if "/" in name:
                raise self.fault(f"{key} {name}", _("must have no / in its {key}", key=identified_by))
            if name in names[:position]:
                said = _("is there twice, but each must have its own {key}", key=identified_by)
                raise self.fault(f"{key} {name}", said)
        return [Entry(f"{self.place}: {key} {table[identified_by]}", table) for table in tables]

    def keyed(self, key: str) -> Iterator[tuple[str, "Entry"]]:
        """A table of tables, by their keys: `[task."CO.2.1"]`."""
        tables = self._pop(key, {})
        if not isinstance(tables, dict):
            raise self.fault(key, _("must be a table of tables"))
        for name, table in tables.items():
            if not isinstance(table, dict):
                raise self.fault(f"{key} {name}", _("must be a table"))
            yield name, Entry(f"{self.place}: {key} {name}", table)

    def values(self, key: str) -> Iterator[tuple[str, Any]]:
        """The keys and values of a table, whatever they are; none where it is not there."""
        yield from self.entry(key).rest()

    def rest(self) -> Iterator[tuple[str, Any]]:
        """Every key that is left, taken out with its value."""
        for key in list(self._values):
            yield key, self._pop(key, None)

    def finish(self) -> None:
        """Raise SdeskError where the entry holds a key that nobody took."""
        for key in self._values:
            known = ", ".join(sorted(set(self._known)))
            said = _("is not known here; known are {known}", known=known) if known else _("is not known here")
            raise self.fault(key, said)

    def _take(self, key: str) -> Any:
        if key not in self._values:
            raise self.fault(key, _("is missing"))
        return self._pop(key, None)

    def _pop(self, key: str, default: Any) -> Any:
        self._known.append(key)
        return self._values.pop(key, default)

    def fault(self, key: str, said: Message) -> SdeskError:
        return fault(self.place, key, said)


def fault(place: str, key: str, said: Message | str) -> SdeskError:
    """`said` goes on after the key: "must be true or false"."""
    whole = _("{place}: {key} {fault}.", place=place, key=key, fault=said)
    return SdeskError(whole, _("Correct the file of the pack."))
