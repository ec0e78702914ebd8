"""The kinds of Indonesian acts: their slugs in ids, their names, their rank.

Rank is the order of UU 12/2011 Pasal 7 ayat (1), 1 the highest: UUD 1945; Ketetapan MPR;
Undang-Undang and Perppu; Peraturan Pemerintah; Peraturan Presiden; Perda Provinsi; Perda
Kabupaten/Kota. The kinds of Pasal 8 (ministers, agencies, courts, heads of regions) are binding
but have no fixed place in it, so their rank is None.

Ids are ``slug/tahun/nomor``. Where the number carries a classification code only its serial is
kept (``184/PMK.01/2010`` is ``permenkeu/2010/184``), ketetapan MPR keep their Roman number
(``tap-mpr/1966/xxv``), rulings their register (``putusan-mk/2020/91-puu-xviii``), rules of
regions name the region (``perda-jawa-barat/2014/5``). The constitution has no number:
``uud/1945``. Colonial codes go by their Staatsblad: KUHP lama ``stb/1915/732`` (made the law of
the republic by ``uu/1946/1``), KUHPerdata ``stb/1847/23``, KUHD, published in the same number,
``stb/1847/23-kuhd``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dalil.ingest.words import read_data

# The kinds that depend on no ministry, body or region (`ingest/data/act_types.toml`).


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act. ``short`` is how it is cited, ``name`` its full name, ``english`` also."""

    slug: str
    short: str
    name: str
    rank: int | None = None
    issuer: str = ""
    english: str = ""


_TABLES: Final = read_data("ingest/data/act_types.toml")


def _kinds(table: str) -> dict[str, Kind]:
    return {slug: Kind(slug, **row) for slug, row in _TABLES[table].items()}


#: The kinds that do not depend on a ministry, body or region; the others come from `kind_of`.
KINDS: Final = tuple(_kinds("kinds").values())
#: Other words for the kinds above, folded.
ALIASES: Final[dict[str, str]] = _TABLES["aliases"]
#: Kinds that only their own names lead to.
EXTRA: Final = _kinds("extra")


# Ministries change their names with every cabinet; an act keeps the name of its day. Codes are the
# usual abbreviations (JDIH: ``Permendagri``); a body not in the table gets one of its own words.

#: Words of a ministry's name (folded by `fold`) to the code that follows "permen"/"kepmen".
MINISTRIES: Final[dict[str, str]] = _TABLES["ministries"]

#: Words of another body's name (folded) to its code: ``per`` + code, ``kep`` + code.
BODIES: Final[dict[str, str]] = _TABLES["bodies"]

_SEPARATORS = re.compile(r"[\s\-‐-―•·.,/&_()\[\]]+")


def fold(words: str) -> str:
    """Lower case, one space between words, no punctuation, "Republik Indonesia" left out.

    The old spelling's ``oendang`` becomes ``undang``, and ``undangundang`` two words.
    """
    text = _SEPARATORS.sub(" ", words.casefold()).strip()
    text = re.sub(r"\boendang", "undang", text)
    text = re.sub(r"\bundang ?undang", "undang undang", text)
    text = re.sub(r"\s*\b(?:republik indonesia serikat|republik indonesia|r i|ri)\b", "", text)
    return text.strip()


