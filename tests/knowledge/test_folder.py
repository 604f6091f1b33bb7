from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import KnowledgeError
from bot.knowledge import read_knowledge

if TYPE_CHECKING:
    from tests.knowledge.conftest import Desk


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="none: is no folder; name one that holds") as caught:
        read_knowledge(tmp_path / "none")
    assert caught.value.path == tmp_path / "none"


def test_a_path_that_cannot_be_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="cannot be opened"):
        read_knowledge(Path("a" * 5000))


def test_a_folder_without_articles_is_an_error(desk: Desk) -> None:
    assert "articles:None: error: is no folder; make it" in desk.problem()
    (desk.folder / "articles").mkdir()
    assert "articles:None: error: holds no *.md file" in desk.problem()


def test_hidden_files_and_folders_are_passed_over(desk: Desk) -> None:
    desk.write("articles/._town.md", b"\x00\xff").write("articles/.git/a.md", b"\xff")
    assert desk.texts("文。") == ["文。"]
    assert desk.problems() == []


def test_what_is_not_utf_8_is_an_error_with_byte_and_line(desk: Desk) -> None:
    desk.write("articles/town.md", b"\xef\xbb\xbfa\n" + "江门".encode("gbk"))
    assert (
        "articles/town.md:2: error: is not UTF-8 (byte 6 is 0xbd); save the file as UTF-8" in desk.problem()
    )


def test_a_control_character_is_an_error_with_its_line(desk: Desk) -> None:
    desk.write("articles/town.md", "甲。\n\n乙\x00。")
    assert "articles/town.md:3: error: has the control character U+0000; delete it" in desk.problem()


def test_a_link_within_the_folder_is_followed(desk: Desk) -> None:
    desk.write("articles/..data/town.md", "文。")
    (desk.folder / "articles/town.md").symlink_to("..data/town.md")
    assert desk.read().articles[0].slug == "town"


def test_a_link_that_leaves_the_folder_is_an_error(desk: Desk) -> None:
    (desk.folder / "articles").mkdir()
    (desk.folder / "articles/town.md").symlink_to(__file__)
    assert "articles/town.md:None: error: links to a place outside the knowledge folder" in desk.problem()


def test_a_circle_of_links_is_an_error(desk: Desk) -> None:
    desk.write("articles/town.md", "文。")
    (desk.folder / "dictionary.txt").symlink_to("dictionary.txt")
    assert "dictionary.txt:None: error: cannot be read" in desk.problem()


def test_what_is_no_file_is_an_error_and_is_not_waited_for(desk: Desk) -> None:
    desk.write("articles/town.md", "文。")
    (desk.folder / "articles/folder.md").mkdir()
    os.mkfifo(desk.folder / "articles/pipe.md")
    assert [problem.partition("; ")[0] for problem in desk.problems()] == [
        "articles/folder.md:None: error: is not a file",
        "articles/pipe.md:None: error: is not a file",
    ]


def test_a_file_that_is_too_large_is_an_error_and_is_not_read(desk: Desk) -> None:
    path = desk.write("articles/town.md", "文。").folder / "articles/town.md"
    os.truncate(path, 1 << 40)
    assert "articles/town.md:None: error: is larger than 1024 MiB" in desk.problem()


def test_a_name_that_cannot_be_shown_is_an_error_on_one_line(desk: Desk) -> None:
    desk.write("articles/a\nb.md", "文。")
    assert desk.problem() == r"articles:None: error: the file name 'a\nb.md' cannot be shown; rename the file"
