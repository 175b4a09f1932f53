// Drawing into SVG: the few steps of d3-selection that the charts take, chained in the same way.
const SVG = "http://www.w3.org/2000/svg";

export function select(node) {
  return {
    append: (tag) => select(node.appendChild(document.createElementNS(SVG, tag))),
    attr(name, value) {
      if (value !== null) node.setAttribute(name, value);
      return this;
    },
    text(words) {
      node.textContent = words;
      return this;
    },
    node: () => node,
  };
}

// The sheet of a chart: as wide as its place, a group of marks for a screen reader.
export function sheet(holder, wide, high, label) {
  holder.replaceChildren();
  return select(holder).append("svg").attr("viewBox", `0 0 ${wide} ${high}`).attr("width", wide)
    .attr("height", high).attr("role", "group").attr("aria-label", label);
}

// A sign in the key of a chart, before the words that say what it stands for.
export function sign(key, said, width, height) {
  const item = document.createElement("span");
  key.append(item, " ");
  const svg = select(item).append("svg").attr("width", width).attr("height", height)
    .attr("viewBox", `${-width / 2} ${-height / 2} ${width} ${height}`).attr("aria-hidden", "true");
  item.append(said);
  return svg;
}

export function line(parent, name, x1, y1, x2, y2) {
  return parent.append("line").attr("class", name).attr("x1", x1).attr("y1", y1).attr("x2", x2)
    .attr("y2", y2);
}

export function rect(parent, name, x, y, width, height, rx) {
  return parent.append("rect").attr("class", name).attr("x", x).attr("y", y).attr("width", width)
    .attr("height", height).attr("rx", rx);
}

export function circle(parent, name, cx, cy, r) {
  return parent.append("circle").attr("class", name).attr("cx", cx).attr("cy", cy).attr("r", r);
}

export function words(parent, name, x, y, said) {
  return parent.append("text").attr("class", name).attr("x", x).attr("y", y).text(said);
}

// What can be opened: named for a screen reader and for the pointer.
export function markOf(parent, label, name = "mark", title = label) {
  const g = parent.append("g").attr("class", name).attr("role", "button").attr("aria-label", label);
  g.append("title").text(title);
  return g;
}
