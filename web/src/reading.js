// In the source reader a card under the pointer or with the focus lights its highlight, and the
// other way round.
export function reading() {
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const at = event.target.closest?.(".source p a[href^='#r'], .source li");
      for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
      if (!at) return;
      const id = at.tagName === "A" ? at.getAttribute("href").slice(2) : at.id.slice(1);
      const block = at.closest(".source > div") ?? document;
      document.getElementById(`r${id}`)?.classList.add("lit");
      for (const mark of block.querySelectorAll(`[href='#r${id}'], [data-r~='${id}']`)) mark.classList.add("lit");
    });
  }
}
