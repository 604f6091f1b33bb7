"""The lines between --- and --- at the top of an article: what is known about it, in YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from bot.knowledge.folder import control_character
from bot.knowledge.problems import quoted

if TYPE_CHECKING:
    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems

_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
# PyYAML takes seconds for a megabyte, and minutes for a hostile one.
_MOST_CHARACTERS = 1 << 16


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an article says about itself; `end` is the offset in the file at which its text begins."""

    title: str = ""
    language: str = "zh-Hans"
    credits: tuple[str, ...] = ()
    source: str = ""
    end: int = 0


def read_front_matter(source: Source, problems: Problems) -> FrontMatter:
    """The front matter of an article; an article without any has the defaults."""
    opening = source.text.partition("\n")[0]
    if opening.rstrip() != "---":
        return FrontMatter()
    start = len(opening) + 1
    closing = _CLOSING.search(source.text, start)
    if closing is None:
        problems.error(source.path, 1, "the front matter never ends; write a line --- after it")
        return FrontMatter()
    block = source.text[start : closing.start()]
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

    def read(self, end: int) -> FrontMatter:
        front = FrontMatter(end=end)
        seen: set[str] = set()
        for key, value in self._pairs():
            line = self._line(key.start_mark.index)
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name in seen:
                self._problems.warning(self._path, line, f"{quoted(name)} stands here twice; delete one")
            seen.add(name)
            match name:
                case "title":
                    front = replace(front, title=self._text(name, value, line))
                case "language":
                    front = replace(front, language=self._text(name, value, line) or front.language)
                case "source":
                    front = replace(front, source=self._text(name, value, line))
                case "credits":
                    front = replace(front, credits=self._lines(name, value, line))
                case _:
                    known = "title, language, credits, source"
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
