// Search over all rows, cards and headings of the page; "/" leads to it, arrows through the finds.
import { element } from "./marks.js";

const MOST = 40;
const WHERE = "main tr[id], main li[id], main h3[id], main .clash";

export function search() {
  const nav = document.querySelector("nav[aria-label='Contents']");
  if (!nav) return;
  const form = element("form", undefined, "search");
  form.setAttribute("role", "search");
  const input = element("input");
  Object.assign(input, { type: "search", placeholder: "Search", autocomplete: "off" });
  input.setAttribute("aria-label", "Search this page");
  const list = element("ol");
  const told = element("p", "", "note");
  told.setAttribute("role", "status");
  form.append(input, told, list);
  nav.querySelector(".brand").after(form);
  form.addEventListener("submit", (event) => { event.preventDefault(); look(); list.querySelector("a")?.click(); });
  let index;
  let waiting;
  // A key that leads to a find looks at once: what is listed may be of fewer letters.
  const look = () => {
    if (waiting === undefined) return;
    clearTimeout(waiting);
    waiting = undefined;
    index ??= gathered();
    show(find(index, input.value), input.value.trim());
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !typing) { event.preventDefault(); input.focus(); }
    if (event.key === "Escape" && form.contains(document.activeElement)) {
      input.value = "";
      clearTimeout(waiting);
      waiting = undefined;
      show([], "");
      input.focus();
    }
    if (form.contains(document.activeElement) && event.key.startsWith("Arrow")) look();
    const links = [input, ...list.querySelectorAll("a")];
    const n = links.indexOf(document.activeElement);
    const to = { ArrowDown: n + 1, ArrowUp: n - 1 }[event.key];
    if (n >= 0 && to !== undefined && links[to]) { event.preventDefault(); links[to].focus(); }
  });

  function show(found, words) {
    told.textContent = words.length < 2 ? "" : found.length ? `${found.length}${found.length === 1
      ? " place" : " places"}` : "Nothing here";
    list.replaceChildren(...found.slice(0, MOST).map(({ text, id, view, at }) => {
      const item = element("li");
      const link = element("a");
      link.href = `#${id}`;
      link.append(element("span", view, "note"), element("bdi", around(text, at)));
      item.append(link);
      return item;
    }));
  }
}

// Letters that are no other letter with a mark, and yet are typed as if they were.
const TYPED = { ə: "e", ı: "i", ø: "o", đ: "d", ł: "l" };
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
  .replace(/[əıøđł]/g, (letter) => TYPED[letter]);

function gathered() {
  return [...document.querySelectorAll(WHERE)].map((e) => {
    const text = e.textContent.replace(/\s+/g, " ").trim();
    const view = e.closest("section")?.querySelector("h2")?.firstChild.textContent ?? "";
    return { id: e.id, text, view, plain: plain(text) };
  });
}

function find(index, query) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (plain(query).trim().length < 2) return [];
  return index.filter((one) => words.every((w) => one.plain.includes(w)))
    .map((one) => ({ ...one, at: one.plain.indexOf(words[0]) }));
}

function around(text, at) {
  const start = Math.max(0, at - 30);
  return (start ? "…" : "") + text.slice(start, start + 110) + (start + 110 < text.length ? "…" : "");
}
