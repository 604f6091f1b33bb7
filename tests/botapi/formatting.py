"""HTML → text and entities, by the rules of https://core.telegram.org/bots/api#html-style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from tests.botapi.refusals import bad_request

if TYPE_CHECKING:
    from tests.botapi.refusals import RefusedError

_ENTITY_OF: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_ATTRIBUTE_OF: Final = {
    "a": re.compile(r'\s+href="([^"]+)"'),
    "code": re.compile(r'\s+class="language-([^"]+)"'),
    "blockquote": re.compile(r"\s+expandable"),
}
_TOKEN: Final = re.compile(
    r"<(?P<end>/?)(?P<tag>[^\s<>/]*)(?P<rest>[^<>]*)>|&(?P<named>[^;&\s]{1,10});|[<>&]"
)
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
# What Telegram makes of text before it looks at it: blanks for controls, nothing for direction overrides.
_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x0c\x0e-\x20]")
_DROPPED: Final = re.compile(r"[\r\u2028-\u202e\u033f\u0333\u030a]")
_SPACE: Final = " \n\u00a0\u1680\u180e\u2000-\u200f\u202f\u205f\u2800\u3000\ufffc"
_BLANK: Final = re.compile(f"[{_SPACE}]*")


@dataclass(frozen=True)
class Entity:
    """A formatted part of a text, in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True)
class Formatted:
    """A text as Telegram shows it."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16(text: str) -> int:
    """The length of the text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_blank(text: str) -> bool:
    """Whether nothing of the text would show."""
    return _BLANK.fullmatch(text) is not None


def cleaned(text: str) -> str:
    """The text after Telegram's own clean-up; text that is no UTF-8 is refused."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return _DROPPED.sub("", _CONTROLS.sub(" ", text))


def parse_html(html: str) -> Formatted:
    """The text and its entities; where Telegram is lenient with a bare & or >, this is not."""
    return _Reader(html).read()


class _Reader:
    def __init__(self, html: str) -> None:
        self._html = html
        self._text = ""
        self._opened: list[tuple[str, int, str]] = []
        self._entities: list[Entity] = []

    def read(self) -> Formatted:
        position = 0
        for token in _TOKEN.finditer(self._html):
            self._text += self._html[position : token.start()]
            position = token.end()
            if token["named"]:
                self._text += _character(token["named"])
            elif token["tag"] is None:
                raise self._problem(f"Unescaped {token[0]}", token)
            elif token["end"]:
                self._close(token["tag"].lower(), token)
            else:
                self._open(token["tag"].lower(), token)
        if self._opened:
            tag = self._opened[-1][0]
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\""
            )
        entities = sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
        return Formatted(
            self._text + self._html[position:], tuple(entity for entity in entities if entity.length)
        )

    def _open(self, tag: str, token: re.Match[str]) -> None:
        if tag not in _ENTITY_OF:
            raise self._problem(f'Unsupported start tag "{tag}"', token)
        attribute = token["rest"].rstrip()
        if attribute and not (tag in _ATTRIBUTE_OF and _ATTRIBUTE_OF[tag].fullmatch(attribute)):
            raise self._problem("Unexpected attribute", token)
        if tag == "blockquote" and any(outer == "blockquote" for outer, *_ in self._opened):
            raise self._problem("Nested blockquote", token)
        url = _ATTRIBUTE_OF["a"].fullmatch(attribute) if tag == "a" else None
        self._opened.append((tag, utf16(self._text), unescape(url[1]) if url else ""))

    def _close(self, tag: str, token: re.Match[str]) -> None:
        if not self._opened:
            raise self._problem("Unexpected end tag", token)
        expected, start, url = self._opened.pop()
        if tag != expected:
            raise self._problem(f'Unmatched end tag, expected "</{expected}>", found "</{tag}>"', token)
        self._entities.append(Entity(_ENTITY_OF[tag], start, utf16(self._text) - start, url))

    def _problem(self, problem: str, token: re.Match[str]) -> RefusedError:
        offset = len(self._html[: token.start()].encode("utf-8", "surrogatepass"))
        return bad_request(f"can't parse entities: {problem} at byte offset {offset}")


def _character(name: str) -> str:
    if name in _NAMED:
        return _NAMED[name]
    if number := re.fullmatch(r"#(?:(\d+)|x([0-9a-fA-F]+))", name):
        return chr(int(number[1]) if number[1] else int(number[2], 16))
    raise bad_request(f"can't parse entities: Unknown entity &{name};")
