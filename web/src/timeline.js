// The timeline: lanes of marks, uncertain days as faded bars, dense places as counted clusters that
// open; above them the status of the foremost agreements as bands.
// data: {today, lanes: [name], rows: [[lane, first, last, words?, href?]], anchor: "t-",
//        bands: [{title, spells: [[first, last, tone, words]]}]}
import { axis, scale, span, words } from "./days.js";
import { circle, markOf, rect, sheet, words as text } from "./drawing.js";
import { button, element, panel, roving, wordsAt } from "./marks.js";

const LANE = 34;
const BAND = 22;
const NEAR = 22;
const KEEP = 0.85; // share of the marks that the first view holds; the rest is a step away

export function timeline(canvas, data) {
  const rows = data.rows.map((r, n) => ({ lane: r[0], first: r[1], last: r[2], n,
    words: r[3], href: r[4] ?? `#${data.anchor}${n}` }));
  const whole = [Math.min(...rows.map((r) => r.first)), Math.max(...rows.map((r) => r.last))];
  const start = dense(rows);
  let [first, last] = start;
  let width = 0;

  const bar = element("div", undefined, "bar");
  const holder = element("div");
  canvas.append(bar, holder);
  const under = panel(canvas);
  const look = (a, b) => {
    first = Math.round(Math.max(whole[0] - 30, a));
    last = Math.round(Math.min(whole[1] + 30, Math.max(b, first + 6)));
    under.clear();
    draw(width);
  };
  const size = () => last - first;
  bar.append(
    button("Closer", () => look(first + size() / 4, last - size() / 4), "Show half of this time"),
    button("Wider", () => look(first - size() / 2, last + size() / 2), "Show twice this time"),
    button("Earlier", () => look(first - size() / 2, last - size() / 2)),
    button("Later", () => look(first + size() / 2, last + size() / 2)),
    button("All", () => look(...whole)),
    button("Most", () => look(...start), "Show the years in which most of it lies"),
  );
  const told = element("span", "", "note");
  bar.append(told);

  function draw(wide) {
    width = wide;
    const narrow = wide < 560;
    const left = narrow ? 12 : 204;
    const lanes = data.lanes.map((name, lane) => ({ name, lane }))
      .filter(({ lane }) => rows.some((r) => r.lane === lane));
    const step = narrow ? LANE + 14 : LANE;
    const bands = (data.bands ?? []).filter((b) => b.spells.some((s) => s[1] >= first && s[0] <= last));
    const bandStep = narrow ? BAND + 14 : BAND;
    const top = 8 + bands.length * bandStep;
    const bottom = top + lanes.length * step + 4;
    const at = scale(first, last, left, wide - 14);
    const svg = sheet(holder, wide, bottom + 22, "Timeline drawn; its rows are in the tables below");
    axis(svg, at, 4, bottom, data.today);
    bands.forEach((band, n) => drawBand(svg, at, band, 8 + n * bandStep, narrow, left));
    const behind = svg.append("g"); // no bar lies over the number of another mark
    const marks = [];
    lanes.forEach(({ name, lane }, n) => {
      const y = top + n * step + (narrow ? 28 : LANE / 2);
      text(svg, "lane", narrow ? left : 0, narrow ? y - 16 : y + 4, `${name}s`);
      const seen = rows.filter((r) => r.lane === lane && r.last >= first && r.first <= last);
      for (const group of clusters(seen, at)) marks.push({ group, y });
    });
    marks.sort((a, b) => a.group[0].first - b.group[0].first);
    const drawn = marks.map(({ group, y }) => drawMark(svg, behind, at, group, y));
    roving(svg.node(), drawn, (n) => open(marks[n].group));
    const before = rows.filter((r) => r.last < first).length;
    const after = rows.filter((r) => r.first > last).length;
    told.textContent = [`${words(first)} to ${words(last)}`, before && `${before} before`,
      after && `${after} after`].filter(Boolean).join(", ");
  }

  function open(group) {
    const a = Math.min(...group.map((r) => r.first));
    const b = Math.max(...group.map((r) => r.last));
    const items = group.map((r) => [r.words ?? wordsAt(r.href.slice(1)), r.href]);
    const more = group.length > 1 && b - a > 8 && b - a < size() * 0.9
      ? [button("Closer to these", () => look(a - (b - a) * 0.1 - 2, b + (b - a) * 0.1 + 2))] : [];
    under.show(group.length > 1 ? `${group.length} entries, ${span(a, b)}` : span(a, b), items, more);
  }
  return draw;
}

// The shortest stretch of time that holds most marks.
function dense(rows) {
  const days = rows.map((r) => r.first).sort((a, b) => a - b);
  const held = Math.max(1, Math.round(days.length * KEEP));
  let best = [days[0], days[days.length - 1]];
  for (let n = 0; n + held <= days.length; n += 1) {
    if (days[n + held - 1] - days[n] < best[1] - best[0]) best = [days[n], days[n + held - 1]];
  }
  const room = Math.max(10, (best[1] - best[0]) * 0.03);
  return [Math.round(best[0] - room), Math.round(best[1] + room)];
}

function clusters(rows, at) {
  const placed = rows.map((r) => ({ r, x: (at.clamped(r.first) + at.clamped(r.last)) / 2 }))
    .sort((a, b) => a.x - b.x || a.r.n - b.r.n);
  const out = [];
  let sum = 0;
  for (const { r, x } of placed) {
    const group = out[out.length - 1];
    if (group && x - sum / group.length <= NEAR) {
      group.push(r);
      sum += x;
    } else {
      out.push([r]);
      sum = x;
    }
  }
  return out;
}

function drawMark(svg, behind, at, group, y) {
  const a = at.clamped(Math.min(...group.map((r) => r.first)));
  const b = at.clamped(Math.max(...group.map((r) => r.last)));
  const x = group.reduce((s, r) => s + (at.clamped(r.first) + at.clamped(r.last)) / 2, 0)
    / group.length;
  const one = group[0];
  const label = group.length > 1
    ? `${group.length} entries, ${span(Math.min(...group.map((r) => r.first)),
      Math.max(...group.map((r) => r.last)))}`
    : one.words ?? wordsAt(one.href.slice(1));
  const g = markOf(svg, label);
  if (b - a > 7) rect(behind, "span", a, y - 6, b - a, 12, 6);
  circle(g, "hold", x, y, 12);
  if (group.length > 1) {
    circle(g, "ring", x, y, group.length > 99 ? 13 : group.length > 9 ? 11 : 9);
    text(g, "count", x, y + 4, group.length);
  } else {
    circle(g, "dot", x, y, 4.5);
  }
  return g.node();
}

function drawBand(svg, at, band, y, narrow, left) {
  const g = svg.append("g").attr("aria-hidden", "true");
  const top = narrow ? y + 14 : y;
  text(g, "lane", narrow ? left : 0, narrow ? y + 9 : y + 12,
    band.title.length > 31 && !narrow ? `${band.title.slice(0, 30)}…` : band.title);
  for (const [a, b, tone, said] of band.spells) {
    if (b < at.first || a > at.last) continue;
    const x = at.clamped(a);
    const w = Math.max(1.5, at.clamped(b + 1) - x);
    rect(g, `spell ${tone}`, x, top, w, 14, 2).append("title").text(`${band.title}: ${said}, ${span(a, b)}`);
    if (w > said.length * 6.4 + 10) text(g, "in", x + 5, top + 11, said);
  }
}
