"""The folded list of definitions: its links lead to the provision, and no text becomes HTML."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup

from dalil.index.provisions import UsedTerm
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage
from dalil.views.hit_context import LIMIT, definitions


def _defined(term: str, text: str) -> UsedTerm:
    where = "uu/2001/1#pasal-1/angka-3"
    locator = Locator.parse("pasal-1/angka-3")
    return UsedTerm(term, Passage(where, "uu/2001/1", None, locator, 0, len(text), text))


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_term_has_a_link_to_its_provision_in_the_reader(language: str) -> None:
    page = BeautifulSoup(
        definitions([_defined("Kucing", "3. Kucing adalah hewan.")], language), "html.parser"
    )
    link = page.find("a")
    assert link is not None
    asked = parse_qs(str(link["href"]).removeprefix("baca?"))
    assert asked["id"] == ["uu/2001/1#pasal-1/angka-3"]
    assert asked.get("lang") == (["en"] if language == "en" else None)
    details = page.find("details")
    assert details is not None and not details.has_attr("open"), "folded until it is opened"
    assert "Kucing adalah hewan." in page.get_text()


def test_text_stays_text() -> None:
    html = definitions([_defined("<b>x</b>", "<script>alert(1)</script>")])
    page = BeautifulSoup(html, "html.parser")
    assert page.find("script") is None
    assert "<b>x</b>" in page.get_text()


def test_a_long_definition_is_cut_and_says_so() -> None:
    page = BeautifulSoup(definitions([_defined("Kucing", "x" * (LIMIT + 1))]), "html.parser")
    shown = page.find("dd")
    assert shown is not None and shown.get_text() == "x" * LIMIT + " …"


def test_without_definitions_there_is_no_list() -> None:
    assert definitions([]) == ""
