"""What a sentence of prose needs around it to say what its author says.

A paragraph of a book is an argument: a sentence may go on from the one before ("Alasannya: …"),
stand inside a view that the author only reports ("Menurut pandangan pertama, …"), or announce what
follows ("Tiga hal membedakan …"). Quoted alone, such a sentence misleads though every letter is
in the source. Too much context is only long, so what is doubtful counts as leaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dalil.ingest.words import word_set

#: Connectives that go on from what was said, and words that point back (Tata Bahasa Baku Bahasa
#: Indonesia, ch. 9 and 12: konjungsi antarkalimat, pronomina penunjuk).
_GOING_ON: Final = re.compile(
    r"(?:namun|tetapi|akan tetapi|sebaliknya|(?:walau|meski)(?:pun)? (?:demikian|begitu)"
    r"|(?:dengan|jika|kalau|bila) demikian|(?:oleh )?(?:karena|sebab) (?:itu|hal)"
    r"|(?:maka|untuk) itu"
    r"|selain (?:itu|hal)|di samping itu|sementara itu|selanjutnya|kemudian|lalu|setelah itu"
    r"|sebelum(?:nya)? itu|akibatnya|jadi|maka|lagi ?pula|bahkan|apalagi|misalnya|contoh(?:nya)?"
    r"|begitu (?:pula|juga)|demikian(?: (?:pula|juga))?|di sisi lain|di pihak lain|pada gilirannya"
    r"|kecuali itu|tambahan pula|dalam hal (?:itu|ini|demikian)|dari (?:situ|sini)|di (?:situ|sini)"
    r"|sebab|karenanya|sama halnya|serupa|hanya saja|yang (?:pertama|kedua|ketiga|terakhir)"
    r"|ini|itu|inilah|itulah|ia|dia|mereka|beliau|keduanya|ketiganya|semuanya|kedua-duanya"
    r"|however|but|yet|therefore|thus|hence|moreover|furthermore|besides|instead|otherwise"
    r"|nevertheless|consequently|accordingly|for example|for instance|then|also|likewise|similarly"
    r"|in (?:that|this|such) (?:case|way|sense)|on the other hand|as a result|so"
    r"|this|these|that|those|it|its|they|their|he|she|his|her|such|both"
    r"|the (?:former|latter|first|second|third|same|other))"
    r"\b",
    re.IGNORECASE,
)
#: Words that end like one with "-nya" and are none.
_NO_CLITIC: Final = word_set("answer/data/norm_words.toml", "no_clitic")
#: How far into the sentence a "-nya" may stand and still point back (words), and how far a
#: demonstrative behind a noun ("pandangan itu", "perjanjian tersebut").
_SUBJECT: Final = 4
_CLITIC: Final = re.compile(r"\b[\w-]+nya\b", re.IGNORECASE)
_POINTING: Final = re.compile(r"\b(?:itu|ini|tersebut|demikian|tadi|semacam itu)\b", re.IGNORECASE)
_HYPHENED: Final = re.compile(r"[\w-]+")
_HOLDER: Final = re.compile(r"(?:dari|atas|bagi|oleh|terhadap)\b", re.IGNORECASE)

#: A view that the author reports and may not hold.
_REPORT: Final = re.compile(
    r"\b(?:menurut (?:sebagian|beberapa|sejumlah|mereka|aliran|pandangan|pendapat|teori|doktrin)"
    r"|(?:pandangan|pendapat|aliran|kelompok|kubu|mazhab|teori|argumen) "
    r"(?:pertama|kedua|ketiga|keempat|lain(?:nya)?|sebaliknya|yang)"
    r"|(?:sebagian|beberapa|sejumlah) (?:ahli|pakar|sarjana|penulis|kalangan|pihak|orang)"
    r"|ada (?:yang|pula yang|juga yang|pendapat|pandangan)|berpendapat|berpandangan|beranggapan"
    r"|on (?:one|the first|the second|another|this) view|(?:one|another|the first|the second) view"
    r"|some (?:argue|authors|scholars|say|hold)|others (?:argue|say|hold)|proponents|opponents"
    r"|critics|it is (?:argued|said|claimed))\b",
    re.IGNORECASE,
)

#: One of several views, which the others stand against.
_COUNTED_VIEW: Final = re.compile(
    r"\b(?:(?:pandangan|pendapat|aliran|kelompok|kubu|mazhab|teori|argumen) "
    r"(?:pertama|kedua|ketiga|keempat|lain(?:nya)?|sebaliknya)"
    r"|the (?:first|second|third|other|opposite) view|(?:one|another) view)\b",
    re.IGNORECASE,
)

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        ("dua two", "tiga three", "empat four", "lima five", "enam six", "tujuh seven",
         "delapan eight", "sembilan nine", "sepuluh ten"), 2,
    )
    for word in words.split()
}  # fmt: skip
#: "Tiga hal membedakan …", "Ada dua jalan …", "There are three steps …": the things come after.
_ANNOUNCING: Final = re.compile(
    rf"(?:(?:ada|terdapat|setidaknya|paling tidak|sekurang-kurangnya|there are|at least)\s+)*"
    rf"(?P<number>{'|'.join(_NUMBERS)}|beberapa|several)\s+\w+",
    re.IGNORECASE,
)
_FOLLOWING: Final = re.compile(
    r"\b(?:berikut(?: ini)?|di bawah ini|sebagai berikut|as follows|the following)\b|:\s*\Z",
    re.IGNORECASE,
)
#: How many are taken where the number is not said.
_SEVERAL: Final = 3


def leans(sentence: str) -> bool:
    """Whether a sentence of running text goes on from the one before, or points back to it.

    >>> [leans(s) for s in ("Alasannya: isinya urusan publik.", "Daerah menandatanganinya.")]
    [True, True]
    >>> leans("Daerah dapat bekerja sama dengan kota di luar negeri.")
    False
    """
    text = sentence.lstrip("“\"‘'([ ")
    if _GOING_ON.match(text):
        return True
    words = list(_HYPHENED.finditer(text))
    early = words[_SUBJECT].start() if len(words) > _SUBJECT else len(text)
    pointing = _POINTING.search(text)
    if pointing and pointing.start() < early:
        return True
    return any(
        clitic.start() < early
        and clitic[0].casefold() not in _NO_CLITIC
        # "pelaksanaannya oleh daerah": who is meant stands behind it
        and not _HOLDER.match(text, clitic.end() + 1)
        for clitic in _CLITIC.finditer(text)
    )


def reports(sentence: str) -> bool:
    """Whether a sentence gives a view as somebody's, so that what follows may be his too."""
    return _REPORT.search(sentence) is not None


