/** Builds dist/, prints the sizes and fails when a shipped file is over its limit (gzip -9). */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { minify } from "terser";

const LIMITS = {
  "widget.js": 3 * 1024,
  "widget.mjs": 3 * 1024,
  "panel.js": 30 * 1024,
  "es.js": 4 * 1024,
  "demo.js": 2 * 1024,
  "advice.js": 2 * 1024,
};

const NOTICE = "/*! Pathwise, Apache-2.0; with Lit, BSD-3-Clause: licences.txt */";

/** esbuild bundles quickly, terser ends smaller: what every visitor loads is worth the second pass. */
const smallest = {
  name: "smallest",
  setup({ initialOptions, onEnd }) {
    onEnd(async ({ outputFiles }) => {
      for (const { path, text } of outputFiles) {
        const { code } = await minify(text, {
          module: initialOptions.format === "esm",
          toplevel: true,
          ecma: 2022,
          compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true },
          format: { comments: false, preamble: NOTICE },
        });
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, code);
      }
    });
  },
};

/** Templates are written readably in html`…`; an indent inside one is nothing but bytes to whoever loads it. */
const smallTemplates = {
  name: "small-templates",
  setup({ onLoad }) {
    onLoad({ filter: /src\/(panel|blocks)\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/\n\s+/g, "\n"),
      loader: "ts",
    }));
  },
};

/** Style sheets are written readably in css`…`; they are shipped without the air. */
const smallStyles = {
  name: "small-styles",
  setup({ onLoad }) {
    onLoad({ filter: /src\/styles\/.*\.ts$/ }, async ({ path }) => {
      const source = readFileSync(path, "utf8");
      const pieces = source.split(/(css`[^`$]*`)/);
      const small = pieces.map(async (piece) => {
        if (!piece.startsWith("css`")) return piece;
        const { code } = await transform(piece.slice(4, -1), { loader: "css", minify: true });
        return `css\`${code.trim().replaceAll("\\", "\\\\")}\``;
      });
      return { contents: (await Promise.all(small)).join(""), loader: "ts" };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  target: "es2022",
  outdir: "dist",
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
  write: false,
  plugins: [smallStyles, smallTemplates, smallest],
};

await build({
  ...common,
  entryPoints: { panel: "src/panel/index.ts", es: "src/strings/es.ts", gallery: "src/gallery.ts" },
  format: "esm",
});
const LOADED = ["panel.js", "es.js"];
const loader = { ...common, define: { INTEGRITY: JSON.stringify(integrityOf(LOADED)) } };
await build({
  ...loader,
  entryPoints: { widget: "src/loader.ts", demo: "src/demo.ts", advice: "src/advice.ts" },
  format: "iife",
});
await build({
  ...loader,
  entryPoints: { widget: "src/module.ts" },
  outExtension: { ".js": ".mjs" },
  format: "esm",
});

const licences = ["lit", "lit-html", "@lit/reactive-element"].map(
  (name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8")}`,
);
writeFileSync("dist/licences.txt", [...licences, readFileSync("../LICENSE", "utf8")].join("\n\n"));
release(["widget.js", "widget.mjs", ...LOADED, "licences.txt"]);

let isOver = false;
for (const [file, limit] of Object.entries(LIMITS)) {
  const bytes = readFileSync(`dist/${file}`);
  const zipped = gzipSync(bytes, { level: 9 }).length;
  const verdict = zipped > limit ? "OVER" : "ok";
  isOver ||= zipped > limit;
  console.log(`${file.padEnd(10)} ${bytes.length} bytes, ${zipped} gzip -9, limit ${limit}: ${verdict}`);
}
if (isOver) process.exit(1);

/** Subresource integrity of built files, by name. */
function integrityOf(files) {
  const digest = (file) =>
    createHash("sha384")
      .update(readFileSync(`dist/${file}`))
      .digest("base64");
  return Object.fromEntries(files.map((file) => [file, `sha384-${digest(file)}`]));
}

/**
 * Keeps the files under an address that never means anything else: its name ends in a digest of all of them. Older
 * releases stay, since pages may be pinned to them.
 */
function release(files) {
  const integrity = integrityOf(files);
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const digest = createHash("sha256").update(JSON.stringify(integrity)).digest("hex").slice(0, 8);
  const name = `${version}-${digest}`;
  mkdirSync(`dist/releases/${name}`, { recursive: true });
  for (const file of files) copyFileSync(`dist/${file}`, `dist/releases/${name}/${file}`);
  writeFileSync("dist/release.json", `${JSON.stringify({ version: name, files: integrity }, null, 2)}\n`);
}