def slugify(words: str, limit: int = 80) -> str:
    """Words as a piece of an id: lower case ASCII letters and digits, joined by hyphens."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if len(slug) <= limit:
        return slug
    return slug[:limit].rsplit("-", 1)[0].strip("-")


_BY_SLUG: Final = {kind.slug: kind for kind in KINDS} | EXTRA


_MINISTRY_NAMES: Final = {code: name for name, code in reversed(MINISTRIES.items())}
_BODY_NAMES: Final = {code: name for name, code in reversed(BODIES.items())}

_MINISTER = re.compile(
    r"(?P<form>peraturan|keputusan|instruksi|surat edaran)(?: bersama)? menteri"
    r"(?: negara)?(?: (?P<name>.+))?"
)
_MINISTER_SHORT = re.compile(r"(?P<form>permen|kepmen|inmen)(?P<apart> ?)(?P<code>[a-z][a-z0-9 ]*)")
#: Words of sentences, which no name of a kind has.
NOT_NAMES: Final = (
    r"(?:tentang|ini|tersebut|yang|dimaksud|pasal|sebagaimana|mengenai|perihal|ihwal|terkait|soal"
    r"|menurut|berdasarkan|mengatur|adalah|ialah|oleh|karena|bahwa|telah|sudah|akan|dapat|wajib|harus"
    r"|tidak|diatur|dicabut|diubah|ditetapkan)\b"
)
_SENTENCE = re.compile(rf"\b{NOT_NAMES}", re.IGNORECASE)
#: "PermenXY": where the capitals begin, the ministry's letters do, known or not.
_LETTERED = re.compile(r"(?:Permen|Kepmen|Inmen)[A-Z]{2}")
_ENGLISH_MINISTER = re.compile(
    r"(?:(?:regulation|decree) of the )?minister(?:ial)?(?: of)?(?: (?P<name>[a-z ]+?))?"
    r"(?: (?:regulation|decree))?"
)
_REGION = re.compile(
    r"(?P<form>peraturan daerah|perda|peraturan gubernur|pergub|peraturan bupati|perbup"
    r"|peraturan wali ?kota|perwali|perwal|qanun|keputusan gubernur|kepgub) (?P<region>.+)"
)
_BODY = re.compile(
    r"(?P<form>peraturan|keputusan|surat edaran|se|per|kep)(?: bersama)?"
    r"(?: kepala| ketua| direktur utama| direksi)? (?P<name>.+)"
)
_BODY_WORDS = re.compile(
    r"(?:badan|lembaga|komisi|dewan|kepolisian|kejaksaan|arsip|ombudsman|perpustakaan|jaksa"
    r"|direktur jenderal)\b"
)
_BODY_SHORT = re.compile(r"(?P<form>per|kep)(?:ka )?(?P<code>[a-z]{2,12})")

_FORM_CODE: Final[dict[str, str]] = _TABLES["forms"]
_FORM_NAME: Final = {
    "per": "Peraturan",
    "kep": "Keputusan",
    "in": "Instruksi",
    "se-": "Surat Edaran",
}

_ENGLISH_MINISTRIES: Final[dict[str, str]] = _TABLES["english_ministries"]


def kind_of(words: str) -> Kind | None:
    """The kind that these words name, in Indonesian, English, short or in full; else None.

    ``PMK`` is the finance minister's (the Constitutional Court's own rules carry the same
    letters, but are cited far less often and then in full).
    """
    if _SENTENCE.search(words):
        return None  # "Peraturan Menteri mengenai Kerja Anak"
    return _kind_of(fold(words), bool(_LETTERED.match(words)))


@lru_cache(maxsize=4096)
def _kind_of(words: str, lettered: bool) -> Kind | None:
    if not words:
        return None
    slug = ALIASES.get(words) or _SHORTS.get(words)
    if slug:
        return kind_by_slug(slug)
    if match := _MINISTER.fullmatch(words):
        return _ministerial(_FORM_CODE[match["form"]], match["name"] or "")
    if match := _MINISTER_SHORT.fullmatch(words):
        code = match["code"].replace(" ", "")
        if not (match["apart"] or lettered or code in _ATTACHED):
            return None  # "permenungan", "permengenai": a longer word
        return _ministerial(_FORM_CODE[match["form"]], match["code"])
    if match := _REGION.fullmatch(words):
        return _regional(match["form"], match["region"])
    if (match := _BODY.fullmatch(words)) and (code := _body_code(match["name"])):
        return kind_by_slug(_FORM_CODE[match["form"]] + code)
    if (match := _BODY_SHORT.fullmatch(words)) and match["code"] in _BODY_NAMES:
        return kind_by_slug(match["form"] + match["code"])
    if (match := _ENGLISH_MINISTER.fullmatch(words)) and "minister" in words:
        name = (match["name"] or "").strip()
        form = "kep" if "decree" in words else "per"
        return kind_by_slug(f"{form}men{_ENGLISH_MINISTRIES.get(name) or slugify(name)}")
    return None


def _ministerial(form: str, name: str) -> Kind | None:
    name = re.sub(r"^negara (?=\w)", "", name)
    name = re.sub(r" selaku .*", "", name)
    code = MINISTRIES.get(name) or _BY_WORDS.get(_bare(name))
    if code is None:
        code = slugify(name, 60)
    return kind_by_slug(f"{form}men{_CODEALIASES.get(code, code)}".rstrip("-"))


def _body_code(name: str) -> str | None:
    """The code of a body named in full or by its abbreviation; its own words if unknown."""
    name = re.sub(r"^dirjen\b", "direktur jenderal", name)
    if code := BODIES.get(name) or {"polri": "pol", "kapolri": "pol"}.get(name):
        return code
    if (dashed := name.replace(" ", "-")) in _BODY_NAMES:
        return dashed
    return slugify(name, 60) if _BODY_WORDS.match(name) else None


def _bare(name: str) -> str:
    """A ministry's name without "dan": commas and conjunctions differ from print to print."""
    return name.replace(" dan ", " ")


_BY_WORDS: Final = {_bare(name): code for name, code in MINISTRIES.items()}
_CODEALIASES: Final[dict[str, str]] = _TABLES["code_aliases"]

