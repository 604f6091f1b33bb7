"""The lines between --- and --- at the top of an article: what is known about it, in YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from bot.knowledge.folder import control_character
from bot.knowledge.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems

_LANGUAGE = "zh-Hans"
_ELSEWHERE = frozenset(
    {
        "description",
        "author",
        "authors",
        "tags",
        "keywords",
        "categories",
        "layout",
        "slug",
        "id",
        "lang",
        "sidebar",
    }
)
"""What other programs keep there; it says nothing here."""
_YES = frozenset({"true", "yes", "on", "是"})
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?)?")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_OPENING = re.compile(r"(?:\s|<!--(?:(?!-->).)*-->)*(?P<mark>---|\+\+\+)[ \t]*\n", re.DOTALL)
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
# PyYAML takes seconds for a megabyte, and minutes for a hostile one.
_MOST_CHARACTERS = 1 << 16


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an article says about itself; `end` is the offset in the file at which its text begins."""

    title: str = ""
    language: str = _LANGUAGE
    credits: tuple[str, ...] = ()
    source: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""
    order: int | None = None
    draft: bool = False
    until: str = ""
    end: int = 0


def read_front_matter(source: Source, problems: Problems) -> FrontMatter:
    """The front matter of an article; an article without any has the defaults."""
    opening = _OPENING.match(source.text)
    if opening is None:
        return FrontMatter()
    line = source.text.count("\n", 0, opening.start("mark")) + 1
    if opening["mark"] == "+++":
        problems.warning(
            source.path, line, "front matter in TOML is not read; write it as `title: …` between --- and ---"
        )
        closing = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE).search(source.text, opening.end())
        return FrontMatter(end=closing.end() if closing else 0)
    start = opening.end()
    closing = _CLOSING.search(source.text, start)
    if closing is None:
        problems.error(source.path, line, "the front matter never ends; write a line --- after it")
        return FrontMatter()
    # What stands above it is blank, and counts for the numbers of the lines.
    block = "\n" * (line - 1) + source.text[start : closing.start()]
    if len(block) > _MOST_CHARACTERS:
        problems.error(
            source.path, 1, f"the front matter is longer than {_MOST_CHARACTERS:,} characters; shorten it"
        )
        return FrontMatter(end=closing.end())
    return _Reader(source, block, problems).read(closing.end())


class _Reader:
    """Walks YAML's nodes, not its values: they know their lines, and a date or a `no` stays as typed."""

    def __init__(self, source: Source, block: str, problems: Problems) -> None:
        self._path = source.path
        self._block = block
        self._problems = problems
        self._fields: dict[str, Callable[..., Any]] = {
            "title": self._text,
            "language": lambda *field: self._text(*field) or _LANGUAGE,
            "credits": self._lines,
            "source": self._text,
            "date": self._date,
            "publisher": self._text,
            "url": self._address,
            "order": self._number,
            "draft": lambda *field: self._text(*field).lower() in _YES,
            "until": self._date,
        }

    def read(self, end: int) -> FrontMatter:
        front = FrontMatter(end=end)
        seen: set[str] = set()
        for key, value in self._pairs():
            line = self._line(key.start_mark.index)
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name in seen:
                self._problems.warning(self._path, line, f"{quoted(name)} stands here twice; delete one")
            seen.add(name)
            read = self._fields.get(name)
            if name in _ELSEWHERE:
                continue
            if read is not None:
                front = replace(front, **{name: read(name, value, line)})
            else:
                known = ", ".join(self._fields)
                self._problems.warning(self._path, line, f"{quoted(name)} is not known here; use {known}")
        return front

    def _pairs(self) -> list[tuple[yaml.Node, yaml.Node]]:
        try:
            node = yaml.compose(self._block, Loader=yaml.BaseLoader)
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
            self._invalid(error)
            return []
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self._problems.error(
                self._path, 2, "the front matter is no list of `name: value` lines; write title: …"
            )
            return []
        return list(node.value)

    def _invalid(self, error: Exception) -> None:
        match error:
            case yaml.MarkedYAMLError(problem=str(reason), problem_mark=yaml.Mark(index=int(index))):
                pass
            case yaml.reader.ReaderError(reason=str(reason), position=int(index)):
                pass
            case RecursionError():
                reason, index = "nested too deeply", 0
            case _:
                reason, index = str(error) or type(error).__name__, 0
        reason = quoted(reason, 80)[1:-1]
        remedy = 'put a value that holds : or # in "quotes"'
        self._problems.error(
            self._path, self._line(index), f"the front matter is not valid YAML ({reason}); {remedy}"
        )

    def _text(self, name: str, node: yaml.Node, line: int) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._problems.error(self._path, line, f'{name} is not one text; put it in "quotes"')
            return ""
        return " ".join(self._clean(name, node, line).split())

    def _date(self, name: str, node: yaml.Node, line: int) -> str:
        """A day, or as much of one as is known, in the order of ISO 8601: 2026-11-26, 2026-11, 2026."""
        text = self._text(name, node, line)
        found = _DATE.fullmatch(text)
        if text and found is None:
            self._problems.warning(
                self._path, line, f"{name} {quoted(text)} is no date; write one such as 2026-11-26"
            )
        return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""

    def _address(self, name: str, node: yaml.Node, line: int) -> str:
        text = self._text(name, node, line)
        if text and not _ADDRESS.fullmatch(text):
            self._problems.warning(
                self._path, line, f"{name} {quoted(text)} is no address; write one that begins with https://"
            )
            return ""
        return text

    def _number(self, name: str, node: yaml.Node, line: int) -> int | None:
        text = self._text(name, node, line)
        if text.isascii() and text.isdecimal() and len(text) < 10:
            return int(text)
        self._problems.warning(self._path, line, f"{name} {quoted(text)} is no number; write one such as 1")
        return None

    def _lines(self, name: str, node: yaml.Node, line: int) -> tuple[str, ...]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        lines: list[str] = []
        for item in nodes:
            if isinstance(item, yaml.ScalarNode):
                lines += self._clean(name, item, line).split("\n")
            else:
                where = self._line(item.start_mark.index)
                self._problems.error(
                    self._path, where, f'a line of {name} is not one text; put the line in "quotes"'
                )
        return tuple(text.strip() for text in lines if text.strip())

    def _clean(self, name: str, node: yaml.ScalarNode, line: int) -> str:
        """YAML's escapes can write what the file itself may not hold."""
        value = str(node.value)
        if control_character(value) is None:
            return value
        self._problems.error(
            self._path, line, f"{name} holds a control character; delete the escape that writes it"
        )
        return ""

    def _line(self, index: int) -> int:
        return self._block.count("\n", 0, index) + 2
