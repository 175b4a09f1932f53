// The keys of the review queue and small comforts; every page works without them.
"use strict";

const items = [...document.querySelectorAll(".queue .item")];
const PLACE = "servanda-place";
let at = -1;

document.querySelectorAll(".js").forEach((e) => { e.hidden = false; });

// The menu beside the page is open where style alone cannot say so (browsers before 2025).
if (matchMedia("(min-width: 62.01rem)").matches && !CSS.supports("selector(::details-content)")) {
  document.querySelector("nav .menu").open = true;
}

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

// A page that is not whole yet is shown anew, but not while a question is being typed.
const again = document.querySelector("meta[name=again]");

function showAgain() {
  const typed = [...document.querySelectorAll("main input:not([type=hidden]), main textarea, nav input")]
    .some((e) => e.type !== "checkbox" && e.type !== "radio" && e.value !== e.defaultValue);
  if (typed) setTimeout(showAgain, again.content * 1000);
  else location.reload();
}

if (again) setTimeout(showAgain, again.content * 1000);

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
add?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(add, add.querySelector(".busy"));
});

// How much of the file has gone over, then how many of its documents are read: the server is asked
// until the answer comes, and the answer is shown as if the form had been sent without a script.
function send(form, busy) {
  const [bar, told, button] = [busy.querySelector("progress"), busy.querySelector(".note"),
    form.querySelector("button.main")];
  const data = new FormData(form);
  const upload = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16)).join("");
  data.append("upload", upload);
  busy.hidden = false;
  button.disabled = true;
  const began = Date.now();
  const request = new XMLHttpRequest();
  let asking;
  const ask = async () => {
    try {
      const { done, total } = await (await fetch(`/progress.json?id=${upload}`)).json();
      if (total > 1) { bar.max = total; bar.value = done; }
      told.textContent = `Reading${total > 1 ? `: ${done} of ${total} documents` : ""}, `
        + `${Math.round((Date.now() - began) / 1000)} s so far`;
    } catch { /* the next question may come through */ }
  };
  request.upload.addEventListener("progress", (e) => {
    if (!e.lengthComputable) return;
    bar.max = e.total;
    bar.value = e.loaded;
    told.textContent = `Sending: ${Math.round((100 * e.loaded) / e.total)} %`;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    told.textContent = "Reading";
    asking = setInterval(ask, 700);
  });
  const end = (words) => {
    clearInterval(asking);
    button.disabled = false;
    bar.removeAttribute("value");
    told.textContent = words;
  };
  request.addEventListener("load", () => {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* plain words, shown below */ }
    if (answer.next) { location.href = answer.next; return; }
    const fault = answer.fault ?? answer;
    end(`Not added: ${[fault.cause ?? request.responseText.slice(0, 200), fault.remedy].filter(Boolean).join("; ")}`);
  });
  request.addEventListener("error", () => end("Not added: the workbench did not answer."));
  request.open("POST", form.action);
  request.setRequestHeader("accept", "application/json");
  request.send(data);
}
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
