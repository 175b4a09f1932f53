// Charts are figures with data-chart="KIND": their data is JSON in a script within the figure, or
// made of the page's tables (tables.js); data-part says which of several.
import { block, parts } from "./tables.js";

export const charts = {};

function dataOf(figure) {
  const own = figure.querySelector('script[type="application/json"]');
  if (own) return JSON.parse(own.textContent);
  return parts[figure.dataset.chart]?.(block(), figure.dataset.part);
}

// Draw all figures within an element when they come near the window, and again when the width they
// have changes; a folded one waits until it is opened.
export function mount(within) {
  const near = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) draw(one.target);
  }, { rootMargin: "600px" });
  const waiting = new Map();
  const draw = (canvas) => {
    near.unobserve(canvas);
    waiting.get(canvas)?.();
    waiting.delete(canvas);
  };
  for (const figure of within.querySelectorAll("figure[data-chart]")) {
    const data = dataOf(figure);
    const kind = charts[figure.dataset.chart];
    if (!data || !kind) continue;
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    figure.prepend(canvas);
    waiting.set(canvas, () => drawn(canvas, kind(canvas, data)));
    near.observe(canvas);
  }
  addEventListener("beforeprint", () => { for (const canvas of [...waiting.keys()]) draw(canvas); });
}

function drawn(canvas, draw) {
  let last = 0;
  const fit = () => {
    const width = Math.floor(canvas.clientWidth);
    if (!width || Math.abs(width - last) < 2) return;
    last = width;
    draw(width);
  };
  fit();
  new ResizeObserver(fit).observe(canvas);
}
