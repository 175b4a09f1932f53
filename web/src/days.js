// Days are whole numbers since 1 January 1970; axes of days for all charts.
import { utcDay, utcMonth, utcYear } from "d3-time";

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
  const from = dateOf(first);
  const to = dateOf(last + 1);
  const years = (last - first) / 365.25;
  for (const step of [1, 2, 5, 10, 20, 50, 100, 200]) {
    if (years >= 2 && years / step <= most) {
      return utcYear.every(step).range(utcYear.ceil(from), to)
        .map((d) => [dayOf(d), String(d.getUTCFullYear())]);
    }
  }
  for (const step of [1, 3, 6]) {
    if (years * 12 >= 2 && (years * 12) / step <= most) {
      return utcMonth.every(step).range(utcMonth.ceil(from), to).map((d) => [dayOf(d),
        `${MONTHS[d.getUTCMonth()].slice(0, 3)} ${d.getUTCFullYear()}`]);
    }
  }
  const step = Math.max(1, Math.ceil((last - first + 1) / most));
  return utcDay.range(from, to, step).map((d) => [dayOf(d),
    `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()].slice(0, 3)}`]);
}

// Draw the axis of a chart: lines behind the marks, years under them, the day asked about.
export function axis(svg, at, top, bottom, today) {
  const g = svg.append("g").attr("aria-hidden", "true");
  for (const [day, label] of at.ticks()) {
    g.append("line").attr("class", "axis").attr("x1", at(day)).attr("x2", at(day))
      .attr("y1", top).attr("y2", bottom);
    g.append("text").attr("x", at(day)).attr("y", bottom + 15).attr("text-anchor", "middle")
      .text(label);
  }
  if (today !== undefined && today >= at.first && today <= at.last) {
    g.append("line").attr("class", "today").attr("x1", at(today)).attr("x2", at(today))
      .attr("y1", top).attr("y2", bottom);
  }
}
