"""Pieces → an article: the title and headings found, broken lines joined, what repeats on every page left out."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.editing.importing.blocks import Draft, Piece, PieceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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
    (re.compile(r"\d{1,2}\.\d{1,2}\s"), 2),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\s"), 3),
    (re.compile(r"【[^【】]{1,20}】$"), 2),
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
    r"(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|[①-⑳])(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\s"
)
_LEADS_IN: Final = re.compile(r"(?:如下|以下\w{0,6}|下列\w{0,6}|包括|分别是|分别为)[：:]$")
_SUBJECT: Final = re.compile(
    r"关于[^。；：]{2,56}(?:通知|通告|公告|规定|办法|意见|方案|决定|通报|函|批复|公示|须知)"
)
_FILE_NUMBER: Final = re.compile(r"\w{1,12}[〔\[【（(](?:19|20)\d\d[〕\]】）)]\s*\d+\s*号")
_LABELLED: Final = re.compile(
    r"(?:联系人|联系电话|电话|地址|附件?|抄送|主送|时间|地点|网址|邮箱|咨询电话|投诉电话|备注|注)[：:]"
)
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
    kept = _without_boilerplate([piece for piece in pieces if piece.text.strip() or piece.rows], draft)
    kept = _with_headings(kept, draft)
    draft.pieces = _joined(kept, is_word, draft)
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
    for piece in pieces:
        if piece.level < 0:
            draft.navigation.append(piece.text.strip())
            continue
        repeated = len(pages) >= _REPEATED and counts[_mask(piece.text)] >= max(_REPEATED, len(pages) // 2)
        number = piece.loose and len(pages) > 1 and _PAGE_NUMBER.fullmatch(piece.text.strip())
        if piece.kind is PieceKind.TEXT and (repeated or number):
            draft.running.append(f"{piece.where}: {piece.text.strip()}")
        else:
            kept.append(piece)
    return kept


def _mask(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


def _with_headings(pieces: Sequence[Piece], draft: Draft) -> list[Piece]:
    styled = any(piece.kind is PieceKind.HEADING for piece in pieces)
    kept: list[Piece] = []
    below = 1
    for at, piece in enumerate(pieces):
        text = " ".join(piece.text.split())
        if piece.kind is PieceKind.TEXT and _CREDIT.fullmatch(text):
            draft.credits.append(text)
            continue
        level = piece.level if piece.kind is PieceKind.HEADING else 0
        if not level and piece.kind is PieceKind.TEXT:
            around = pieces[at - 1] if at else None, pieces[at + 1] if at + 1 < len(pieces) else None
            level = _heading_level(piece, text, around, styled=styled)
            # Where styles say the rank, a line that is merely bold stands below them.
            level = below + 1 if level and styled and not _mark(text) else level
        elif level > 0:
            below = level
        if not draft.title and (
            level == 1 or (level and not kept and not styled) or _is_title(piece, text, kept)
        ):
            draft.title = text
        elif draft.title and not kept and not level and _SUBJECT.fullmatch(text):
            # Who publishes, and below it what: the two lines of a title.
            draft.title += text
        elif level:
            kept.append(Piece(PieceKind.HEADING, text, max(level, 2), where=piece.where))
            draft.headings.append(text)
        else:
            kept.append(piece)
    return kept


def _is_title(piece: Piece, text: str, kept: Sequence[Piece]) -> bool:
    """Whether a document begins with this as its title: a line set apart, or the first of a plain text."""
    apart = piece.prominent or piece.loose
    return (
        not kept
        and piece.kind is PieceKind.TEXT
        and apart
        and len(text) <= _LONGEST_TITLE
        and not _INNER.search(_QUOTED.sub("", text))
    )


def _heading_level(piece: Piece, text: str, around: Around, *, styled: bool) -> int:
    """The level of a line that reads like a heading: 0 when it does not."""
    before, following = around
    bare = _QUOTED.sub("", text)
    # A numbered heading may name several things: 五、体检、考察和聘用.
    inner = bare.rstrip("：:").replace("、", "") if _mark(text) else bare
    said = _INNER.search(inner) or _STOPS.search(text) or _LEADS_IN.search(text)
    if len(text) > _LONGEST_HEADING or said or _FILE_NUMBER.fullmatch(text):
        return 0
    if following is None or following.kind is PieceKind.CODE or _DATED.fullmatch(following.text.strip()):
        return 0
    if level := _mark(text):
        # Numbers that follow one another with nothing between them count the items of a list.
        return 0 if level in {_item(before), _item(following)} else level
    if _CONTINUES.search(text) or (_ENDS.search(text) and not text.endswith(("”", "」", "』"))):
        return 0
    if not piece.prominent and (styled or _COUNTED.match(text)):
        return 0
    alone = piece.loose or piece.prominent
    longer = following.kind is PieceKind.TABLE or len(following.text) > len(text)
    return 2 if alone and len(text) >= 2 and (piece.prominent or longer) else 0


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
    both = before.kind is PieceKind.TEXT and piece.kind is PieceKind.TEXT and before.loose and piece.loose
    text = piece.text.strip()
    short = _COUNTED.match(before.text) and len(before.text) <= _SHORT_ITEM
    ended = (
        _ENDS.search(before.text)
        or short
        or _LABELLED.match(before.text)
        or _FILE_NUMBER.fullmatch(before.text)
    )
    begins = any(each.match(text) for each in (_DATED, _COUNTED, _LABELLED, _FILE_NUMBER)) or _mark(text)
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
