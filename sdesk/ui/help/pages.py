"""The pages of the guide as text: their blocks, what each is about, and what is found in them.

A block is a heading, a paragraph, an item of a list or a row of a table. What it is about stands in it, as a comment
that a reader does not see: `<!-- about: HoldDialog, ServiceIncident.hold_until -->`; alone on a line it belongs to the
block above. A task (`**CO.2.1 …**`) is what its block is about without being said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from sdesk.paths import guide

FIRST_PAGE = "guide/README.md"
MOST_FOUND = 80
MARKS = 0xE000
"""Letters that stand for nothing: each block ends with one of its own, so that it is found again where it is drawn."""
_ABOUT = re.compile(r"\s*<!-- about: (.*?) -->")
_TASK = re.compile(r"\*\*([A-Z]{2}\.\d\.\d)\b")
_LINK = re.compile(r"!?\[([^]]*)\]\(([^)]*)\)")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) ")
_RULE = re.compile(r"[\s|:-]+$")


@dataclass(frozen=True)
class Block:
    """One block: its words as they are read, the heading that it stands under, and what it is about."""

    number: int
    text: str
    heading: str
    is_heading: bool
    about: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The anchor of a heading, as GitHub makes it."""
        return re.sub(r"[^\w\- ]", "", self.text.casefold()).replace(" ", "-")


@dataclass(frozen=True)
class Page:
    """A page by its address below `docs/`, as Markdown."""

    address: str
    source: str

    @cached_property
    def _read(self) -> tuple[tuple[Block, ...], str]:
        return _blocks_of(self.source)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self._read[0]

    @property
    def marked(self) -> str:
        """The text to be drawn, a mark at the end of each block."""
        return self._read[1]

    @property
    def title(self) -> str:
        return next((each.text for each in self.blocks if each.is_heading), self.address)

    def block_at(self, anchor: str) -> Block | None:
        """The block of a number, of the slug of a heading, or of what it is about."""
        if anchor.isdecimal():
            return self.blocks[int(anchor)] if int(anchor) < len(self.blocks) else None
        named = (
            each for each in self.blocks if (each.is_heading and each.slug == anchor) or anchor in each.about
        )
        return next(named, None)

    def links(self) -> Iterator[str]:
        """Where the page leads within the guide, as addresses with their anchors."""
        for found in _LINK.finditer(self.source):
            target = found[2]
            if not found[0].startswith("!") and not re.match(r"\w+:", target):
                yield resolved(self.address, target)

    def pictures(self) -> Iterator[str]:
        for found in _LINK.finditer(self.source):
            if found[0].startswith("!"):
                yield resolved(self.address, found[2])


@dataclass(frozen=True)
class Found:
    """A line of the guide in which words were found: where it is, and what stands there."""

    address: str
    page: str
    heading: str
    text: str


def resolved(address: str, target: str) -> str:
    """Where a link on a page leads: an address below `docs/`, with its anchor."""
    path, _hash, anchor = target.partition("#")
    if path:
        parts: list[str] = []
        for part in PurePosixPath(address).parent.joinpath(path).parts:
            if part == "..":
                parts = parts[:-1]
            else:
                parts.append(part)
        path = "/".join(parts)
    return f"{path or address}#{anchor}" if anchor else path or address


