/** The small subset of Markdown: what is in it, and that all else stays the text that it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inlineOf, paragraphsOf } from "../src/markdown.ts";

const link = (text: string, url: string) => ({ kind: "link", text, url });
const text = (text: string) => ({ kind: "text", text });

const INLINE: [name: string, written: string, read: unknown[]][] = [
  ["plain words", "Ask the school.", [text("Ask the school.")]],
  [
    "strong, emphasis, code",
    "**a** *b* `c`",
    [
      { kind: "strong", text: "a" },
      text(" "),
      { kind: "emphasis", text: "b" },
      text(" "),
      { kind: "code", text: "c" },
    ],
  ],
  [
    "a link",
    "see [the list](https://example.org/a)",
    [text("see "), link("the list", "https://example.org/a")],
  ],
  ["a mail address", "[write](mailto:a@example.org)", [link("write", "mailto:a@example.org")]],
  [
    "a bare address without its full stop",
    "At https://example.org/a.",
    [text("At "), link("https://example.org/a", "https://example.org/a"), text(".")],
  ],
  [
    "an address with brackets in it",
    "[a](https://example.org/a_(b))",
    [link("a", "https://example.org/a_(b)")],
  ],
  ["a multiplication", "2 * 3 * 4", [text("2 * 3 * 4")]],
  ["a footnote star", "free* (*with limits)", [text("free* (*with limits)")]],
  ["a script in a link", "[x](javascript:alert(1))", [text("[x](javascript:alert(1))")]],
  ["a script in a link, in capitals", "[x](JaVaScRiPt:alert(1))", [text("[x](JaVaScRiPt:alert(1))")]],
  ["data in a link", "[x](data:text/html,<b>)", [text("[x](data:text/html,<b>)")]],
  ["a path of the page itself", "[x](/logout)", [text("[x](/logout)")]],
  ["markup", "<b onclick=alert(1)>x</b>", [text("<b onclick=alert(1)>x</b>")]],
  [
    "a link within a link",
    "[a [b](https://example.org)](https://example.com)",
    [
      text("[a "),
      link("b", "https://example.org/"),
      text("]("),
      link("https://example.com", "https://example.com/"),
      text(")"),
    ],
  ],
  ["nothing", "", []],
];

for (const [name, written, read] of INLINE) {
  test(`inline: ${name}`, () => assert.deepEqual(inlineOf(written), read));
}

test("nothing of the text is lost but the signs of what was read", () => {
  const written = "a **b** [c](javascript:x) <d> `e` *f* ** g * h ` i";
  const shown = inlineOf(written)
    .map((piece) => piece.text)
    .join("");
  assert.equal(shown, "a b [c](javascript:x) <d> e f ** g * h ` i");
});

test("blank lines divide paragraphs, lists stand by themselves", () => {
  assert.deepEqual(paragraphsOf("One\nline\n\nFor it:\n- a\n- b\nafter\n\n1. c\n2) d"), [
    { kind: "paragraph", text: "One\nline" },
    { kind: "paragraph", text: "For it:" },
    { kind: "list", isOrdered: false, items: ["a", "b"] },
    { kind: "paragraph", text: "after" },
    { kind: "list", isOrdered: true, items: ["c", "d"] },
  ]);
});

test("a minus before a number is no list", () => {
  assert.deepEqual(paragraphsOf("-5 degrees"), [{ kind: "paragraph", text: "-5 degrees" }]);
});
