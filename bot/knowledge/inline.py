"""Markdown within a paragraph → what a reader sees: no marks, no tags, no addresses, no pictures."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKS = re.compile(r"[*_`\[\]<&\\~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def as_read(text: str) -> str:
    """The words of a text with Markdown's inline marks, HTML and entities, as they appear on a page."""
    if not _MARKS.search(text):
        return text
    (inline,) = _parser().parseInline(text)
    seen = "".join(_pieces(inline.children or ())).replace("\u00a0", " ")
    lines = (" ".join(line.split(" ")).strip() for line in _CONTROL.sub("", seen).split("\n"))
    return "\n".join(line for line in lines if line)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most articles have no marks, and `ask` must not wait

    return MarkdownIt("commonmark").enable("strikethrough")


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                yield token.content
            case "softbreak" | "hardbreak":
                yield "\n"
            case "html_inline" if _BREAK.fullmatch(token.content):
                yield "\n"
            case _:
                # Where a link begins and ends, emphasis, tags, pictures: nothing to read.
                continue
