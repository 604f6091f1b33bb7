"""Web pages → pieces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import html

from bot.editing.importing.blocks import Piece, PieceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_SKIPPED: Final = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "iframe", "button", "select")
)
_ASIDE: Final = frozenset(("nav", "footer", "aside", "form"))
_BLOCKS: Final = frozenset(
    (
        *(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "body",
            "html",
            "center",
            "figure",
            "figcaption",
        ),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_KINDS: Final = {"li": PieceKind.ITEM, "dd": PieceKind.ITEM, "blockquote": PieceKind.QUOTE}


def html_pieces(text: str) -> Iterator[Piece]:
    """The pieces of a page in reading order; what leads about the site has the level -1."""
    parser = html.HTMLParser(remove_comments=True, no_network=True, huge_tree=False)
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    yield from _of_element(html.document_fromstring(page or "<p></p>", parser=parser))


def _of_element(element: HtmlElement) -> Iterator[Piece]:
    tag = _tag(element)
    if tag in _SKIPPED or not tag:
        return
    if tag in _ASIDE:
        if words := _spoken(element):
            yield Piece(PieceKind.TEXT, words, level=-1)
    elif re.fullmatch("h[1-6]", tag):
        yield Piece(PieceKind.HEADING, _spoken(element).replace("\n", " "), int(tag[1]))
    elif tag == "table":
        rows = tuple(tuple(map(_spoken, row.iter("td", "th"))) for row in element.iter("tr"))
        if rows := tuple(row for row in rows if any(row)):
            yield Piece(PieceKind.TABLE, "", rows=rows)
    elif tag == "pre":
        yield Piece(PieceKind.CODE, "```\n{}\n```".format(element.text_content().strip("\n")))
    elif any(_tag(child) in _BLOCKS for child in element.iterdescendants()):
        yield from _mixed(element)
    else:
        yield from _words(element)


def _words(element: HtmlElement) -> Iterator[Piece]:
    """A block that holds words alone, a piece for each of its lines."""
    words = _spoken(element)
    bold = [child for child in element if _tag(child) in {"b", "strong"}]
    alone = len(bold) == 1 and _spoken(bold[0]) == words
    centred = "center" in f"{element.get('style') or ''}{element.get('align') or ''}"
    for line in words.split("\n"):
        if line:
            yield Piece(_KINDS.get(_tag(element), PieceKind.TEXT), line, prominent=alone or centred)


def _mixed(element: HtmlElement) -> Iterator[Piece]:
    """A block that holds blocks, and words between them."""
    kind = _KINDS.get(_tag(element), PieceKind.TEXT)
    between = [(element.text or "").strip()]
    for child in element:
        if _tag(child) in _BLOCKS | _SKIPPED | _ASIDE:
            if words := " ".join(filter(None, between)):
                yield Piece(kind, words)
            between = []
            yield from _of_element(child)
        else:
            between.append(_spoken(child))
        between.append((child.tail or "").strip())
    if words := " ".join(filter(None, between)):
        yield Piece(kind, words)


def _spoken(element: HtmlElement) -> str:
    """The words of an element, a line where the page has one."""
    parts: list[str] = []

    def walk(node: HtmlElement) -> None:
        tag = _tag(node)
        if tag in _SKIPPED or not tag:
            return
        parts.append("\n" if tag == "br" else "")
        parts.append(re.sub(r"\s+", " ", node.text or ""))
        for child in node:
            walk(child)
            parts.append(re.sub(r"\s+", " ", child.tail or ""))

    walk(element)
    lines = (line.strip(" \u3000") for line in "".join(parts).replace("\u00a0", " ").split("\n"))
    return "\n".join(filter(None, lines))


def _tag(element: HtmlElement) -> str:
    """The name of an element; "" for what is none."""
    return element.tag.lower() if isinstance(element.tag, str) else ""
