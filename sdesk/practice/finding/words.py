"""Words that say something: for finding what was told before in similar words."""

import re
from collections.abc import Iterable

SHORTEST = 3
STEM = 5
"""Of words of seven letters and more only so many are compared: "printing" is like "printer"."""

_FILLERS = frozenset(
    [
        "about",
        "after",
        "again",
        "all",
        "always",
        "also",
        "and",
        "any",
        "are",
        "been",
        "before",
        "but",
        "can",
        "cannot",
        "could",
        "day",
        "did",
        "does",
        "don",
        "each",
        "every",
        "for",
        "from",
        "get",
        "gets",
        "had",
        "has",
        "have",
        "her",
        "him",
        "his",
        "how",
        "into",
        "its",
        "just",
        "lot",
        "may",
        "more",
        "much",
        "must",
        "never",
        "not",
        "now",
        "off",
        "one",
        "only",
        "other",
        "our",
        "out",
        "over",
        "own",
        "same",
        "she",
        "should",
        "since",
        "some",
        "still",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "too",
        "two",
        "under",
        "until",
        "very",
        "was",
        "way",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "does",
        "doesn",
        "isn",
        "error",
        "errors",
        "problem",
        "problems",
        "incident",
        "says",
        "said",
        "seems",
        "trouble",
        "user",
        "users",
        "work",
        "working",
        "works",
    ]
)


def telling_words(*texts: str) -> tuple[str, ...]:
    """The words worth comparing, each once, in the order in which they are said, in lower case."""
    words = (word for text in texts for word in re.findall(r"\w+", text.casefold()))
    return tuple(dict.fromkeys(word for word in words if len(word) >= SHORTEST and word not in _FILLERS))


def stem(word: str) -> str:
    """What is compared of a word: its beginning."""
    return word[:STEM] if len(word) > STEM + 1 else word


def words_in_common(wanted: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of the wanted words that the text has too, or that begin alike."""
    there = {stem(word) for word in telling_words(text)}
    return tuple(word for word in wanted if stem(word) in there)


__all__ = ["stem", "telling_words", "words_in_common"]
