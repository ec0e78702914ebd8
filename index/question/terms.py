"""The content words of a question and of a passage, brought to one form so that they compare.

Not a stemmer for an index: it only has to make "mengoordinasikan" and "koordinasi" equal within
one question and its ten passages. The affixes are those of the Indonesian reference grammar
(Tata Bahasa Baku Bahasa Indonesia, ch. 4–6); after meN-/peN- the nasal has swallowed k, t, s or p,
so that letter is taken off the bare roots as well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from index.question.dictionary import standard_spelling


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that carry no content in a question of law, in both languages; the words of references
#: too, since what a reference names is found exactly, not by its words.
STOP: Final = _set(
    "isi isinya bunyi bunyinya dulu dahulu "
    "ada adakah adalah agar akan anda antara apa apabila apakah apanya atas atau bagaimana "
    "bagaimanakah bagi bahwa beberapa begitu beserta bila bilamana boleh bolehkah bukan buat "
    "cara contoh dalam dan dapat dapatkah dari daripada definisi dengan di dia dimaksud "
    "dimaksudkan disebut dst hal hanya harus haruskah ialah ini itu jadi jelaskan jika juga kah "
    "kalau kami kapan kapankah karena kata ke kepada ketika kita lah lain lainnya lalu lebih "
    "maka maksud maksudnya mana manakah masih mau melalui memang mengapa mengenai menjadi "
    "menurut mereka merupakan misalnya nya oleh orang pada paling para pengertian arti per "
    "perlu perlukah pernah pula pun saat saja salah sampai sangat satu saya sebagai sebagaimana "
    "sebuah sebutkan secara sedang sehingga sejauh sekali selain selama seluruh semua seorang "
    "seperti serta sesuai setelah setiap siapa siapakah suatu sudah supaya tahu tanpa tentang "
    "terhadap tersebut terkait tidak tidaknya tiap untuk wajib wajibkah yaitu yakni yang berapa "
    "berapakah dimana kemana harusnya hukumnya dasar aturan aturannya peraturannya ketentuannya "
    "diatur mengatur tolong mohon "
    # as people speak
    "nggak ngga gak ga enggak kagak ndak sih dong deh kok nih tuh gimana kenapa kayak kayaknya "
    "banget aja doang cuman udah seenaknya semaunya ya yah iya mah lho loh kan kalo yg dgn utk dlm "
    "tdk blm sdh bgt krn tp jg aku gue gw kamu lu elo mereka kita bisa bisakah bikin bikinin "
    "dibikin kena kasih ngasih dikasih pakai pake punya mau pengen pingin ingin dapet gitu gini "
    "begini terus trus habis abis biar malah emang memang beneran tiba padahal ternyata katanya "
    "a about after all an and any are as at be been being between but by can cannot could "
    "define defined definition did do does during each every explain for from had has have how "
    "if in into is it its laid mean meaning means meant may must no not of on or out over "
    "regulated regulates rule shall should so some such than that the their them then there "
    "these they this those to under up upon was were what when where whether which who whom "
    "whose why will with within without would you your down give pasal ayat huruf angka nomor "
    "tahun uu pp perpres article paragraph law "
)

_WORD: Final = re.compile(r"[^\W_]+")
_CLITIC: Final = re.compile(r"(?:nya|lah|kah|pun)\Z")
_SUFFIX: Final = re.compile(r"(?:kan|an|i)\Z")
_PREFIX: Final = re.compile(
    r"(?:(?:menge|penge)(?=\w{3}\Z)|me(?:ng|ny|n|m)?|pe(?:ng|ny|n|m)(?=[aeioubdgjk])|per"
    r"|pe(?=[lrwy]|kerja)|be(?:[rl]|(?=kerja))|ter|di|ke|se)"
)
_SECOND_PREFIX: Final = re.compile(r"(?:ber|per|ke)")  # "mem-ber-lakukan", "di-per-panjang"
_IRREGULAR: Final = {"wewenang": "wenang", "berwewenang": "wenang"}
_SWALLOWED: Final = re.compile(r"[ktsp](?=[aeiou])")
_SHORT: Final = frozenset({"di", "menge", "penge"})  # before roots of three letters: "di-sah-kan"
_LEAST: Final = 4  # letters that must remain


def words(text: str) -> list[str]:
    """Runs of letters and digits, folded: what `tokens` of the lexical index sees."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=65_536)  # the same words again and again: a third of the time of a second look
def root(word: str) -> str:
    """The form in which words of one family are equal; not a word of any dictionary.

    >>> root("mengoordinasikan") == root("koordinasi")
    True
    """
    word = _IRREGULAR.get(word, word)
    if len(word) <= _LEAST or not word.isalpha():
        return word
    for pattern, least in ((_CLITIC, _LEAST), (_SUFFIX, _LEAST), (_SUFFIX, 7)):
        cut = pattern.sub("", word)  # the second suffix: "mengoordinas-i-kan"
        if len(cut) >= least:
            word = cut
    for pattern in (_PREFIX, _SECOND_PREFIX):
        match = pattern.match(word)
        if not match or len(word) - match.end() < (_LEAST if match[0] not in _SHORT else 3):
            break
        word = word[match.end() :]
    if _SWALLOWED.match(word) and len(word) > _LEAST:
        word = word[1:]
    return word


def roots(text: str) -> list[str]:
    """The roots of all words of a text, in order, stop words and repetitions included."""
    return [root(w) for w in words(text)]


def is_stop(word: str) -> bool:
    """Whether a word carries no content, in whatever spelling ("dgn" for "dengan")."""
    return word in STOP or standard_spelling(word) in STOP


def content(question: str) -> dict[str, str]:
    """The content words of a question, each root with the word as asked, in order.

    Where nothing but stop words is asked ("apa itu dasar"), those that are no question words
    are content after all.
    """
    asked = [w for w in words(question) if len(w) > 1 and not w.isdecimal()]
    kept = [w for w in asked if not is_stop(w)]
    return {root(w): w for w in reversed(kept)}
