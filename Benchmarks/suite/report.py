"""Tables from results, into a Markdown file between markers."""

from __future__ import annotations

import json
import math
import statistics
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .rounds import Result, Row, seconds
from .settings import SECTIONS

TABLES = ("memory", *(name for name in SECTIONS if name != "steps12"))  # whose rows stand with the other steps


def save(path: Path, section: str, result: Result, conditions: str) -> None:
    """Writes a section's result as JSON, replacing an earlier one."""
    path.mkdir(parents=True, exist_ok=True)
    content = {
        "section": section,
        "conditions": conditions,
        "notes": result.notes,
        "rows": [asdict(row) for row in result.rows],
        "tables": result.tables,
        "raw": result.raw,
    }
    (path / f"{section}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load(path: Path) -> dict[str, dict[str, Any]]:
    """All results of a folder, by section."""
    files = sorted(path.glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files if file.stem in SECTIONS}


def rendered(results: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Markdown for each table."""
    texts = {}
    for table in TABLES:
        sources = [result for name, result in results.items() if name == table or has_rows_for(table, result)]
        if sources:
            texts[table] = "\n".join(section_text(table, result) for result in sources)
    return texts


def has_rows_for(table: str, result: dict[str, Any]) -> bool:
    return any(row["table"] == table for row in result["rows"])


def section_text(table: str, result: dict[str, Any]) -> str:
    """One section's part of a table: the conditions, the rows, what was left out."""
    section = result["section"]
    rows = [Row(**row) for row in result["rows"] if (row["table"] or section) == table]
    parts = [result["conditions"] + "\n"]
    if rows:
        parts.append(comparison_table(rows))
    if section == table:
        parts += [generic_table(**other) for other in result["tables"]]
        parts += [f"- {note}" for note in result["notes"]]
    return "\n".join(parts).rstrip() + "\n"


def comparison_table(rows: list[Row]) -> str:
    header = ["work", "beside", "ours", "theirs", "ratio: min / **median** / max", "processor time", "target", "met"]
    return markdown(header, [cells(row) for row in rows])


def cells(row: Row) -> list[str]:
    met = {None: "", True: "yes", False: "**no**"}[row.is_met]
    sign = "≥" if row.at_least else "≤"
    target = "" if row.target is None else f"{sign} {amount(row.target, row) if not row.theirs else f'{row.target:g}'}"
    ratio = spread(row) if row.theirs else ""
    middle = statistics.median(row.cpu) if row.cpu else None
    cpu = "" if middle is None else cut(middle, down=True) if row.theirs else amount(middle, row)
    return [row.work, row.peer, around(row.ours, row), around(row.theirs, row), ratio, cpu, target, met]


def around(values: list[float], row: Row) -> str:
    """The median, and in parentheses the ends."""
    if not values:
        return ""
    if len(values) == 1:
        return amount(values[0], row)
    return f"{amount(statistics.median(values), row)} ({amount(min(values), row)}–{amount(max(values), row)})"


def amount(value: float, row: Row) -> str:
    if row.unit == "s":
        return seconds(value)
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {row.unit}".rstrip()


def spread(row: Row) -> str:
    values = row.values
    low, middle, high = (cut(value, row.at_least) for value in (min(values), statistics.median(values), max(values)))
    return f"{low} / **{middle}** / {high}"


def cut(value: float, down: bool) -> str:
    """Two decimals, never rounded towards the target."""
    hundredths = value * 100
    return f"{(math.floor(hundredths) if down else math.ceil(hundredths)) / 100:.2f}"


def generic_table(title: str, header: list[str], lines: list[list[str]]) -> str:
    return f"**{title}**\n\n" + markdown(header, lines)


def markdown(header: list[str], lines: list[list[str]]) -> str:
    rule = "|" + "|".join("---" if index == 0 else "---:" for index in range(len(header))) + "|"
    rows = ["| " + " | ".join(cells) + " |" for cells in [header, *lines]]
    return "\n".join([rows[0], rule, *rows[1:]]) + "\n"


def write(document: Path, texts: dict[str, str]) -> list[str]:
    """Puts tables between their markers; returns the tables that the document has no markers for."""
    content = document.read_text(encoding="utf-8")
    missing = []
    for table, text in texts.items():
        begin, end = f"<!-- begin: {table} -->", f"<!-- end: {table} -->"
        if begin not in content or end not in content:
            missing.append(table)
            continue
        before, rest = content.split(begin, 1)
        after = rest.split(end, 1)[1]
        content = f"{before}{begin}\n\n{text}\n{end}{after}"
    document.write_text(content, encoding="utf-8")
    return missing
