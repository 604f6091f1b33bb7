"""The blocks of a section → paragraphs: what one would quote, with what is needed to understand it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from bot.knowledge.inline import as_read
from bot.knowledge.markdown import is_item, is_unspaced, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONGEST: Final = 600
"""Characters from which the further items of a list make a paragraph of their own."""
_SMALL_TABLE: Final = 120
"""Characters of a table that is quoted as a whole."""
_POEM: Final = 20
"""Characters of the longest line of a poem."""
_COLONS: Final = ("：", ":")
_ENDS: Final = re.compile(r"[。！？!?…；;：:」』”’）)\].]$")
_STOPS: Final = re.compile(r"[。！？!?…：:.][」』”’）)\]]*$")
_POETIC: Final = re.compile(r"[，。！？；,.!?;、…]$")
_RULE: Final = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?")
_DASHES: Final = re.compile(r"[|\s:-]*-[|\s:-]*")
_CELL: Final = re.compile(r"(?<!\\)\|")
_NUMBER: Final = r"\s*[\d一二三四五六七八九十]{0,3}\s*"
_QUESTION: Final = re.compile(
    rf"[*_]{{0,2}}(?:(?:问题?|問題?|提问|提問|Question|Q){_NUMBER}[：:.、．]|[【\[][问問][】\]][：:]?)\s*[*_]{{0,2}}\s*(?P<words>\S.*)",
    re.DOTALL,
)
_ANSWER: Final = re.compile(
    rf"[*_]{{0,2}}(?:(?:回?答|Answer|A){_NUMBER}[：:.、．]|[【\[]答[】\]][：:]?)\s*[*_]{{0,2}}\s*(?P<words>.*)",
    re.DOTALL,
)
_IN_ONE_LINE: Final = re.compile(r"(?<=[？?])\s*(?=[*_]{0,2}(?:回?答[：:]|[【\[]答[】\]]))")
_NUMBERINGS: Final = tuple(
    map(
        re.compile,
        (
            "[（(][一二三四五六七八九十]",
            r"[（(]\d",
            "[①-⑳]",
            r"\d{1,3}、",
            r"\d{1,3}[.．]",
            r"\d{1,2}，(?!\d)",
            r"\d{1,3}[)）]",
            "[一二三四五六七八九十]{1,3}、",
            "[a-zA-Z][.、)]",
        ),
    )
)
_ARTICLE: Final = re.compile(r"[*_]{0,2}第[一二三四五六七八九十百零〇\d]{1,6}[条條]")
"""A mark of laws and rules; each begins a paragraph of its own."""


@dataclass(slots=True)
class Block:
    """Lines with nothing between them; `code` is kept as it is."""

    lines: list[str]
    code: bool = False
    breaks_off: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it will be quoted, and the questions that the author himself has put to it."""

    text: str
    breaks_off: bool = False
    questions: tuple[str, ...] = ()


