"""The footnotes of a Word file: a part of its own, which python-docx does not make.

As ECMA-376-1, 11.3.7 and 17.11 have it: ``/word/footnotes.xml`` with the two separators first
(ids -1 and 0), a reference in the text for each note, two styles, and the separators named in
the settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from answer.word.run import Text, element

_PART: Final = "/word/footnotes.xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TEXT_STYLE, _NUMBER_STYLE = "FootnoteText", "FootnoteReference"


class Notes:
    """The notes of one document, in their order."""

    def __init__(self, document: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import nsmap

        self._document = document
        self._root = OxmlElement("w:footnotes", nsdecls={"w": nsmap["w"], "r": nsmap["r"]})
        self._count = 0
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            self._root.append(_separator(number, kind))

    def add(self, runs: Sequence[Text]) -> Any:
        """A note of these words; the ``w:r`` that refers to it, for the text."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._count += 1
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._count))
        paragraph = _paragraph(_TEXT_STYLE)
        number = _styled_run()
        number.append(OxmlElement("w:footnoteRef"))
        paragraph.append(number)
        for run in (Text(" "), *runs):
            paragraph.append(element(run))
        note.append(paragraph)
        self._root.append(note)
        reference = _styled_run()
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._count))
        reference.append(mark)
        return reference

    def attach(self) -> None:
        """Put the notes into the document; once, when all are there. Nothing without any."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart

        if not self._count:
            return
        part = XmlPart(PackURI(_PART), _TYPE, self._root, self._document.part.package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        _name_separators(self._document.settings.element)
        _add_styles(self._document.styles)


def _separator(number: int, kind: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    note = OxmlElement("w:footnote")
    note.set(qn("w:type"), kind)
    note.set(qn("w:id"), str(number))
    paragraph = OxmlElement("w:p")
    run = OxmlElement("w:r")
    run.append(OxmlElement(f"w:{kind}"))
    paragraph.append(run)
    note.append(paragraph)
    return note


def _paragraph(style: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = OxmlElement("w:p")
    look = OxmlElement("w:pPr")
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    look.append(named)
    paragraph.append(look)
    return paragraph


def _styled_run() -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    named = OxmlElement("w:rStyle")
    named.set(qn("w:val"), _NUMBER_STYLE)
    look.append(named)
    run.append(look)
    return run


def _name_separators(settings: Any) -> None:
    """``w:footnotePr`` stands before ``w:compat`` (CT_Settings is a sequence)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    named = OxmlElement("w:footnotePr")
    for number in (-1, 0):
        separator = OxmlElement("w:footnote")
        separator.set(qn("w:id"), str(number))
        named.append(separator)
    after = {qn(f"w:{n}") for n in ("endnotePr", "compat", "docVars", "rsids", "themeFontLang")}
    place = next((i for i, child in enumerate(settings) if child.tag in after), len(settings))
    settings.insert(place, named)


def _add_styles(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.element.styleId = _TEXT_STYLE
    text.base_style = styles["Normal"]
    text.font.size = Pt(10)
    text.paragraph_format.space_after = Pt(0)
    text.paragraph_format.line_spacing = 1.0
    number = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    number.element.styleId = _NUMBER_STYLE
    number.font.superscript = True
