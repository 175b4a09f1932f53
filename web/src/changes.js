// What changed between two dates: the rows of that table and of the timeline within the dates.
import { fromIso, isoOf } from "./days.js";
import { element, wordsAt } from "./marks.js";
import { keep, kept } from "./state.js";
import { block, days, parts } from "./tables.js";

const MOST = 60;

export function changes() {
  const section = document.getElementById("changes")?.parentElement;
  const table = section?.querySelector("table");
  const timeline = table && parts.timeline(block());
  if (!timeline) return;
  const turns = days(block().changes);
  const box = element("div", undefined, "bar");
  const [from, to] = ["From", "To"].map((words) => {
    const label = element("label", `${words} `);
    const input = element("input");
    input.type = "date";
    input.max = isoOf(timeline.today);
    label.append(input);
    box.append(label);
    return input;
  });
  const told = element("div", undefined, "panel");
  told.setAttribute("role", "status");
  (table.closest(".wrap") ?? table).before(box, told);
  const year = isoOf(timeline.today - 365);
  from.value = kept("from") ?? year;
  to.value = kept("to") ?? isoOf(timeline.today);
  for (const input of [from, to]) input.addEventListener("change", () => show(true));
  show(false);

  function show(chosen) {
    if (!from.value || !to.value) return;
    if (chosen) { keep("from", from.value, "changes"); keep("to", to.value); }
    const [a, b] = [fromIso(from.value), fromIso(to.value)];
    let n = 0;
    turns.forEach(([first, last], i) => {
      const row = document.getElementById(`v-${i}`);
      const within = first <= b && last >= a;
      row.hidden = !within;
      if (within) n += 1;
    });
    const rows = timeline.rows.map((r, i) => ({ lane: r[0], first: r[1], last: r[2], i }))
      .filter((r) => r.first <= b && r.last >= a);
    const parts = timeline.lanes.map((name, lane) => [name, rows.filter((r) => r.lane === lane)])
      .filter(([, some]) => some.length);
    const title = element("p");
    title.append(element("b", `${n} ${n === 1 ? "change" : "changes"} of status`),
      `${parts.map(([name, some]) => `, ${some.length} ${name}${some.length === 1 ? "" : "s"}`).join("")}`,
      " between these dates; where a day is not known, perhaps.");
    told.replaceChildren(title, ...parts.map(([name, some]) => folded(name, some)));
  }
}

function folded(name, rows) {
  const box = element("details");
  box.append(element("summary", `${rows.length} ${name}${rows.length === 1 ? "" : "s"}`));
  box.addEventListener("toggle", () => {
    if (!box.open || box.querySelector("ul")) return;
    const list = element("ul");
    for (const r of rows.slice(0, MOST)) {
      const item = element("li");
      const link = element("a", wordsAt(`t-${r.i}`, 200));
      link.href = `#t-${r.i}`;
      item.append(link);
      list.append(item);
    }
    if (rows.length > MOST) list.append(element("li", `and ${rows.length - MOST} more in the timeline`));
    box.append(list);
  });
  return box;
}
