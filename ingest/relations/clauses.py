"""The clauses of an act that say what becomes of other acts: repealed, kept, amended.

By UU 12/2011, Lampiran II no. 221–233 a repeal reads "… dicabut dan dinyatakan tidak berlaku", of
one act or of a list before it; older acts say "tidak berlaku lagi", "dicabut kembali", or "dengan
mencabut …". "Dinyatakan tetap berlaku" is the opposite and often stands in the same pasal, so
every clause reaches back to the one before it and no further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from dalil.ingest.locator import Locator
from dalil.ingest.references.acts import Mention, find_mentions
from dalil.ingest.references.find import locate
from dalil.ingest.references.provisions import Chain, find_chains

Deed = Literal["repeal", "keep", "amend"]

_REPEALED: Final = (
    r"(?:di\s?cabut(?:\s+kembali)?|ditarik\s+kembali"
    r"|(?:dianggap\s+|sudah\s+)?tidak\s+(?:lagi\s+)?(?:mempunyai\s+kekuatan\s+)?ber\s?laku(?:\s+lagi)?)"
)
_CUE: Final = re.compile(
    rf"\b(?:(?P<repeal>(?:(?:di)?nyatakan\s+)?{_REPEALED}"
    rf"(?:\s*(?:,|dan|serta|/)+\s*(?:(?:di)?nyatakan\s+)?{_REPEALED})*)"
    r"|(?P<active>mencabut(?:\s+kembali)?"
    r"|(?:membatalkan|dibatalkan)(?=\s*(?::|(?:(?:peraturan|ketentuan)\S*\s+)+(?:yang\s+)?(?:berikut|tersebut))))"
    r"|(?P<keep>(?:dinyatakan\s+)?(?:masih\s+|te[tr]ap\s+|terus\s+)+(?:dinyatakan\s+)?"
    r"(?:te[tr]ap\s+)?ber\s?laku|berlaku\s+terus)"
    r"|(?P<amend>(?:diadakan\s+)?(?:diubah|dirubah|ditambah|diganti|disempurnakan|perubahan)\b"
    r"[^.;:]{0,80}?(?:sebagai(?:mana)?[\s.,^]+(?:berikut|tersebut)|sehingga|berbunyi|dibaca)"
    r"|(?:diubah|dirubah)\s*:))",
    re.IGNORECASE,
)
#: What makes a repeal a report, a wish or a condition.
_UNDONE: Final = re.compile(
    r"\b(?:belum|sebelum|dapat|akan|perlu|harus|telah|sudah|jika|apabila|kecuali|tidak|yang|setelah"
    r"|selama|hingga|sampai|lebih|untuk|menjadi|maupun|wajib|pernah)\s+(?:dinyatakan\s+)?\Z",
    re.IGNORECASE,
)
_BY_OTHERS: Final = re.compile(
    r"\s+(?:dengan|oleh|berdasarkan|melalui)\s+(?!(?:\S+\s+){1,4}ini\b)(?:undang|peraturan|keputusan"
    r"|uu\b|pp\b|menteri|presiden|gubernur|bupati|pejabat|putusan|perda)",
    re.IGNORECASE,
)
#: After the cue: only in part, or only for some.
_PARTLY: Final = re.compile(
    r"\s*+(?:,\s*+)?(?:sepanjang|sejauh|sekedar|se?lama|kecuali|bagi|untuk|terhadap|khusus|dalam\s+hal"
    r"|mengenai|di\s+(?!jakarta))\b",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"\s*+(?:lagi\s*+)?(?:(?:adalah|ialah|yaitu|yakni)\s*+)?:")
_NAMES_NEXT: Final = re.compile(
    r"\s+(?:(?:ketentuan|segala|semua)\S*\s+){0,2}(?:pasal|undang|peraturan|ordonan|staatsblad|keputusan"
    r"|penetapan|perppu|uu\b|pp\b)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"\.\s+(?=\(\d|[A-Z])|\n\s*\(\d{1,2}\)\s|\.\s*\Z")
#: Where the next change of an amending act begins: what stands before it is another's wording.
_CHANGE: Final = re.compile(
    r"\n\s*\d{1,3}\s?[a-z]?\s?[.)]\s+(?=(?:Ketentuan|Di\s?antara|Setelah|Sesudah|Pasal|Penjelasan|Judul"
    r"|Menambah|Mengubah|Merubah|Menghapus|Menyisipkan)\b)"
)
#: Where what a preamble repeals is over: the title of the act itself, or another decision.
_OVER: Final = re.compile(r"\b(?:menetapkan|membatalkan|menyatakan)\b\s*(?:\w+\s*)?", re.IGNORECASE)
#: A point after these ends no sentence: "No. 5", "a. Undang-Undang".
_NO_END: Final = re.compile(
    r"(?:\b(?:no|nr|jo|th|thn|prp|drt|stb|stbl|s|ln|tln|l\.n|t\.l\.n|tgl|jis|vide|mr|dr|h)"
    r"|(?:^|[\s(])(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5}))\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: what it does, the span that names the acts, and where its verb ends."""

    deed: Deed
    start: int
    end: int
    cue_start: int
    cue_end: int
    partly: bool = False


