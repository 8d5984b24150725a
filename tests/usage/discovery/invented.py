"""Invented corpora small enough to know by heart."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.cli.running import run

_MAPPING = """name = "invented_news"
title = "Invented news"
files = ["invented_news.jsonl"]
publisher = "the authors of this program"
licence = "CC0-1.0"
version = "1"
display = "full"
notes = "Every word is invented."

[columns]
id = "id"
date = "date"
language = "language"
state = "state"
title = "title"
text = "text"

[constants]
kind = "speech"
role = "speaker"
"""
_NOUNS = "harbour ferry orchard school bridge market library garden river village hospital station forest museum".split()
_VERBS = "needs deserves awaits lacks remembers welcomes repairs protects paints counts".split()
_STATES = ("KEN", "PER", "JPN", "EGY", "CHN", "ZAF", "FRA", "CHL")
_HAN = "山水田园春秋风雨桥路灯船茶书木石云月花鸟鱼米果叶泉岛"


def make_speeches(*, planted: str = "shared lantern horizon", seed: int = 7) -> list[dict[str, Any]]:
    """Return 160 short English speeches of eight years; the planted words stand in those from 2024 on, among changing neighbours."""
    draw = random.Random(seed)
    rows = []
    for year in range(2020, 2028):
        for number in range(20):
            lines = [
                f"The {draw.choice(_NOUNS)} {draw.choice(_VERBS)} a {draw.choice(_NOUNS)} and the {draw.choice(_NOUNS)} "
                f"{draw.choice(_VERBS)} every {draw.choice(_NOUNS)}."
                for _ in range(24)
            ]
            if year >= 2024:
                sentence = f"{draw.choice(_NOUNS).title()} {draw.choice(_VERBS)} {planted} {draw.choice(_VERBS)} {draw.choice(_NOUNS)}."
                lines.insert(draw.randrange(6, 18), sentence)
            rows.append(_row(year, number, "en", "\n".join(lines)))
    return rows


def make_chinese(*, planted: str = "星灯共济", seed: int = 7) -> list[dict[str, Any]]:
    """Return 160 short Chinese texts of eight years, of characters drawn at random, with the planted words from 2024 on."""
    draw = random.Random(seed)
    rows = []
    for year in range(2020, 2028):
        for number in range(20):
            lines = ["".join(draw.choices(_HAN, k=14)) + "。" for _ in range(20)]
            if year >= 2024:
                lines.insert(draw.randrange(5, 15), "".join(draw.choices(_HAN, k=4)) + planted + "".join(draw.choices(_HAN, k=4)) + "。")
            rows.append(_row(year, number, "zh", "\n".join(lines)))
    return rows


def make_workspace(folder: Path, rows: Sequence[dict[str, Any]]) -> str:
    """Make a workspace that holds these texts, in the order given; return its folder."""
    texts = folder / "texts"
    texts.mkdir(parents=True)
    (texts / "invented_news.mapping.toml").write_text(_MAPPING, encoding="utf-8")
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (texts / "invented_news.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    workspace = str(folder / "workspace")
    assert run("init", workspace).code == 0
    answer = run("ingest", "auto", str(texts), "-w", workspace)
    assert answer.code == 0, answer.err
    return workspace


def _row(year: int, number: int, language: str, text: str) -> dict[str, Any]:
    return {
        "id": f"{language}-{year}-{number:02}", "date": f"{year}-0{1 + number % 9}-{9 + number:02}", "language": language,
        "state": _STATES[number % len(_STATES)], "title": f"Invented {number}", "text": text,
    }  # fmt: skip
