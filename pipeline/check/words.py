"""What the alerts say: their texts, languages and characters, and how much their fields add."""

import re
from collections import Counter
from collections.abc import Iterator

from models.alert import Alert, is_cut_off, text_in
from models.gsm7 import is_gsm7
from models.segments import thrifty
from pipeline.check.report import Finding, Level, Part, share
from pipeline.check.sample import Sample
from pipeline.words.wording import normal

TOPIC, FIELDS = "texts", "fields"
MARKUP = re.compile(r"</?[A-Za-z][^>]*>|&[a-z]+;|&#\d+;")
UNSET = {"cause": "UNKNOWN_CAUSE", "effect": "UNKNOWN_EFFECT", "severity_level": "UNKNOWN_SEVERITY"}
VAGUE = {"effect": "OTHER_EFFECT", "cause": "OTHER_CAUSE"}


def words(sample: Sample) -> Part:
    alerts = sample.alerts
    languages = _languages(alerts)
    numbers = {
        "without_header": sum(not _header(each) for each in alerts),
        "without_text": sum(not _header(each) and not _description(each) for each in alerts),
        "headers_cut_off": sum(is_cut_off(_header(each), _description(each)) for each in alerts),
        "header_names_a_route": _count_names(sample),
        "with_markup": sum(_has_markup(each) for each in alerts),
        "beyond_gsm7": sum(not is_gsm7(_header(each) or _description(each)) for each in alerts),
        "ucs2": sum(not is_gsm7(thrifty(_header(each) or _description(each))) for each in alerts),
    }
    numbers |= {f"with_{name}": sum(_says(each, name) for each in alerts) for name in UNSET}
    facts = {**numbers, "languages": dict(languages)}
    if not alerts:
        return Part(facts)
    return Part(facts, (*_of_texts(numbers, len(alerts)), *_of_languages(sample, languages), *_of_fields(sample)))


def _of_texts(numbers: dict[str, int], count: int) -> Iterator[Finding]:
    if missing := numbers["without_text"]:
        text = f"{share(missing, count)} have no text at all: riders would read the effect alone; tell the agency."
        yield Finding(Level.PROBLEM if missing == count else Level.WARNING, TOPIC, text)
    if missing := numbers["without_header"] - numbers["without_text"]:
        text = f"{share(missing, count)} have no header: their description is texted instead, cut to fit."
        yield Finding(Level.NOTE, TOPIC, text)
    if cut := numbers["headers_cut_off"]:
        text = f"{share(cut, count)} have a header that is cut off: the description is texted instead; nothing to do."
        yield Finding(Level.NOTE, TOPIC, text)
    if named := numbers["header_names_a_route"]:
        text = f"{share(named, count)} have a route's name as header, and no more: read their texts below."
        yield Finding(Level.NOTE, TOPIC, text)
    if numbers["with_markup"]:
        text = f"{share(numbers['with_markup'], count)} have HTML in them: it is taken out; nothing to do."
        yield Finding(Level.NOTE, TOPIC, text)
    if costly := numbers["ucs2"]:
        text = f"{share(costly, count)} need UCS-2 (70 characters a segment, not 160): expect more segments."
        yield Finding(Level.NOTE, TOPIC, text)
    if (mended := numbers["beyond_gsm7"] - numbers["ucs2"]) > 0:
        text = f"{share(mended, count)} have dashes or quotes that SMS lacks: plain ones are texted; nothing to do."
        yield Finding(Level.OK, TOPIC, text)


def _of_languages(sample: Sample, languages: Counter[str]) -> Iterator[Finding]:
    known = sample.guidance.lexicon.languages
    if foreign := sorted({each for each in languages if each != "unset" and each.split("-")[0] not in known}):
        text = f"No word list for {', '.join(foreign)}: write one in pipeline/words/lexicon/ after en.toml."
        needed = [each for each in sample.alerts if not _says(each, "effect")]
        yield Finding(Level.WARNING if needed else Level.NOTE, TOPIC, text)


def _of_fields(sample: Sample) -> Iterator[Finding]:
    alerts = sample.alerts
    silent = sum(not _says(each, "effect") and not _says(each, "severity_level") for each in alerts)
    if silent * 2 > len(alerts):
        text = f"{share(silent, len(alerts))} leave effect and severity unset: words alone decide; read the classes."
        yield Finding(Level.WARNING, FIELDS, text)
    else:
        said = share(len(alerts) - silent, len(alerts))
        yield Finding(Level.OK, FIELDS, f"{said} say in effect or severity how much they matter.")


def _languages(alerts: tuple[Alert, ...]) -> Counter[str]:
    """In how many alerts each language is found."""
    found: Counter[str] = Counter()
    for alert in alerts:
        found.update({(each.language or "unset").lower() for each in (*alert.header_text, *alert.description_text)})
    return Counter({name.removesuffix("-html"): count for name, count in found.items() if not name.endswith("-html")})


def _count_names(sample: Sample) -> int:
    """How many headers are but the name of a route."""
    routes = sample.guidance.catalogue.routes.values()
    names = {normal(name) for route in routes for name in (route.number, route.label, route.long_name) if name}
    return sum(normal(_header(each)) in names for each in sample.alerts)


def _header(alert: Alert) -> str:
    return text_in("en", alert.header_text).strip()


def _description(alert: Alert) -> str:
    return text_in("en", alert.description_text).strip()


def _has_markup(alert: Alert) -> bool:
    return any(MARKUP.search(each.text) for each in (*alert.header_text, *alert.description_text))


def _says(alert: Alert, name: str) -> bool:
    return getattr(alert, name) not in {UNSET[name], VAGUE.get(name)}
