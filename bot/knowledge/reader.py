"""The whole folder → Knowledge, or every problem in it."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from bot.knowledge.article import read_article, slug_of
from bot.knowledge.folder import Folder
from bot.knowledge.forms import read_forms
from bot.knowledge.labelled import check_labelled
from bot.knowledge.problems import Problem, Problems
from bot.knowledge.words import read_dictionary, read_examples, read_synonyms
from bot.models import Article, Knowledge, Synonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.knowledge.folder import Source

_Read = TypeVar("_Read")


def read_knowledge(folder: Path) -> Knowledge:
    """Everything that an editor's folder says.

    Raises:
        KnowledgeError: the first problem with which the folder cannot be served.

    """
    problems = Problems()
    knowledge = _read(Folder(folder, problems), problems)
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
    dictionary, synonyms, examples = _words(files, {slug_of(path) for path in files.articles()}, problems)
    if problems.first_error is not None:
        raise problems.first_error.as_error()
    return Knowledge((), {}, dictionary, synonyms, examples=examples)


def check_knowledge(folder: Path) -> list[Problem]:
    """Every problem of the folder, in the order of reading; without errors, of its labelled questions too."""
    problems = Problems()
    files = Folder(folder, problems)
    knowledge = _read(files, problems)
    if problems.first_error is not None:
        return list(problems.found)
    for path in files.files("questions", ".jsonl"):
        source = files.text(path)
        if source is not None:
            check_labelled(source, knowledge, problems)
    return list(problems.found)


def _read(folder: Folder, problems: Problems) -> Knowledge:
    articles = _articles(folder, problems)
    dictionary, synonyms, examples = _words(folder, {article.slug for article in articles}, problems)
    sources = (folder.content(path) for path in folder.files("questions", ".md"))
    forms = read_forms((source for source in sources if source is not None), articles, problems)
    return Knowledge(articles, forms, dictionary, synonyms, folder.version, examples)


def _words(
    folder: Folder, slugs: Collection[str], problems: Problems
) -> tuple[tuple[str, ...], dict[str, Synonyms], tuple[str, ...]]:
    """The dictionary of all articles, the synonyms by article, the examples of the articles in turn."""
    dictionary = _own_and_shared(folder, "dictionary.txt", slugs, read_dictionary, problems)
    synonyms = _own_and_shared(folder, "synonyms.toml", slugs, read_synonyms, problems)
    examples = _own_and_shared(folder, "examples.txt", slugs, read_examples, problems)
    words = dict.fromkeys(word for entries in dictionary.values() for word in entries)
    return tuple(words), synonyms, tuple(_in_turn(examples.values()))


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
        if slug_of(path) in slugs:
            paths[slug_of(path)] = path
        else:
            problems.warning(path, None, "belongs to no article; give it the name of an article's file")
    sources = ((slug, folder.content(path)) for slug, path in paths.items())
    return {slug: read(source, problems) for slug, source in sources if source is not None}


def _in_turn(lists: Iterable[Sequence[str]]) -> Iterator[str]:
    """The items of the lists, the first of each, then the second of each, and so on."""
    return (item for items in zip_longest(*lists) for item in items if item is not None)


def _articles(folder: Folder, problems: Problems) -> tuple[Article, ...]:
    articles: dict[str, Article] = {}
    for path in folder.articles():
        source = folder.content(path)
        if source is None:
            continue
        if slug_of(path) in articles:
            problems.error(
                path, None, f"has the same name as another article, {slug_of(path)}; rename one of the two"
            )
            continue
        articles[slug_of(path)] = read_article(source, problems)
    return tuple(articles.values())
