"""Bringing acts from where they are published: politely, and believing nothing that comes.

`sources` says what a person named, `client` asks for it, `feed` and `archive` read what came.
Nothing here knows a library; `index.curate.fetch` does.
"""
