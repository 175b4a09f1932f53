// Bundle src/main.js into the package; with --check only say whether the built file is the same.
// The file begins with the digest of what it was built from, so that a place without node can see
// whether the sources have moved on.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const here = new URL(".", import.meta.url);
const out = new URL("../src/servanda/dossier/assets/page.js", here);
const sources = readdirSync(new URL("src/", here)).sort();
const hash = createHash("sha256");
for (const name of ["package-lock.json", ...sources.map((s) => `src/${s}`)]) {
  hash.update(`${name}\n`).update(readFileSync(new URL(name, here)));
}
const made = await build({
  entryPoints: [new URL("src/main.js", here).pathname],
  bundle: true, minify: true, write: false, format: "iife", target: "es2021",
  legalComments: "none", charset: "utf8",
});
const text = `/* web/ ${hash.digest("hex")} - d3 (c) Mike Bostock, ISC licence */\n`
  + made.outputFiles[0].text;
if (process.argv.includes("--check")) {
  const same = readFileSync(out, "utf8") === text;
  console.log(same ? "the built page script agrees with web/" : "not the same: run `make web`");
  process.exit(same ? 0 : 1);
}
writeFileSync(out, text);
console.log(`${out.pathname}: ${text.length} bytes`);