class Guide:
    """All pages that the first one leads to, and further ones that are made of what is declared."""

    def __init__(self, further: Iterable[Page] = ()) -> None:
        self.pages: dict[str, Page] = {}
        self._follow()
        self._own = tuple(self.pages)
        for page in further:
            self.pages[page.address] = page

    def _follow(self) -> None:
        """In the order in which they are named."""
        ahead = [FIRST_PAGE]
        for address in ahead:
            path = guide(*address.split("/"))
            if address not in self.pages and path.suffix == ".md" and path.is_file():
                self.pages[address] = page = Page(address, path.read_text("utf-8"))
                ahead += [link.partition("#")[0] for link in page.links()]

    @property
    def is_there(self) -> bool:
        return FIRST_PAGE in self.pages

    @cached_property
    def about(self) -> Mapping[str, str]:
        """Where the guide speaks of a topic; where several do, the first."""
        found: dict[str, str] = {}
        for address in self._own:
            for block in self.pages[address].blocks:
                for topic in block.about:
                    found.setdefault(topic, f"{address}#{topic}")
        return found

    def page_for(self, topics: Iterable[str]) -> str:
        """Where it speaks of the first of the topics that it knows; else where it begins."""
        return next((self.about[topic] for topic in topics if topic in self.about), FIRST_PAGE)

    def find(self, words: str) -> list[Found]:
        """Blocks in which all words stand, or some of them below a heading that has the others; headings first, short ones before long ones."""
        wanted = words.casefold().split()
        ranked: list[tuple[int, int, Found]] = []
        for page in self.pages.values() if wanted else ():
            for block in page.blocks:
                text = block.text.casefold()
                around = f"{text} {block.heading} {page.title}".casefold()
                if not all(each in around for each in wanted) or not any(each in text for each in wanted):
                    continue
                is_whole = all(each in text for each in wanted)
                is_said = " ".join(wanted) in text
                rank = 0 if block.is_heading and is_whole else 1 if is_said else 2 if is_whole else 3
                said = Found(
                    f"{page.address}#{block.number}", page.title, block.heading, _excerpt(block.text, wanted)
                )
                ranked.append((rank, len(block.text), said))
        return [found for _rank, _length, found in sorted(ranked, key=lambda each: each[:2])[:MOST_FOUND]]


def _excerpt(text: str, words: list[str], room: int = 110) -> str:
    """So much of a block that the first word that was found is in it."""
    at = min((found for each in words if (found := text.casefold().find(each)) >= 0), default=0)
    start = 0 if at < room // 3 else text.rfind(" ", 0, at - 12) + 1
    cut = text[start : start + room]
    return ("… " if start else "") + cut + (" …" if start + room < len(text) else "")


def as_read(text: str) -> str:
    """Markdown without its marks."""
    text = _LINK.sub(lambda found: found[1], _ABOUT.sub("", text))
    text = re.sub(r"\*\*|`|(?<!\w)\*|\*(?!\w)|^#+ |^\s*(?:[-*]|\d+\.) ", "", text)
    return " ".join(text.replace("|", " ").split())


def _blocks_of(source: str) -> tuple[tuple[Block, ...], str]:
    blocks: list[Block] = []
    lines: list[str] = []
    heading = ""
    for first, part in _parts(source):
        text = _ABOUT.sub("", part)
        if not text.strip() or _RULE.match(text) or (text.startswith("    ") and not _ITEM.match(text)):
            lines.append(text)
            continue
        about = [name.strip() for found in _ABOUT.findall(part) for name in found.split(",")]
        about += _TASK.findall(part)
        is_heading = first.startswith("#")
        said = as_read(text)
        heading = said if is_heading else heading
        mark = chr(MARKS + len(blocks))
        blocks.append(Block(len(blocks), said, heading, is_heading, tuple(about)))
        ends = text.rstrip()
        lines.append(f"{ends[:-1].rstrip()} {mark} |" if ends.endswith("|") else f"{ends} {mark}")
    return tuple(blocks), "\n".join(lines)


def _parts(source: str) -> Iterator[tuple[str, str]]:
    """The lines of each block put together, with its first line; blank lines and what is indented as they are."""
    part: list[str] = []
    for line in [*source.splitlines(), ""]:
        is_more = bool(part) and bool(line.strip()) and not (line.startswith(("#", "|")) or _ITEM.match(line))
        is_more = is_more and (not part[0].startswith(("#", "|")) or _ABOUT.fullmatch(line) is not None)
        if part and not is_more:
            yield part[0], "\n".join(part)
            part = []
        if line.strip() and (part or not line.startswith("    ") or _ITEM.match(line)):
            part.append(line)
        else:
            yield line, line
