"""What stands around every page: the style, and the language switch."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from dalil.ingest.messages import Language
from dalil.views.filters import set_language
from dalil.views.hit_card import HELD
from dalil.views.words import LANGUAGES, NAMES, say

# What Streamlit's own widgets say, in English only, and how Indonesian says it.
#
# Streamlit takes labels and placeholders of ours, but not these. `views.frame` gives them to the
# page, whose script (``spoken.js``) puts them in place. Taken from the strings in Streamlit's
# bundle for the widgets that the pages use; ``tests/test_browser_language.py`` walks the pages for
# others.

#: English (the whole text or attribute): Indonesian.
TEXTS: Final[dict[str, str]] = {
    # Boxes and lists
    "Press Enter to apply": "Tekan Enter untuk menerapkan",
    "Press Enter to submit form": "Tekan Enter untuk mengirim",
    "Press Ctrl+Enter to apply": "Tekan Ctrl+Enter untuk menerapkan",
    "Press Ctrl+Enter to submit form": "Tekan Ctrl+Enter untuk mengirim",
    "Press ⌘+Enter to apply": "Tekan ⌘+Enter untuk menerapkan",
    "Press ⌘+Enter to submit form": "Tekan ⌘+Enter untuk mengirim",
    "Choose an option": "Pilih",
    "Choose options": "Pilih",
    "Choose or add an option": "Pilih atau tulis",
    "Choose or add options": "Pilih atau tulis",
    "Add an option": "Tulis",
    "Add options": "Tulis",
    "No options to select": "Tidak ada pilihan",
    "No results": "Tidak ada yang cocok",
    "Select all": "Pilih semua",
    "Open": "Buka",
    "Clear all": "Kosongkan",
    "Clear value": "Kosongkan",
    "Clear entry": "Kosongkan",
    "Clear selection": "Batalkan pilihan",
    "Selectbox": "Pilihan",
    "Selectbox options": "Pilihan",
    "Multiselect": "Pilihan",
    "Multiselect options": "Pilihan",
    "Selected values": "Yang dipilih",
    "Show suggestions": "Tampilkan pilihan",
    "Suggestions": "Pilihan",
    "Increment": "Tambah",
    "Decrement": "Kurangi",
    "Invalid value.": "Isinya tidak sah.",
    "Invalid input.": "Isinya tidak sah.",
    "Number is above the allowed range.": "Angkanya terlalu besar.",
    "Number is below the allowed range.": "Angkanya terlalu kecil.",
    # Files
    "file upload": "unggahan",
    "Browse files": "Pilih berkas",
    "Upload": "Pilih berkas",
    "Add files": "Tambah berkas",
    "Drag and drop a file here": "Lepaskan berkas di sini",
    "Drag and drop files here": "Lepaskan berkas di sini",
    "Drag and drop file here": "Lepaskan berkas di sini",
    # Pages of a list
    "Pagination": "Halaman",
    "Next page": "Halaman berikutnya",
    "Previous page": "Halaman sebelumnya",
    # Tables
    "Scrollable table": "Tabel yang dapat digulir",
    "Show/hide columns": "Pilih kolom",
    "Download as CSV": "Unduh CSV",
    "Search": "Cari",
    "Type to search": "Ketik untuk mencari",
    "Close Search": "Tutup pencarian",
    "Next Result": "Berikutnya",
    "Previous Result": "Sebelumnya",
    "Fullscreen": "Layar penuh",
    "Close fullscreen": "Tutup layar penuh",
    "Dataframe column menu": "Menu kolom",
    "Sort ascending": "Urutkan naik",
    "Sort descending": "Urutkan turun",
    "Autosize": "Lebar otomatis",
    "Pin column": "Sematkan kolom",
    "Unpin column": "Lepaskan kolom",
    "Hide column": "Sembunyikan kolom",
    "Copy column name": "Salin nama kolom",
    "Format": "Format",
    "Statistics": "Statistik",
    "Automatic": "Otomatis",
    "Localized": "Menurut bahasa",
    "Plain": "Polos",
    "Compact": "Ringkas",
    "Percent": "Persen",
    "Scientific": "Ilmiah",
    "Accounting": "Akuntansi",
    "Count": "Banyaknya",
    "Distinct": "Berbeda",
    "Empty": "Kosong",
    "Minimum": "Terkecil",
    "Maximum": "Terbesar",
    "Average": "Rata-rata",
    "Median": "Median",
    "Sum": "Jumlah",
    "Standard deviation": "Simpangan baku",
    "Minimum length": "Terpendek",
    "Maximum length": "Terpanjang",
    "Average length": "Panjang rata-rata",
    "Based on sample": "Dari cuplikan",
    "No data": "Tidak ada data",
    "No options": "Tidak ada pilihan",
    "Add row": "Tambah baris",
    "Delete row(s)": "Hapus baris",
    "Loading...": "Memuat …",
    # The frame
    "Skip to main content": "Langsung ke isi",
    "App pages": "Halaman",
    "Main menu": "Menu",
    "Expand sidebar": "Buka menu",
    "Collapse sidebar": "Tutup menu",
    "View less": "Lebih sedikit",
    "Notifications": "Pemberitahuan",
    "Help": "Keterangan",
    "Dismiss": "Tutup",
    "Close": "Tutup",
    "Cancel": "Batal",
    "Copy": "Salin",
    "Copied": "Tersalin",
    "Copy to clipboard": "Salin",
    "Retry": "Coba lagi",
    "Try again": "Coba lagi",
    "Rerun": "Ulangi",
    "Always rerun": "Selalu ulangi",
    "Stop": "Hentikan",
    "Stopping...": "Menghentikan …",
    "Running...": "Bekerja …",
    "Running": "Bekerja",
    "Loading": "Memuat",
    "Please wait...": "Tunggu sebentar …",
    "Connecting": "Menyambung",
    "Connecting to Streamlit server": "Menyambung ke Dalil",
    "Unable to connect to Streamlit server": "Dalil tidak dapat dihubungi",
    "Streamlit server is not responding. Are you connected to the internet?": (
        "Dalil tidak menjawab. Apakah masih berjalan?"
    ),
    "Connection error": "Sambungan terputus",
    "Connection timed out.": "Sambungan terlalu lama tidak dijawab.",
    "Connection lost. Please wait for the app to reconnect, then try again.": (
        "Sambungan terputus. Tunggu sampai tersambung kembali, lalu coba lagi."
    ),
    "Reconnected to server.": "Tersambung kembali.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your "
    "terminal:": "Apakah Dalil masih berjalan? Bila terhenti, jalankan lagi di terminal:",
    "streamlit run yourscript.py": "dalil app",
    "Error": "Kesalahan",
    "Warning": "Peringatan",
    "Page not found": "Halaman tidak ada",
    "The page that you have requested does not seem to exist": "Halaman itu tidak ada",
    "Your app is having trouble loading the component.": "Sebuah bagian halaman gagal dimuat.",
    "Network error": "Gangguan jaringan",
    "Request timed out": "Terlalu lama tidak dijawab",
    "Script execution error": "Kesalahan program",
    "Traceback:": "Jejak kesalahan:",
    "Light": "Terang",
    "Dark": "Gelap",
    "System": "Menurut sistem",
    "Use system setting": "Menurut sistem",
}

#: Where a part changes: the pattern of the whole text (JavaScript reads it too), and Indonesian
#: with $1, $2 … for the parts.
PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    (r"^([\d.,]+) ?([KMGT]?B) per file$", "$1 $2 per berkas"),
    (r"^Limit ([\d.,]+) ?([KMGT]?B) per file(.*)$", "Paling besar $1 $2 per berkas$3"),
    (r"^Select (\d+) match(?:es)?$", "Pilih $1 yang cocok"),
    (r"^Remove (.+)$", "Buang $1"),
    (r"^Delete (.+)$", "Buang $1"),
    (r"^Add: (.+)$", "Tambah: $1"),
    (r"^Page (\d+)$", "Halaman $1"),
    (r"^(\d+) options? available\.$", "$1 pilihan."),
    (r"^(.+), selected$", "$1, dipilih"),
    (r"^Download as CSV: (.+)$", "Unduh CSV: $1"),
    (r"^Fullscreen: (.+)$", "Layar penuh: $1"),
    (r"^Close fullscreen: (.+)$", "Tutup layar penuh: $1"),
    (r"^Search: (.+)$", "Cari: $1"),
    (r"^Show/hide columns: (.+)$", "Pilih kolom: $1"),
    (r"^The page that you have requested does not seem to exist\..*$", "Halaman itu tidak ada."),
    (r"^You have requested page (\S+), but .*$", "Halaman $1 tidak ada."),
    (r"^View (\d+) more$", "$1 lagi"),
    (r"^Help for (.+)$", "Keterangan: $1"),
    (r"^(.+) files are not allowed\.$", "Berkas $1 tidak diterima."),
    (r"^File must be ([\d.,]+) ?([KMGT]?B) or smaller\.$", "Berkas paling besar $1 $2."),
    (
        r"^You can only select up to (\d+) options?\. Remove an option first\.$",
        "Paling banyak $1 pilihan: buang satu dahulu.",
    ),
    (r"^(?:Error: )?Number is outside the .* between (\S+) and (\S+?)\.$", "Isilah $1 sampai $2."),
    (r"^(?:Error: )?Number is above the .* or equal to (\S+?)\.$", "Isilah paling banyak $1."),
    (r"^(?:Error: )?Number is below the .* or equal to (\S+?)\.$", "Isilah paling sedikit $1."),
    (r"^Error: (.+)$", "Kesalahan: $1"),
)


_STYLE: Final = Path(__file__).with_name("style.css")
#: Of our own, since Streamlit would fetch an icon by name from the internet.
ICON: Final = Path(__file__).with_name("icon.png")
_SPEAK: Final = Path(__file__).with_name("widget_labels.js")
_KEY: Final = "lang"
_HERE: Final = "page_here"
_BEFORE: Final = "page_before"


def language() -> Language:
    """The language of this session: what was switched to, else the link's, else Indonesian."""
    chosen = st.session_state.get(_KEY)
    if chosen not in LANGUAGES:
        asked = st.query_params.get("lang")
        chosen = asked if asked in LANGUAGES else LANGUAGES[0]
        st.session_state[_KEY] = chosen
    return "en" if chosen == "en" else "id"


