// Makes the reader's own links turn the page in this session instead of loading the app anew, and
// keeps the current entry of the contents, and the passage asked for, in sight. Without it every
// link works as a link. It reads addresses that the reader wrote, and no text of any document.
(() => {
  if (window.dalilTurns) return;
  window.dalilTurns = true;
  const ours = (link) =>
    link && link.origin === location.origin && /\/baca$/.test(link.pathname) && !link.target;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.dalil-go, a.dalil-ref");
    const plainly = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!plainly || !ours(link) || !/\/baca$/.test(location.pathname)) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  let shown = "";
  const look = () => {
    const here = document.querySelector(".dalil-rows a[aria-current]");
    const place = location.search;
    if (!here || place === shown || new URL(here.href).search === "") return;
    const box = here.closest(".st-key-reader-index");
    const app = document.querySelector("[data-testid=stApp]");
    if (app && app.dataset.testScriptState !== "notRunning") return;
    const first = shown === "";
    shown = place;
    if (box) box.scrollTop = here.offsetTop - box.offsetTop - box.clientHeight / 3;
    const asked = document.querySelector(".dalil-asked");
    const part = document.querySelector("h2.dalil-part");
    const goal = asked || (first ? null : part);
    if (!goal) return;
    const at = goal.getBoundingClientRect();
    if (at.top < 60 || at.top > innerHeight * 0.7) goal.scrollIntoView({ block: asked ? "center" : "start" });
  };
  setInterval(look, 250);
})();
