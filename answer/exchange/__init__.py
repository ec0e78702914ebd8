"""What was cited leaves for reference managers: BibTeX, RIS and CSL-JSON, one record a work.

Each format is a module with ``write(cited, made) -> str``. What Zotero makes of each field is in
``docs/citations.md``.
"""
