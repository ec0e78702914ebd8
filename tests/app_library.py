"""A tiny library for the tests of the app, by words only; every text is made up here."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from made_up import act

from dalil.index.library import Library
from dalil.ingest.locator import UNITS
from dalil.ingest.model import Parsed, Status, Tier

ROOT = Path(__file__).resolve().parents[1]

#: What corpus text must never become: markup, links, formulas, icons, colours, turned text.
HOSTILE = (
    "naga <script>alert(1)</script> <img src=x onerror=alert(1)> [klik](javascript:alert(1)) "
    "![gambar](http://example.invalid/x.png) $\\frac{1}{0}$ `kode` :material/home: :red[merah] "
    "</p></div><style>*{display:none}</style> \u202etxt.exe &lt;b&gt; **tebal** ~~coret~~ # judul"
)

#: Where a link may lead: to the web, to our reader (views/reading/links.py), and to the places
#: of a page that we name ourselves.
_PLACE = re.compile(
    r"https?://|baca\?id=|#(?:bagian|catatan)-\d+\Z|#dalil-hasil\Z|#halaman-asli\Z|#beda-\d+\Z"
)
#: The anchors of the reader are locators: a unit of ours first, then letters and digits.
_STEP = rf"(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?:-[\w~.-]+)?"
_OURS = re.compile(rf"(?:bagian|catatan|beda)-\d+|dalil-hasil|halaman-asli|{_STEP}(?:/{_STEP})*")

#: The tags, and their attributes, that a page may draw.
ALLOWED = {
    "div": {"class", "role", "lang", "id", "tabindex"},
    "span": {"class", "title", "tabindex", "role"},
    "p": {"class", "lang", "id", "tabindex"},
    "mark": {"class"},
    "blockquote": {"class", "lang"},
    "br": set(),
    "del": set(),
    "ins": set(),
    "strong": set(),
    "code": set(),
    "b": set(),
    "h1": {"class"},
    "h2": {"class", "id", "data-place", "data-hit"},
    "section": {"id", "class"},
    "h3": {"class", "id", "tabindex"},
    "h4": {"class", "id", "tabindex"},
    "nav": {"class", "aria-label", "tabindex"},
    "details": {"class", "open"},
    "summary": set(),
    "sup": set(),
    "table": {"class"},
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": set(),
    "td": set(),
    "ul": {"class"},
    "li": {"class", "aria-current"},
    "dl": {"class"},
    "dt": set(),
    "dd": {"lang"},
    "a": {"href", "target", "rel", "class", "title", "aria-label", "aria-current"},
}


class Tags(HTMLParser):
    """The tags of some HTML, and its text; ``foreign`` are those that are not ours."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag not in ALLOWED or names - ALLOWED[tag]:
            self.foreign.append(f"{tag} {attrs}")
        for name, value in attrs:
            if name == "href" and not _PLACE.match(value or ""):
                self.foreign.append(f"{tag} {value}")
            if name == "id" and not _OURS.fullmatch(value or ""):
                self.foreign.append(f"{tag} id {value}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.foreign.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.foreign.append(f"declaration {decl}")

    def unknown_decl(self, data: str) -> None:
        self.foreign.append(f"declaration {data}")

    def handle_pi(self, data: str) -> None:
        self.foreign.append(f"instruction {data}")


def documents() -> list[Parsed]:
    """An act with an elucidation, an amended one, a digest, a commentary and a dictionary."""
    trade = act(
        "uu/2010/7",
        {
            "1": ["Taman ialah lahan terbuka tempat warga beristirahat."],
            "2": [
                "Izin taman diberikan oleh lurah setelah mendengar warga.",
                "Izin taman berlaku tiga tahun dan dapat diperpanjang.",
            ],
            "3": ["Lurah mencabut izin taman yang dibiarkan gersang."],
            "penjelasan/pasal-2": ["Lurah mendengar warga dalam musyawarah terbuka."],
        },
    )
    old = act("pp/1999/4", {"5": ["Kolam ikan wajib dibersihkan setiap bulan."]})
    digest = act("uu/2015/9", {"8": ["Perahu wisata wajib punya pelampung."]})
    book = act(
        "ulasan-taman",
        {"judul-pendahuluan/alinea-1": ["Para penulis menganggap izin taman terlalu singkat."]},
        tier=Tier.SECONDARY,
        kind="Artikel",
    )
    words = act(
        "kamus-taman",
        {"entri-gersang": ["gersang: tidak ditumbuhi tanaman, seperti taman tanpa air."]},
        tier=Tier.TERTIARY,
        kind="Glosarium",
    )
    hostile = act("naga", {"judul-naga/alinea-1": [HOSTILE]}, tier=Tier.SECONDARY, kind="Buku")
    hostile_document = replace(
        hostile.document,
        title=f"Kitab {HOSTILE}",
        source=f"/tmp/{HOSTILE}.md",
        url="javascript:alert(1)",
        authors=(HOSTILE,),
        warnings=(HOSTILE,),
    )
    return [
        replace(trade, document=replace(trade.document, number="7", title="Taman Kota")),
        replace(old, document=replace(old.document, number="4", status=Status.REPEALED)),
        replace(
            digest,
            document=replace(
                digest.document, number="9", digest=True, url="https://example.org/uu-9"
            ),
        ),
        replace(book, document=replace(book.document, title="Ulasan tentang Taman")),
        replace(words, document=replace(words.document, title="Kamus Taman")),
        replace(hostile, document=hostile_document),
    ]


@cache
def _template() -> TemporaryDirectory[str]:
    place = TemporaryDirectory(prefix="dalil-")
    library = Library.open(Path(place.name), create=True)
    for parsed in documents():
        library.put(parsed)
    library.commit(vectors=False)
    library.close()
    return place


def fill(folder: Path) -> Path:
    """Copy the library, which is made once a process, to ``folder`` and return that."""
    return shutil.copytree(_template().name, folder, dirs_exist_ok=True)
