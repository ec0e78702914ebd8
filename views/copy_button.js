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
