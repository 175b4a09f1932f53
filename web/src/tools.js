// Links open what is folded, paper shows it all, and each view can be cited and taken along as CSV
// or JSON: both are made of the very rows that are shown.
import { button, element } from "./marks.js";
import { place } from "./state.js";
import { rowsOf, toCsv } from "./twins.js";

// Rows that charts lead to, by their place in the tables of a view.
const NAMED = { line: "t-", turns: "v-", ties: "n-", "matrix, .owed": "d-" };

export function tools() {
  for (const [table, name] of Object.entries(NAMED)) {
    document.querySelectorAll(`.${table} tbody tr`).forEach((row, n) => { row.id ||= name + n; });
  }
  const reveal = () => {
    const target = place() && document.getElementById(place());
    if (!target) return;
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    target.scrollIntoView({ block: target.tagName.startsWith("H") ? "start" : "center" });
  };
  addEventListener("hashchange", reveal);
  reveal();
  let folded = [];
  // A dossier is whole on paper, save what stands in it twice; a workbench prints what is open.
  if (document.getElementById("data")) addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open], .aside)")];
    for (const d of folded) d.open = true;
  });
  addEventListener("afterprint", () => { for (const d of folded) d.open = false; });
  for (const heading of document.querySelectorAll("main section > h2[id]")) bar(heading);
  for (const c of document.querySelectorAll("[data-copy]")) {
    c.after(" ", copier("Copy", () => c.textContent.trim()));
  }
}

function bar(heading) {
  const box = element("p", undefined, "tools");
  const here = element("a", "#", "here");
  here.href = `#${heading.id}`;
  here.setAttribute("aria-label", `Link to ${heading.textContent}`);
  heading.append(here);
  const whole = document.querySelector("#cite + [data-copy]")?.textContent.trim() ?? document.title;
  const title = heading.firstChild.textContent.trim();
  box.append(copier("Copy citation", () => `“${title}”, in ${whole}, #${heading.id}`));
  const section = heading.parentElement;
  if (section.querySelector("table:not(.grid), .clash")) {
    for (const [words, type, made] of [["CSV", "text/csv", toCsv],
      ["JSON", "application/json", (rows) => JSON.stringify(rows, null, 1)]]) {
      box.append(button(words, () => save(`${heading.id}.${words.toLowerCase()}`, type,
        made(rowsOf(section))), `Save this view as ${words}`));
    }
  }
  heading.after(box);
}

function save(name, type, text) {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// From a file there is no clipboard in some browsers: then the text is put where it can be copied.
function copier(words, text) {
  const b = button(words, async () => {
    try {
      await navigator.clipboard.writeText(text());
      b.textContent = "Copied";
    } catch {
      const field = element("input");
      field.value = text();
      field.readOnly = true;
      field.setAttribute("aria-label", "Citation to copy");
      b.replaceWith(field);
      field.select();
    }
  });
  return b;
}
