"""Files that want to run, load, hide, turn or break something; made up here, for the browser."""

from __future__ import annotations

import json
from pathlib import Path

#: What must stay text, whatever holds it. {canary} is an address that nobody may ask for.
PAYLOADS = (
    "<script>window.ran = 'script'; alert(1)</script>",
    "<img src=x onerror=\"window.ran = 'img'\">",
    "<img src='{canary}/gambar.png'>",
    "<svg onload=\"window.ran = 'svg'\"><circle r=9></svg>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<a href=\"javascript:window.ran='a'\">tekan</a>",
    "<link rel=stylesheet href='{canary}/gaya.css'>",
    "<form action='{canary}/kirim'><input name=sandi><button>Kirim</button></form>",
    "</p></div></blockquote></style></script><style>*{{display:none!important}}</style>",
    "<style>@import '{canary}/impor.css'; body{{background:url({canary}/latar.png)}}</style>",
    "<!-- <b>lari</b> --> <![CDATA[ x ]]> <?php x ?>",
    "&lt;script&gt; &#60;b&#62; &amp;amp;",
    "[klik](javascript:window.ran='md')",
    "![gambar]({canary}/md.png)",
    "<{canary}/auto>",
    "[rujuk]: {canary}/rujuk",
    "$\\frac{{1}}{{0}}$ $$x^2$$",
    ":material/home: :red[merah] :rainbow[pelangi] :smile: :blue-background[latar]",
    "`kode` **tebal** ~~coret~~ # judul | tabel | baris |",
    "\u202etxt.exe\u202c \u2066balik\u2069 \u061c \u200f",
    "nol\u200blebar\ufeff dan \u00adlunak",
    '=HYPERLINK("{canary}/rumus") +1 -1 @SUM(A1)',
    "{{{{7*7}}}} ${{7*7}} %s {{0}} {{x.__class__}}",
    "\x07bel\x1b[31mmerah",
)

#: Characters of a line, and of a word, without end. A work of more than a million is not laid out
#: whole in the reader (`views.reading.scroll`); ten times as many take ten times as long to read
#: in, and show the same: `test_regexes` has lines of ten megabytes.
LENGTH = 1_200_000


def hostile_text(canary: str) -> str:
    """All of it on one line, with the word by which it is found."""
    return " naga ".join(payload.format(canary=canary) for payload in PAYLOADS)


def hostile_files(folder: Path, canary: str) -> Path:
    """Write the files into ``folder``: each format that is read, and names that are hostile too."""
    folder.mkdir(parents=True)
    text = hostile_text(canary)
    lines = "\n\n".join(f"Naga {p.format(canary=canary)} sisik." for p in PAYLOADS)
    name = "Kitab <img src=x onerror=alert(1)> [klik](javascript:alert(2)) $x$ \u202emd.txt"
    (folder / name).write_text(f"Kitab naga {text}\n\n{lines}\n", encoding="utf-8")
    (folder / "naga :red[merah] `x`.md").write_text(
        f"# Sisik {text}\n\n{lines}\n", encoding="utf-8"
    )
    (folder / "halaman.html").write_text(
        f"<html><head><title>Sarang {text}</title></head><body><h1>Sarang naga</h1><p>{text}</p>"
        f"<p>Naga bersarang di gua. {lines}</p></body></html>",
        encoding="utf-8",
    )
    (folder / "istilah.json").write_text(
        json.dumps([{"term": f"taring {text}", "definition": f"Taring naga ialah {text}"}]),
        encoding="utf-8",
    )
    (folder / "uu_2021_901.txt").write_text(_act(text), encoding="utf-8")
    (folder / "panjang.txt").write_text(
        "Cakar naga panjang " + "kadal api <b>terbang</b> \u202edi atas bukit " * (LENGTH // 38),
        encoding="utf-8",
    )
    (folder / "satu-kata.txt").write_text("cakar" * (LENGTH // 5), encoding="utf-8")
    (folder / "manifest.toml").write_text(
        _manifest(name, text, 'https://example.org/?"><script>window.ran=1</script>'),
        encoding="utf-8",
    )
    refused = folder / "tolak <b>"  # a link that runs is refused at the door, and that is reported
    refused.mkdir()
    (refused / name).write_text("Naga lain.\n", encoding="utf-8")
    (refused / "manifest.toml").write_text(
        _manifest(name, text, "javascript:window.ran='url'"), encoding="utf-8"
    )
    return folder


def _act(text: str) -> str:
    return (
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 901 TAHUN 2021\nTENTANG\n"
        "PEMELIHARAAN NAGA <SCRIPT>ALERT(1)</SCRIPT>\nDENGAN RAHMAT TUHAN YANG MAHA ESA\n"
        f"Menimbang : bahwa naga {text} perlu diatur;\nMEMUTUSKAN:\nMenetapkan : UNDANG-UNDANG "
        "TENTANG PEMELIHARAAN NAGA.\n"
        f"BAB I\nKETENTUAN UMUM {PAYLOADS[0]}\n"
        "Pasal 1\nNaga adalah hewan bersisik yang menyemburkan api.\n"
        f"Pasal 2\n(1) Pemilik naga wajib {text}.\n"
        "(2) Pemilik naga membayar iuran sisik sebesar seribu rupiah.\n"
        f"Pasal 3\nIuran sisik dibayar kepada lurah <b onmouseover=alert(1)>setiap bulan</b>.\n"
    )


def _manifest(name: str, text: str, url: str) -> str:
    def quoted(value: str) -> str:
        return json.dumps(value)  # a JSON string is a TOML basic string

    return (
        "[[work]]\n"
        f'file = {quoted(name)}\ntier = "secondary"\nkind = "Buku"\n'
        f"title = {quoted('Kitab ' + ' '.join(text.split()))}\n"
        f"authors = [{quoted('Naga ' + PAYLOADS[0])}, {quoted(PAYLOADS[12])}]\n"
        f"year = 2020\nurl = {quoted(url)}\n"
    )
