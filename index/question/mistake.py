"""What is wrong with a line of operators: where, and how to mend it, in both languages."""

from __future__ import annotations

from typing import Final

from ingest.errors import QueryError

#: The greatest distance that may be asked for: longer than any ayat.
FARTHEST: Final = 500
#: Parentheses in parentheses in one line.
DEEPEST: Final = 12
#: Words and phrases joined by operators in one line.
MOST: Final = 60


def nothing_beside(operator: str, at: int, *, after: bool) -> QueryError:
    """``AND`` at the end of a line, or at its beginning."""
    side, english = ("sesudah", "after") if after else ("sebelum", "before")
    return QueryError(
        f"Tidak ada kata {side} {operator} pada karakter ke-{at}: tambahkan, atau tulis "
        f"{operator} dengan huruf kecil. / There is no word {english} {operator} at character "
        f"{at}: add one, or write {operator} in small letters."
    )


def nothing_inside(at: int) -> QueryError:
    """``desa AND ()``."""
    return QueryError(
        f"Tidak ada kata dalam kurung pada karakter ke-{at}: isi, atau hapus. / There is no word "
        f"in the parentheses at character {at}: fill them or leave them out."
    )


def not_closed(at: int) -> QueryError:
    """``(pajak OR retribusi``."""
    return QueryError(
        f"Kurung buka pada karakter ke-{at} tidak ditutup: tambahkan “)”, atau hapus. / The "
        f"opening parenthesis at character {at} is not closed: add “)” or leave it out."
    )


def not_opened(at: int) -> QueryError:
    """``pajak OR retribusi)``."""
    return QueryError(
        f"Kurung tutup pada karakter ke-{at} tidak ada pembukanya: hapus, atau tambahkan “(”. / "
        f"The closing parenthesis at character {at} has no opening one: leave it out or add “(”."
    )


def bad_near(at: int) -> QueryError:
    """``NEAR(gubernur)``, ``gubernur NEAR/jauh izin``."""
    return QueryError(
        f"NEAR pada karakter ke-{at} tidak dimengerti; contoh: NEAR(gubernur persetujuan, 5) atau "
        f"gubernur NEAR/5 persetujuan, paling jauh {FARTHEST} kata. / NEAR at character {at} is "
        "not understood; write for example: NEAR(governor approval, 5) or governor NEAR/5 "
        f"approval, at most {FARTHEST} words apart."
    )


def misplaced_filter(text: str, at: int) -> QueryError:
    """``desa OR jenis:uu``."""
    return QueryError(
        f"Saringan “{text}” pada karakter ke-{at} tidak dapat digabung dengan OR atau NOT; tulis "
        "tersendiri, misalnya: pajak OR retribusi jenis:uu. / The filter "
        f"“{text}” at character {at} cannot be joined by OR or NOT; write it apart, for example: "
        "pajak OR retribusi jenis:uu."
    )


def too_deep(at: int) -> QueryError:
    """Parentheses in parentheses, again and again."""
    return QueryError(
        f"Tanda kurung terlalu dalam pada karakter ke-{at} (paling dalam {DEEPEST}): sederhanakan. "
        f"/ The parentheses are too deep at character {at} (at most {DEEPEST}): make it simpler."
    )


def too_many() -> QueryError:
    """A pasted list of words with OR between."""
    return QueryError(
        f"Terlalu banyak kata dengan operator (paling banyak {MOST}): bagi menjadi beberapa "
        f"pencarian. / Too many words with operators (at most {MOST}): make several searches."
    )
