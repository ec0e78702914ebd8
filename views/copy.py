"""A button that puts a text, or the page's address, on the clipboard, and says so.

Streamlit has no such button (that of ``st.code`` speaks English and copies what it shows). The
text never becomes markup: it is data to the button, and only goes to the clipboard.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from views.mark import seen
from views.words import say

_HTML: Final = """
<button type="button"><svg viewBox="0 0 24 24" width="16" height="16" fill="none"
stroke="currentColor" stroke-width="2" aria-hidden="true" focusable="false">
<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h9"/></svg>
<span class="label"></span></button><span class="said" role="status"></span>
"""
_CSS: Final = """
:host { display: block; }
button {
    display: inline-flex; align-items: center; gap: 0.4rem; min-height: 2.25rem;
    padding: 0.2rem 0.65rem; border-radius: 0.4rem; cursor: pointer; white-space: nowrap;
    border: 1px solid var(--dalil-ink-22);
    background: transparent; color: var(--st-text-color); font: inherit; font-size: 0.875rem;
    font-family: var(--st-font, sans-serif);
}
button:hover { background: var(--dalil-ink-7); }
button:focus-visible { outline: 3px solid var(--dalil-link); outline-offset: 2px; }
.said {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
"""
_JS: Final = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const label = button.querySelector(".label");
  const said = parentElement.querySelector(".said");
  label.textContent = data.label;
  button.setAttribute("aria-label", data.name);
  const byHand = (text) => {  // where the page is not served from this machine or by https
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.appendChild(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    return done;
  };
  let waiting = 0;
  button.onclick = async () => {
    const text = data.text === null ? window.location.href.split("#")[0] : data.text;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = byHand(text);
    }
    const news = done ? data.done : data.failed;
    label.textContent = news;
    said.textContent = news;
    clearTimeout(waiting);
    waiting = setTimeout(() => { label.textContent = data.label; said.textContent = ""; }, 2500);
  };
  return () => clearTimeout(waiting);
}
"""


def copy_button(label: str, text: str | None, key: str, name: str | None = None) -> None:
    """A button ``label`` that copies ``text``; None: the address of the page.

    ``name`` is what a screen reader says instead of the label; it should begin with it. What is
    copied is what is shown: characters that hide or turn text are replaced.
    """
    button = st.components.v2.component("dalil_copy", html=_HTML, css=_CSS, js=_JS)
    data = {
        "label": label,
        "name": name or label,
        "text": None if text is None else seen(text),
        "done": say("copied"),
        "failed": say("copy_failed"),
    }
    button(data=data, key=key, width="content")
