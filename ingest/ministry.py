"""The bodies that make rules below the President's, by the words of their names.

Ministries change their names with every cabinet; an act keeps the name of its day. Codes are
those of the usual abbreviations (``Permendagri``, ``Permenkumham``), as in the documentation
networks of the ministries (JDIH). A body that is not in the table still gets a code, made of
its own words, so that two bodies never share one.
"""

from __future__ import annotations

import re
from typing import Final

#: Words of a ministry's name (folded by `fold`) to the code that follows "permen"/"kepmen".
MINISTRIES: Final[dict[str, str]] = {
    "agama": "ag",
    "agraria": "agraria",
    "agraria dan tata ruang": "atr",
    "agraria dan tata ruang kepala badan pertanahan nasional": "atr",
    "badan usaha milik negara": "bumn",
    "dalam negeri": "dagri",
    "dalam negeri dan otonomi daerah": "dagri",
    "desa pembangunan daerah tertinggal dan transmigrasi": "desa",
    "desa dan pembangunan daerah tertinggal": "desa",
    "energi dan sumber daya mineral": "esdm",
    "hukum": "kum",
    "hukum dan hak asasi manusia": "kumham",
    "hukum dan perundang undangan": "kumdang",
    "imigrasi dan pemasyarakatan": "imipas",
    "investasi": "inves",
    "investasi kepala badan koordinasi penanaman modal": "inves",
    "kebudayaan": "bud",
    "kebudayaan dan pariwisata": "budpar",
    "kehakiman": "keh",
    "kehakiman dan hak asasi manusia": "kehham",
    "kehutanan": "hut",
    "kelautan dan perikanan": "kp",
    "kesehatan": "kes",
    "ketenagakerjaan": "aker",
    "keuangan": "keu",
    "komunikasi dan digital": "komdigi",
    "komunikasi dan informatika": "kominfo",
    "koordinator bidang perekonomian": "ko-ekon",
    "koordinator bidang politik hukum dan keamanan": "ko-polhukam",
    "koperasi dan usaha kecil dan menengah": "kopukm",
    "koperasi": "kop",
    "lingkungan hidup": "lh",
    "lingkungan hidup dan kehutanan": "lhk",
    "luar negeri": "lu",
    "pariwisata": "par",
    "pariwisata dan ekonomi kreatif": "parekraf",
    "pekerjaan umum": "pu",
    "pekerjaan umum dan perumahan rakyat": "pupr",
    "pemberdayaan perempuan dan perlindungan anak": "pppa",
    "pemuda dan olahraga": "pora",
    "pendayagunaan aparatur negara": "pan",
    "pendayagunaan aparatur negara dan reformasi birokrasi": "panrb",
    "negara pendayagunaan aparatur negara dan reformasi birokrasi": "panrb",
    "pendidikan dan kebudayaan": "dikbud",
    "pendidikan kebudayaan riset dan teknologi": "dikbudristek",
    "pendidikan nasional": "diknas",
    "pendidikan dasar dan menengah": "dikdasmen",
    "perdagangan": "dag",
    "perencanaan pembangunan nasional": "ppn",
    "perencanaan pembangunan nasional kepala badan perencanaan pembangunan nasional": "ppn",
    "perhubungan": "hub",
    "perindustrian": "perin",
    "perindustrian dan perdagangan": "perindag",
    "pertahanan": "han",
    "pertanian": "tan",
    "perumahan rakyat": "pera",
    "riset dan teknologi": "ristek",
    "riset teknologi dan pendidikan tinggi": "ristekdikti",
    "sekretaris negara": "sesneg",
    "sosial": "sos",
    "tenaga kerja": "aker",
    "tenaga kerja dan transmigrasi": "akertrans",
    "transmigrasi": "trans",
}

#: Words of another body's name (folded) to its code: ``per`` + code, ``kep`` + code.
BODIES: Final[dict[str, str]] = {
    "arsip nasional": "anri",
    "badan informasi geospasial": "big",
    "badan kepegawaian negara": "bkn",
    "badan koordinasi penanaman modal": "bkpm",
    "badan nasional penanggulangan bencana": "bnpb",
    "badan nasional penanggulangan terorisme": "bnpt",
    "badan narkotika nasional": "bnn",
    "badan pemeriksa keuangan": "bpk",
    "badan pengawas obat dan makanan": "bpom",
    "badan pengawas pemilihan umum": "bawaslu",
    "badan pengawas tenaga nuklir": "bapeten",
    "badan penyelenggara jaminan sosial kesehatan": "bpjs-kesehatan",
    "badan penyelenggara jaminan sosial ketenagakerjaan": "bpjs-ketenagakerjaan",
    "badan perencanaan pembangunan nasional": "bappenas",
    "badan pertanahan nasional": "bpn",
    "badan pusat statistik": "bps",
    "badan riset dan inovasi nasional": "brin",
    "badan siber dan sandi negara": "bssn",
    "badan tenaga nuklir nasional": "batan",
    "dewan perwakilan daerah": "dpd",
    "dewan perwakilan rakyat": "dpr",
    "jaksa agung": "jagung",
    "kejaksaan": "jagung",
    "kepolisian": "pol",
    "kepolisian negara": "pol",
    "komisi pemberantasan korupsi": "kpk",
    "komisi pemilihan umum": "kpu",
    "komisi pengawas persaingan usaha": "kppu",
    "komisi yudisial": "ky",
    "lembaga administrasi negara": "lan",
    "lembaga kebijakan pengadaan barang jasa pemerintah": "lkpp",
    "lembaga penjamin simpanan": "lps",
    "ombudsman": "ori",
    "perpustakaan nasional": "perpusnas",
}

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
