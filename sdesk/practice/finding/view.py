"""What can be said of the records of a kind to find them by, and the lists of them that people work from. Values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sdesk.translation import Message


@dataclass(frozen=True)
class Mark:
    """Something that is so of records which are not over, such as that one is late: `is:late` finds them.

    `tells` gives, for the workspace at this moment, what says it of one record after the other.
    """

    name: str
    label: Message
    tells: Callable[[Any], Callable[[Any], bool]]


@dataclass(frozen=True)
class View:
    """A list of records that is chosen by its name. `title` is what somebody typed, of one that was saved. `where` is a filter line; without `sort`, `columns`: as the list has them."""

    name: str
    title: Message | str
    where: str
    sort: str = ""
    descending: bool = True
    columns: tuple[str, ...] = ()


__all__ = ["Mark", "View"]
