"""What a button carries: its action in 64 bytes that need nothing remembered on our side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Final, assert_never

from bot.models import Ask, Language, PassageId, ShowPassage, ShowSection, ShowSections, Span
from bot.telegram.view.actions import Candidates, Mode, Place, Rate, Read
from bot.telegram.view.packing import Unpacking, digest, packed, to_text
from bot.telegram.view.text import sendable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.models import Knowledge
    from bot.telegram.view.actions import ButtonAction

LIMIT: Final = 64
_LANGUAGES: Final = {"s": Language.SIMPLIFIED, "t": Language.TRADITIONAL, "e": Language.ENGLISH}
_CODES: Final = {language: code for code, language in _LANGUAGES.items()}


class Freshness(Enum):
    """What has become of a button's passage since the button was made."""

    CURRENT = "current"
    SAME = "same"
    """The content changed, the passage did not."""
    MOVED = "moved"
    GONE = "gone"
    """Changed or removed; the action then points to where it stood."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: in which language it was shown, its action, None when nothing can be done any more."""

    language: Language | None
    action: ButtonAction | None
    freshness: Freshness = Freshness.CURRENT


class Codec:
    """Packs actions for this content, and reads what earlier content's buttons carry."""

    def __init__(self, knowledge: Knowledge, examples: Sequence[str] = ()) -> None:
        self._knowledge = knowledge
        self._version = digest(knowledge.version)
        self._passages = knowledge.passages
        self._ordinals = {passage.id: number for number, passage in enumerate(self._passages)}
        self._slugs = {digest(article.slug): article.slug for article in knowledge.articles}
        self._examples = {digest(example, 8): example for example in examples}

    def encode(self, action: ButtonAction, language: Language) -> str | None:
        """The callback data of this action; None when it takes more than 64 bytes, as a long question does."""
        if isinstance(action, Ask):
            text = f"q{_CODES[language]}{sendable(action.text)}"
            if len(text.encode()) <= LIMIT:
                return text
            key = digest(action.text, 8)
            return f"e{_CODES[language]}{to_text(key)}" if key in self._examples else None
        while True:
            kind, data = self.pack(action)
            text = f"{kind}{_CODES[language]}{data}"
            if len(text) <= LIMIT:
                return text
            if not isinstance(action, Candidates):
                return None
            # The last of the candidates is missed the least.
            action = replace(action, places=action.places[:-1])

    def decode(self, data: str) -> Press:
        """What was pressed, by what the content is now; data that no button of ours carries has no action."""
        language, rest = _LANGUAGES.get(data[1:2]), data[2:]
        if data[:1] == "q":
            return Press(language, Ask(rest) if rest else None)
        return replace(self.unpack(data[:1], rest), language=language)

    def pack(self, action: ButtonAction) -> tuple[str, str]:
        """The action's kind, one letter, and the rest of it in letters that a link may hold."""
        match action:
            case Ask(text):
                kind, data = "e", digest(text, 8)
            case ShowSections(slug, page):
                kind, data = "c", packed(digest(slug) if slug else bytes(4), page)
            case ShowSection(slug, section, page):
                kind, data = "s", packed(self._version, digest(slug), section, page)
            case ShowPassage(passage, sentence):
                return self.pack(Read(passage, sentence, Mode.NEAREST if sentence else Mode.BROWSE))
            case Read(passage, sentence, mode, converted, part, clause, back):
                spans = [
                    edge
                    for span in (sentence, clause)
                    if span
                    for edge in (span.start, span.end - span.start)
                ]
                origin = tuple(self._numbers((back,))) if back else ()
                flags = mode | converted << 2 | (sentence is not None) << 3 | (clause is not None) << 4
                flags |= bool(origin) << 5
                kind, data = "p", packed(*self._identity(passage), flags, part, *spans, *origin)
            case Rate(passage, good, given):
                kind, data = "v", packed(*self._identity(passage), good | given << 1)
            case Candidates(places, outright, page):
                kind, data = "o", packed(self._version, page << 1 | outright, *self._numbers(places))
            case _:
                assert_never(action)
        return kind, to_text(data)

    def unpack(self, kind: str, data: str) -> Press:
        """What was packed; no action when it is not ours, or nothing of it is left."""
        try:
            return self._unpacked(kind, Unpacking(data))
        except ValueError:
            return Press(None, None)

    def _unpacked(self, kind: str, data: Unpacking) -> Press:
        action: ButtonAction | None = None
        freshness = Freshness.CURRENT
        match kind:
            case "e":
                example = self._examples.get(data.bytes(8))
                action = Ask(example) if example else None
            case "c":
                action = ShowSections(self._slugs.get(data.bytes(4), ""), data.number())
            case "s":
                version, slug = data.bytes(4), self._slugs.get(data.bytes(4))
                action = ShowSection(slug, data.number(), data.number()) if slug else None
                action = action if version == self._version else None
            case "p":
                return self._read(data)
            case "v":
                passage, freshness = self._place(data)
                flags = data.number()
                action = Rate(passage, bool(flags & 1), bool(flags & 2)) if passage else None
            case "o":
                action = self._candidates(data)
        return Press(None, action, freshness)

    def _read(self, data: Unpacking) -> Press:
        passage, freshness = self._place(data)
        flags, part = data.number(), data.number()
        if passage is None:
            return Press(None, None, freshness)
        if freshness is Freshness.GONE:
            return Press(None, Read(passage), freshness)
        sentence = _span(data) if flags & 8 else None
        clause = _span(data) if flags & 16 else None
        # The number of a passage holds for the content that it was counted in.
        back = self._numbered(data) if flags & 32 and freshness is Freshness.CURRENT else None
        read = Read(passage, sentence, Mode(flags & 3), bool(flags & 4), part, clause, back)
        return Press(None, read, freshness)

    def _numbered(self, data: Unpacking) -> Place | None:
        ordinal, span = data.number(), _span(data)
        return Place(self._passages[ordinal].id, span) if ordinal < len(self._passages) else None

    def _numbers(self, places: Sequence[Place]) -> Iterator[int]:
        for place in places:
            if (ordinal := self._ordinals.get(place.passage)) is not None:
                yield from (ordinal, place.sentence.start, place.sentence.end - place.sentence.start)

    def _candidates(self, data: Unpacking) -> Candidates | None:
        version, flags = data.bytes(4), data.number()
        places = []
        while not data.done:
            place = self._numbered(data)
            if place is None:
                return None
            places.append(place)
        if version != self._version or not places:
            return None
        return Candidates(tuple(places), bool(flags & 1), flags >> 1)

    def _identity(self, passage_id: PassageId) -> tuple[bytes, bytes, bytes, int, int]:
        number = self._ordinals.get(passage_id)
        text = self._passages[number].text if number is not None else ""
        return (
            self._version,
            digest(passage_id.article),
            digest(text),
            passage_id.section,
            passage_id.paragraph,
        )

    def _place(self, data: Unpacking) -> tuple[PassageId | None, Freshness]:
        version, slug, text = data.bytes(4), self._slugs.get(data.bytes(4)), data.bytes(4)
        place = PassageId(slug, data.number(), data.number()) if slug else None
        if slug is None:
            data.number(), data.number()
        if version == self._version:
            return place, Freshness.CURRENT
        number = self._ordinals.get(place) if place else None
        if number is not None and digest(self._passages[number].text) == text:
            return place, Freshness.SAME
        if text in self._places_of_texts:
            return self._places_of_texts[text], Freshness.MOVED
        return place, Freshness.GONE

    @cached_property
    def _places_of_texts(self) -> dict[bytes, PassageId]:
        return {digest(passage.text): passage.id for passage in reversed(self._passages)}


def _span(data: Unpacking) -> Span:
    start = data.number()
    return Span(start, start + data.number())
