"""Which likeness of names is worth a question: misspelt names found, against texts that name nothing.

    python -m benchmarks.suggestions TTC_STATIC_GTFS

Names that are found exactly are left out of "found".
"""

import argparse
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.directory.agencies import Agencies
from bot.directory.choosing import Chooser
from bot.directory.finding import MOST_SUGGESTED, Finder
from bot.directory.names import target_of
from bot.directory.spelling import Said, hear, words_of
from models.route import route_target
from models.station import station_target
from sandbox.static_catalogue import read_feed_catalogue
from tests.recorded.sloppy_names import MEANINGLESS, MISSPELT, MISSPELT_STATIONS

Scorer = Callable[..., float]
SCORERS: Mapping[str, tuple[Scorer, float]] = {
    "ratio": (fuzz.ratio, 100),
    "OSA": (OSA.normalized_similarity, 1),
    "Jaro-Winkler": (JaroWinkler.normalized_similarity, 1),
    "token_sort_ratio": (fuzz.token_sort_ratio, 100),
    "WRatio": (fuzz.WRatio, 100),
    "partial_ratio": (fuzz.partial_ratio, 100),
}
LIKENESSES = (0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
Meant = Mapping[str, set[str]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggestions")
    parser.add_argument("static", type=Path, help="the TTC's static GTFS")
    feeds = [read_feed_catalogue("ttc", parser.parse_args().static, agency="TTC")]
    finder = Finder(feeds, Agencies(feeds))
    listed = unknown(finder, misspelt())
    drawn = unknown(finder, typos(finder))
    junk = [text for text in MEANINGLESS if not finder.meant(words_of(text)).preferred]
    print(f"{len(listed)} misspelt names, {len(drawn)} random typos, {len(junk)} texts that name nothing")
    print(f"{'scorer':18}{'likeness':>9}{'found':>8}{'first':>8}{'typos':>8}{'wrong':>7}{'junk':>6}")
    for name, (scorer, scale) in SCORERS.items():
        for likeness in LIKENESSES:
            nearest = Trial(finder, scorer, likeness * scale).nearest
            found = {text: nearest(text) for text in listed}
            hits = share(bool(listed[text] & set(each)) for text, each in found.items())
            first = share(bool(listed[text] & set(each[:1])) for text, each in found.items())
            typed = share(bool(drawn[text] & set(nearest(text))) for text in drawn)
            wrong = sum(bool(each) and not listed[text] & set(each) for text, each in found.items())
            asked = sum(bool(nearest(text)) for text in junk)
            print(f"{name:18}{likeness:>9.2f}{hits:>8.3f}{first:>8.3f}{typed:>8.3f}{wrong:>7}{asked:>6}")


class Trial:
    """Suggestions by one scorer from one likeness on."""

    def __init__(self, finder: Finder, scorer: Scorer, likeness: float) -> None:
        self._finder, self._scorer, self._likeness = finder, scorer, likeness
        index = finder.index
        self._stations = sorted({*index.stations, *index.lone_stations})
        self._all = sorted({*index.routes, *index.lone_routes, *self._stations})

    def nearest(self, text: str) -> list[str]:
        said = hear(words_of(text))
        keys = self._stations if said.is_station else self._all
        if not any(each.isalpha() for each in said.key):
            return []
        numbers = {word for word in said.key.split() if word.isdecimal()}
        near = process.extract(said.key, keys, scorer=self._scorer, score_cutoff=self._likeness, limit=8)
        alike = [key for key, _, _ in near if {word for word in key.split() if word.isdecimal()} == numbers]
        things = [each for key in alike for each in self._bearers(replace(said, key=key))]
        return list(dict.fromkeys(things))[:MOST_SUGGESTED]

    def _bearers(self, said: Said) -> Sequence[str]:
        return [target_of(each) for each in Chooser(self._finder.index, said, ()).choose().preferred]


def misspelt() -> Meant:
    routes = {name: {route_target("ttc", each) for each in numbers.split()} for name, numbers in MISSPELT.items()}
    return routes | {f"{name} station": {station_target("ttc", each)} for name, each in MISSPELT_STATIONS.items()}


def typos(finder: Finder, *, of_each: int = 3) -> Meant:
    """One letter swapped, left out, doubled or replaced in every name of four letters and more."""
    drawn = random.Random(5)
    names = sorted({key for key in (*finder.index.long, *finder.index.stations) if len(key) > 3})
    meant = {name: {target_of(each) for each in finder.meant(name.split()).preferred} for name in names}
    return {_typo(name, drawn): meant[name] for name in names for _ in range(of_each)}


def _typo(name: str, drawn: random.Random) -> str:
    at = drawn.randrange(1, len(name) - 1)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    other = drawn.choice("abcdefghijklmnoprstuw")
    swapped = before + after[:1] + letter + after[1:]
    return drawn.choice([swapped, before + after, before + 2 * letter + after, before + other + after])


def unknown(finder: Finder, meant: Meant) -> Meant:
    return {text: each for text, each in meant.items() if not finder.meant(words_of(text)).preferred}


def share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