@dataclass(slots=True)
class _Unit:
    """What is not parted: a sentence or more of prose, an item with what belongs to it, a row."""

    text: str
    attached: bool = False
    """Whether it belongs to the unit before it, as an item to its list."""
    announced: bool = False
    """Whether it belongs to what announces it with a colon, whatever stands between."""
    directly: bool = False
    """Whether that holds only right behind what announces it."""
    breaks_off: bool = False


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of a section, in reading order; what shows nothing on a page is none."""
    asked, waits = "", False
    answered: list[Paragraph] = []
    for paragraph in _grouped(_units(blocks)):
        question, answer = _QUESTION.fullmatch(paragraph.text), _ANSWER.fullmatch(paragraph.text)
        if question is not None:
            yield from _whole(answered)
            if asked:
                yield Paragraph(asked)
            asked, waits, answered = question["words"], False, []
        elif asked and answer is not None and not answer["words"]:
            waits = True
        elif asked and (waits or answer is not None):
            words = answer["words"] if answer is not None else paragraph.text
            answered = [Paragraph(words, paragraph.breaks_off, (asked,))]
            asked = ""
        elif answered:
            answered.append(paragraph)
        else:
            if asked:
                yield Paragraph(asked)
            asked = ""
            yield paragraph
    yield from answered
    if asked:
        yield Paragraph(asked)


def _whole(answered: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """An answer with all that stands between it and the next question, unless that is too long to quote."""
    text = "\n".join(each.text for each in answered)
    if len(answered) > 1 and len(text) <= _LONGEST:
        yield Paragraph(text, answered[-1].breaks_off, answered[0].questions)
    else:
        yield from answered


def _grouped(units: Iterable[_Unit]) -> Iterator[Paragraph]:
    lead = ""
    current: Paragraph | None = None
    before = ""
    for unit in units:
        alone = current is None or current.text == lead
        belongs = unit.attached or (unit.announced and lead and (alone or not unit.directly))
        # （四） follows （三）, however many items （三） has announced.
        belongs = belongs and not (lead and _numbering(unit.text) == _numbering(lead) is not None)
        belongs = belongs or _counts_on(before, unit.text)
        before = unit.text
        if current is None or not belongs:
            if current is not None:
                yield current
            current = Paragraph(unit.text, unit.breaks_off)
            lead = unit.text if unit.text.endswith(_COLONS) else ""
        elif len(current.text) + len(unit.text) > _LONGEST and current.text != lead:
            yield current
            current = Paragraph(f"{lead}\n{unit.text}" if lead else unit.text, unit.breaks_off)
        else:
            current = Paragraph(f"{current.text}\n{unit.text}", unit.breaks_off)
    if current is not None:
        yield current


def _counts_on(before: str, text: str) -> bool:
    """Whether an item that ends no sentence goes on in the next one of its list."""
    return not _STOPS.search(before) and _numbering(before) == _numbering(text) is not None


def _numbering(text: str) -> re.Pattern[str] | None:
    """How a text is numbered, if it is."""
    return next((numbering for numbering in _NUMBERINGS if numbering.match(text)), None)


def _units(blocks: Iterable[Block]) -> Iterator[_Unit]:
    for block in blocks:
        if block.code:
            units = [_Unit("\n".join(block.lines), announced=True)]
        elif table := _table(block.lines):
            units = list(table)
        else:
            units = [unit for unit in _of_lines(block.lines) if unit.text]
        if units:
            units[-1].breaks_off = block.breaks_off
        yield from units


def _of_lines(lines: Sequence[str]) -> Iterator[_Unit]:
    """Prose, items and quotations of a block, each with the lines that go on with it."""
    if not any(map(begins_anew, lines)):
        yield from _prose(lines)
        return
    held: list[str] = []
    begun = False
    for line in chain.from_iterable(map(_parted, lines)):
        if begins_anew(line) and held:
            yield _unit(held, attached=begun and _is_listed(held[0]))
            begun = True
            held = []
        held.append(line)
    yield _unit(held, attached=begun and _is_listed(held[0]))


def begins_anew(line: str) -> bool:
    """Whether a line begins something of its own within its block."""
    return any(mark.match(line) for mark in (_QUESTION, _ANSWER, _ARTICLE)) or is_item(line)


def _parted(line: str) -> list[str]:
    """A question and its answer that stand in one line; else the line."""
    return _IN_ONE_LINE.split(line, maxsplit=1) if _QUESTION.match(line) else [line]


def _is_listed(line: str) -> bool:
    """Whether a line is an item, rather than a question or an answer that is set in bold."""
    return is_item(line) and not _QUESTION.match(line) and not _ANSWER.match(line)


def _unit(lines: Sequence[str], *, attached: bool) -> _Unit:
    return _Unit(as_read(join_lines(lines)), attached=attached, announced=_is_listed(lines[0]))


def _prose(lines: Sequence[str]) -> Iterator[_Unit]:
    """One paragraph, or one a line where every line ends as a paragraph does, as word processors write them."""
    stripped = [line.strip() for line in lines]
    several = len(lines) > 1 and all(is_unspaced(iter(line)) for line in stripped)
    if several and all(_POETIC.search(line) and len(line) <= _POEM for line in stripped):
        yield _Unit(as_read("\n".join(stripped)))
    elif several and all(map(_ENDS.search, stripped)):
        yield from (_Unit(as_read(line)) for line in stripped)
    else:
        yield _Unit(as_read(join_lines(lines)))


def _table(lines: Sequence[str]) -> Iterator[_Unit] | None:
    """The rows of a table, each below its header; a small table as a whole. None when it is no table."""
    ruled = len(lines) > 1 and "|" in lines[0] and _RULE.fullmatch(lines[1].strip())
    # A line of bars below another is a row, whatever has become of the rule between them.
    barred = len(lines) > 1 and all(line.strip().startswith("|") for line in lines)
    if not (ruled or barred):
        return None
    shown = (line for number, line in enumerate(lines) if not number or not _DASHES.fullmatch(line.strip()))
    header, *rows = (" | ".join(_cells(line)) for line in shown)
    if sum(map(len, (header, *rows))) <= _SMALL_TABLE:
        return iter([_Unit("\n".join((header, *rows)), announced=True, directly=True)])
    return (_Unit(f"{header}\n{row}", announced=not number, directly=True) for number, row in enumerate(rows))


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [as_read(cell.strip()) for cell in _CELL.split(bare)]
