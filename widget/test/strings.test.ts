/** A second language is whole: every word of the first has one, and none was left in English. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as english from "../src/strings/en.ts";
import * as spanish from "../src/strings/es.ts";

/** The same in both: a name, and the questions that the bot is asked, which reads English. */
const SAME = /^(?:name|dir|bot|questions\.\d|kinds\.blog|notHelpful|said\(\))$/;
const FILLING = [3, "Sep 2026", ["a", "b"]];

type Leaf = [path: string, text: string];

function leavesOf(words: unknown, path = ""): Leaf[] {
  if (typeof words === "string") return [[path, words]];
  if (typeof words === "function") return [[`${path}()`, String(words(...FILLING))]];
  return Object.entries(words as object).flatMap(([key, value]) =>
    leavesOf(value, path ? `${path}.${key}` : key),
  );
}

const PAIRS: [name: string, first: unknown, second: unknown][] = [
  ["the launcher", english.launcher, spanish.launcher],
  ["the panel", english.en, spanish.es],
];

for (const [name, first, second] of PAIRS) {
  test(`every word of ${name} has a Spanish one that is not English`, () => {
    const translated = new Map(leavesOf(second));
    assert.ok(translated.size >= 3);
    for (const [path, text] of leavesOf(first)) {
      assert.ok(translated.get(path), path);
      if (!SAME.test(path)) assert.notEqual(translated.get(path), text, path);
    }
  });
}

test("no word of either language shouts", () => {
  for (const [path, text] of [...leavesOf(english.en), ...leavesOf(spanish.es)])
    assert.doesNotMatch(text, /!/, path);
});
