"use strict";
// The page is complete without this: it opens folded parts that are linked to or printed, and
// offers to copy citations.
(() => {
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  reveal();
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const d of folded) d.open = true;
  });
  addEventListener("afterprint", () => { for (const d of folded) d.open = false; });
  if (navigator.clipboard) {
    for (const c of document.querySelectorAll("[data-copy]")) {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = "Copy";
      b.addEventListener("click", () => navigator.clipboard.writeText(c.textContent.trim())
        .then(() => { b.textContent = "Copied"; }));
      c.after(" ", b);
    }
  }
})();
