/** The documents cannot rot: what they list is what there is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ATTRIBUTES } from "../src/attributes.ts";
import { PARTS } from "../src/panel/parts.ts";
import { isKnown } from "../src/reading.ts";
import { dialog } from "../src/styles/dialog.ts";
import { launcher } from "../src/styles/launcher.ts";
import { FIRST, OTHERS, panelColours, tokens } from "../src/styles/tokens.ts";

const readme = readFileSync("README.md", "utf8");
const protocol = readFileSync("../docs/protocol.md", "utf8");

test("every kind of block in the protocol is drawn, but those that come later", () => {
  const table = protocol.slice(protocol.indexOf("## Blocks")).matchAll(/^\| `(\w+)` \| (.*) \|$/gm);
  const rows = [...table].map(([, type = "", fields = ""]) => ({ type, isLater: fields === "(later)" }));
  assert.ok(rows.length >= 8);
  for (const { type, isLater } of rows) assert.equal(isKnown({ type } as never), !isLater, type);
});

test("the README names every part", () => {
  for (const part of [...PARTS, "launcher", "unread", "hint", "dialog"]) {
    assert.ok(readme.includes(`\`${part}\``), part);
  }
});

test("the README names every custom property, and no other", () => {
  const used = new Set(`${tokens}${panelColours}${launcher}${dialog}`.match(/--pathwise-[a-z-]+/g));
  const named = new Set(readme.match(/--pathwise-[a-z-]+/g));
  assert.deepEqual([...named].sort(), [...used].sort());
});

test("the README's table of colours gives the values of both themes", () => {
  const table = [...readme.matchAll(/^\| `--pathwise-([a-z-]+)` +\| `(#\w+)` +\| `(#\w+)` +\|$/gm)];
  const listed = Object.fromEntries(table.map(([, name, light, dark]) => [name, [light, dark]]));
  assert.deepEqual(listed, { ...FIRST, ...OTHERS });
});

test("the README gives the default of every measure", () => {
  const rows = [...readme.matchAll(/^\| (`--pathwise-[^|]+) \| ([^|]+) \|$/gm)];
  const listed = rows.flatMap(([, names = "", values = ""]) => {
    const found = [...values.matchAll(/`([^`]+)`/g)].map(([, value]) => value);
    return [...names.matchAll(/`(--[a-z-]+)`/g)].map(([, name], i) => [name, found[i]] as const);
  });
  const sheets = `${tokens}${launcher}${dialog}`;
  assert.ok(listed.length >= 6);
  for (const [name, value] of listed) {
    if (value !== undefined) assert.ok(sheets.includes(`var(${name}, ${value})`), `${name}: ${value}`);
  }
});

test("the README names every attribute, and no other", () => {
  const table = readme.slice(readme.indexOf("## Attributes"), readme.indexOf("## Methods"));
  const listed = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
  assert.deepEqual(listed.sort(), [...ATTRIBUTES, "lang"].sort());
});

const luminance = (hex: string): number => {
  const channels = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

const PAIRS: [front: string, back: string, least: number][] = [
  ["ink", "paper", 7],
  ["ink", "mist", 7],
  ["soft", "paper", 7],
  ["soft", "mist", 7],
  ["accent", "paper", 7],
  ["accent", "mist", 4.5],
  ["on-accent", "accent", 7],
  ["note-ink", "note", 7],
  ["accent", "note", 4.5],
  ["edge", "paper", 3],
];

for (const [theme, i] of [
  ["light", 0],
  ["dark", 1],
] as const) {
  for (const [front, back, least] of PAIRS) {
    test(`${front} on ${back} has a contrast of at least ${least} in the ${theme} theme`, () => {
      const colour = (name: string) => ({ ...FIRST, ...OTHERS })[name]?.[i] ?? "";
      const found = contrast(colour(front), colour(back));
      assert.ok(found >= least, `${colour(front)} on ${colour(back)}: ${found.toFixed(2)}`);
    });
  }
}
