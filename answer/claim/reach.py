"""How far a word of force reaches: the verbs that are joined to the first, and those of its list.

"Setiap orang dilarang memperoleh, memiliki, atau mengumpulkan …" forbids all three, and so does
"dilarang: a. memperoleh …; b. memiliki …".
"""

from __future__ import annotations

import re
from typing import Final

#: Here it ends: another thing is said, or the sentence is over.
_END: Final = re.compile(
    r"[.?!](?=\s+[A-Z(]|\s*\Z)"
    r"|\b(?:tetapi|namun|sedangkan|melainkan|kecuali|jika|apabila|bila|dalam\s+hal|sepanjang"
    r"|karena|sehingga|agar|supaya|but|whereas|except|unless|if|when|where|because)\b",
    re.IGNORECASE,
)
#: A verb that is joined to the one before, or begins an item.
_JOINED: Final = re.compile(
    r"(?P<by>[,;:]|\b(?:dan/atau|dan|atau|serta|and|or)(?=\s))\s*"
    r"(?:(?:dan/atau|dan|atau|serta|untuk|juga|and|or|to)\s+)*"
    r"(?:(?:\(?(?:[a-z]|\d{1,2})[.)]\s+))?(?P<verb>[^\W\d_]{3,})",
    re.IGNORECASE,
)
#: What looks like a verb: in an Indonesian list of objects no word does.
_VERB: Final = re.compile(r"(?:me|ber|di)\w{3,}", re.IGNORECASE)
_PASSIVE: Final = re.compile(r"di\w{3,}", re.IGNORECASE)
#: A clause about a thing: "orang yang menjual, membeli, …"; "barang yang dimiliki, dikuasai, …".
_OF_A_THING: Final = re.compile(
    r"\byang\s+(?:(?:telah|akan|sedang|tidak|juga|dapat)\s+)*(?P<verb>(?:me|ber|di)\w{3,})?",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(
    r"(?:may|must|shall|can|should|not?|never|prohibit|forbid|need|have|has|require|oblige|entitle"
    r"|allow|permit|authori|unlawful|barred|without|nobody|neither|exempt)",
    re.IGNORECASE,
)


def reach(text: str, start: int, stop: int, force: str) -> tuple[str, ...]:
    """The further verbs governed by the words ``force`` that end at ``start``.

    ``stop`` is where the next word of force begins.
    """
    if over := _END.search(text, start, stop):
        stop = over.start()
    english = bool(_ENGLISH.match(force))
    found: list[str] = []
    listed = False
    about = _OF_A_THING.search(text, start, stop)
    for match in _JOINED.finditer(text, start, stop):
        listed = listed or match["by"] == ":"
        if match["by"] == ";" and not listed:
            break
        if about and match.start() > about.start():
            if match["by"] == ";":  # the next item is a clause of its own
                about = _OF_A_THING.search(text, match.end(), stop)
            elif about["verb"] and not (_PASSIVE.match(about["verb"]) and not _PASSIVE.match(
                match["verb"])):  # fmt: skip
                continue
        if english or _VERB.fullmatch(match["verb"]):
            found.append(match["verb"].lower())
    return tuple(found)
