"""The table of the kinds of acts that depend on no ministry, body or region, and their names.

Rank is explained in `ingest.kind`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act. ``short`` is how it is cited, ``name`` its full name, ``english`` also."""

    slug: str
    short: str
    name: str
    rank: int | None = None
    issuer: str = ""
    english: str = ""


#: The kinds that do not depend on a ministry, body or region; the others come from `kind_of`.
KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "uud", "UUD", "Undang-Undang Dasar Negara Republik Indonesia", 1,
        "Majelis Permusyawaratan Rakyat", "Constitution",
    ),
    Kind(
        "tap-mpr", "TAP MPR", "Ketetapan Majelis Permusyawaratan Rakyat", 2,
        "Majelis Permusyawaratan Rakyat", "MPR Decree",
    ),
    Kind(
        "uu", "UU", "Undang-Undang", 3,
        "Presiden dengan persetujuan Dewan Perwakilan Rakyat", "Law",
    ),
    Kind(
        "perppu", "Perppu", "Peraturan Pemerintah Pengganti Undang-Undang", 3,
        "Presiden", "Government Regulation in Lieu of Law",
    ),
    Kind("uu-darurat", "UU Darurat", "Undang-Undang Darurat", 3, "Presiden", "Emergency Law"),
    Kind("pp", "PP", "Peraturan Pemerintah", 4, "Presiden", "Government Regulation"),
    Kind("perpres", "Perpres", "Peraturan Presiden", 5, "Presiden", "Presidential Regulation"),
    Kind("penpres", "Penpres", "Penetapan Presiden", None, "Presiden"),
    Kind("keppres", "Keppres", "Keputusan Presiden", None, "Presiden", "Presidential Decree"),
    Kind("inpres", "Inpres", "Instruksi Presiden", None, "Presiden", "Presidential Instruction"),
    Kind("perda", "Perda", "Peraturan Daerah", None, "Pemerintah Daerah", "Regional Regulation"),
    Kind("qanun", "Qanun", "Qanun Aceh", None, "Pemerintah Aceh", "Qanun"),
    Kind("pergub", "Pergub", "Peraturan Gubernur", None, "Gubernur", "Governor Regulation"),
    Kind("perbup", "Perbup", "Peraturan Bupati", None, "Bupati", "Regent Regulation"),
    Kind("perwali", "Perwali", "Peraturan Wali Kota", None, "Wali Kota", "Mayor Regulation"),
    Kind("perma", "Perma", "Peraturan Mahkamah Agung", None, "Mahkamah Agung",
         "Supreme Court Regulation"),
    Kind("sema", "SEMA", "Surat Edaran Mahkamah Agung", None, "Mahkamah Agung",
         "Supreme Court Circular"),
    Kind("permk", "Peraturan MK", "Peraturan Mahkamah Konstitusi", None, "Mahkamah Konstitusi",
         "Constitutional Court Regulation"),
    Kind("pojk", "POJK", "Peraturan Otoritas Jasa Keuangan", None, "Otoritas Jasa Keuangan",
         "OJK Regulation"),
    Kind("seojk", "SEOJK", "Surat Edaran Otoritas Jasa Keuangan", None, "Otoritas Jasa Keuangan",
         "OJK Circular"),
    Kind("pbi", "PBI", "Peraturan Bank Indonesia", None, "Bank Indonesia",
         ""),
    Kind("putusan-mk", "Putusan MK", "Putusan Mahkamah Konstitusi", None, "Mahkamah Konstitusi",
         "Constitutional Court Decision"),
    Kind("putusan-ma", "Putusan MA", "Putusan Mahkamah Agung", None, "Mahkamah Agung",
         "Supreme Court Decision"),
    Kind("maklumat", "Maklumat", "Maklumat Wakil Presiden", None, "Wakil Presiden",
         "Vice-Presidential Edict"),
    Kind("stb", "Stb.", "Staatsblad", None, "Pemerintah Hindia Belanda", "Statute Gazette"),
    Kind("se", "SE", "Surat Edaran", None, "", "Circular"),
    Kind("traktat", "Traktat", "Perjanjian Internasional", None, "", "Treaty"),
)  # fmt: skip

#: Other words for the kinds above, folded.
ALIASES: Final[dict[str, str]] = {
    "undang undang dasar": "uud", "undang undang dasar negara": "uud", "konstitusi": "uud",
    "the constitution": "uud", "constitution": "uud",
    "undang undang dasar sementara": "uuds", "uuds": "uuds",
    "ketetapan mpr": "tap-mpr", "ketetapan mprs": "tap-mpr", "tap mprs": "tap-mpr",
    "tap": "tap-mpr", "tapmpr": "tap-mpr", "tapmprs": "tap-mpr",
    "ketetapan majelis permusyawaratan rakyat sementara": "tap-mpr", "mpr decree": "tap-mpr",
    "mprs decree": "tap-mpr",
    "law": "uu", "act": "uu", "statute": "uu", "undang undang federal": "uu",
    "perpu": "perppu", "peraturan pemerintah pengganti undang undang": "perppu",
    "peraturan pemerintah sebagai pengganti undang undang": "perppu",
    "peraturan pemerintah pengganti uu": "perppu", "perpu pengganti undang undang": "perppu",
    "uudrt": "uu-darurat", "uu drt": "uu-darurat", "undang undang drt": "uu-darurat",
    "government regulation": "pp", "regulation of the government": "pp",
    "government regulation in lieu of law": "perppu",
    "presidential regulation": "perpres", "presidential decree": "keppres",
    "presidential instruction": "inpres", "kepres": "keppres", "keputusan presiden": "keppres",
    "regional regulation": "perda", "governor regulation": "pergub",
    "governor s regulation": "pergub", "peraturan kepala daerah": "perkada",
    "peraturan walikota": "perwali", "perwal": "perwali", "perwalkot": "perwali",
    "kepgub": "kepgub", "keputusan gubernur": "kepgub", "peraturan ojk": "pojk",
    "surat edaran ma": "sema", "peraturan ma": "perma", "putusan mahkamah konstitusi": "putusan-mk",
    "constitutional court decision": "putusan-mk", "staatsblad": "stb", "stbl": "stb",
    "lembaran negara hindia belanda": "stb", "maklumat": "maklumat",
    "pkpu": "perkpu", "perkap": "perpol", "perkapolri": "perpol", "perpol": "perpol",
    "perka bapeten": "perbapeten", "perba bapeten": "perbapeten", "perba": "perbapeten",
    "kepka bapeten": "kepbapeten", "perka bkn": "perbkn", "perka bpom": "perbpom",
    "pmk": "permenkeu", "kmk": "kepmenkeu",
}  # fmt: skip

#: Kinds that only their own names lead to.
EXTRA: Final = {
    "uuds": Kind(
        "uuds", "UUDS", "Undang-Undang Dasar Sementara", 1, "", "Provisional Constitution"
    ),
    "kepgub": Kind("kepgub", "Kepgub", "Keputusan Gubernur", None, "Gubernur", "Governor Decree"),
    "perkada": Kind("perkada", "Perkada", "Peraturan Kepala Daerah", None, "Kepala Daerah"),
}
