// The language of the page, and of what Streamlit's own widgets say in English only.
//
// Texts of ours and of the library are left alone: they stand in what is listed in OURS. What was
// put in another language is remembered, so that switching back shows the first again.
const OURS = [
  ".stHtml", "[data-testid=stMarkdownContainer]", "[data-testid=stCaptionContainer]",
  "[data-testid=stHeading]", "[data-testid=stFileUploaderFileName]", "textarea", "script", "style",
].join(",");
const THEIRS = "[data-testid=stFileUploaderDropzone]";  // a button whose label is not ours
const NAMES = ["aria-label", "placeholder", "title", "alt", "aria-roledescription"];

export default ({ data }) => {
  document.documentElement.lang = data.language;
  const old = window.dalilSpeech;
  if (old && old.language === data.language) return;
  if (old) old.end();
  const texts = new Map(Object.entries(data.texts));
  const patterns = data.patterns.map(([from, to]) => [new RegExp(from), to]);
  const said = new Map();  // node: {"" or the attribute's name: what Streamlit said}

  const translated = (text) => {
    const bare = text.trim();
    if (!bare || bare.length > 200) return null;
    if (texts.has(bare)) return text.replace(bare, () => texts.get(bare));
    for (const [from, to] of patterns) if (from.test(bare)) return bare.replace(from, to);
    return null;
  };
  const remember = (node, name, text) => {
    if (!said.has(node)) said.set(node, {});
    said.get(node)[name] = text;
  };
  const words = (node) => {
    const parent = node.parentElement;
    if (!parent || (parent.closest(OURS) && !parent.closest(THEIRS))) return;
    const next = translated(node.nodeValue);
    if (next === null || next === node.nodeValue) return;
    remember(node, "", node.nodeValue);
    node.nodeValue = next;
  };
  const names = (element) => {
    if (element.closest(".stHtml")) return;
    for (const name of NAMES) {
      const now = element.getAttribute(name);
      const next = now === null ? null : translated(now);
      if (next === null || next === now) continue;
      remember(element, name, now);
      element.setAttribute(name, next);
    }
  };
  const all = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { words(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".stHtml")) return;
    names(root);
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (n) => (n.nodeType === Node.ELEMENT_NODE && n.classList.contains("stHtml")
        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
    });
    while (walk.nextNode()) {
      const node = walk.currentNode;
      if (node.nodeType === Node.TEXT_NODE) words(node); else names(node);
    }
  };
  const watcher = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") words(change.target);
      else if (change.type === "attributes") names(change.target);
      else change.addedNodes.forEach(all);
    }
    for (const node of said.keys()) if (!node.isConnected) said.delete(node);
  });
  const end = () => {
    watcher.disconnect();
    for (const [node, before] of said) {
      for (const [name, text] of Object.entries(before)) {
        if (name) node.setAttribute(name, text); else node.nodeValue = text;
      }
    }
    said.clear();
  };
  if (texts.size) {
    all(document.body);
    watcher.observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
    });
  }
  window.dalilSpeech = { language: data.language, end };
};