def draw(page: str) -> None:
    """Draw the frame and remember which page this is (``page``: its place in the URL)."""
    st.session_state[_BEFORE] = st.session_state.get(_HERE)
    st.session_state[_HERE] = page
    st.session_state.pop(HELD, None)
    st.html(_STYLE)
    with st.container(horizontal=True, horizontal_alignment="right", key="dalil-language"):
        st.segmented_control(
            say("language"),
            LANGUAGES,
            format_func=NAMES.__getitem__,
            key=_KEY,
            required=True,
            label_visibility="collapsed",
        )
        _speak(language())
    set_language(language())


def _speak(language: Language) -> None:
    """Say in the page itself which language it is in: Streamlit's is always English, and a
    screen reader would read Indonesian as English. Its own words are put into Indonesian."""
    component = st.components.v2.component("dalil_language", html="<span></span>", js=_script())
    data: dict[str, object] = {"language": language, "texts": {}, "patterns": []}
    if language == "id":
        data |= {"texts": TEXTS, "patterns": [list(pair) for pair in PATTERNS]}
    component(data=data, key="page-language", width="content")


@cache
def _script() -> str:
    return _SPEAK.read_text(encoding="utf-8")


def came_from_elsewhere() -> bool:
    """Whether the run before this one was on another page of the same session."""
    before = st.session_state.get(_BEFORE)
    return before is not None and before != st.session_state.get(_HERE)
