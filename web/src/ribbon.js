// The status of one agreement over time, a ribbon for each view and group of parties. A stretch in
// which several statuses are possible is hatched, and its words name them all.
// data: {today, states: [[tone, words, unsure]], rows: [{view, whom, spells: [[first, last, state]]}]};
// a state is a place in `states`, or, where there are none, the state itself
import { markOf, rect, sheet, words } from "./drawing.js";
import { axis, scale, span } from "./days.js";
import { panel, roving } from "./marks.js";

const HIGH = 20;
const FAR = 400; // days that a first view gives the time before the first change at least
let patterns = 0;

export function ribbon(canvas, data) {
  const holder = document.createElement("div");
  canvas.append(holder);
  const under = panel(canvas);
  const rows = data.rows.map((r) => ({ ...r,
    spells: r.spells.map(([a, b, state]) => [a, b, ...(data.states?.[state] ?? state)]) }));
  const spells = rows.flatMap((r) => r.spells);
  const first = Math.min(...spells.map((s) => s[0]));
  const last = Math.max(...spells.map((s) => s[1]), first + FAR);

  return (wide) => {
    const step = HIGH + 24;
    const at = scale(first - (last - first) * 0.02, last, 2, wide - 12);
    const bottom = rows.length * step + 2;
    const svg = sheet(holder, wide, bottom + 22, "Status over time drawn; the table below says the same");
    const id = `hatch${patterns += 1}`;
    const hatch = svg.append("defs").append("pattern").attr("id", id).attr("width", 7)
      .attr("height", 7).attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
    rect(hatch, "hatch0", 0, 0, 7, 7, 0);
    rect(hatch, "hatch1", 0, 0, 3, 7, 0);
    axis(svg, at, 14, bottom, data.today);
    const shown = [];
    rows.forEach((row, n) => {
      const y = n * step + 18;
      words(svg, "lane", 2, y - 5, cut(`${row.view}${row.whom ? `, for ${row.whom}` : ""}`, wide / 6.4));
      for (const spell of row.spells) shown.push(drawn(svg, at, row, spell, y, id));
    });
    roving(svg.node(), shown.map((s) => s.node), (n) => {
      const { row, spell } = shown[n];
      under.show(`${row.view}: ${spell[3]}`, [[`${span(spell[0], spell[1])}${row.whom ? `, for ${row.whom}` : ""}`]]);
    });
  };
}

function drawn(svg, at, row, spell, y, id) {
  const [a, b, tone, said, unsure] = spell;
  const x = at.clamped(a);
  const w = Math.max(2, at.clamped(b + 1) - x);
  const label = `${said}${unsure ? " (not sure)" : ""}, ${span(a, b)}`;
  const g = markOf(svg, `${row.view}: ${label}`, "mark", label);
  rect(g, unsure ? "doubt" : `spell ${tone}`, x, y, w, HIGH, 2).attr("fill", unsure ? `url(#${id})` : null);
  const fits = cut(said, (w - 8) / 6.6);
  if (fits.length > 3) {
    words(g, unsure ? "on" : "in", x + 5, y + 14, fits);
  }
  return { node: g.node(), row, spell };
}

function cut(words, room) {
  return words.length <= room ? words : `${words.slice(0, Math.max(0, Math.floor(room) - 1))}…`;
}
