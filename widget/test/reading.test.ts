/** Reading the wire doubts everything; formatting and announcing say it shortly. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { announcementOf, shorten } from "../src/announcement.ts";
import { middle } from "../src/blocks/number.ts";
import {
  amountOf,
  countCharacters,
  readableAmount,
  readableDate,
  readableDay,
  readableKind,
  safeUrl,
  sharedTags,
  siteOf,
} from "../src/format.ts";
import type { BotMessage, SourceNote } from "../src/protocol.ts";
import { isKnown, listOf, readError, readMessages, sourcesOf } from "../src/reading.ts";
import { uuid } from "../src/uuid.ts";

test("messages are read in the order of their seq, and what is none is left out", () => {
  const read = readMessages({
    messages: [
      { seq: 4, from: "bot", text: "b", blocks: [null, "x", { type: 5 }, { type: "text" }] },
      { seq: 3, from: "learner", text: "a" },
      { seq: "5", from: "bot", text: "c" },
      { seq: 6, from: "nobody", text: "d" },
      { seq: 7, from: "bot" },
      null,
    ],
  });
  assert.deepEqual(
    read.map((m) => m.seq),
    [3, 4],
  );
  assert.deepEqual((read[1] as BotMessage).blocks, [{ type: "text" }]);
});

for (const nonsense of [undefined, null, 5, "x", {}, { messages: {} }]) {
  test(`${JSON.stringify(nonsense)} holds no messages`, () => assert.deepEqual(readMessages(nonsense), []));
}

test("blocks that are not a list count as none", () => {
  const [message] = readMessages({ messages: [{ seq: 1, from: "bot", text: "a", blocks: "x" }] });
  assert.deepEqual((message as BotMessage).blocks, []);
});

test("an error keeps its code and extras, and anything else gets a sentence", () => {
  const body = { error: { code: "too_many", message: "Slow.", retry_after_s: 3 } };
  assert.equal(readError(body, 429).retry_after_s, 3);
  assert.match(readError("x", 500).message, /500/);
});

test("kinds of blocks that come later are not known", () => {
  assert.equal(isKnown({ type: "later" }), false);
  assert.equal(isKnown({ type: "notice", tone: "info", text: "" }), true);
});

const DATES: [given: string, shown: string][] = [
  ["2022-08-22", "Aug 2022"],
  ["2016-09", "Sep 2016"],
  ["2025", "2025"],
  ["undated, seen 2026-11-22", "undated, seen Nov 2026"],
  ["c.2019", "c.2019"],
  ["2022-13-01", "2022-13-01"],
];
for (const [given, shown] of DATES) {
  test(`the date ${given} reads ${shown}`, () => assert.equal(readableDate(given), shown));
}

const DAYS: [given: string, locale: string, shown: string][] = [
  ["2027-01-04", "en-GB", "4 Jan 2027"],
  ["2027-01-04", "en-US", "Jan 4, 2027"],
  ["2027-13-01", "en-GB", "2027-13-01"], // no such month
  ["2027-01", "en-GB", "2027-01"],
  ["spring 2027", "en-GB", "spring 2027"],
];
for (const [given, locale, shown] of DAYS) {
  test(`the day ${given} reads ${shown} in ${locale}`, () =>
    assert.equal(readableDay(given, [locale]), shown));
}

const AMOUNTS: [given: number | string | undefined, amount: number | undefined][] = [
  [112_590, 112_590],
  ["$112,590", 112_590],
  ["about $98k a year", 98_000],
  ["$45.50", 45.5],
  ["not recorded", undefined],
  [undefined, undefined],
];
for (const [given, amount] of AMOUNTS) {
  test(`${JSON.stringify(given)} is the amount ${amount}`, () => assert.equal(amountOf(given), amount));
}

test("an amount given as a number is read as dollars, and text as it is", () => {
  assert.equal(readableAmount(112_590), "$112,590");
  assert.equal(readableAmount("about $98k"), "about $98k");
});

test("a list that is none counts as empty, and what is no object is left out", () => {
  assert.deepEqual(listOf(undefined), []);
  assert.deepEqual(listOf("x" as never), []);
  assert.deepEqual(listOf([null, { a: 1 }, 5] as never), [{ a: 1 }]);
});

test("a kind of source that has no word yet is shown as it is", () => {
  assert.equal(readableKind("official"), "official page");
  assert.equal(readableKind("press_release"), "press release");
});

const URLS: [given: string | undefined, safe: string | undefined][] = [
  ["https://example.org/a?b=c", "https://example.org/a?b=c"],
  ["http://example.org", "http://example.org/"],
  ["mailto:a@example.org", "mailto:a@example.org"],
  ["javascript:alert(1)", undefined],
  [" JaVaScRiPt:alert(1)", undefined],
  ["java\nscript:alert(1)", undefined],
  ["data:text/html,<script>alert(1)</script>", undefined],
  ["vbscript:x", undefined],
  ["file:///etc/passwd", undefined],
  ["//example.org", undefined],
  ["", undefined],
  [undefined, undefined],
];
for (const [given, safe] of URLS) {
  test(`the address ${JSON.stringify(given)} ${safe ? "may be followed" : "is no link"}`, () =>
    assert.equal(safeUrl(given), safe));
}

test("a link shows its site", () => {
  assert.equal(siteOf("https://www.edx.org/a/b"), "edx.org");
  assert.equal(siteOf("mailto:a@example.org"), "a@example.org");
});

const note = (n: number, source_date: string, tags: string[]): SourceNote => ({
  n,
  value: "",
  publisher: "P",
  kind: "official",
  source_date,
  tags,
});
const notes = new Map(
  [
    note(1, "2021-10-01", ["old"]),
    note(2, "2019-01-01", ["old", "weak source"]),
    note(3, "2026-01-01", []),
  ].map((x) => [x.n, x]),
);

const TAGS: [notes: number[], tags: string[]][] = [
  [[1], ["as of Oct 2021"]],
  [[2], ["as of Jan 2019", "weak source"]],
  [[1, 2], ["as of Oct 2021"]],
  [[2, 3], []],
  [[], []],
  [[9], []],
];
for (const [used, tags] of TAGS) {
  test(`sources ${JSON.stringify(used)} put ${JSON.stringify(tags)} beside the sentence`, () =>
    assert.deepEqual(sharedTags({ text: "", notes: used }, notes), tags));
}

test("a sentence that tells the year itself needs no tag for it", () =>
  assert.deepEqual(sharedTags({ text: "It took a year (Oct 2021).", notes: [1] }, notes), []));

test("a message's sources are found by their number", () => {
  const message: BotMessage = {
    seq: 1,
    from: "bot",
    text: "",
    blocks: [{ type: "sources", notes: [note(2, "2020", [])] }],
  };
  assert.equal(sourcesOf(message).get(2)?.source_date, "2020");
  assert.equal(sourcesOf(message).get(1), undefined);
});

test("characters are counted as the server counts them", () => assert.equal(countCharacters("a😀é"), 3));

test("an announcement is one short sentence and what there is to look at", () => {
  const message: BotMessage = {
    seq: 1,
    from: "bot",
    text: "They differ in credit.\nThe rest is alike.",
    blocks: [
      { type: "table", caption: "", columns: [], rows: [{ label: "a", differs: true, cells: [] }] },
      { type: "sources", notes: [note(1, "2020", [])] },
      {
        type: "options",
        options: [
          { id: "1", title: "a" },
          { id: "2", title: "b" },
        ],
      },
      { type: "later" },
      { type: "plan", items: [{ course: "One" }] },
      { type: "plan" },
      { type: "money" },
    ],
  };
  assert.equal(
    announcementOf(message),
    "Pathwise: They differ in credit. The rest is alike. With a comparison table with 1 row, 1 source, 2 suggested replies, a plan of 1 course, a plan of 0 courses, a list of costs.",
  );
});

test("a long answer is announced by its first sentences, a long sentence by its first words", () => {
  assert.equal(shorten("One is here. Two is there. Three.", 28), "One is here. Two is there.");
  assert.equal(shorten("word ".repeat(20), 22), "word word word word…");
});

test("the slider starts on a step in the middle", () => {
  assert.equal(middle(1, 40, 1), 21);
  assert.equal(middle(0, 5000, 250), 2500);
  assert.equal(middle(0, 1, 0.1), 0.5);
  assert.equal(middle(), 0);
});

test("an id is a version 4 UUID, also without a secure context", () => {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(uuid(), shape);
  const { randomUUID } = crypto;
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  try {
    assert.match(uuid(), shape);
  } finally {
    Object.defineProperty(crypto, "randomUUID", { value: randomUUID, configurable: true });
  }
});