def find_clauses(text: str, start: int, end: int, *, active_only: bool = False) -> Iterator[Clause]:
    """The clauses between two offsets, in order.

    With ``active_only`` those of preambles: "Dengan mencabut …".
    """
    bounds = _sentence_ends(text, start, end)
    reach = start  # a clause begins after the one before it
    cues = [m for m in _CUE.finditer(text, start, end) if _counts(text, m)]
    for number, cue in enumerate(cues):
        stop = cues[number + 1].start() if number + 1 < len(cues) else end
        if active_only and not cue["active"]:
            continue
        last = max((b for b in bounds if b <= cue.start()), default=start)
        following = min((b for b in bounds if b > cue.end()), default=end)
        before = (max(last, reach), cue.start())
        reach = cue.end()
        if cue["active"]:
            after = (cue.end(), min(following, stop))
            if over := _OVER.search(text, *after):
                after = (after[0], over.start())
            yield Clause("repeal", *after, cue.start(), after[1])
        elif cue["keep"]:
            yield Clause("keep", *before, cue.start(), cue.end())
        elif cue["amend"]:
            changes = [m.end() for m in _CHANGE.finditer(text, before[0], cue.start())]
            yield Clause("amend", max(before[0], *changes, 0), *before[1:], cue.start(), cue.end())
        else:
            yield from _repeal(text, cue, before, (following, stop))


def _repeal(
    text: str, cue: re.Match[str], before: tuple[int, int], ends: tuple[int, int]
) -> Iterator[Clause]:
    words = cue[0].lower()
    firm = re.search(r"cabut|nyatakan|lagi|ditarik", words) is not None
    partly = _PARTLY.match(text, cue.end()) is not None
    following, stop = ends
    if _LIST.match(text, cue.end()):
        yield Clause("repeal", cue.end(), stop, cue.start(), stop)
    elif firm and _NAMES_NEXT.match(text, cue.end()):
        yield Clause("repeal", cue.end(), min(following, stop), cue.start(), min(following, stop))
    elif firm or (not partly and re.match(r"\s*(?:[.;]|\Z)", text[cue.end() : cue.end() + 3])):
        yield Clause("repeal", *before, cue.start(), cue.end(), partly)


def _counts(text: str, cue: re.Match[str]) -> bool:
    """Whether the words do what they say, here and now."""
    before = text[max(0, cue.start() - 40) : cue.start()]
    if cue["repeal"]:
        return not (_UNDONE.search(before) or _BY_OTHERS.match(text, cue.end()))
    if cue["active"]:
        return not re.search(
            r"\b(?:dapat|berwenang|perlu|harus|untuk|wajib|berhak)\s+\Z", before, re.I
        )
    if cue["amend"]:
        return not re.search(
            r"\b(?:telah|sudah|terakhir|kali|pernah|dapat|yang)\s+\Z", before, re.I
        )
    return True


