"""Pieces → an article: the title and headings found, broken lines joined, what repeats on every page left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.editing.importing.blocks import Draft, Piece, PieceKind
from bot.knowledge.paragraphs import begins_anew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    Around: TypeAlias = tuple[Piece | None, Piece | None]

_ENDS: Final = re.compile(r"[。！？!?…：:；;.][”’」』）)\]]*$|[”」』]$")
_CONTINUES: Final = re.compile(r"[、，,（(《“「—–\-]$")
_QUOTED: Final = re.compile(r"[“「『《（(][^”」』》）)]*[”」』》）)]")
_INNER: Final = re.compile(r"[，。！？；：、,;!?]")
_NUMBERED: Final = (
    (re.compile(r"第[一二三四五六七八九十百\d]{1,4}[章编篇部]"), 2),
    (re.compile(r"第[一二三四五六七八九十百\d]{1,4}节"), 3),
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), 2),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"), 3),
    (re.compile(r"\d{1,2}\.\d{1,2}\s"), 3),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\s"), 4),
    (re.compile(r"【[^【】]{1,20}】$"), 2),
    (re.compile(r"(?:议题|議題|专题|环节|模块|单元|任务)[一二三四五六七八九十\d]{1,2}[：:、\s]"), 2),
    (re.compile(r"[★☆◆◇■□▲▶]\s*[^：:，。；]{2,16}$"), 2),
)
_CREDIT: Final = re.compile(
    r"(?:文|图|统筹|策划|摄影|记者|通讯员|编辑|作者|来源|责编|供图|制图)\s*[/／:：|｜丨]\s*\S.{0,60}"
)
_OPENS: Final = re.compile(
    r"从|在|去年|今年|前年|明年|日前|近日|近年|如今|目前|当前|其中|此外|同时|随着|据|为了|对于|一方面|另一方面|\d{4}年|\d{1,2}月|当天|这|那|他们|我们"
)
_PAGE_NUMBER: Final = re.compile(
    r"[-—·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—·\s]*|page \d+( of \d+)?",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(r"[。；;！!][”’」』）)]*$")
_COUNTED: Final = re.compile(
    r"(?:\d{1,2}[.、．)），]|[（(]\d{1,2}[)）]|[①-⑳])(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\s"
)
_LEADS_IN: Final = re.compile(r"(?:如下|以下\w{0,6}|下列\w{0,6}|包括|分别是|分别为)[：:]$")
_SUBJECT: Final = re.compile(
    r"关于[^。；：]{2,56}(?:通知|通告|公告|规定|办法|意见|方案|决定|通报|函|批复|公示|须知)"
)
_FILE_NUMBER: Final = re.compile(r"\w{1,12}[〔\[【（(](?:19|20)\d\d[〕\]】）)]\s*\d+\s*号")
_LABELLED: Final = re.compile(
    r"(?:联系人|联系电话|电话|地址|附件?|抄送|主送|时间|地点|网址|邮箱|咨询电话|投诉电话|备注|注)[：:]"
)
_BULLET: Final = re.compile(r"(?:[-*+]\s+|[•·●◆◇■□▪○◎➢✓✔]\s*)(?=\S)")
_ASKS: Final = re.compile(r"[^。！!]{2,60}[？?]$")
_ASKED: Final = re.compile(r"(?:问|答|問|[QA]\d{0,3})\s*[:：.．、]", re.IGNORECASE)
_NOTED: Final = re.compile(r"[（(][^（）()]*[）)]")
_CAPTION: Final = re.compile(r"[图表圖]\s*\d{1,2}(?!\d)")
_BYLINE: Final = re.compile(r"\S{2,24}(?: [一-龥]{2,3})+|[一-龥] [一-龥]")
"""Below a title: where somebody works, and the name, or a name of two characters set apart."""
_NAME: Final = 4
_LETTERHEAD: Final = "文件"
_ENTRY: Final = re.compile(r"[^，。；：:]{1,12}[：:]\s*\S")
"""A line that says what its value belongs to: 第一名：800元."""
_STUB: Final = 12
"""Characters of lines that are short because they are lines of their own."""
_COLUMNS: Final = re.compile(r"[ \u3000\t]+")
_APART: Final = re.compile(r"[ \u3000\t]{2,}|[\u3000\t]|[ ][^ ]*\d[^ ]*$")
"""What shows that blanks make columns: several of them, a wide one, or a figure in the last column."""
_LONGEST_CELL: Final = 16
_CONTENTS: Final = re.compile(r"目\s*[录錄次]")
_LEADER: Final = re.compile(r".{1,60}?(?:[.…·．]{2,}|\s)\s*\d{1,4}")
"""A line of a table of contents."""
_SHORT_ITEM: Final = 20
_DATED: Final = re.compile(
    r"[\d〇零一二三四五六七八九十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
"""The last line of a notice."""
_LONGEST_HEADING: Final = 34
_LONGEST_HEADER: Final = 40
_LONGEST_TITLE: Final = 60
_REPEATED: Final = 3
"""Pages on which the same line makes it a header or a footer."""


def shape(pieces: Sequence[Piece], is_word: Callable[[str], bool], name: str) -> Draft:
    """The draft of an article; `is_word` says whether characters form a word, `name` is the title without a better one."""
    draft = Draft()
    # A line without a letter or figure is a rule.
    said = [piece for piece in pieces if any(map(str.isalnum, piece.text)) or piece.rows]
    _entitle(said)
    kept = _with_headings(list(_in_columns(_without_boilerplate(said, draft))), draft)
    kept = list(map(_bulleted, kept))
    draft.pieces = _joined(kept, is_word, draft)
    if not draft.pieces and draft.title:
        # One line is what a document says, not what it is called.
        draft.pieces, draft.title = [Piece(PieceKind.TEXT, draft.title)], ""
    draft.title = draft.title or name
    return draft


def _without_boilerplate(pieces: Sequence[Piece], draft: Draft) -> list[Piece]:
    pages = {piece.where for piece in pieces if piece.where}
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(
            {
                _mask(piece.text)
                for piece in pieces
                if piece.where == page and len(piece.text) <= _LONGEST_HEADER
            }
        )
    kept = []
    contents = False
    for piece in pieces:
        text = piece.text.strip()
        contents = _CONTENTS.fullmatch(text) is not None or (contents and _LEADER.fullmatch(text) is not None)
        if piece.level < 0 or contents:
            draft.navigation.append(piece.text.strip())
            continue
        repeated = len(pages) >= _REPEATED and counts[_mask(piece.text)] >= max(_REPEATED, len(pages) // 2)
        alone = piece.prominent or (piece.loose and len(pages) > 1) or text.startswith(("-", "—"))
        number = alone and _PAGE_NUMBER.fullmatch(text)
        if piece.kind is PieceKind.TEXT and (repeated or number):
            draft.running.append(f"{piece.where}: {text}" if piece.where else text)
        else:
            kept.append(piece)
    return kept


def _bulleted(piece: Piece) -> Piece:
    """An item of a list for a line that someone has typed as one."""
    text = piece.text.strip()
    if piece.kind is not PieceKind.TEXT or not (found := _BULLET.match(text)):
        return piece
    return replace(piece, kind=PieceKind.ITEM, text=text[found.end() :])


def _in_columns(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with lines that blanks divide into as many columns as their neighbours put together as a table or list."""
    for count, group in groupby(pieces, key=_columns):
        lines = list(group)
        if not count or len(lines) < 2:
            yield from lines
            continue
        rows = tuple(tuple(_COLUMNS.split(line.text.strip())) for line in lines)
        headed = not re.search(r"\d", lines[0].text) and all(
            re.search(r"\d", line.text) for line in lines[1:]
        )
        if headed or count > 2:
            yield Piece(PieceKind.TABLE, "", rows=rows, where=lines[0].where)
        else:
            yield from (Piece(PieceKind.ITEM, "　".join(row), where=lines[0].where) for row in rows)


