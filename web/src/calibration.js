// Calibration: how often what was given a probability came true. Each ring is a group of predictions
// of like probability; its bar is the interval of 95 per cent; on the line, words and world agree.
// data: {bins: [[mean, came, number, low, high]]} as shares from 0 to 1
import { select } from "d3-selection";
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
    holder.replaceChildren();
    const svg = select(holder).append("svg").attr("viewBox", `0 0 ${side} ${side}`).attr("width", side)
      .attr("height", side).attr("role", "group")
      .attr("aria-label", "Calibration drawn; the table says the same");
    const back = svg.append("g").attr("aria-hidden", "true");
    for (const v of [0, 0.25, 0.5, 0.75, 1]) {
      back.append("line").attr("class", "axis").attr("x1", left).attr("x2", right).attr("y1", y(v)).attr("y2", y(v));
      back.append("text").attr("x", left - 6).attr("y", y(v) + 4).attr("text-anchor", "end").text(`${v * 100}%`);
      back.append("text").attr("x", x(v)).attr("y", bottom + 16).attr("text-anchor", "middle").text(`${v * 100}%`);
    }
    back.append("line").attr("class", "today").attr("x1", x(0)).attr("y1", y(0)).attr("x2", x(1)).attr("y2", y(1));
    back.append("text").attr("x", (left + right) / 2).attr("y", side - 6).attr("text-anchor", "middle").text("probability given");
    back.append("text").attr("x", left).attr("y", 9).attr("text-anchor", "start").text("came true");
    const shown = data.bins.map((b) => {
      const [mean, came, number, low, high] = b;
      const label = `${number} predictions given ${Math.round(mean * 100)}% on average: `
        + `${Math.round(came * 100)}% came true (${Math.round(low * 100)}% to ${Math.round(high * 100)}%)`;
      const g = svg.append("g").attr("class", "mark").attr("role", "button").attr("aria-label", label);
      g.append("title").text(label);
      g.append("line").attr("class", "whisker").attr("x1", x(mean)).attr("x2", x(mean)).attr("y1", y(low)).attr("y2", y(high));
      g.append("circle").attr("class", "ring").attr("cx", x(mean)).attr("cy", y(came)).attr("r", 11);
      g.append("text").attr("class", "count").attr("x", x(mean)).attr("y", y(came) + 4).text(number);
      return { node: g.node(), label };
    });
    roving(svg.node(), shown.map((s) => s.node), (n) => under.show(shown[n].label, []));
  };
}