def _sentence_ends(text: str, start: int, end: int) -> list[int]:
    return [
        m.end()
        for m in _SENTENCE.finditer(text, start, end)
        if m[0][0] != "." or not _NO_END.search(text[max(start, m.start() - 6) : m.start()])
    ]


# "Ketentuan dalam UU A dicabut" is about A, "peraturan pelaksanaan dari UU A" about what was made
# under it, "izin berdasarkan UU A" about neither.

#: ``itself``; ``rules``: what was made under it; ``aside``: only mentioned.
Role = Literal["itself", "rules", "aside"]

#: The number or letter of an item in a list.
ITEM_MARK: Final = r"(?:(?:[a-z]|\d{1,2}|[ivx]{1,4})\s?[.)]|[-–•])\s*"
_RULES: Final = re.compile(
    r"(?:(?:\bpelaksana(?:an|annya)?|\bmerupakan\s+peraturan)\s*(?:(?:yang\s+\w+\s+)?(?:dari|atas|untuk"
    r"|bagi|terhadap|mengenai|berdasarkan|daripada|tentang)\s*)?"
    r"|\b(?:peraturan|perda|keputusan|ketentuan)\b[^;:.]{0,100}\s(?:di\w+kan|di\w+|berlaku)\s+"
    r"(?:berdasar(?:kan)?|menurut)\s*)(?:ketentuan\s*(?:dalam\s*)?)?\Z",
    re.IGNORECASE,
)
_IN_RULES: Final = re.compile(
    r"(?:ketentuan|aturan|pasal)\S*\s+(?:lain\s+)?(?:yang\s+)?(?:di\w+\s+|ter\w+\s+|ada\s+)?(?:di\s?)?"
    r"(?:dalam|dari|pada)\s*\Z",
    re.IGNORECASE,
)
_SOME_RULES: Final = re.compile(
    r"\b(?:ketentuan|aturan|hal)\S*\s[^;:.]{0,220}(?:sebagaimana|yang|seperti)\s+(?:telah\s+)?"
    r"(?:di|ter)\w+\s+(?:di\s?)?(?:dalam|pada|oleh)\s*\Z"
    r"|\b(?:ketentuan|aturan)\S*\s+(?:mengenai|tentang|yang)\s[^;:.]{1,160}\s(?:dalam|pada)\s*\Z",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:berdasar(?:kan)?|menurut|dengan|oleh|atas|terhadap|mengenai|tentang|sesuai|dimaksud(?:kan)?"
    r"|kepada|bagi|untuk|melalui|kuasa|melaksanakan|dalam|dari|daripada|pada|sebagai|menjadi|lampiran"
    r"|kecuali|selain|mengurangi|berlakunya|sejak|sampai|hingga|setelah|sebelum|ber?dasar|penjelasan"
    r"|memperhatikan|mengingat|di)\s*(?:(?:ketentuan|bunyi|maksud)\S*\s*)?(?:(?:dalam|pada)\s*)?\Z",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(rf"(?::|;\s*(?:dan|atau|serta|dan/atau)?)\s*{ITEM_MARK}\Z", re.IGNORECASE)
#: A part of an annex is a part: "dimaksud dalam Lampiran II A angka (7) Peraturan …".
_ANNEX: Final = re.compile(r"\blampiran\s+[ivx\d][^;:.]{0,30}\Z", re.IGNORECASE)
_SECTION: Final = re.compile(
    r"\b(?:titel|bab|bagian|buku|paragraf)\s+\S{1,14}\s*(?:dari\s*)?\Z", re.I
)


def role_of(before: str) -> tuple[Role, bool]:
    """What the words up to a name make of it, and whether only a part of it is meant."""
    if _SECTION.search(before[-40:]) or _ANNEX.search(before[-50:]):
        return "itself", True
    before = _ITEM.sub("", before).rstrip() + " "
    if _RULES.search(before[-300:]):
        return "rules", False
    if _IN_RULES.search(before):
        return "itself", False
    if _SOME_RULES.search(before[-300:]):
        return "itself", True
    if _ASIDE.search(before[-60:]):
        return "aside", False
    return "itself", False


# In "UU A sebagaimana telah diubah dengan UU B tentang Perubahan atas UU A dicabut" B goes with A,
# since it has no other content; "… terakhir dengan UU C tentang Cipta Kerja" leaves C alone.


@dataclass(frozen=True, slots=True)
class Subject:
    """An act or provision in a clause, with the offsets of its words."""

    target: str
    role: Role
    start: int
    end: int
    partly: bool = False
    changer: bool = False  # named only as an amendment, of the act before it alone


_CHANGED: Final = re.compile(
    r"\b(?:telah|sudah|pernah|kali|terakhir|yang)\s*,?\s*(?:\w+\s+){0,2}?(?:di?ubah|dirubah|ditambah"
    r"|disempurnakan|diganti)|\bterakhir\s*(?:dengan|oleh)\b|\bdi(?:ubah|rubah|tambah)\b",
    re.IGNORECASE,
)
_CHANGER_TITLE: Final = re.compile(r"\b(?:peruba|penguba|tambah|pengganti|menguba)", re.IGNORECASE)
_GAZETTE: Final = re.compile(r"\s*\([^()]{0,200}(?:\([^()]{0,60}\)[^()]{0,100})?\)?")
_BESIDE: Final = re.compile(
    rf"[\s,;]*+(?:dan|serta|atau|maupun|jo\.?|juncto)?[\s,]*+(?:{ITEM_MARK})?\Z", re.IGNORECASE
)
_ONLY_ALL: Final = re.compile(
    r"[^;]*?,?\s(?:sepanjang|sejauh|yang\s+bertentangan)\b", re.IGNORECASE
)
_FIRST_ITEM: Final = re.compile(rf":\s*{ITEM_MARK}\Z", re.IGNORECASE)
_NEXT_ITEM: Final = re.compile(rf";\s*(?:dan/atau|dan|atau|serta)?\s*{ITEM_MARK}\Z", re.IGNORECASE)
#: Other rules named after an act: what limits them does not limit it.
_OTHERS: Final = re.compile(
    r"\b(?:dan|serta)\s+(?:semua|segala|peraturan|ketentuan)", re.IGNORECASE
)
_ONLY: Final = re.compile(
    r"\b(?:sepanjang|sejauh|sekedar|sebagian|kecuali|khusus(?:nya)?\s+mengenai"
    r"|yang\s+bertentangan)\b",
    re.IGNORECASE,
)
_ADJACENT: Final = re.compile(
    r"\s*+(?:,\s*+)?(?:(?:dari|dalam|pada|daripada|tersebut\s+dalam)\s++)?(?:ketentuan\s++)?\Z",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"\s*+(?:[,:(]\s*+)?(?:(?:khususnya|terutama|yaitu|pada|ialah)\s++)?\Z", re.IGNORECASE
)
_JUNCTO: Final = re.compile(r"[\s,]*(?:jo|jis|juncto)\b\.?\s*", re.IGNORECASE)
#: "a. UU A; b. UU B; yang mengatur … dicabut": said of the whole list.
_ALL: Final = re.compile(r"\s*;\s*(?:yang\s+(?:meng|me|ber)|sepanjang|sejauh)", re.IGNORECASE)
_TITLE_OPEN: Final = re.compile(
    r"\b(?:perubahan|tambahan|penambahan|pengubahan|mengubah)\s*\Z", re.IGNORECASE
)
_TITLE_GAP: Final = re.compile(r"[\w\s(),/-]{0,80}")
#: What no list of provisions of one act goes over.
_APART: Final = re.compile(r":|\.\s|\bini\b|\bberbunyi\b", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\b(?:dalam|di\s?antara|menjadi)\s*\Z", re.IGNORECASE)


def subjects(text: str, start: int, end: int, year: int | None = None) -> list[Subject]:
    """The acts and provisions named between two offsets, in order, each with its role.

    ``year`` dates what the act calls by name: its KUHP is that of its time.
    """
    return list(_Reader(text[start:end], start, year).read())


#: Units that a relation can aim at; a chain of headings alone names a part of no known extent.
_NAMED: Final = frozenset({"pasal", "ayat", "lampiran", "penjelasan"})


def _with_titles(text: str, mentions: list[Mention]) -> list[Mention]:
    """ "UU 7/1968 tentang Perubahan Pasal 3 UU 6/1962": one act, the second is in its title."""
    whole: list[Mention] = []
    for mention in mentions:
        last = whole[-1] if whole else None
        open_ = last and _TITLE_OPEN.search(text, last.bare_end, last.end)
        if last and open_ and _TITLE_GAP.fullmatch(text[last.end : mention.start]):
            whole[-1] = replace(last, end=mention.end)
        else:
            whole.append(mention)
    return whole


class _Reader:
    """Reads one span: acts from left to right, each with the provisions before it."""

    def __init__(self, text: str, offset: int, year: int | None) -> None:
        self.text, self.offset = text, offset
        self.mentions = _with_titles(text, find_mentions(text, year))
        inside = [(m.start, m.end) for m in self.mentions]
        self.chains = [
            c
            for c in find_chains(text)
            if not any(s <= c.start < e for s, e in inside)
            and any(step.unit in _NAMED for step in c.provisions[0].steps)
        ]
        end = self._after(self.mentions[-1]) if self.mentions else 0
        self.lead: tuple[Role, bool] | None = None  # what is said of a list before its items
        self.all_partly = _ALL.match(text, end) is not None

    def read(self) -> Iterator[Subject]:
        last_end, role, partly, base, whole = 0, "itself", False, "", True
        changed = False  # the last one was named as an amendment
        aside = False  # the last one only says where the one before is found
        for mention in self.mentions:
            if mention.start < last_end:
                continue  # "Kitab Undang-Undang Hukum Dagang (Staatsblad 1847 Nomor 23)"
            between = self.text[last_end : mention.start]
            chains = self._chains(last_end, mention)
            if base and not chains and self._changes(mention, between, base):
                if whole and self._alone(mention, base):
                    yield self._subject(mention.acts[0], role, mention, partly, changer=True)
                last_end, changed = self._after(mention), True
                continue
            if len(mention.acts) != 1 or self._unnamed(mention, between):
                inner = self._inner(mention)
                if not (inner and not base and len(mention.acts) == 1):
                    last_end, base = self._after(mention), base or "?"
                    whole = not chains
                    continue
                base = inner  # OCR has lost the act itself; its amendment names it
                yield self._subject(inner, role, mention, partly)
                yield self._subject(mention.acts[0], role, mention, partly, changer=True)
                last_end = self._after(mention)
                continue
            aside = aside and not chains and ";" not in between and bool(_BESIDE.match(between))
            aside = aside or ((changed or not whole) and bool(_JUNCTO.fullmatch(between)))
            if aside:  # "Pasal 5 KUHP jis. UU 1/1946, UU 73/1958": where it stands, not what falls
                last_end = self._after(mention)
                continue
            begin = chains[0].start if chains else mention.start
            role, partly = self._role(begin, last_end, role, partly)
            base = mention.acts[0]
            last_end = self._after(mention)
            limited = partly or self._only(last_end, mention)
            chains = chains or self._chains_behind(mention)
            whole = not chains
            changed = False
            if chains:
                yield from self._provisions(chains, mention, role, limited)
            else:
                yield self._subject(base, role, mention, limited)

    def _subject(
        self, target: str, role: str, mention: Mention, partly: bool, changer: bool = False
    ) -> Subject:
        start, end = mention.start + self.offset, mention.end + self.offset
        return Subject(target, role, start, end, partly, changer)  # type: ignore[arg-type]

    def _after(self, mention: Mention) -> int:
        gazette = _GAZETTE.match(self.text, mention.end)
        return gazette.end() if gazette else mention.end

    def _unnamed(self, mention: Mention, between: str) -> bool:
        """ "… sebagaimana telah diubah dengan UU B", where what B changes is not named."""
        return (
            bool(_CHANGED.search(between))
            and re.search(r"(?:dengan|oleh)\s*\Z", between) is not None
        )

    def _changes(self, mention: Mention, between: str, base: str) -> bool:
        """Whether this act is named as one that has changed the one before."""
        if ";" in between:
            return False
        if _CHANGED.search(between):
            return re.search(r"\bd[ec]ngan\b|\boleh\b", between, re.I) is not None
        title = self.text[mention.bare_end : mention.end]
        return bool(_CHANGER_TITLE.search(title[:60])) and self._inner(mention) == base

    def _inner(self, mention: Mention) -> str:
        """The act that this act's title says it changes."""
        title = self.text[mention.bare_end : mention.end]
        if not _CHANGER_TITLE.search(title[:60]):
            return ""
        named = find_mentions(title)
        return named[0].acts[0] if named and len(named[0].acts) == 1 else ""

    def _alone(self, mention: Mention, base: str) -> bool:
        return len(mention.acts) == 1 and self._inner(mention) == base

    def _role(self, begin: int, last_end: int, role: str, partly: bool) -> tuple[Role, bool]:
        """What the words before say of it; one named beside another shares what is said of that."""
        if last_end and _BESIDE.match(self.text[last_end:begin]):
            return role, partly  # type: ignore[return-value]
        before = self.text[:begin]
        if _FIRST_ITEM.search(before[-20:]):
            self.lead = role_of(before)
        elif self.lead is None or not _NEXT_ITEM.search(before[-30:]):
            return role_of(before)
        return self.lead

    def _only(self, at: int, mention: Mention) -> bool:
        """Whether "sepanjang …" limits this act, before the next item of the list."""
        if self.all_partly:
            return True
        item = self.text.find(";", at) % (len(self.text) + 1)
        following = [m.start for m in self.mentions if m.start >= at]
        stop = min([*following, item])
        if only := _ONLY.search(self.text, at, max(at, stop)):
            said = only[0].lower().startswith("yang")
            return not (said and _OTHERS.search(self.text, at, only.start()))
        # "… KUHPerdata, HOCI, dan GHR sejauh telah diatur …": said once of all in one item
        last = max([m.end for m in self.mentions if m.end <= item], default=at)
        return _ONLY_ALL.match(self.text[last:item]) is not None

    def _chains(self, last_end: int, mention: Mention) -> list[Chain]:
        """The provisions right before an act, and those joined to them further back."""
        found = [c for c in self.chains if last_end <= c.start and c.end <= mention.start]
        item = max(self.text.rfind(";", last_end, mention.start), last_end)
        found = [c for c in found if c.start >= item]
        if not found or not _ADJACENT.fullmatch(self.text[found[-1].end : mention.start]):
            return []
        first = len(found) - 1
        while first and not _APART.search(self.text[found[first - 1].end : found[first].start]):
            first -= 1
        return found[first:]

    def _chains_behind(self, mention: Mention) -> list[Chain]:
        found = [c for c in self.chains if c.start >= mention.end]
        if found and _THEN.fullmatch(self.text[mention.end : found[0].start]):
            return found[:1]
        return []

    def _provisions(
        self, chains: list[Chain], mention: Mention, role: str, partly: bool
    ) -> Iterator[Subject]:
        ends = [c.start for c in chains[1:]] + [chains[-1].end]
        for number, (chain, stop) in enumerate(zip(chains, ends, strict=True)):
            if number and _INSIDE.search(self.text[: chain.start]):
                continue  # "Pasal 176 angka 4 dalam Pasal 252": the second is inside the first
            gap = self.text[chain.end : stop]
            limited = bool(_ONLY.search(gap) or re.match(r"\s+(?:ayat|huruf|angka|dalam)\b", gap))
            for i, provision in enumerate(chain.provisions):
                last = i == len(chain.provisions) - 1
                for locator in locate(provision, Locator()):
                    yield Subject(
                        f"{mention.acts[0]}#{locator}",
                        role,  # type: ignore[arg-type]
                        provision.start + self.offset,
                        mention.end + self.offset,
                        partly or (last and limited),
                    )
