"""How a Word file looks: A4, Times New Roman, black headings, as theses are printed.

python-docx's template is of an American letter in Word 2010, with blue headings. Its named
styles are given another look here, so that a person changes it in one place too.
"""

from __future__ import annotations

from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

_FONT: Final = "Times New Roman"
_FONTS: Final = (
    f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
)
_MARGIN_CM: Final = 2.54

#: Half points of a heading's type, by its level; the deeper ones are as large as the text.
_SIZES: Final = {1: 28, 2: 26}


def _look(paragraph: str, size: int, bold: bool, fonts: str = "") -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    return (
        f"<w:x {nsdecls('w')}><w:pPr>{paragraph}</w:pPr>"
        f'<w:rPr>{fonts}{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:x>'
    )


def _heading(level: int) -> str:
    return _look(
        '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80" w:line="240" '
        f'w:lineRule="auto"/><w:outlineLvl w:val="{level - 1}"/>',
        _SIZES.get(level, 24),
        bold=True,
    )


_STYLES: Final = {
    "Normal": _look('<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>', 24, False, _FONTS),
    "Title": _look('<w:keepNext/><w:spacing w:after="240" w:line="240" w:lineRule="auto"/>',
                   36, True),
    **{f"Heading{level}": _heading(level) for level in range(1, 10)},
}  # fmt: skip


def dress(document: Any) -> None:
    """Give python-docx's own template this page and these styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN_CM))
    for style in document.styles.element.findall(qn("w:style")):
        made = _STYLES.get(style.get(qn("w:styleId")))
        if made is not None:
            for name in ("w:pPr", "w:rPr"):
                for old in style.findall(qn(name)):
                    style.remove(old)
            style.extend(parse_xml(made))  # they end a style here (CT_Style is a sequence)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word calls the file an old one
    relations = document.part.package.rels
    for name in [n for n, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]  # the picture of somebody's empty page
