// What the charts of a dossier draw: the words of its tables, with the days and statuses of the
// page's one block <script type="application/json" id="data"> (made by dossier/chartdata.py).
const SIDES = "faqe"; // for, against, asks, else
const KINDS = { s: "state", p: "person" };

let page;

// The block; {} where a page has none.
export function block() {
  page ??= JSON.parse(document.getElementById("data")?.textContent || "{}");
  return page;
}

// "113 763+2 -": each first day as steps from the one before, +days up to the last; - is unknown.
export function days(said) {
  let at = 0;
  return (said ? said.split(" ") : []).map((one) => {
    if (one === "-") return undefined;
    const [step, more] = one.split("+").map(Number);
    at += step;
    return [at, at + (more || 0)];
  });
}

const flat = (e) => e.textContent.replace(/\s+/g, " ").trim();
const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

export const parts = {
  timeline({ timeline, today }) {
    if (!timeline) return undefined;
    const lanes = [];
    const rows = days(timeline.days).map((span, n) => {
      const lane = flat(document.getElementById(`t-${n}`).cells[1]);
      if (!lanes.includes(lane)) lanes.push(lane);
      return [lane, ...span];
    });
    lanes.sort((a, b) => timeline.lanes.indexOf(a) - timeline.lanes.indexOf(b));
    for (const row of rows) row[0] = lanes.indexOf(row[0]);
    const bands = timeline.bands.map((n) => ({ title: titleOf(n),
      spells: spells(block().ribbons[n][0], today).map(([a, b, [tone, said, unsure]]) => [a, b,
        unsure ? "calm" : tone, said]) }));
    return { today, lanes, rows, bands, anchor: "t-" };
  },
  ribbon({ ribbons, words, today }, n) {
    return { today, rows: ribbons[n].map((row) => ({ view: words[row[0]], whom: words[row[1]],
      spells: spells(row, today) })) };
  },
  network({ network }) {
    if (!network) return undefined;
    const names = [];
    const place = (cell) => {
      const name = flat(cell);
      if (!names.includes(name)) names.push(name);
      return names.indexOf(name);
    };
    const numbers = network.ties.split(" ").map(Number);
    const ties = [...document.querySelectorAll(".ties tbody tr")].map((row, n) => [place(row.cells[0]),
      place(row.cells[1]), numbers[2 * n], numbers[2 * n + 1]]);
    return { anchor: "n-", ties, actors: names.map((name, n) => [name, KINDS[network.kinds[n]]]) };
  },
  positions({ positions, today }) {
    if (!positions) return undefined;
    const spans = days(positions.days);
    const rows = [];
    let [holder, row, n] = ["", undefined, 0];
    for (const e of document.querySelectorAll("[aria-labelledby=positions] :is(h3, tbody tr)")) {
      if (e.tagName === "H3") { holder = flat(e); continue; }
      const cells = [...e.cells];
      if (cells.length > 3) holder = flat(cells.shift());
      const stance = cells[1];
      row ??= { holder, issue: cut(flat(stance.querySelector("q")), 60), marks: [] };
      if (spans[n]) {
        row.marks.push([...spans[n], SIDES.indexOf(positions.sides[n]), flat(stance.querySelector("b")),
          cells[2].querySelector("a").hash.slice(2)]);
      }
      n += 1;
      if (e.className === "same") continue;
      if (row.marks.length) rows.push(row);
      row = undefined;
    }
    return { today, anchor: "r", rows: rows.sort((a, b) => b.marks.length - a.marks.length) };
  },
  calibration: ({ calibration }) => calibration,
};

const titleOf = (n) => flat(document.querySelector(`figure[data-part='${n}']`).closest("details")
  .querySelector("h3"));

// A ribbon's stretches follow each other up to the day asked about: "18575:0 1:1" are their first
// days, as steps, and the place of their status in the block's `states`.
function spells([, , said], today) {
  let at = 0;
  const starts = said.split(" ").map((one) => {
    const [step, state] = one.split(":").map(Number);
    at += step;
    return [at, state];
  });
  return starts.map(([first, state], n) => [first, (starts[n + 1]?.[0] ?? today + 1) - 1,
    block().states[state]]);
}
