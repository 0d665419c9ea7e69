"""The command `mizan instructions propose`, offline: no database, no clock."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from mizan.formats.anomalies import Anomaly, anomaly, word
from mizan.formats.cli import REFUSED, USAGE, print_lines, read_file, shared_options, write_out
from mizan.formats.communique import Draft, Proposal, propose
from mizan.formats.communique.source import LARGEST
from mizan.formats.indicators import catalogue
from mizan.formats.printing import COLON, languages


def propose_command(argv: Sequence[str]) -> int:
    """`mizan instructions propose FILE [--json] [--lang ar|fr|both]`: the instructions of a communiqué, as drafts; nothing is kept."""
    parser = argparse.ArgumentParser(prog="mizan instructions propose", description=propose_command.__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="the communiqué: text in any usual encoding, or a page of the web (.html)")
    shared_options(parser)
    asked = parser.parse_args(list(argv))
    data = read_file(asked.file, LARGEST + 1)
    if data is None:
        return USAGE
    read = propose(data, asked.file.name)
    langs = languages(asked.lang)
    if isinstance(read, Anomaly):
        _said(read, langs)
        return REFUSED
    if not read.drafts:
        _said(anomaly("communique_nothing", field="file"), langs)
    if asked.json:
        write_out(json.dumps([draft.to_json() for draft in read.drafts], ensure_ascii=False, indent=2) + "\n")
    else:
        print_lines(_printed(read, langs))
    return 0


def _said(found: Anomaly, langs: Sequence[str]) -> None:
    for lang in langs:
        write_out(f"{found.sentence(lang)}\n", sys.stderr)


def _printed(read: Proposal, langs: Sequence[str]) -> Iterator[str]:
    for lang in langs:
        day = read.dated.isoformat() if read.dated else word("communique_undated", lang)
        yield f"{word('communique_found', lang)}{COLON[lang]} {len(read.drafts)} · {word('communique_dated', lang)}{COLON[lang]} {day}"
    for rank, draft in enumerate(read.drafts, 1):
        yield ""
        yield f"{rank}. {draft.text}"
        for lang in langs:
            yield from _draft(draft, lang)


def _draft(draft: Draft, lang: str) -> Iterator[str]:
    comma = "، " if lang == "ar" else ", "
    axis = draft.axis
    line = f"   {word('communique_axis', lang)}{COLON[lang]} {word(f'communique_axis_{axis.axis.value}', lang)} ({axis.axis.value})"
    if axis.words:
        line += f" · {word('communique_by', lang)}{COLON[lang]} {comma.join(dict.fromkeys(_line(one.text) for one in axis.words[:5]))}"
    if axis.runner_up is not None:
        line += f" · {word('communique_next', lang)}{COLON[lang]} {word(f'communique_axis_{axis.runner_up.value}', lang)}"
    yield line
    yield f"   {word('communique_owner', lang)}{COLON[lang]} {draft.owner.name or word('communique_owner_none', lang)}"
    day = draft.deadline.day.isoformat() if draft.deadline.day else word("communique_deadline_none", lang)
    said = f" ({_line(draft.deadline.words.text)})" if draft.deadline.words else ""
    yield f"   {word('communique_deadline', lang)}{COLON[lang]} {day}{said}"
    if draft.indicators:
        yield f"   {word('communique_indicators', lang)}{COLON[lang]}"
    for one in draft.indicators:
        mark = "" if one.live else f" [{word('communique_not_live', lang)}]"
        yield f"     · {catalogue()[one.indicator].name[lang]} ({one.indicator}){mark} ← {_line(one.words.text)}"
    for note in draft.notes:
        yield f"   ! {anomaly(note, field='file').sentence(lang)}"


def _line(text: str) -> str:
    return " ".join(text.split())
