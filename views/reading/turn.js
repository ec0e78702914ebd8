// Makes the reader's own links turn the page in this session instead of loading the app anew, goes
// at once to what stands on the page already, and keeps the place asked for, and where one is in
// the contents, in sight. Without it every link works as a link. It reads addresses and anchors
// that the reader wrote, and no text of any document.
(() => {
  if (window.dalilTurns) return;
  window.dalilTurns = true;
  const ours = (link) =>
    link && link.origin === location.origin && /\/baca$/.test(link.pathname) && !link.target;
  const place = () => new URL(location.href).searchParams.get("id") || "";
  const anchorOf = (id) => document.getElementById(id.split("#")[1] || "");
  let touched = 0;
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"])
    document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true, capture: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.dalil-go, a.dalil-ref");
    const plainly = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!plainly || !ours(link) || !/\/baca$/.test(location.pathname)) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    const there = anchorOf(place());
    if (there && place().split("#")[0] === open()) there.scrollIntoView({ block: "start" });
    window.dispatchEvent(new PopStateEvent("popstate"));
  });

  // The work that is drawn: that of the place which the part being read was asked for by.
  const open = () => {
    const part = document.querySelector("h2.dalil-part");
    return part ? part.dataset.place.split("#")[0] : "";
  };
  const running = () => {
    const app = document.querySelector("[data-testid=stApp]");
    return app && app.dataset.testScriptState !== "notRunning";
  };

  // Into the middle of the box that it stands in, without moving the page.
  const boxed = (row) => {
    let box = row && row.parentElement;
    while (box && !(box.scrollHeight > box.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(box).overflowY)))
      box = box.parentElement;
    if (!box || box.matches("[data-testid=stMain], html, body")) return;
    box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  };

  // The list of works has fewer rows with every letter; Enter asks the library itself.
  document.addEventListener("input", (event) => {
    const box = event.target.closest && event.target.closest(".st-key-reader-filter");
    if (!box) return;
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const group of document.querySelectorAll(".dalil-group")) {
      let left = 0;
      for (const row of group.querySelectorAll("li")) {
        const said = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => said.includes(word));
        if (!row.hidden) left += 1;
      }
      group.hidden = !left;
      if (words.length && left) group.open = true;
    }
  });

  let shown = null;
  let goal = null; // what was gone to, and when: kept in place while the rest is drawn around it
  let since = 0;
  const bring = () => {
    const tall = goal.getBoundingClientRect().height > innerHeight * 0.6;
    goal.scrollIntoView({ block: goal.tagName === "H2" || tall ? "start" : "center" });
  };
  const follow = () => {
    const part = document.querySelector("h2.dalil-part");
    if (!part || part.dataset.place !== place()) return;
    const now = `${part.dataset.place}|${part.dataset.hit || ""}`;
    if (now !== shown) {
      const first = shown === null;
      const hit = !first && (shown || "").split("|")[1] !== (part.dataset.hit || "");
      shown = now;
      const found = document.querySelector("mark.dalil-found-now");
      const asked = document.querySelector(".dalil-asked");
      goal = (hit && found) || asked || part;
      since = Date.now();
      if (first && !place().includes("#") && !part.dataset.hit) goal = null;
      boxed(document.querySelector(".st-key-reader-index a[aria-current]"));
      boxed(document.querySelector(".dalil-finds li[aria-current]"));
      if (!goal) return;
      const at = goal.getBoundingClientRect();
      if (at.top < 60 || at.top > innerHeight * 0.7) bring();
      return;
    }
    if (!goal || !goal.isConnected || touched > since) return;
    const at = goal.getBoundingClientRect();
    if (at.top < 40 || at.top > innerHeight * 0.75) bring();
    if (!running() && Date.now() - since > 1500) goal = null;
  };

  // In the contents, the part that stands at the top of the window.
  let here = null;
  const spy = () => {
    const text = document.querySelector(".st-key-reader-part");
    if (!text) return;
    const box = text.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, Math.min(160, innerHeight / 3));
    const section = at && at.closest("section[id]");
    const part = at && at.closest(".st-key-reader-part") && text.querySelector("h2.dalil-part");
    const id = section ? section.id : part ? part.id : "";
    if (!id || id === here) return;
    here = id;
    for (const link of document.querySelectorAll(".st-key-reader-index .dalil-rows a")) {
      const its = new URL(link.href).searchParams.get("id") || "";
      link.classList.toggle("dalil-here", its.split("#")[1] === id);
    }
  };
  // The page is drawn after it has loaded, so the browser's Zotero is told of the work that is read.
  let told = null;
  const tell = () => {
    const work = document.querySelector("span.Z3988");
    if (!work || work.title === told) return;
    told = work.title;
    document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
  };
  setInterval(() => { follow(); spy(); tell(); }, 200);
})();
