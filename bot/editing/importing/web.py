"""Web pages → pieces."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Final

from lxml import html

from bot.editing.importing.blocks import Piece, PieceKind
from bot.editing.importing.tables import Cell, table_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_SKIPPED: Final = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "iframe", "button", "select")
)
_ASIDE: Final = frozenset(("nav", "footer", "aside", "form"))
_SITE: Final = re.compile(
    r"(?:\w*[-_])?(?:top)?(?:nav|menu|foot|footer|bottom|copyright|share|breadcrumbs?|crumbs?|position|location|pager|sidebar)"
    r"(?:bar|s|\d{1,2})?",
    re.IGNORECASE,
)
"""Names that pages give to what leads about the site."""
_MOST: Final = 0.5
"""Of a page's words, so many are not about its site, whatever their element is called."""
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
        *("tbody", "thead", "tfoot", "tr", "td", "th", "caption", "details", "summary", "fieldset", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_LEADS_ON: Final = re.compile(
    r"[【\[]?(?:[上下]一[篇条页]|打印本|关闭窗口|返回(?:顶部|首页|列表)|分享到|字号)|.{0,60}(?:浏览|阅读|点击)(?:次数|量|数)[:：]",
    re.DOTALL,
)
"""Lines that pages put around what they say."""
_MOST_CELLS: Final = 1000
_SHORTEST: Final = 5
"""Characters of a title that the name of a window begins with by no accident."""
_KINDS: Final = {"li": PieceKind.ITEM, "dd": PieceKind.ITEM, "blockquote": PieceKind.QUOTE}


def html_pieces(text: str) -> Iterator[Piece]:
    """The pieces of a page in reading order; what leads about the site has the level -1."""
    parser = html.HTMLParser(remove_comments=True, no_network=True, huge_tree=False)
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    document = html.document_fromstring(page or "<p></p>", parser=parser)
    named = " ".join(document.xpath("string(//title)").split())
    size = len(document.text_content())
    for element in document.xpath("//*[@class or @id]"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
        if any(map(_SITE.fullmatch, names)) and len(element.text_content()) < size * _MOST:
            element.tag = "aside" if _tag(element) in _BLOCKS else element.tag
    pieces = list(_of_element(document))
    title = _title(pieces, named)
    for at, piece in enumerate(pieces):
        above = at < title and not piece.rows and not re.search(r"[。！？]$", piece.text)
        if above or _LEADS_ON.match(piece.text):
            # Above the title stands what leads about the site.
            yield Piece(PieceKind.TEXT, piece.text, level=-1)
        elif at == title:
            yield Piece(PieceKind.HEADING, " ".join(piece.text.split()), 1)
        else:
            yield piece


def _title(pieces: Sequence[Piece], named: str) -> int:
    """Where the page has its title: in its only heading of the first rank, or where it says what its window is called."""
    first = [at for at, piece in enumerate(pieces) if piece.kind is PieceKind.HEADING and piece.level == 1]
    if len(first) == 1:
        return first[0]
    same = (
        at for at, piece in enumerate(pieces) if len(piece.text) >= _SHORTEST and named.startswith(piece.text)
    )
    return -1 if first else next((at for at in same if pieces[at].level >= 0), -1)


def _of_element(element: HtmlElement) -> Iterator[Piece]:
    tag = _tag(element)
    if tag in _SKIPPED or not tag:
        return
    if tag in _ASIDE:
        if words := " ".join(_spoken(element, apart="\n").split("\n")):
            yield Piece(PieceKind.TEXT, words, level=-1)
    elif re.fullmatch("h[1-6]", tag):
        yield Piece(PieceKind.HEADING, _spoken(element).replace("\n", " "), int(tag[1]))
    elif tag == "table" and not _is_layout(element):
        yield from (Piece(PieceKind.TEXT, _spoken(each)) for each in element.iter("caption"))
        yield from table_pieces(_cells(element))
    elif tag == "pre":
        yield Piece(PieceKind.CODE, "```\n{}\n```".format(element.text_content().strip("\n")))
    elif any(_tag(child) in _BLOCKS for child in element.iterdescendants()):
        yield from _mixed(element)
    else:
        yield from _words(element)


def _is_layout(table: HtmlElement) -> bool:
    """Whether a table puts blocks of a page beside one another: it has one cell a row, or holds tables or headings."""
    rows = [[cell for cell in row if _tag(cell) in {"td", "th"}] for row in table.iter("tr")]
    inner = next(table.iterdescendants("table", "h1", "h2", "h3", "h4"), None)
    return inner is not None or all(len(row) <= 1 for row in rows)


def _cells(table: HtmlElement) -> list[list[Cell]]:
    """The cells of a table; one that reaches down stands in each of its rows."""
    rows: list[dict[int, Cell]] = []
    elements = list(table.iter("tr"))
    rows = [{} for _ in elements]
    for number, row in enumerate(elements):
        at = 0
        for cell in row.iterchildren("td", "th"):
            while at in rows[number]:
                at += 1
            text = _spoken(cell, apart="\n")
            wide = _number_of(cell, "colspan")
            for below in rows[number : number + _number_of(cell, "rowspan")]:
                below.update({at + over: Cell(text, wide=bool(over)) for over in range(wide)})
            at += wide
    return [[row.get(at, Cell("")) for at in range(max(row, default=-1) + 1)] for row in rows]


def _number_of(element: HtmlElement, name: str) -> int:
    """What an attribute says, from 1 on; pages write there what they like."""
    said = str(element.get(name) or "").strip()
    return min(max(int(said), 1), _MOST_CELLS) if said.isdecimal() else 1


def _words(element: HtmlElement) -> Iterator[Piece]:
    """A block that holds words alone, a piece for each of its lines."""
    centred = "center" in f"{element.get('style') or ''}{element.get('align') or ''}"
    bold = {_spoken(each) for each in element.iterdescendants("b", "strong")}
    apart = _tag(element) in {"summary", "dt"}
    number = _number(element)
    for line in _spoken(element).split("\n"):
        if line:
            kind = PieceKind.TEXT if number else _KINDS.get(_tag(element), PieceKind.TEXT)
            yield Piece(kind, f"{number}{line}", prominent=line in bold or centred or apart, centred=centred)
            number = ""


def _number(element: HtmlElement) -> str:
    """The number that a page shows before an item of a list that counts."""
    parent = element.getparent() if _tag(element) == "li" else None
    if parent is None or _tag(parent) != "ol":
        return ""
    return f"{_number_of(parent, 'start') + list(parent.iterchildren('li')).index(element)}. "


def _mixed(element: HtmlElement) -> Iterator[Piece]:
    """A block that holds blocks, and words between them, a piece for each of their lines."""
    between = html.Element(element.tag, dict(element.attrib))
    between.text = element.text
    for child in element:
        if _tag(child) in _BLOCKS | _SKIPPED | _ASIDE or any(
            _tag(each) in _BLOCKS for each in child.iterdescendants()
        ):
            yield from _words(between)
            yield from _of_element(child)
            between = html.Element(element.tag, dict(element.attrib))
            between.text = child.tail
        else:
            between.append(copy(child))
    yield from _words(between)


def _spoken(element: HtmlElement, apart: str = "") -> str:
    """The words of an element, a line where the page has one, and `apart` between its blocks."""
    parts: list[str] = []

    def walk(node: HtmlElement) -> None:
        tag = _tag(node)
        if tag in _SKIPPED or not tag:
            return
        parts.append("\n" if tag == "br" else apart if tag in _BLOCKS else "")
        parts.append(re.sub(r"\s+", " ", node.text or ""))
        for child in node:
            walk(child)
            parts.append(apart if _tag(child) in _BLOCKS else "")
            parts.append(re.sub(r"\s+", " ", child.tail or ""))

    walk(element)
    lines = (line.strip(" \u3000") for line in "".join(parts).replace("\u00a0", " ").split("\n"))
    return "\n".join(filter(None, lines))


def _tag(element: HtmlElement) -> str:
    """The name of an element; "" for what is none."""
    return element.tag.lower() if isinstance(element.tag, str) else ""
