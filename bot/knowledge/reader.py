"""The whole folder → Knowledge, or every problem in it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from bot.knowledge.article import read_article, slug_of
from bot.knowledge.folder import Folder
from bot.knowledge.forms import read_forms
from bot.knowledge.labelled import check_labelled
from bot.knowledge.problems import Problem, Problems, quoted
from bot.knowledge.proofreading import find_strays, proofread
from bot.knowledge.words import read_absent, read_dictionary, read_examples, read_synonyms
from bot.models import Article, Knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.knowledge.folder import Source
    from bot.models import PassageId

_Read = TypeVar("_Read")
_UNKNOWN = "is no article and is not read; save it as UTF-8 text with the ending .md"
_DOCUMENT = "is a document of a word processor and is not read; save it as text with the ending .md"
_STRANGE = dict.fromkeys((".doc", ".docx", ".wps", ".odt", ".rtf", ".pdf"), _DOCUMENT)


def read_knowledge(folder: Path, words: Knowledge | None = None) -> Knowledge:
    """Everything that an editor's folder says; `words` are what `read_words` has read of it already.

    Raises:
        KnowledgeError: the first problem with which the folder cannot be served.

    """
    problems = Problems()
    knowledge = _read(Folder(folder, problems), problems, words)
    if problems.first_error is not None:
        raise problems.first_error.as_error()
    return knowledge


def read_words(folder: Path) -> Knowledge:
    """What an editor's folder says beside its articles and forms: the dictionary, synonyms and examples.

    Raises:
        KnowledgeError: the first problem with which the folder cannot be served.

    """
    problems = Problems()
    files = Folder(folder, problems)
    words = _words(files, {slug_of(path, files.root / "articles") for path in files.articles()}, problems)
    if problems.first_error is not None:
        raise problems.first_error.as_error()
    return words


def check_knowledge(folder: Path) -> list[Problem]:
    """Every problem of the folder, in the order of reading; without errors, of its labelled questions too."""
    problems = Problems()
    files = Folder(folder, problems)
    knowledge = _read(files, problems)
    if problems.first_error is not None:
        return list(problems.found)
    for path in files.articles():
        if (source := files.text(path)) is not None:
            proofread(source, problems)
    shared = files.file("dictionary.txt")
    for path in (*((shared,) if shared else ()), *files.files("dictionary", ".txt")):
        if (source := files.text(path)) is not None:
            entries = read_dictionary(source, Problems())
            find_strays(source, [entry.partition(" ")[0] for entry in entries], knowledge, problems)
    for path in files.strangers():
        problems.warning(path, None, _STRANGE.get(path.suffix.lower(), _UNKNOWN))
    for path in files.misplaced():
        problems.warning(path, None, "lies beside the articles and is not read; move it into articles/")
    for path in files.files("questions", ".jsonl"):
        source = files.text(path)
        if source is not None:
            check_labelled(source, knowledge, problems)
    return list(problems.found)


def _read(folder: Folder, problems: Problems, words: Knowledge | None = None) -> Knowledge:
    articles, asked = _articles(folder, problems)
    words = words or _words(folder, {article.slug for article in articles}, problems)
    sources = (folder.content(path) for path in folder.files("questions", ".md"))
    found = (source for source in sources if source is not None)
    forms = read_forms(found, articles, problems, folder.root / "questions")
    forms = {**asked, **{passage: (*asked.get(passage, ()), *each) for passage, each in forms.items()}}
    return replace(words, articles=articles, forms=forms, version=folder.version)


def _absent(folder: Folder, problems: Problems) -> tuple[str, ...]:
    """Questions that the articles do not answer, one a line."""
    path = folder.file("absent.txt")
    source = folder.content(path) if path is not None else None
    return read_absent(source, problems) if source is not None else ()


def _words(folder: Folder, slugs: Collection[str], problems: Problems) -> Knowledge:
    """The dictionary of all articles, the synonyms by article, the examples of the articles in turn, what is absent."""
    dictionary = _own_and_shared(folder, "dictionary.txt", slugs, read_dictionary, problems)
    synonyms = _own_and_shared(folder, "synonyms.toml", slugs, read_synonyms, problems)
    examples = _own_and_shared(folder, "examples.txt", slugs, read_examples, problems)
    words = dict.fromkeys(word for entries in dictionary.values() for word in entries)
    absent = _absent(folder, problems)
    return Knowledge(
        (), {}, tuple(words), synonyms, examples=tuple(_in_turn(examples.values())), absent=absent
    )


def _own_and_shared(
    folder: Folder,
    name: str,
    slugs: Collection[str],
    read: Callable[[Source, Problems], _Read],
    problems: Problems,
) -> dict[str, _Read]:
    """What a list says for all articles, under "", and for one, by its slug: words.txt and words/my-town.txt."""
    stem, dot, ending = name.partition(".")
    shared = folder.file(name)
    paths = {"": shared} if shared is not None else {}
    for path in folder.files(stem, dot + ending):
        slug = slug_of(path, folder.root / stem)
        if slug in slugs:
            paths[slug] = path
        else:
            problems.warning(path, None, "belongs to no article; give it the name of an article's file")
    sources = ((slug, folder.content(path)) for slug, path in paths.items())
    return {slug: read(source, problems) for slug, source in sources if source is not None}


def _in_turn(lists: Iterable[Sequence[str]]) -> Iterator[str]:
    """The items of the lists, the first of each, then the second of each, and so on."""
    return (item for items in zip_longest(*lists) for item in items if item is not None)


def _articles(
    folder: Folder, problems: Problems
) -> tuple[tuple[Article, ...], dict[PassageId, tuple[str, ...]]]:
    """The articles, and the questions that they put to their passages themselves."""
    articles: dict[str, Article] = {}
    asked: dict[PassageId, tuple[str, ...]] = {}
    order: dict[str, tuple[float, int]] = {}
    today = datetime.now().astimezone().date().isoformat()
    for path in folder.articles():
        source = folder.content(path)
        if source is None:
            continue
        slug = slug_of(path, folder.root / "articles")
        if slug in articles:
            problems.error(path, None, f"has the same name as another article, {slug}; rename one of the two")
            continue
        read = read_article(source, slug, problems, today)
        if read is None:
            continue
        articles[slug] = read.article
        asked |= read.questions
        order[slug] = (read.order if read.order is not None else math.inf, len(order))
    _tell_alike(articles.values(), folder, problems)
    return tuple(sorted(articles.values(), key=lambda article: order[article.slug])), asked


def _tell_alike(articles: Iterable[Article], folder: Folder, problems: Problems) -> None:
    """Warn of articles that a citation does not tell apart."""
    titles: dict[str, str] = {}
    for article in articles:
        first = titles.setdefault(article.title, article.slug)
        if first != article.slug:
            path = folder.root / "articles" / f"{article.slug}.md"
            problems.warning(
                path, None, f"has the title of {first}, {quoted(article.title)}; give one of them another"
            )
