"""The search index: SQLite's FTS5, and all that is said to it."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, literal_column, text

from sdesk.storage.prepared.statements import Prepared

_FIND_BY = Prepared(
    text("INSERT OR REPLACE INTO search (rowid, number, title, body) VALUES (:place, :number, :title, :body)")
)
_OVER = "directory.state IN ('superseded', 'withdrawn', 'left', 'cancelled')"


class FoundBy(NamedTuple):
    """What stands in that place of the directory is found by these words."""

    place: int
    number: str
    title: str
    body: str


def find_by(connection: Connection, lines: Iterable[FoundBy]) -> None:
    """From now on, whatever they were found by before."""
    _FIND_BY.run_each(connection, (line._asdict() for line in lines))


def best_first(query: Any, directory: Any, words: str) -> Any:
    """The entries of the directory that a query asks for, those only that have all the words.

    A number comes before all, however it was typed; then what ends in what was typed of it.
    """
    number = "-".join(_words_of(words)).upper()
    exact = text("directory.number IN (upper(:words), :number) DESC").bindparams(
        words=words.strip(), number=number
    )
    ending = text("directory.number LIKE '%-' || :ending DESC").bindparams(ending=number)
    best = (exact, ending, text(_OVER), text("bm25(search, 10.0, 5.0, 1.0)"))
    return having_words(query, directory, words).order_by(*best)


def having_words(query: Any, directory: Any, words: str) -> Any:
    """The entries of the directory that a query asks for, those only that have all the words, in whatever order."""
    matching = text("search MATCH :match").bindparams(match=match_expression(words))
    joined = query.join_from(directory, text("search"), literal_column("search.rowid") == directory.c.place)
    return joined.where(matching)


def ids_found(words: str) -> TextClause:
    """The ids of all that has the words."""
    query = "SELECT d.id FROM search JOIN directory d ON d.place = search.rowid WHERE search MATCH :match"
    return text(query).bindparams(match=match_expression(words))


def match_expression(words: str) -> str:
    """Every word as a quoted prefix, so that nothing a person types is taken for FTS5 syntax."""
    return " ".join(f'"{word}"*' for word in _words_of(words))


def _words_of(words: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", words))


_WORD = re.compile(r"[^\W_]+")

__all__ = ["FoundBy", "best_first", "find_by", "having_words", "ids_found", "match_expression"]
