// Where the actors of a network stand: springs along their ties (d3-force), a pull to the middle, and
// a push between each two, in steps that grow calmer. The same actors stand the same each time.
import { forceLink } from "d3-force";

const STEPS = 300;
const CALMER = 0.0228; // share of the heat that a step takes: of 300 steps it leaves a thousandth
const TURN = Math.PI * (3 - Math.sqrt(5)); // at first they stand as seeds in a sunflower
const SLOWER = 0.6;

export function laidOut(nodes, pairs, wide, high, room) {
  const narrow = wide < 560;
  nodes.forEach((d, index) => {
    const far = 10 * Math.sqrt(0.5 + index);
    Object.assign(d, { index, vx: 0, vy: 0, x: far * Math.cos(index * TURN), y: far * Math.sin(index * TURN) });
  });
  const springs = forceLink(pairs).distance(narrow ? 80 : 150).strength(0.15);
  springs.initialize(nodes, () => 0.7); // two on one spot move the same way each time
  const charge = narrow ? 260 : 520;
  let heat = 1;
  for (let n = 0; n < STEPS; n += 1) {
    heat -= heat * CALMER;
    springs(heat);
    for (const d of nodes) {
      d.vx += (wide / 2 - d.x) * 0.06 * heat;
      d.vy += (high / 2 - d.y) * 0.13 * heat;
    }
    apart(nodes, (a, b, d) => (charge * heat) / (d * d) + Math.max(0, room(a) + room(b) - d) / 2 / d);
    for (const d of nodes) {
      d.x = Math.min(Math.max(d.x + (d.vx *= SLOWER), 62), wide - 62);
      d.y = Math.min(Math.max(d.y + (d.vy *= SLOWER), 22), high - 26);
    }
  }
}

// Push each two actors from each other, by a share of the way between them.
function apart(nodes, push) {
  nodes.forEach((a, n) => {
    for (const b of nodes.slice(n + 1)) {
      const [dx, dy] = [b.x - a.x || 1e-3, b.y - a.y || 1e-3];
      const share = push(a, b, Math.max(1, Math.hypot(dx, dy)));
      a.vx -= dx * share;
      a.vy -= dy * share;
      b.vx += dx * share;
      b.vy += dy * share;
    }
  });
}
