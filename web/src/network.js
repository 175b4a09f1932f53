// Who deals with whom: a network up to sixty actors, a matrix above, either around one actor.
// data: {actors: [[name, kind]], ties: [[from, to, number, hostile share, words?, href?]],
// anchor: "n-", most: 60}; without words a tie says what its row in the table says
import { circle, line, markOf, rect, sheet, sign, words } from "./drawing.js";
import { laidOut } from "./layout.js";
import { button, element, panel, roving, wordsAt } from "./marks.js";
import { kept, keep } from "./state.js";

export function network(canvas, data) {
  const most = data.most ?? 60;
  data.ties.forEach((t, n) => { t[5] ??= `#${data.anchor}${n}`; });
  const told = (t) => t[4] ?? wordsAt(t[5].slice(1), 200);
  let ego = kept("ego") ?? "";
  let matrix = data.actors.length > most;
  let width = 0;
  const bar = element("div", undefined, "bar");
  const label = element("label", "Around ");
  const chosen = element("select");
  for (const name of ["everybody", ...data.actors.map((a) => a[0])]) {
    const option = element("option", name);
    option.value = name === "everybody" ? "" : name;
    chosen.append(option);
  }
  chosen.value = ego;
  if (chosen.value !== ego) { ego = ""; chosen.value = ""; }
  chosen.addEventListener("change", () => turn(chosen.value));
  label.append(chosen);
  const other = button("", () => { matrix = !matrix; draw(width); });
  const key = element("span", undefined, "key");
  for (const [name, said] of [["tie", "none hostile"], ["tie mixed", "some"], ["tie against", "most"]]) {
    line(sign(key, said, 26, 10), name, -13, 0, 13, 0).attr("stroke-width", 3);
  }
  bar.append(label, other, key);
  const holder = element("div");
  canvas.append(bar, holder);
  const under = panel(canvas);

  function turn(name) {
    ego = name;
    chosen.value = name;
    keep("ego", name);
    under.clear();
    draw(width);
  }

  function seen() {
    const ties = data.ties.filter(([a, b]) => !ego || data.actors[a][0] === ego || data.actors[b][0] === ego);
    const names = [...new Set(ties.flatMap(([a, b]) => [a, b]))].sort((a, b) => a - b);
    return { ties, names };
  }

  function open(n) {
    const name = data.actors[n][0];
    const mine = data.ties.filter(([a, b]) => a === n || b === n);
    const items = mine.map((t) => [told(t), t[5]]);
    under.show(name, items, ego === name ? [button("Show everybody", () => turn(""))]
      : [button(`Only around ${name}`, () => turn(name))]);
  }

  function draw(wide) {
    width = wide;
    holder.replaceChildren();
    const { ties, names } = seen();
    const asMatrix = matrix || names.length > most;
    other.textContent = asMatrix ? "As a network" : "As a matrix";
    other.disabled = names.length > most;
    const links = (i) => under.show(`${data.actors[ties[i][0]][0]} → ${data.actors[ties[i][1]][0]}`,
      [[told(ties[i]), ties[i][5]]]);
    if (asMatrix) drawMatrix(holder, data, ties, names, links);
    else drawNetwork(holder, data, ties, names, wide, open, ego);
  }
  return draw;
}

