"""The whole folder → Knowledge, or every problem in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.article import read_article, slug_of
from bot.knowledge.folder import Folder
from bot.knowledge.forms import read_forms
from bot.knowledge.labelled import check_labelled
from bot.knowledge.problems import Problem, Problems
from bot.knowledge.words import Synonyms, read_dictionary, read_examples, read_synonyms
from bot.models import Article, Knowledge

if TYPE_CHECKING:
    from pathlib import Path


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
    dictionary: tuple[str, ...] = ()
    synonyms = Synonyms()
    path = folder.file("dictionary.txt")
    if path is not None and (source := folder.content(path)) is not None:
        dictionary = read_dictionary(source, problems)
    path = folder.file("synonyms.toml")
    if path is not None and (source := folder.content(path)) is not None:
        synonyms = read_synonyms(source, problems)
    sources = (folder.content(path) for path in folder.files("questions", ".md"))
    forms = read_forms((source for source in sources if source is not None), articles, problems)
    examples: tuple[str, ...] = ()
    path = folder.file("examples.txt")
    if path is not None and (source := folder.content(path)) is not None:
        examples = read_examples(source, problems)
    return Knowledge(
        articles, forms, dictionary, synonyms.aliases, synonyms.synonyms, folder.version, examples
    )


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
