"""One meaning a word: what two rooms both call by a name would have two."""

import ast
from collections import defaultdict
from pathlib import Path

import bot

ROOM = Path(bot.__file__).parent


def test_public_class_names_are_unique() -> None:
    places = defaultdict(list)
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path.relative_to(ROOM)))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
