/** Builds dist/, prints the sizes and fails when a shipped file is over its limit (gzip -9). */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const LIMITS = { "widget.js": 3 * 1024, "panel.js": 30 * 1024, "demo.js": 2 * 1024, "advice.js": 2 * 1024 };

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
  legalComments: "eof",
  charset: "utf8",
  logLevel: "warning",
  plugins: [smallStyles],
};

await build({
  ...common,
  entryPoints: { widget: "src/loader.ts", demo: "src/demo.ts", advice: "src/advice.ts" },
  format: "iife",
});
await build({
  ...common,
  entryPoints: { panel: "src/panel/index.ts", gallery: "src/gallery.ts" },
  format: "esm",
});

let isOver = false;
for (const [file, limit] of Object.entries(LIMITS)) {
  const bytes = readFileSync(`dist/${file}`);
  const zipped = gzipSync(bytes, { level: 9 }).length;
  const verdict = zipped > limit ? "OVER" : "ok";
  isOver ||= zipped > limit;
  console.log(`${file.padEnd(10)} ${bytes.length} bytes, ${zipped} gzip -9, limit ${limit}: ${verdict}`);
}
if (isOver) process.exit(1);
