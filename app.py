"""The app's entry: page setup, the language, the navigation. `streamlit run app.py` runs it.

The pages are in `views/`; the library they share is held by `views.session`. The file is read
twice: once as a module by the server, which takes `app` from it, with the guard at its door, and
for every run of a page as the script.
"""

from __future__ import annotations

import streamlit as st
from streamlit.starlette import App

from dalil.ingest.errors import NotPermitted
from dalil.ingest.messages import Language
from dalil.views import following, frame, jobs, offline, watch
from dalil.views.middleware import at_the_door
from dalil.views.words import say

offline.stay()

#: The pages in the order of the navigation: file, the key of its title, its place in the URL.
PAGES = (
    ("views/ask.py", "nav_ask", ""),
    ("views/reader.py", "nav_reader", "baca"),
    ("views/sources.py", "nav_sources", "sumber"),
    ("views/claims.py", "nav_claims", "klaim"),
    ("views/check.py", "nav_check", "periksa"),
    ("views/collections.py", "nav_collections", "koleksi"),
    ("views/news.py", "nav_news", "baru"),
    ("views/help.py", "nav_help", "bantuan"),
)
_ICONS = {
    "nav_ask": ":material/search:",
    "nav_reader": ":material/menu_book:",
    "nav_sources": ":material/library_books:",
    "nav_claims": ":material/checklist:",
    "nav_check": ":material/fact_check:",
    "nav_collections": ":material/bookmarks:",
    "nav_news": ":material/notifications:",
    "nav_help": ":material/help:",
}


#: Pages that use the whole width.
_WIDE = frozenset({"baca", "sumber"})


def _moved() -> None:
    """Where links to the former page "Banyak pertanyaan" lead."""
    st.switch_page("views/claims.py")


def _named(title: str, language: Language) -> str:
    """What a page is called; at that of what is new how much of it was not read."""
    said = say(title, language)
    unread = following.count() if title == "nav_news" else 0
    return f"{said} ({unread})" if unread else said


def main() -> None:
    """Draw the frame and run the page the person is on."""
    st.set_page_config(page_title="Dalil", page_icon=str(frame.ICON))
    language = frame.language()
    pages = [
        st.Page(
            file,
            title=_named(title, language),
            icon=_ICONS[title],
            url_path=place or None,
            default=not place,
        )
        for file, title, place in PAGES
    ]
    pages.append(st.Page(_moved, title="…", url_path="banyak", visibility="hidden"))
    page = st.navigation(pages, position="top")
    # Once a run: of two calls the browser may keep the first.
    st.set_page_config(layout="wide" if page.url_path in _WIDE else "centered")
    frame.draw(page.url_path)
    watch.resume()
    jobs.running(page.url_path)
    try:
        page.run()
    except NotPermitted as error:
        jobs.refused(error)


if __name__ == "__main__":
    main()
else:
    # Streamlit looks in this file for such a name and serves it with its middleware.
    app = App(__file__, middleware=at_the_door())