function drawNetwork(holder, data, ties, names, wide, open, ego) {
  const narrow = wide < 560;
  let high = Math.max(340, Math.min(640, 200 + names.length * (narrow ? 22 : 16)));
  const nodes = names.map((n) => ({ n, name: data.actors[n][0], kind: data.actors[n][1],
    size: ties.reduce((s, t) => s + (t[0] === n || t[1] === n ? t[2] : 0), 0) }));
  const at = new Map(nodes.map((node) => [node.n, node]));
  const pairs = ties.map(([a, b, number, hostile]) => ({ source: at.get(a), target: at.get(b), number, hostile }))
    .filter((p) => p.source !== p.target);
  const r = (d) => 4 + Math.sqrt(d.size) * 1.5;
  laidOut(nodes, pairs, wide, high, (d) => r(d) + (narrow ? 18 : 26));
  const top = Math.min(...nodes.map((d) => d.y)) - 34;
  for (const d of nodes) d.y -= top;
  high = Math.max(...nodes.map((d) => d.y)) + 34;
  const labels = placed(nodes, r, wide);
  const svg = sheet(holder, wide, high, "Network of actors drawn; its ties are in the table below");
  const behind = svg.append("g").attr("aria-hidden", "true");
  for (const { source: a, target: b, number, hostile } of pairs) {
    const bend = 0.14;
    behind.append("path").attr("class", hostile > 0.5 ? "tie against" : hostile > 0 ? "tie mixed" : "tie")
      .attr("stroke-width", 1 + Math.log2(number)).attr("d", `M${a.x},${a.y}Q${(a.x + b.x) / 2
        - (b.y - a.y) * bend},${(a.y + b.y) / 2 + (b.x - a.x) * bend} ${b.x},${b.y}`);
  }
  const shown = nodes.map((d) => {
    const ties = pairs.filter((p) => p.source === d || p.target === d).length;
    const g = markOf(svg, `${d.name}, ${ties} ${ties === 1 ? "tie" : "ties"}`,
      d.name === ego ? "mark ego" : "mark", d.name).attr("transform", `translate(${d.x},${d.y})`);
    const s = r(d) * 1.7;
    if (d.kind === "state" || d.kind === "polity") circle(g, "dot", 0, 0, r(d));
    else if (d.kind === "person") rect(g, "ring", -s / 2, -s / 2, s, s, s / 2);
    else rect(g, "dot", -s / 2, -s / 2, s, s, 2);
    const label = labels.get(d);
    words(g, label.shown ? "name" : "name far", label.dx, label.dy, label.text)
      .attr("text-anchor", label.anchor);
    return g.node();
  });
  roving(svg.node(), shown, (n) => open(nodes[n].n));
}

// Names below, above or beside their actors, the busiest first; one that fits nowhere shows on focus.
function placed(nodes, r, wide) {
  const boxes = nodes.map((d) => [d.x - r(d), d.y - r(d), d.x + r(d), d.y + r(d)]);
  const out = new Map();
  for (const d of [...nodes].sort((a, b) => b.size - a.size)) {
    const text = d.name.length > 24 ? `${d.name.slice(0, 23)}…` : d.name;
    const w = text.length * 7.2;
    const near = r(d) + 4;
    const tries = [["middle", 0, near + 9], ["middle", 0, -near - 1], ["start", near, 4], ["end", -near, 4]];
    const boxed = tries.map(([anchor, dx, dy]) => {
      const x = d.x + dx - (anchor === "middle" ? w / 2 : anchor === "end" ? w : 0);
      return { anchor, dx, dy, box: [x, d.y + dy - 10, x + w, d.y + dy + 3] };
    });
    const free = boxed.find(({ box }) => box[0] > 0 && box[2] < wide && !boxes.some((b) => box[0] < b[2]
      && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]));
    const { box, ...label } = free ?? boxed[0];
    if (free) boxes.push(box);
    out.set(d, { ...label, text, shown: Boolean(free) });
  }
  return out;
}

function drawMatrix(holder, data, ties, names, open) {
  const box = element("div", undefined, "wrap");
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Matrix of actors: who does what to whom");
  const table = element("table", undefined, "grid");
  const busy = (side) => names.filter((n) => ties.some((t) => t[side] === n));
  const [rows, columns] = [busy(0), busy(1)];
  const head = table.createTHead().insertRow();
  head.append(element("th", "from ↓ to →"));
  for (const c of columns) {
    const th = element("th");
    th.scope = "col";
    th.append(element("span", data.actors[c][0]));
    head.append(th);
  }
  const body = table.createTBody();
  const where = new Map(ties.map((t, i) => [`${t[0]}/${t[1]}`, i]));
  for (const r of rows) {
    const tr = body.insertRow();
    const th = element("th", data.actors[r][0]);
    th.scope = "row";
    tr.append(th);
    for (const c of columns) {
      const td = tr.insertCell();
      const i = where.get(`${r}/${c}`);
      if (i === undefined) continue;
      const cell = button(String(ties[i][2]), () => open(i),
        `${data.actors[r][0]} → ${data.actors[c][0]}`);
      cell.className = ties[i][3] > 0.5 ? "against" : ties[i][3] > 0 ? "mixed" : "";
      td.append(cell);
    }
  }
  box.append(table);
  holder.append(box);
}
