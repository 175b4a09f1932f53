// Positions of actors on issues over time: a line for each holder and issue, a mark for each stance;
// its shape says for, against or else, and a change of side is drawn as a step.
// data: {today, rows: [{holder, issue, marks: [[first, last, side, words, place]]}], anchor: "r"};
// side is a place in SIDES
import { circle, line, markOf, rect, sheet, sign, words } from "./drawing.js";
import { axis, scale, span } from "./days.js";
import { button, element, panel, roving, wordsAt } from "./marks.js";

const ROW = 30;
const MOST = 14;
const SHAPES = { for: "M0,-6L5.5,4H-5.5Z", against: "M0,6L5.5,-4H-5.5Z", asks: "M0,-6L5,0L0,6L-5,0Z",
  else: "M-4,-4H4V4H-4Z" };
const SIDES = ["for", "against", "asks", "else"];
const CLASS = { for: "good", against: "bad", asks: "warn", else: "calm" };

export function positions(canvas, given) {
  const data = { ...given, rows: given.rows.map(({ marks, ...row }) => ({ ...row,
    marks: marks.map(([a, b, side, ...m]) => [a, b, SIDES[side], ...m]) })) };
  let all = false;
  let width = 0;
  const bar = element("div", undefined, "bar key");
  for (const [side, said] of [["for", "for it"], ["against", "against it"], ["asks", "asks or offers"],
    ["else", "else"]]) {
    sign(bar, said, 14, 14).append("path").attr("class", `shape ${CLASS[side]}`).attr("d", SHAPES[side]);
  }
  const holder = element("div");
  canvas.append(bar, holder);
  const under = panel(canvas);
  if (data.rows.length > MOST) {
    const more = button(`All ${data.rows.length} rows`, () => {
      all = !all;
      more.textContent = all ? "Fewer rows" : `All ${data.rows.length} rows`;
      draw(width);
    });
    bar.append(more);
  }
  const marks = data.rows.flatMap((r) => r.marks);
  const days = marks.map((m) => m[0]).sort((a, b) => a - b);
  const late = Math.max(...marks.map((m) => m[1]));
  const early = Math.max(days[0], days[Math.floor(days.length * 0.04)] - 200);

  function draw(wide) {
    width = wide;
    const narrow = wide < 620;
    const left = narrow ? 10 : Math.min(330, wide * 0.36);
    const rows = all ? data.rows : data.rows.slice(0, MOST);
    const step = narrow ? ROW + 16 : ROW;
    const bottom = rows.length * step + 4;
    const at = scale(early, Math.max(late, early + 30), left + 8, wide - 14);
    const svg = sheet(holder, wide, bottom + 22, "Positions drawn; the tables below say the same");
    axis(svg, at, 0, bottom, data.today);
    const shown = [];
    rows.forEach((row, n) => {
      const y = n * step + (narrow ? 32 : ROW / 2);
      const room = (narrow ? wide - 20 : left) / 6.5;
      const issue = `${row.holder}: ${row.issue}`;
      words(svg, "lane", narrow ? left : 0, narrow ? y - 15 : y + 4,
        issue.length > room ? `${issue.slice(0, room - 1)}…` : issue).append("title").text(issue);
      const path = [];
      for (const m of row.marks) path.push(at.clamped((m[0] + m[1]) / 2));
      line(svg, "thread", Math.min(...path), y, Math.max(...path), y);
      let reach = -99; // marks of one day stand beside each other, not upon each other
      row.marks.forEach((m) => {
        const x = Math.max(at.clamped((m[0] + m[1]) / 2), reach + 11);
        reach = x;
        const label = `${row.holder}: ${m[3]}, ${span(m[0], m[1])}`;
        const g = markOf(svg, label);
        const [a, b] = [at.clamped(m[0]), at.clamped(m[1])];
        if (b - a > 8) {
          rect(g, "span", a, y - 5, b - a, 10, 5);
        }
        circle(g, "hold", x, y, 10);
        g.append("path").attr("class", `shape ${CLASS[m[2]]}`).attr("transform", `translate(${x},${y})`)
          .attr("d", SHAPES[m[2]]);
        shown.push({ node: g.node(), m, row });
      });
    });
    roving(svg.node(), shown.map((s) => s.node), (n) => {
      const { m, row } = shown[n];
      under.show(`${row.holder}, ${span(m[0], m[1])}`,
        [[wordsAt(data.anchor + m[4]) || m[3], `#${data.anchor}${m[4]}`]]);
    });
  }
  return draw;
}