def _columns(piece: Piece) -> int:
    """Into how many columns blanks divide a line; 0 for one that they do not."""
    text = piece.text.strip()
    cells = _COLUMNS.split(text)
    if piece.kind is not PieceKind.TEXT or piece.prominent or len(cells) == 1 or _STOPS.search(text):
        return 0
    if begins_anew(text) or _mark(text) or not _APART.search(text):
        return 0
    return len(cells) if max(map(len, cells)) <= _LONGEST_CELL else 0


def _mask(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


def _entitle(pieces: Sequence[Piece]) -> None:
    """Make the heading that a document begins with its title, if all the others stand below it."""
    headings = [piece for piece in pieces if piece.kind is PieceKind.HEADING]
    first = next((piece for piece in pieces if piece.level >= 0), None)
    if len(headings) > 1 and first is headings[0] and all(each.level > first.level for each in headings[1:]):
        first.level = 1


def _with_headings(pieces: Sequence[Piece], draft: Draft) -> list[Piece]:
    ranks = _Ranks(styled=any(piece.kind is PieceKind.HEADING for piece in pieces))
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        text = " ".join(piece.text.split())
        byline = draft.title and not kept and _BYLINE.fullmatch(text) and not _mark(text)
        if piece.kind is PieceKind.TEXT and (byline or _CREDIT.fullmatch(text)):
            draft.credits.append(text)
            continue
        around = pieces[at - 1] if at else None, pieces[at + 1] if at + 1 < len(pieces) else None
        level = ranks.of(piece, text, around)
        if not draft.title and (
            level == 1 or (level and not kept and not ranks.styled) or _is_title(piece, text, kept)
        ):
            draft.title = text
        elif draft.title and not kept and _heads_on(piece, text, level, around[0]):
            draft.title += text
        elif draft.title.endswith(_LETTERHEAD) and (piece.centred or piece.loose) and _SUBJECT.search(text):
            # Below the head of the letter, and its number, stands what the letter is about.
            kept.insert(0, Piece(PieceKind.TEXT, draft.title))
            draft.title = text
        elif level:
            kept.append(ranks.heading(text, level, kept[-1] if kept else None))
            draft.headings.append(text)
        else:
            kept.append(piece)
    return kept


@dataclass(slots=True)
class _Ranks:
    """The ranks of headings, each seen below those before it."""

    styled: bool
    """Whether the document itself says of some lines that they are headings."""
    below: int = 1
    """The rank that was last stated, by a style or a number."""
    deeper: int = 0

    def of(self, piece: Piece, text: str, around: Around) -> int:
        """The level of a heading, 0 of what is none."""
        if piece.kind is PieceKind.HEADING:
            self.below = piece.level
        if piece.kind is not PieceKind.TEXT:
            return piece.level if piece.kind is PieceKind.HEADING else 0
        asked = _is_asked(piece, text, around)
        level = _heading_level(piece, text, around, styled=self.styled)
        if not (asked or level):
            return 0
        if mark := _mark(text):
            self.below = mark
            return mark
        # Where styles say the rank, a line that is merely bold stands below them, as a question does.
        return self.below + 1 if self.styled or asked else level

    def heading(self, text: str, level: int, above: Piece | None) -> Piece:
        """The heading below the piece that stands above it."""
        level = max(level, 2)
        if not _mark(text):
            self.deeper = 0
            return Piece(PieceKind.HEADING, text, level)
        if above is not None and above.kind is PieceKind.HEADING and not _mark(above.text):
            # What has no number, right above what has one, is divided by it.
            self.deeper = max(above.level + 1 - level, 0)
        return Piece(PieceKind.HEADING, text, level + self.deeper)


def _is_title(piece: Piece, text: str, kept: Sequence[Piece]) -> bool:
    """Whether a document begins with this as its title: a line set apart, or the first of a plain text."""
    apart = piece.prominent or piece.loose
    return (
        not kept
        and piece.kind is PieceKind.TEXT
        and apart
        and len(text) <= _LONGEST_TITLE
        and not _INNER.search(_QUOTED.sub("", text))
        and not _FILE_NUMBER.fullmatch(text)
    )


def _heads_on(piece: Piece, text: str, level: int, before: Piece | None) -> bool:
    """Whether a title goes on in this line: with what is published, or centred as its first line is."""
    if not level and _SUBJECT.fullmatch(text):
        return True
    both = piece.centred and before is not None and before.centred and _is_title(piece, text, ())
    return (
        both
        and len(text) > _NAME
        and not any((_NOTED.fullmatch(text), _FILE_NUMBER.fullmatch(text), _mark(text)))
    )


def _heading_level(piece: Piece, text: str, around: Around, *, styled: bool) -> int:
    """The level of a line that reads like a heading: 0 when it does not."""
    before, following = around
    bare = _QUOTED.sub("", text)
    # A numbered heading may name several things: 五、体检、考察和聘用.
    marked = next(filter(None, (pattern.match(bare) for pattern, _ in _NUMBERED)), None)
    inner = re.sub("[、，]", "", bare[marked.end() :].rstrip("：:")) if marked else bare
    said = _INNER.search(inner) or _STOPS.search(text) or _LEADS_IN.search(text)
    if len(text) > _LONGEST_HEADING or said or _FILE_NUMBER.fullmatch(text):
        return 0
    if (
        _NOTED.fullmatch(text)
        or _CAPTION.match(text)
        or following is None
        or following.kind is PieceKind.CODE
        or _DATED.fullmatch(following.text.strip())
    ):
        return 0
    if level := _mark(text):
        # Numbers that follow one another with nothing between them count the items of a list.
        complete = before is not None and re.search("[：:]", before.text.strip()[:-1])
        return 0 if level in {0 if complete else _item(before), _item(following)} else level
    if (
        _BULLET.match(text)
        or _CONTINUES.search(text)
        or (_ENDS.search(text) and not text.endswith(("”", "」", "』")))
    ):
        return 0
    within = before is not None and before.loose and _CONTINUES.search(before.text.strip())
    if not piece.prominent and (styled or within or _COUNTED.match(text)):
        return 0
    alone = piece.loose or piece.prominent
    listed = following.kind in {PieceKind.TABLE, PieceKind.ITEM} or _BULLET.match(following.text.strip())
    longer = listed or len(following.text) > len(text)
    return 2 if alone and len(text) >= 2 and (piece.prominent or longer) else 0


def _is_asked(piece: Piece, text: str, around: Around) -> bool:
    """Whether a line is a question, numbered or set apart, that the text below it answers."""
    marked = piece.prominent or _numbering(text)
    if not marked or not _ASKS.fullmatch(text) or _ASKED.match(text) or around[1] is None:
        return False
    before, below = (piece.text.strip() if piece is not None else "" for piece in around)
    # Questions, or numbers, that follow one another are a list.
    listed = _ASKS.fullmatch(before) and _numbering(before) == _numbering(text) != ""
    return (
        not listed
        and not _ASKS.fullmatch(below)
        and (not _numbering(text) or _numbering(below) != _numbering(text))
    )


def _numbering(text: str) -> str:
    """How a line is numbered: its number without the figures; "" for one that is not."""
    counted = _COUNTED.match(text)
    return re.sub(r"\d", "0", counted[0]) if counted else str(_mark(text) or "")


def _item(piece: Piece | None) -> int:
    """The level that the line's number has, of one that is no longer than a heading; else 0."""
    fits = piece is not None and piece.kind is PieceKind.TEXT and len(piece.text.strip()) <= _LONGEST_HEADING
    return _mark(piece.text.strip()) if piece is not None and fits else 0


def _mark(text: str) -> int:
    return next((level for pattern, level in _NUMBERED if pattern.match(text)), 0)


def _joined(pieces: Sequence[Piece], is_word: Callable[[str], bool], draft: Draft) -> list[Piece]:
    """The pieces with those put together that columns and pages have parted, and the places where text is missing."""
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        before = kept[-1] if kept else None
        signed = at + 1 < len(pieces) and _DATED.fullmatch(pieces[at + 1].text.strip())
        if before is None or signed or not _broken(before, piece):
            kept.append(piece)
            continue
        end, start = before.text[-10:], piece.text[:10]
        if _goes_on(before.text, piece.text, is_word):
            spaced = before.text[-1].isascii() and piece.text[0].isascii() and before.text[-1].isalnum()
            before.text += (" " if spaced else "") + piece.text
            draft.joins.append(f"…{end} ＋ {start}…")
        else:
            draft.gaps.append(f"…{end} ／ {start}…")
            before.where = "gap"
            kept.append(piece)
    return kept


def _broken(before: Piece, piece: Piece) -> bool:
    """Whether a paragraph that goes on elsewhere stops here."""
    both = before.kind is PieceKind.TEXT and piece.kind is PieceKind.TEXT
    # Of other documents too, a paragraph that ends with a comma is the line of one that somebody broke by hand.
    both = both and (
        (before.loose and piece.loose) or (before.text.endswith(("，", "、")) and not piece.prominent)
    )
    text = piece.text.strip()
    counted = _COUNTED.match(before.text) or _mark(before.text)
    stubs = max(len(before.text), len(text)) <= _STUB and not _INNER.search(before.text)
    entries = _ENTRY.match(before.text) and _ENTRY.match(text)
    short = (
        (counted and len(before.text) <= _SHORT_ITEM and not _CONTINUES.search(before.text))
        or stubs
        or entries
    )
    ended = (
        _ENDS.search(before.text)
        or short
        or _LABELLED.match(before.text)
        or _FILE_NUMBER.fullmatch(before.text)
    )
    begins = any(each.match(text) for each in (_DATED, _COUNTED, _LABELLED, _FILE_NUMBER)) or _mark(text)
    begins = begins or begins_anew(text)
    return both and not ended and not begins and before.where != "gap"


def _goes_on(before: str, after: str, is_word: Callable[[str], bool]) -> bool:
    """Whether the second text goes on where the first one stops, rather than that something is missing between."""
    if (
        _CONTINUES.search(before)
        or before.count("（") > before.count("）")
        or before.count("“") > before.count("”")
    ):
        return True
    if any(is_word(before[-left:] + after[:right]) for left in (1, 2) for right in (1, 2)):
        return True
    return _OPENS.match(after) is None
