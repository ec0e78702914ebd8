"""The page that checks a draft."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav_check": ("Periksa naskah", "Check a draft"),
    "check_title": (
        "Periksa kutipan dan rujukan naskah",
        "Check a draft's quotations and references",
    ),
    "check_lead": (
        "Setiap kutipan dan rujukan hukum dalam naskah dibandingkan dengan teks peraturan yang "
        "tersimpan dalam pustaka.",
        "Every legal quotation and reference of a draft is compared with the stored text of the "
        "acts in the library.",
    ),
    "check_upload": ("Berkas naskah", "The draft's file"),
    "check_upload_help": (
        "DOCX, PDF, MD, atau TXT; catatan kaki ikut dibaca. Naskah tidak disimpan dalam pustaka.",
        "DOCX, PDF, MD or TXT; footnotes are read, too. The draft is not kept in the library.",
    ),
    "check_paste": ("… atau tempelkan teksnya", "… or paste its text"),
    "check_paste_hint": (
        "Menurut Pasal 5 ayat (1) UU 24/2000, “…”",
        "According to Article 5(1) of Law 24/2000, “…”",
    ),
    "check_do": ("Periksa", "Check"),
    "check_nothing": (
        "Tidak ada kutipan atau rujukan hukum yang ditemukan dalam naskah ini.",
        "No legal quotation or reference was found in this draft.",
    ),
    "check_nothing_do": (
        "Kutipan dikenali dari tanda kutip atau alinea kutipan; rujukan misalnya “Pasal 5 UU "
        "24/2000”.",
        "Quotations are known by quotation marks or block paragraphs; references such as “Pasal 5 "
        "UU 24/2000”.",
    ),
    "check_unreadable": ("Naskah ini tidak dapat dibaca", "This draft cannot be read"),
    "check_all_right": ("Semuanya cocok", "Everything is verified"),
    "check_found": ("{count} temuan dalam {draft}", "{count} findings in {draft}"),
    "check_pasted": ("teks yang ditempelkan", "the text pasted"),
    "check_show": ("Tampilkan", "Show"),
    "check_verified": ("cocok", "verified"),
    "check_differs": ("berbeda", "differs"),
    "check_no_such_provision": ("tidak ada ketentuan itu", "no such provision"),
    "check_repealed_or_amended": ("dicabut/diubah", "repealed/amended"),
    "check_ambiguous": ("bermakna ganda", "ambiguous"),
    "check_partly_read": ("terbaca sebagian", "understood in part"),
    "check_not_in_library": ("tidak ada dalam pustaka", "not in the library"),
    "check_kind_quotation": ("Kutipan", "Quotation"),
    "check_kind_reference": ("Rujukan", "Reference"),
    "check_in_draft": ("Dalam naskah", "In the draft"),
    "check_in_source": ("Dalam sumber", "In the source"),
    "check_key": (
        "Dicoret: kata naskah yang tidak ada dalam sumber. Digarisbawahi: kata sumber yang tidak "
        "ada dalam naskah.",
        "Struck out: words of the draft that are not in the source. Underlined: words of the "
        "source that are not in the draft.",
    ),
    "check_suggestion": ("Usul", "Suggestion"),
    "check_more": (
        "Hanya {shown} temuan pertama yang tampil; laporan memuat semuanya.",
        "Only the first {shown} findings are shown; the report has all of them.",
    ),
    "check_report": ("Unduh laporan", "Download the report"),
    "check_warnings": ("Catatan tentang naskah", "Notes on the draft"),
    "stage_kutipan": ("memeriksa kutipan", "checking quotations"),
    "stage_rujukan": ("memeriksa rujukan", "checking references"),
}  # fmt: skip
