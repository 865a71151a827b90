"""What commands print: without what a terminal would obey, and told where it does not arrive."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from sdesk.errors import SdeskError
from sdesk.translation import message as _

_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_IN_ITS_PLACE = "\ufffd"


class PlainOutput:
    """A stream that lets no character through which a terminal obeys: what people wrote may hold such.

    Raises SdeskError where the disk does not take it; BrokenPipeError where nobody reads it any more.
    """

    def __init__(self, stream: TextIO, obeyed: re.Pattern[str] | None = _OBEYED) -> None:
        self.stream = stream
        self._obeyed = obeyed

    def write(self, text: str) -> int:
        with _told():
            return self.stream.write(self._obeyed.sub(_IN_ITS_PLACE, text) if self._obeyed else text)

    def flush(self) -> None:
        with _told():
            self.stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        from sdesk.practice.safekeeping import reason

        said = _("What was to be printed could not be written: {cause}.", cause=reason(fault))
        raise NotPrinted(said, _("Print it somewhere else.")) from fault


class NotPrinted(SdeskError):
    """Standard output takes no more."""


def exact_output() -> Any:
    """For tables that are kept or read by programs, to the letter."""
    return PlainOutput(sys.stdout.stream, None) if isinstance(sys.stdout, PlainOutput) else sys.stdout


__all__ = ["NotPrinted", "PlainOutput", "exact_output"]
