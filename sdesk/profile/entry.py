"""One table of a profile file, taken key by key. Every fault names the file, the entry and the key."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sdesk.errors import SdeskError

Word = TypeVar("Word", bound=str)


class Entry:
    """Keys are taken out as they are read, so that what is left in the end is what nobody knows.

    `place` is the file, and the entry in it: `iso29110-4-3.toml: task CO.2.1`.
    """

    def __init__(self, place: str, values: dict[str, Any]) -> None:
        self.place = place
        self._values = dict(values)

    def text(self, key: str) -> str:
        """A text that must be there and must not be empty."""
        text = self._take(key)
        if not isinstance(text, str) or not text:
            raise self._fault(key, "must be a text that is not empty")
        return text

    def optional_text(self, key: str) -> str:
        text = self._values.pop(key, "")
        if not isinstance(text, str):
            raise self._fault(key, "must be a text")
        return text

    def word(self, key: str, words: Iterable[Word]) -> Word:
        """One of a few known words."""
        text = self.text(key)
        for word in words:
            if word == text:
                return word
        raise self._fault(key, f'is "{text}", which is none of {", ".join(words)}')

    def flag(self, key: str) -> bool:
        """True or false; false where the key is not there."""
        flag = self._values.pop(key, False)
        if not isinstance(flag, bool):
            raise self._fault(key, "must be true or false")
        return flag

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one, none twice."""
        texts = self._take(key)
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
            raise self._fault(key, "must be a list of texts with at least one in it")
        for position, text in enumerate(texts):
            if text in texts[:position]:
                raise self._fault(key, f'has "{text}" twice')
        return tuple(texts)

    def optional_texts(self, key: str) -> tuple[str, ...]:
        return self.texts(key) if key in self._values else ()

    def entry(self, key: str) -> "Entry":
        values = self._take(key)
        if not isinstance(values, dict):
            raise self._fault(key, "must be a table")
        return Entry(f"{self.place}: {key}", values)

    def entries(self, key: str, identified_by: str) -> list["Entry"]:
        """Tables, each with its own text under `identified_by`; none where the key is not there."""
        tables = self._values.pop(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._fault(key, "must be a list of tables")
        names = [table.get(identified_by) for table in tables]
        for position, name in enumerate(names):
            if not isinstance(name, str) or not name:
                raise self._fault(key, f"number {position + 1} must have a text as {identified_by}")
            if name in names[:position]:
                raise self._fault(f"{key} {name}", f"is there twice, but {identified_by} must be different")
        return [Entry(f"{self.place}: {key} {table[identified_by]}", table) for table in tables]

    def finish(self) -> None:
        """Raise SdeskError where the entry holds a key that nobody took."""
        for key in self._values:
            raise self._fault(key, "is no key that a profile has here")

    def _take(self, key: str) -> Any:
        if key not in self._values:
            raise self._fault(key, "is missing")
        return self._values.pop(key)

    def _fault(self, key: str, text: str) -> SdeskError:
        return fault(self.place, key, text)


def fault(place: str, key: str, text: str) -> SdeskError:
    return SdeskError(f"{place}: {key} {text}.", "Correct the profile file.")
