"""English words of public and treaty law, with the Indonesian words that acts use for them.

Only to see whether a passage in Indonesian speaks of what an English question asks, and to
choose among its sentences: ranking does not use it. Translations follow the official English
names in the acts themselves (UU 24/2000 Pasal 1) and the ministries' usual renderings.
"""

from __future__ import annotations

from typing import Final

from answer.terms import content, root

_GLOSS: Final[dict[str, str]] = {
    "act": "undang", "affair": "urusan", "affairs": "urusan", "agency": "badan lembaga",
    "agreement": "perjanjian persetujuan kerja", "amend": "ubah perubahan",
    "amendment": "perubahan", "annul": "batal pembatalan", "approval": "persetujuan",
    "approve": "setuju persetujuan", "authority": "wewenang kewenangan", "autonomy": "otonomi",
    "budget": "anggaran", "central": "pusat", "city": "kota", "consent": "persetujuan",
    "constitution": "dasar", "consult": "konsultasi", "consultation": "konsultasi",
    "cooperation": "kerja sama kerjasama", "coordinate": "koordinasi",
    "coordinates": "koordinasi", "coordination": "koordinasi", "council": "dewan",
    "country": "negara", "court": "pengadilan mahkamah", "customs": "pabean", "debt": "utang",
    "decree": "keputusan", "defence": "pertahanan", "dispute": "sengketa",
    "district": "kabupaten", "duties": "tugas", "duty": "tugas kewajiban",
    "education": "pendidikan", "election": "pemilihan", "employee": "pekerja pegawai",
    "employer": "pemberi pengusaha", "environment": "lingkungan", "exchange": "tukar",
    "fee": "biaya retribusi", "finance": "keuangan", "fine": "denda",
    "foreign": "luar negeri asing",
    "full": "kuasa", "government": "pemerintah", "governor": "gubernur", "health": "kesehatan",
    "hierarchy": "hierarki", "house": "dewan", "human": "asasi", "international": "internasional",
    "investment": "penanaman modal", "labour": "kerja", "land": "tanah", "law": "undang hukum",
    "laws": "undang perundang", "license": "izin", "licence": "izin", "loan": "pinjaman",
    "local": "daerah", "marriage": "perkawinan", "matter": "urusan", "matters": "urusan",
    "mayor": "wali kota", "minister": "menteri", "ministry": "kementerian", "nation": "bangsa",
    "national": "nasional", "obligation": "kewajiban", "parliament": "dewan perwakilan rakyat",
    "partner": "mitra pihak", "party": "pihak", "peace": "perdamaian", "penalty": "pidana sanksi",
    "permit": "izin", "policy": "politik kebijakan", "power": "kuasa wewenang",
    "powers": "kuasa wewenang", "president": "presiden", "province": "provinsi",
    "provincial": "provinsi", "ratification": "pengesahan ratifikasi",
    "ratified": "pengesahan ratifikasi", "ratify": "pengesahan ratifikasi",
    "region": "daerah", "regional": "daerah", "regions": "daerah", "regent": "bupati",
    "regulation": "peraturan", "regulations": "peraturan", "relations": "hubungan",
    "representative": "perwakilan wakil", "representatives": "perwakilan wakil",
    "reservation": "persyaratan pensyaratan", "right": "hak", "rights": "hak",
    "sanction": "sanksi", "security": "keamanan", "sign": "tanda tangan", "signing": "tanda tangan",
    "sister": "kembar", "sovereignty": "kedaulatan", "state": "negara", "tax": "pajak",
    "third": "ketiga", "trade": "perdagangan", "treaties": "perjanjian", "treaty": "perjanjian",
    "village": "desa", "wage": "upah", "worker": "pekerja", "workers": "pekerja",
}  # fmt: skip

#: What people write and acts do not.
_SPOKEN: Final[dict[str, str]] = {
    "pemda": "pemerintah daerah", "pemprov": "pemerintah provinsi",
    "pemkab": "pemerintah kabupaten", "pemkot": "pemerintah kota", "walikota": "wali kota",
    "kerjasama": "kerja sama", "mou": "nota kesepahaman",
    "perpu": "perppu", "ortu": "orang tua", "luarnegeri": "luar negeri", "phk": "pemutusan",
}  # fmt: skip


def bridged(question: str, language: str) -> dict[str, frozenset[str]]:
    """The content words of a question, each with the roots that count as saying it.

    A word of everyday Indonesian also has the roots of what acts say for it; a word of an English
    question those of its translations.
    """
    asked = content(question)
    if language != "en":
        return {
            word: frozenset({r, *(root(w) for w in _SPOKEN.get(word, "").split())})
            for r, word in asked.items()
        }
    return {
        word: frozenset({r, *(root(w) for w in _indonesian(word).split())})
        for r, word in asked.items()
    }


def _indonesian(word: str) -> str:
    """What the list has for a word, or for its singular or stem: "employers", "signed"."""
    for ending in ("", "s", "es", "d", "ed", "ing"):
        stem = word.removesuffix(ending)
        if (stem != word or not ending) and stem in _GLOSS:
            return _GLOSS[stem]
    return ""
