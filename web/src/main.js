// What a page does beyond its tables. Every part works alone and fails alone: the page is complete
// without any of them.
import { calibration } from "./calibration.js";
import { changes } from "./changes.js";
import { menu } from "./menu.js";
import { charts, mount } from "./mount.js";
import { network } from "./network.js";
import { positions } from "./positions.js";
import { reading } from "./reading.js";
import { ribbon } from "./ribbon.js";
import { search } from "./search.js";
import { timeline } from "./timeline.js";
import { tools } from "./tools.js";

Object.assign(charts, { timeline, ribbon, network, positions, calibration });

for (const start of [menu, tools, () => mount(document), changes, search, reading]) {
  try {
    start();
  } catch (fault) {
    console.error(fault);
  }
}

// For pages that put a chart in later: servanda.mount(element) draws all figures within it.
globalThis.servanda = { mount, charts };
