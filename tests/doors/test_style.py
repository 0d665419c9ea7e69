"""The style sheets: logical directions only, every colour pair readable."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHEETS = sorted([*ROOT.glob("frontend/src/**/*.css"), *ROOT.glob("src/mizan/doors/parts/*/part.css")])
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?:left|right|top|bottom)\s*:|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|(?:min-|max-)?(?:width|height)\s*:)"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_sheet_speaks_of_inline_and_block_never_of_left_and_right(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    text = re.sub(r"@media[^{]*", "", text)  # media queries have no logical form
    assert PHYSICAL.findall(text) == []


def test_the_four_sides_shorthand_is_never_lopsided() -> None:
    for sheet in SHEETS:
        for found in re.finditer(r"(?:margin|padding):\s*([^;}]+)", sheet.read_text()):
            sides = found[1].replace("!important", "").split()
            assert len(sides) < 4 or sides[1] == sides[3], f"{sheet.name}: {found[0]}"


def _tokens() -> list[dict[str, str]]:
    text = (ROOT / "frontend/src/css/tokens.css").read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    return [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", part)) for part in (light, dark)]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "action", "late") for ground in ("ground", "surface", "sand")),
    ("soon", "ground"), ("soon", "surface"), ("soon", "soon-tint"), ("late", "late-tint"), ("ink", "late-tint"), ("ink", "soon-tint"),
    ("action-strong", "action-tint"), ("ink", "action-tint"), ("on-action", "action"), ("on-action", "action-strong"),
]  # fmt: skip
SIGN_PAIRS = [("line-strong", "ground"), ("line-strong", "surface"), ("focus", "ground"), ("focus", "surface")]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="/".join)
def test_text_can_be_read(scheme: int, pair: tuple[str, str]) -> None:
    tokens = _tokens()[scheme]
    assert _contrast(tokens[pair[0]], tokens[pair[1]]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", SIGN_PAIRS, ids="/".join)
def test_edges_of_fields_and_the_focus_ring_can_be_seen(scheme: int, pair: tuple[str, str]) -> None:
    tokens = _tokens()[scheme]
    assert _contrast(tokens[pair[0]], tokens[pair[1]]) >= 3