def one_of_several_views(sentence: str) -> bool:
    """Whether a sentence gives one of views that the author counts ("menurut pandangan kedua")."""
    return _COUNTED_VIEW.search(sentence) is not None


def announced(sentence: str) -> int:
    """How many things a sentence announces that stand behind it; 0 for none.

    A sentence that has them itself ("dua pihak: daerah dan mitra") announces none.
    """
    inner = sentence.rstrip()[:-1]
    if ":" in inner:
        return 0
    match = _ANNOUNCING.match(sentence.lstrip("“\"‘'([ "))
    if match:
        return _NUMBERS.get(match["number"].casefold(), _SEVERAL)
    return _SEVERAL if _FOLLOWING.search(sentence) else 0


def whole(sentences: Sequence[str], at: int) -> tuple[int, int] | None:
    """The sentences of a paragraph, from and up to (exclusive), that the one at ``at`` needs.

    None where what it needs is not in the paragraph: then it is not to be quoted.
    """
    start = at
    while leans(sentences[start]):
        if start == 0:
            return None
        start -= 1
    view = next((n for n in range(start) if reports(sentences[n])), None)
    if view is not None:
        start = view
        while start and leans(sentences[start]):
            start -= 1
        if leans(sentences[start]):
            return None
    things = announced(sentences[at])
    if things and at + 1 == len(sentences):
        return None
    end = min(len(sentences), at + 1 + things)
    while things and end < len(sentences) and leans(sentences[end]):
        end += 1
    # A sentence taken along may announce what follows it, too: "Ada dua syarat. Ini syaratnya."
    for n in range(start, at):
        end = max(end, min(len(sentences), n + 1 + announced(sentences[n])))
    return start, end
