"""Question forms: an editor's ways of asking for a paragraph, in files that mirror the article."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from bot.knowledge.article import slug_of
from bot.knowledge.inline import as_read
from bot.knowledge.markdown import Heading, Outline, Words, tokens
from bot.knowledge.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems
    from bot.models import Article, Passage, PassageId

LONGEST_FORM: Final = 200
"""Characters of a form."""


def read_forms(
    sources: Iterable[Source], articles: Iterable[Article], problems: Problems, folder: Path
) -> Mapping[PassageId, tuple[str, ...]]:
    """The forms of each passage that has some; a form that cannot be used is left out with a warning."""
    by_slug = {article.slug: article for article in articles}
    forms = _Forms(problems)
    for source in sources:
        name = slug_of(source.path, folder)
        article = by_slug.get(name) or by_slug.get(name.rpartition(".")[0])
        if article is None:
            remedy = "name it like the article's file, such as questions/my-town.md for articles/my-town.md"
            problems.warning(source.path, None, f"belongs to no article and is not used; {remedy}")
        else:
            _FileReader(source, article, forms, problems).read()
    return forms.by_passage()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a form was written, and what for."""

    passage: PassageId
    source: Source
    line: int


class _Forms:
    """The forms of all files, each once."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._places: dict[str, _Place] = {}
        self._by_passage: dict[PassageId, list[str]] = {}

    def by_passage(self) -> dict[PassageId, tuple[str, ...]]:
        return {passage: tuple(forms) for passage, forms in self._by_passage.items()}

    def add(self, form: str, place: _Place) -> None:
        normal = unicodedata.normalize("NFKC", form).casefold()
        first = self._places.setdefault(normal, place)
        if first is place:
            self._by_passage.setdefault(place.passage, []).append(form)
            return
        file = "" if first.source is place.source else f" of {first.source.path.name}"
        if first.passage == place.passage:
            problem = f"{quoted(form)} stands on line {first.line}{file} already; delete one"
        else:
            problem = f"{quoted(form)} asks for another paragraph on line {first.line}{file}; reword one"
        self._problems.warning(place.source.path, place.line, problem)


class _FileReader:
    """Reads one file of forms against its article."""

    def __init__(self, source: Source, article: Article, forms: _Forms, problems: Problems) -> None:
        self._source = source
        self._forms = forms
        self._problems = problems
        self._outline = Outline()
        # Sorted by text, so that those with the same opening words stand side by side.
        self._sections: dict[str, list[Passage]] = {"": []}
        for section in article.sections:
            self._sections.setdefault(section.title, []).extend(section.passages)
        for passages in self._sections.values():
            passages.sort(key=attrgetter("text"))
        self._passages: list[Passage] | None = self._sections[""]
        self._passage: PassageId | None = None
        # After an unknown section or opening one warning is enough: what stands below it is passed over.
        self._is_lost = False

    def read(self) -> None:
        for token in tokens(self._source, self._problems):
            match token:
                case Heading(level=1):
                    continue
                case Heading():
                    self._enter(token)
                case Words(line=line, text=text) if text.startswith(">"):
                    self._find(line, text[1:].strip())
                case Words(line=line, text=text) if text[0] in "-*+" and not text[1:2].strip():
                    self._add(line, text[1:].strip())
                case Words(line=line, text=text):
                    self._warn(line, f"{quoted(text)} is not used; begin a form with -, a paragraph with >")
                case _:
                    continue

    def _enter(self, heading: Heading) -> None:
        title = self._outline.enter(heading)
        self._passages = self._sections.get(title)
        self._passage = None
        self._is_lost = self._passages is None
        if self._is_lost:
            self._warn(
                heading.line, f"the article has no section {quoted(title)}; copy its heading from there"
            )

    def _find(self, line: int, words: str) -> None:
        self._passage = None
        if self._passages is None:
            return
        self._is_lost = True
        opening = as_read(words).rstrip("….").rstrip()
        if not opening:
            self._warn(line, "names no paragraph; write its opening words after the >")
            return
        first = bisect_left(self._passages, opening, key=attrgetter("text"))
        found = [passage for passage in self._passages[first : first + 2] if passage.text.startswith(opening)]
        match found:
            case []:
                remedy = "copy its opening words from the article"
                self._warn(line, f"no paragraph of this section begins with {quoted(opening)}; {remedy}")
            case [passage, other] if passage.text != opening or other.text == opening:
                self._warn(
                    line, f"several paragraphs begin with {quoted(opening)}; write more of the opening words"
                )
            case [passage, *_]:
                self._passage = passage.id
                self._is_lost = False

    def _add(self, line: int, form: str) -> None:
        if self._is_lost:
            return
        if self._passage is None:
            self._warn(line, f"{quoted(form)} stands under no paragraph; write > and its opening words above")
        elif not form:
            self._warn(line, "the form is empty; write a question after the - or delete the line")
        elif len(form) > LONGEST_FORM:
            self._warn(line, f"the form is longer than {LONGEST_FORM} characters; shorten it")
        else:
            self._forms.add(form, _Place(self._passage, self._source, line))

    def _warn(self, line: int, text: str) -> None:
        self._problems.warning(self._source.path, line, text)
