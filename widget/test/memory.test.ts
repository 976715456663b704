/** Where a conversation is remembered is the owner's choice, and what others wrote there does no harm. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { memoryFor } from "../src/memory.ts";

const unsent = [{ outgoing: { client_message_id: "a", text: "hi" }, text: "hi" }];

function storing(): Map<string, string> {
  const stored = new Map<string, string>();
  return stored;
}

const asStorage = (stored: Map<string, string>) => ({
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
});

const page = globalThis as unknown as Record<string, unknown>;

afterEach(() => {
  delete page.sessionStorage;
  delete page.localStorage;
});

for (const [keeping, used] of [
  ["session", "sessionStorage"],
  ["local", "localStorage"],
] as const) {
  test(`${keeping}: one entry of ${used}, gone when forgotten`, () => {
    const stored = storing();
    page[used] = asStorage(stored);
    memoryFor(keeping, "https://a.example").keep({ token: "t", unsent });
    assert.deepEqual([...stored.keys()], ["pathwise:https://a.example"]);
    assert.deepEqual(memoryFor(keeping, "https://a.example").read(), { token: "t", unsent });
    memoryFor(keeping, "https://a.example").forget();
    assert.equal(stored.size, 0);
  });
}

test("memory: nothing is stored anywhere", () => {
  const stored = storing();
  page.sessionStorage = page.localStorage = asStorage(stored);
  const memory = memoryFor("memory", "https://a.example");
  memory.keep({ token: "t" });
  assert.equal(stored.size, 0);
  assert.equal(memory.read().token, "t");
  assert.equal(memoryFor("memory", "https://a.example").read().token, undefined);
});

test("where storage is refused, the page remembers", () => {
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    get() {
      throw new Error("refused");
    },
  });
  const memory = memoryFor("session", "https://a.example");
  memory.keep({ token: "t" });
  assert.equal(memory.read().token, "t");
  memory.forget();
  assert.equal(memory.read().token, undefined);
});

for (const [name, written] of [
  ["no JSON", "abc"],
  ["nothing", "null"],
  ["a list", "[]"],
  ["other fields", '{"token": 5, "unsent": "x"}'],
  ["a broken message", '{"unsent": [{"outgoing": {"client_message_id": "a"}, "text": "x"}, null]}'],
] as const) {
  test(`what is not ours is not read: ${name}`, () => {
    page.sessionStorage = asStorage(new Map([["pathwise:s", written]]));
    const { token, unsent } = memoryFor("session", "s").read();
    assert.deepEqual([token, unsent ?? []], [undefined, []]);
  });
}