#: The letters of ministries as they follow "Men" in an abbreviation ("Mendagri", "Permenko-ekon").
MINISTRY_CODES: Final = tuple(
    sorted({*MINISTRIES.values(), *_CODEALIASES, "ko"}, key=lambda code: (-len(code), code))
)
#: What may be written together with "Permen": the letters, or a ministry's name in one word.
_ATTACHED: Final = frozenset(
    text.replace("-", "").replace(" ", "") for text in (*MINISTRY_CODES, *MINISTRIES)
)

_REGION_FORMS: Final[dict[str, str]] = _TABLES["region_forms"]


def _regional(form: str, region: str) -> Kind | None:
    region = re.sub(r"^(?:provinsi|propinsi|prov) ", "", region)
    region = re.sub(r"^(?:daerah )?kabupaten |^kab ", "kabupaten ", region)
    region = re.sub(r"^daerah khusus ibu ?kota ", "dki ", region)
    region = re.sub(r"^daerah istimewa (?=yogya)", "di ", region)
    slug = _REGION_FORMS[form]
    if slug == "perbup":
        region = region.removeprefix("kabupaten ")
    if slug == "perwali":
        region = region.removeprefix("kota ")
    return kind_by_slug(f"{slug}-{slugify(region, 60)}")


@lru_cache(maxsize=4096)
def kind_by_slug(slug: str) -> Kind | None:
    """The kind of an id's first part (``uu``, ``permendagri``, ``perda-jawa-barat``), or None."""
    if slug in _BY_SLUG:
        return _BY_SLUG[slug]
    if match := re.fullmatch(r"(perda|pergub|perbup|perwali|qanun|kepgub)-([a-z0-9-]+)", slug):
        return _region_kind(_BY_SLUG[match[1]], match[2])
    if match := re.fullmatch(r"(per|kep|in|se-)men-?([a-z0-9-]*)", slug):
        return _ministry_kind(slug, match[1], match[2])
    if match := re.fullmatch(r"(per|kep|se-)([a-z0-9-]+)", slug):
        return _body_kind(slug, match[1], match[2])
    return None


def _region_kind(base: Kind, region: str) -> Kind:
    words = region.replace("-", " ")
    title = " ".join(w.upper() if w in {"dki", "di"} else w.capitalize() for w in words.split())
    rank, level = None, ""
    if base.slug in {"perda", "qanun"}:
        local = words.startswith(("kabupaten ", "kota "))
        rank, level = (7, "") if local else (6, "Provinsi " if base.slug == "perda" else "")
    name = f"{base.name} {level}{title}"
    return Kind(
        f"{base.slug}-{region}", f"{base.short} {title}", name, rank, base.issuer + " " + title
    )


def _ministry_kind(slug: str, form: str, code: str) -> Kind:
    words = _MINISTRY_NAMES.get(code, code.replace("-", " "))
    title = _title(words)
    known = code in _MINISTRY_NAMES
    prefix = {"per": "Permen", "kep": "Kepmen", "in": "Inmen", "se-": "SE Menteri "}[form]
    upper = code.upper().replace("KO-", "ko-") if code in _UPPER_CODES else code
    short = f"{prefix}{upper}" if known or not code else f"{prefix} {title}".replace("  ", " ")
    name = f"{_FORM_NAME[form]} Menteri {title}".strip()
    return Kind(slug, short, name, None, f"Menteri {title}".strip())


_UPPER_CODES: Final = frozenset(
    {"bumn", "esdm", "atr", "lhk", "lh", "pu", "pupr", "pppa", "panrb", "pan", "ppn", "kp"}
)


def _body_kind(slug: str, form: str, code: str) -> Kind | None:
    words = _BODY_NAMES.get(code)
    if words is None:
        if not re.match(
            r"(?:badan|lembaga|komisi|dewan|kepolisian|arsip|direktur-jenderal)\b", code
        ):
            return None
        words = code.replace("-", " ")
        title = _title(words)
        label = {"per": "Peraturan", "kep": "Keputusan", "se-": "SE"}[form]
        return Kind(slug, f"{label} {title}", f"{_FORM_NAME[form]} {title}", None, title)
    title = _title(words)
    shown = {"pol": "Polri", "jagung": "Jaksa Agung"}.get(code, code.upper())
    short = {"per": "Peraturan ", "kep": "Keputusan ", "se-": "SE "}[form] + shown
    return Kind(slug, short, f"{_FORM_NAME[form]} {title}", None, title)


def _title(words: str) -> str:
    small = {"dan", "atau", "di", "untuk"}
    return " ".join(w if w in small else w.capitalize() for w in words.split())


_SHORTS: Final = {
    **{fold(kind.name): kind.slug for kind in _BY_SLUG.values()},
    **{fold(kind.short): kind.slug for kind in _BY_SLUG.values()},
    **{fold(kind.english): kind.slug for kind in _BY_SLUG.values() if kind.english},
    **ALIASES,
}
