"""The pages as HTML."""

from html.parser import HTMLParser

import pytest

from bot.pages.board import AgencyBoard, Group, Section
from bot.pages.operator import Operator
from bot.pages.rendering import Now, Page, Rendering
from bot.pages.telling import Told
from bot.pages.wording_files import load_page_wordings

OPERATOR = Operator("+14165550199", "Riders of the North", "help@riders.example")
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=y>"
VOID = {"meta", "link", "br", "img", "path"}


class Reader(HTMLParser):
    """Reads a page: every tag closed in order, and what it would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def render(page: Page = Page.HOME, now: Now | None = None, language: str = "en", operator: Operator = OPERATOR) -> str:
    return Rendering(operator, load_page_wordings()).render(page, language, now or board_of(Told("No service")))


def board_of(told: Told, label: str = "504 King", *, answer: str = "504", stale_min: int = 0) -> Now:
    section = Section("now", (Group(label, answer, (told,)),), 1)
    return Now("TTC", [AgencyBoard("TTC", (section,), "8:11 a.m.", stale_min)], "8:12 a.m.")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", list(Page))
@pytest.mark.parametrize(
    "operator",
    [
        pytest.param(OPERATOR, id="somebody with an address"),
        pytest.param(Operator(""), id="nobody, behind a service"),
        pytest.param(Operator("87287", is_trial=True), id="a trial on a short code"),
    ],
)
def test_every_page_is_whole_and_runs_and_loads_nothing(page: Page, language: str, operator: Operator) -> None:
    reader = read(render(page, language=language, operator=operator))

    assert reader.tags.isdisjoint({"script", "img", "iframe", "object", "form", "input"})
    assert not {each for each in reader.attributes if each.startswith("on") or each == "style"}
    loaded = [each for each in reader.links if each.startswith(("http", "//", "/"))]
    assert loaded == []


def test_what_comes_from_a_feed_is_words_and_never_markup() -> None:
    told = Told(EVIL, (EVIL,), EVIL, "https://x.example/" + EVIL)
    reader = read(render(now=board_of(told, EVIL, answer=EVIL)))

    assert reader.tags.isdisjoint({"script", "img"})
    assert "onerror" not in reader.attributes


def test_a_link_leads_to_the_web_and_nowhere_else() -> None:
    plain, bare = (read(render(now=board_of(Told("", link=each)))).links for each in ("https://ttc.ca/a", "www.ttc.ca"))

    assert ("https://ttc.ca/a" in plain, "https://www.ttc.ca" in bare) == (True, True)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        pytest.param(board_of(Told("No service")), "Last heard from TTC: 8:11 a.m.", id="all is well"),
        pytest.param(board_of(Told("x"), stale_min=14), "last heard 14 minutes ago", id="the feed is silent"),
        pytest.param(Now("TTC", []), "The routes are being read", id="just started"),
        pytest.param(Now("TTC", [AgencyBoard("TTC", ())]), "No alerts now.", id="a quiet day"),
        pytest.param(Now("TTC"), "The alerts cannot be shown just now", id="the database never answered"),
        pytest.param(Now("TTC", [], "8:12 a.m.", is_failing=True), "known at 8:12 a.m.", id="it does no more"),
    ],
)
def test_the_page_says_how_things_stand(now: Now, said: str) -> None:
    assert said in render(now=now)


def test_without_a_number_there_is_nothing_to_text_or_scan() -> None:
    reader = read(render(operator=Operator("")))

    assert "svg" not in reader.tags
    assert [each for each in reader.links if each.startswith("sms:")] == []


def test_the_promises_are_the_settings() -> None:
    operator = Operator("+14165550199", daily_cap=5, daily_cap_urgent=9, words_kept_days=14, texts_kept_days=60)

    assert "at most 5 alerts a day, 9 where" in render(Page.TERMS, operator=operator)
    assert "14 days" in (privacy := render(Page.PRIVACY, operator=operator))
    assert "60 days" in privacy


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        pytest.param("help@riders.example", "mailto:help@riders.example", id="e-mail"),
        pytest.param("https://riders.example/@help", "https://riders.example/@help", id="a page"),
    ],
)
def test_who_runs_it_can_be_reached(contact: str, link: str) -> None:
    operator = Operator("+14165550199", "Riders of the North", contact)

    assert f'href="{link}"' in render(Page.TERMS, operator=operator)
    assert "run by Riders of the North" in render(Page.PRIVACY, operator=operator)


def test_a_trial_is_called_one() -> None:
    assert "being tried out" in render(operator=Operator("+14165550199", is_trial=True))
    assert "being tried out" not in render()
