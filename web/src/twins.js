// The rows of a view as plain data: of its tables (but a chart's), and of its contradictions, which stand
// side by side.
const flat = (e) => e.textContent.replace(/\s+/g, " ").trim();

const CLASH = { what: "h4", "one side": ".side:first-child .q", "one side told by": ".side:first-child .note",
  "other side": ".side + .side .q", "other side told by": ".side + .side .note", besides: ":scope > .note" };

export function rowsOf(section) {
  const out = [];
  for (const table of section.querySelectorAll("table:not(.grid)")) {
    const heads = [...table.tHead.rows[0].cells].map(flat);
    const under = headingOf(table, section);
    for (const row of table.tBodies[0].rows) {
      const said = under ? { about: under } : {};
      [...row.cells].forEach((cell, n) => { said[heads[n] ?? n] = flat(cell); });
      if (row.id) said.place = row.id;
      out.push(said);
    }
  }
  for (const one of section.querySelectorAll(".clash")) {
    const said = {};
    for (const [name, where] of Object.entries(CLASH)) {
      said[name] = [...one.querySelectorAll(where)].map(flat).join(" | ");
    }
    out.push({ ...said, place: one.id });
  }
  return out;
}

// The heading of the part of a view in which a table stands; none for the view's only table.
function headingOf(table, section) {
  const before = [...section.querySelectorAll("h3")].filter((h) => h.compareDocumentPosition(table) & 4);
  return before.length ? flat(before[before.length - 1]).replace(/#$/, "") : "";
}

// Cells that a spreadsheet would take for a formula are kept as words.
export function toCsv(rows) {
  const heads = [...new Set(rows.flatMap(Object.keys))];
  const cell = (v) => {
    const text = /^[=+\-@\t\r]/.test(v ?? "") ? `'${v}` : v ?? "";
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [heads, ...rows.map((r) => heads.map((h) => r[h]))]
    .map((line) => line.map(cell).join(",")).join("\r\n");
}
