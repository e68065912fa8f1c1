"""Draws what a run of the benchmarks came to: `python -m benchmarks.plot [JSON]` writes docs/performance/*.svg."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pygal
from pygal.style import CleanStyle

FOLDER = Path("docs/performance")
# Segments a second, as carriers allow them, and the share of them that alerts may take.
SENDERS = {"long code": 1, "toll-free": 3, "short code": 100}
PACE_SHARE = 0.85
CROWDS = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
SLOWLY = ", Twilio answers in 100 ms"

Figures = Mapping[str, float]


def figures_of(report: Mapping[str, Any]) -> Figures:
    """What each row came to, by its name."""
    return {row["name"]: row["value"] for row in report["rows"] if row["value"] is not None}


def speeds(figures: Figures) -> dict[str, float]:
    """Texts a second to a Twilio that answers in 100 ms: the loops people would write, then the notifier."""
    loops = {name.removesuffix(SLOWLY): value for name, value in figures.items() if name.endswith(SLOWLY)}
    loops = {name: value for name, value in loops.items() if name.startswith(("twilio", "the SDK"))}
    ours = {name: value for name, value in figures.items() if "a notifier each" in name}
    return loops | {f"Headway, {name}": value for name, value in ours.items()}


def minutes(rate: float, riders: int) -> float:
    """How long a sender of that rate takes to send so many riders a text of one segment."""
    return riders / (60 * PACE_SHARE * rate)


def draw_speeds(found: Figures) -> bytes:
    chart = _chart(pygal.HorizontalBar, "Texts a second, Twilio answers in 100 ms", show_legend=False)
    chart.x_labels = list(found)
    chart.add("texts a second", list(found.values()))
    return _drawn(chart)


def draw_reach() -> bytes:
    chart = _chart(pygal.Line, "Minutes until so many riders have a text of one segment", logarithmic=True)
    chart.x_labels, chart.x_title = [f"{riders:,}" for riders in CROWDS], "riders"
    chart.y_labels = [0.1, 1, 10, 60, 1_000, 10_000]
    chart.value_formatter = lambda value: f"{value:,g}"
    for name, rate in SENDERS.items():
        chart.add(f"{name}, {rate}/s", [round(minutes(rate, riders), 3) for riders in CROWDS])
    return _drawn(chart)


def _chart(kind: Any, title: str, **how: Any) -> Any:
    style = CleanStyle(background="white", plot_background="white", font_family="sans-serif")
    return kind(
        title=title,
        style=style,
        js=[],
        width=900,
        truncate_legend=-1,
        height=420,
        print_values=kind is pygal.HorizontalBar,
        **how,
    )


def _drawn(chart: Any) -> bytes:
    # The same figures make the same file, and a picture has neither scripts nor the day on which it was drawn.
    chart.uuid = "performance"
    tree = chart.render_tree()
    for parent in list(tree.iter()):
        for each in [child for child in parent if child.tag in {"script", ET.Comment}]:
            parent.remove(each)
    drawn: bytes = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return drawn


def main(arguments: Sequence[str]) -> None:
    report = json.loads(Path(arguments[0] if arguments else "build/bench.json").read_text(encoding="utf-8"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "speed.svg").write_bytes(draw_speeds(speeds(figures_of(report))))
    (FOLDER / "reach.svg").write_bytes(draw_reach())


if __name__ == "__main__":
    main(sys.argv[1:])
