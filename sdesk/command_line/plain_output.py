"""What commands print, without what a terminal would obey."""

import sys
from typing import Any, TextIO

_OBEYED = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


class PlainOutput:
    """A stream that lets no character through which a terminal obeys: what people wrote may hold such."""

    def __init__(self, stream: TextIO) -> None:
        self.exact = stream

    def write(self, text: str) -> int:
        return self.exact.write(text.translate(_OBEYED))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.exact, name)


def exact_output() -> TextIO:
    """For tables that are kept or read by programs, to the letter."""
    return sys.stdout.exact if isinstance(sys.stdout, PlainOutput) else sys.stdout
