// In the source reader a card leads back to its highlight, and one under the pointer or with the
// focus lights the other. Ways back are made when a source is opened: a large page has many.
const named = (e) => (e.tagName === "A" ? e.hash : `#${e.id}`).slice(1);

export function reading() {
  document.addEventListener("toggle", (event) => open(event.target), true);
  document.querySelectorAll("details.source[open]").forEach(open);
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const at = event.target.closest?.(".source p a[href^='#r'], .source [id^=r]");
      for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
      if (!at) return;
      const id = named(at);
      const block = at.closest(".source > div") ?? document;
      document.getElementById(id)?.classList.add("lit");
      for (const mark of block.querySelectorAll(`[href='#${id}'], [data-r~='${id.slice(1)}']`)) mark.classList.add("lit");
    });
  }
}

function open(source) {
  if (!source.matches?.("details.source") || source.dataset.back) return;
  source.dataset.back = "made";
  for (const block of source.querySelectorAll(":scope > div")) {
    const marks = block.querySelectorAll("p a:not(.c)");
    block.querySelectorAll("ol > li").forEach((card, n) => {
      if (!marks[n]) return;
      marks[n].id ||= `m${card.id.slice(1)}`;
      const kind = card.firstChild; // "act: withdrawal of ...": the word before the colon leads back
      kind.splitText(kind.data.match(/^[^:\s]*/)[0].length);
      const link = document.createElement("a");
      link.href = `#${marks[n].id}`;
      kind.replaceWith(link);
      link.append(kind);
      for (const br of card.querySelectorAll("br")) {
        const text = br.nextSibling;
        if (text.nodeType !== 3) continue;
        text.splitText(text.data.match(/^[^:\s]*/)[0].length);
        const bold = document.createElement("b");
        text.replaceWith(bold);
        bold.append(text);
      }
    });
  }
}
