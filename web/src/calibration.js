// Calibration: how often what was given a probability came true. Each ring is a group of predictions
// of like probability; its bar is the interval of 95 per cent; on the line, words and world agree.
// data: {bins: [[mean, came, number, low, high]]} as shares from 0 to 1
import { circle, line, markOf, sheet, words } from "./drawing.js";
import { panel, roving } from "./marks.js";

export function calibration(canvas, data) {
  const holder = document.createElement("div");
  canvas.append(holder);
  const under = panel(canvas);
  return (wide) => {
    const side = Math.min(380, wide);
    const [left, right, top, bottom] = [46, side - 12, 12, side - 44];
    const x = (v) => left + v * (right - left);
    const y = (v) => bottom - v * (bottom - top);
    const svg = sheet(holder, side, side, "Calibration drawn; the table says the same");
    const back = svg.append("g").attr("aria-hidden", "true");
    for (const v of [0, 0.25, 0.5, 0.75, 1]) {
      line(back, "axis", left, y(v), right, y(v));
      words(back, "end", left - 6, y(v) + 4, `${v * 100}%`);
      words(back, "mid", x(v), bottom + 16, `${v * 100}%`);
    }
    line(back, "today", x(0), y(0), x(1), y(1));
    words(back, "mid", (left + right) / 2, side - 6, "probability given");
    words(back, "start", left, 9, "came true");
    const shown = data.bins.map((b) => {
      const [mean, came, number, low, high] = b;
      const label = `${number} predictions given ${Math.round(mean * 100)}% on average: `
        + `${Math.round(came * 100)}% came true (${Math.round(low * 100)}% to ${Math.round(high * 100)}%)`;
      const g = markOf(svg, label);
      line(g, "whisker", x(mean), y(low), x(mean), y(high));
      circle(g, "ring", x(mean), y(came), 11);
      words(g, "count", x(mean), y(came) + 4, number);
      return { node: g.node(), label };
    });
    roving(svg.node(), shown.map((s) => s.node), (n) => under.show(shown[n].label, []));
  };
}
