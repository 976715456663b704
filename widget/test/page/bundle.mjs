/** Prints what tests run inside pages: axe-core with the checks as one script, and the names of the gallery's scenes. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const widget = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

async function bundled(file, format) {
  const made = await build({
    entryPoints: [join(widget, file)],
    bundle: true,
    write: false,
    format,
    target: "es2022",
    logLevel: "warning",
  });
  return made.outputFiles[0].text;
}

export async function checksScript() {
  return `${readFileSync(axe, "utf8")};${await bundled("test/page/index.ts", "iife")}`;
}

export async function sceneNames() {
  const text = await bundled("src/fixtures/states.ts", "esm");
  const { scenes } = await import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
  return Object.keys(scenes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify({ scenes: await sceneNames(), script: await checksScript() }));
}
