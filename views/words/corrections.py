"""Texts of what a person corrects of a source, by hand or from a reference manager."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Corrections
    "correct": ("Koreksi", "Correct"),
    "corrected": ("dikoreksi", "corrected"),
    "correct_do": ("Simpan koreksi", "Save the correction"),
    "correct_undo": ("Kembali ke yang dikatakan berkasnya", "Back to what its file says"),
    "correct_done": ("Sudah dikoreksi", "Corrected"),
    "correct_nothing": ("Tidak ada yang berubah", "Nothing changed"),
    "correct_tier_help": (
        "Peraturan dibagi menurut pasal, karya lain menurut alinea; pindah ke atau dari bahan "
        "primer berarti berkasnya dibaca ulang.",
        "Acts are divided by article, other works by paragraph; into or out of the primary tier "
        "the file is read again.",
    ),
    "correct_authors_help": (
        "Satu nama sebaris: “Nama Depan Belakang”.",
        "One name a line: “Given Family”.",
    ),
    "correct_published": (
        "Tentang terbitannya, untuk catatan kaki dan daftar pustaka",
        "Where it was published, for footnotes and bibliographies",
    ),
    "corrected_field": (
        "{field}: {value} (berkas: {before})",
        "{field}: {value} (file: {before})",
    ),
    "corrected_change": ("{field}: {before} → {after}", "{field}: {before} → {after}"),
    "field_title": ("Judul", "Title"),
    "field_tier": ("Tingkat", "Tier"),
    "field_kind": ("Jenis (UU, PP, Buku, Artikel …)", "Kind (UU, PP, Buku, Artikel …)"),
    "field_year": ("Tahun", "Year"),
    "field_number": ("Nomor", "Number"),
    "field_date": ("Tanggal (YYYY-MM-DD)", "Date (YYYY-MM-DD)"),
    "field_issuer": ("Pembentuk atau penerbit", "Issuer"),
    "field_gazette": ("Lembaran (LN 2014/244, TLN 5587)", "Gazette (LN 2014/244, TLN 5587)"),
    "field_authors": ("Penulis", "Authors"),
    "field_url": ("Alamat web", "Web address"),
    "field_container_title": ("Jurnal atau buku", "Journal or book"),
    "field_publisher": ("Penerbit", "Publisher"),
    "field_publisher_place": ("Tempat terbit", "Place"),
    "field_volume": ("Volume", "Volume"),
    "field_issue": ("Nomor terbitan", "Issue"),
    "field_page": ("Halaman", "Pages"),
    "field_edition": ("Edisi", "Edition"),
    "field_editor": ("Penyunting", "Editor"),
    "field_doi": ("DOI", "DOI"),
    "field_isbn": ("ISBN", "ISBN"),
    # Metadata
    "metadata": (
        "Metadata dari Zotero, Mendeley, atau EndNote",
        "Metadata from Zotero, Mendeley or EndNote",
    ),
    "metadata_help": (
        "BibTeX, RIS, atau CSL-JSON. Entri dicocokkan dengan buku, artikel, dan skripsi di sini "
        "menurut DOI, atau judul dengan tahun dan penulisnya. Tidak ada yang berubah sebelum Anda "
        "menerapkannya.",
        "BibTeX, RIS or CSL-JSON. Records are matched to books, articles and theses here by DOI, "
        "or by title with year and author. Nothing changes before you apply it.",
    ),
    "metadata_file": ("Pilih berkas metadata", "Choose a file of metadata"),
    "metadata_unreadable": (
        "Berkas metadata ini tidak dapat dibaca",
        "This file of metadata cannot be read",
    ),
    "metadata_count": (
        "{matched} entri cocok ({same} sudah sama), {left} tidak cocok",
        "{matched} records match ({same} say nothing new), {left} do not",
    ),
    "metadata_do": ("Terapkan pada {count} karya", "Apply to {count} works"),
    "metadata_applied": ("{count} karya dikoreksi", "{count} works corrected"),
    "metadata_undo": (
        "Batalkan penerapan terakhir ({count} karya)",
        "Undo the last application ({count} works)",
    ),
    "metadata_undone": ("{count} karya seperti semula", "{count} works as before"),
    "metadata_unmatched": ("Entri yang tidak cocok", "Records that match nothing"),
    "metadata_broken": ("Tidak terbaca", "Unreadable"),
    "meta_apply": ("Terapkan", "Apply"),
    "meta_record": ("Entri", "Record"),
    "meta_work": ("Karya di sini", "Work here"),
    "meta_how": ("Cocok menurut", "Matched by"),
    "meta_changes": ("Yang berubah", "What changes"),
    "meta_id": ("Id", "Id"),
    "by_doi": ("DOI", "DOI"),
    "by_title": ("judul {score}%", "title {score}%"),
}  # fmt: skip
