// One way to move among the marks of a chart: one tab stop, arrows and Home/End between marks,
// Enter or a click to open what a mark stands for in the panel under the chart.
export function roving(root, marks, open) {
  let now = 0;
  const focus = (n) => {
    marks[now]?.setAttribute("tabindex", "-1");
    now = Math.min(Math.max(n, 0), marks.length - 1);
    marks[now]?.setAttribute("tabindex", "0");
    marks[now]?.focus();
  };
  marks.forEach((mark, n) => {
    mark.setAttribute("tabindex", n === 0 ? "0" : "-1");
    mark.addEventListener("click", () => { now = n; open(n); });
  });
  root.addEventListener("keydown", (event) => {
    const n = marks.indexOf(event.target);
    if (n < 0) return;
    const to = { ArrowRight: n + 1, ArrowDown: n + 1, ArrowLeft: n - 1, ArrowUp: n - 1,
      Home: 0, End: marks.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      now = n;
      focus(to);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(n);
    }
  });
}

export function button(words, press, title) {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = words;
  if (title) b.title = title;
  b.addEventListener("click", press);
  return b;
}

export function element(tag, words, className) {
  const e = document.createElement(tag);
  if (words !== undefined) e.textContent = words;
  if (className) e.className = className;
  return e;
}

// A list of links under a chart, said to a screen reader when it changes.
export function panel(canvas) {
  const box = element("div", undefined, "panel");
  box.setAttribute("role", "status");
  canvas.append(box);
  return {
    clear: () => box.replaceChildren(),
    show(title, items, extra = []) {
      const list = element("ul");
      for (const [words, href] of items.slice(0, 40)) {
        const item = element("li");
        const holder = href ? element("a", words) : element("span", words);
        if (href) holder.href = href;
        item.dir = "auto";
        item.append(holder);
        list.append(item);
      }
      if (items.length > 40) list.append(element("li", `and ${items.length - 40} more`));
      box.replaceChildren(element("b", title), ...extra, list);
    },
  };
}

// The words of a row of the page, cut where they are long.
export function wordsAt(id, most = 150) {
  const row = document.getElementById(id);
  if (!row) return id;
  const cells = row.cells ? [...row.cells] : [row];
  const said = cells.map((c) => c.innerText || c.textContent).join(" · ").replace(/\s+/g, " ").trim();
  return said.length > most ? `${said.slice(0, most - 1)}…` : said;
}
