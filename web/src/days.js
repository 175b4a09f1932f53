// Days are whole numbers since 1 January 1970; axes of days for all charts.
import { line, words as text } from "./drawing.js";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];
const DAY = 864e5;

export const dateOf = (day) => new Date(day * DAY);
export const dayOf = (date) => Math.round(date / DAY);
export const isoOf = (day) => dateOf(day).toISOString().slice(0, 10);
export const fromIso = (iso) => dayOf(Date.parse(iso));

export function words(day) {
  const d = dateOf(day);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

export const span = (first, last) => (first === last ? words(first)
  : `${words(first)} to ${words(last)}`);

// A straight scale from days to places, and its ticks: years, months or days, as many as fit.
export function scale(first, last, left, right) {
  const per = (right - left) / Math.max(1, last - first);
  const at = (day) => left + (day - first) * per;
  at.clamped = (day) => at(Math.min(Math.max(day, first), last));
  at.day = (x) => first + (x - left) / per;
  at.first = first;
  at.last = last;
  at.ticks = () => ticks(first, last, Math.max(2, Math.floor((right - left) / 74)));
  return at;
}

function ticks(first, last, most) {
  const span = last - first;
  const year = dateOf(first).getUTCFullYear();
  const months = span / 30.44;
  for (const [step, count] of [...[1, 3, 6].map((m) => [m, months / m]),
    ...[1, 2, 5, 10, 20, 50, 100, 200].map((y) => [12 * y, months / 12 / y])]) {
    if (count > most || (step < 12 && months < 2)) continue;
    if (months < 2) break;
    const out = [];
    const years = step / 12; // round years: 1990, 1995
    for (let n = years > 1 ? -12 * (year % years) : 0; ; n += step) {
      const day = dayOf(Date.UTC(year, n));
      if (day > last) return out;
      const d = dateOf(day);
      const said = step < 12 ? `${MONTHS[d.getUTCMonth()].slice(0, 3)} ` : "";
      if (day >= first) out.push([day, said + d.getUTCFullYear()]);
    }
  }
  const out = [];
  for (let day = first, step = Math.max(1, Math.ceil((span + 1) / most)); day <= last; day += step) {
    const d = dateOf(day);
    out.push([day, `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()].slice(0, 3)}`]);
  }
  return out;
}

// Draw the axis of a chart: lines behind the marks, years under them, the day asked about.
export function axis(svg, at, top, bottom, today) {
  const g = svg.append("g").attr("aria-hidden", "true");
  for (const [day, label] of at.ticks()) {
    line(g, "axis", at(day), top, at(day), bottom);
    text(g, "mid", at(day), bottom + 15, label);
  }
  if (today !== undefined && today >= at.first && today <= at.last) {
    line(g, "today", at(today), top, at(today), bottom);
  }
}
