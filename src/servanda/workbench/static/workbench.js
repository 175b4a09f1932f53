// The keys of the review queue and small comforts; every page works without them.
"use strict";

const items = [...document.querySelectorAll(".queue .item")];
const PLACE = "servanda-place";
let at = -1;

document.querySelectorAll(".js").forEach((e) => { e.hidden = false; });

function go(to) {
  if (!items.length) return;
  at = Math.max(0, Math.min(items.length - 1, to));
  items[at].focus({ preventScroll: true });
  items[at].scrollIntoView({ block: "nearest" });
}

function press(verdict) {
  const button = at < 0 ? null : items[at].querySelector(`button[value=${verdict}]`);
  if (!button) { go(0); return; }
  button.click();
}

const edit = document.querySelector("#edit");

function openEdit() {
  if (!edit) return;
  edit.open = true;
  edit.querySelector("input:not([type=hidden]), select")?.focus();
}

if (location.hash === "#edit") openEdit();

const KEYS = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  a: () => press("accept"),
  r: () => press("reject"),
  u: () => press("unsure"),
  z: () => document.querySelector("#undo button")?.click(),
  x: () => items[at]?.querySelector("input[name=chosen]")?.click(),
  w: () => items[at]?.querySelector("input[name=why]")?.focus(),
  e: () => {
    const there = items[at]?.querySelector("a.says");
    if (there) location.href = `${there.getAttribute("href")}#edit`;
    else openEdit();
  },
  o: () => items[at]?.querySelector("a.says")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !items.length && !"ez".includes(event.key)) return;
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (typing) {
    if (event.key === "Escape") go(at);
    return;
  }
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});

items.forEach((item, n) => {
  item.addEventListener("focusin", () => { at = n; });
  // After a decision the page comes again without this record: the next one stands in its place.
  item.querySelector("form.verdict")?.addEventListener("submit", () => {
    sessionStorage.setItem(PLACE, String(n));
  });
});

const kept = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (kept !== null) go(Number(kept));

document.querySelector("#all")?.addEventListener("change", (event) => {
  document.querySelectorAll("input[name=chosen]").forEach((box) => {
    box.checked = event.target.checked;
  });
});

const add = document.querySelector("form.add");
add?.addEventListener("submit", () => { add.querySelector(".busy").hidden = false; });
const file = add?.querySelector("input[type=file]");
if (file) {
  for (const name of ["dragover", "dragleave", "drop"]) {
    add.addEventListener(name, (event) => {
      if (event.target.tagName === "TEXTAREA") return;
      event.preventDefault();
      add.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) file.files = event.dataTransfer.files;
    });
  }
}
