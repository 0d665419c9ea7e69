"""What the house promises about its own text: no float where money lives, foreign keys point down, the clock is read in one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MONEY_LIVES_IN = (
    ROOT / "packages/mizan-law/src/mizan/kernel",
    ROOT / "packages/mizan-law/src/mizan/law",
    ROOT / "src/mizan/formats",
    ROOT / "src/mizan/funds",
    ROOT / "src/mizan/flows",
)
FUNDS_FROM_THE_TOP = (
    "publication", "steering", "indicators", "controls", "procedures", "benefits", "contributions", "careers", "ledger", "self_employed",
    "people", "access",
)  # fmt: skip


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob("*.py"))


def _floats(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, f"the float {node.value}"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            # A path joined with "/" has a string or a path on one side; only arithmetic is refused.
            sides = (node.left, node.right)
            if not any(
                isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str)) for side in sides
            ):
                yield node.lineno, "a true division"
        elif isinstance(node, ast.Name) and node.id == "float" and isinstance(node.ctx, ast.Load):
            yield node.lineno, "the type float"


def test_a_planted_float_is_seen() -> None:
    planted = ast.parse("rate = 0.09\nshare = wage / 2\nx = float('1')\n")
    assert [line for line, _ in _floats(planted)] == [1, 2, 3]


@pytest.mark.parametrize("path", list(_files(*MONEY_LIVES_IN)), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_float_where_money_lives(path: Path) -> None:
    found = [f"line {line}: {what}" for line, what in _floats(ast.parse(path.read_text())) if not _excused(path, line)]
    assert not found, f"{path}: {found}"


def _excused(path: Path, line: int) -> bool:
    """A line may say ``# no money: reason`` (a path joined with a variable, a type refused by name)."""
    return "# no money:" in path.read_text().splitlines()[line - 1]


def test_foreign_keys_point_down() -> None:
    import django
    from django.apps import apps

    django.setup()
    rank = {label: number for number, label in enumerate(FUNDS_FROM_THE_TOP)}
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in rank:
            continue
        for field in model._meta.get_fields():
            remote = getattr(field, "remote_field", None)
            if remote is None or field.auto_created or not getattr(field, "many_to_one", False):
                continue
            target = remote.model._meta.app_label
            assert target in rank, f"{model.__name__}.{field.name} points outside funds ({target})"
            assert rank[target] >= rank[label], f"{model.__name__}.{field.name} points up, to {target}"


def test_only_doors_read_the_clock() -> None:
    readers = []
    for path in _files(ROOT / "src/mizan", ROOT / "packages/mizan-law/src"):
        # The command of mizan-law is a door too, in a package that must stand alone.
        if path.name == "clock.py" and path.parent.name in {"doors", "console"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"now", "today", "utcnow"}:
                owner = ast.unparse(node.func.value)
                if owner in {"datetime", "date", "datetime.datetime", "datetime.date", "timezone"}:
                    readers.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not readers
