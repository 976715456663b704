/** What is kept survives a reload where storage is allowed, and works without where it is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Storing } from "../src/memory.ts";
import { Shortlist } from "../src/shortlist.ts";

const SERVER = "https://advice.example.org";
const KEY = `pathwise-kept:${SERVER}`;

/** A storage of its own, as a browser gives one. */
class Drawer implements Storing {
  readonly entries = new Map<string, string>();
  getItem(key: string) {
    return this.entries.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    this.entries.set(key, value);
  }
  removeItem(key: string) {
    this.entries.delete(key);
  }
}

const programme = (slug: string) => ({ slug, title: `The ${slug}`, school: "A school" });
const listIn = (drawer: Storing) => new Shortlist(SERVER, () => drawer);
const slugs = (list: Shortlist) => list.items.map((item) => item.slug);

test("nothing is stored before something is kept, and nothing stays when all is removed", () => {
  const drawer = new Drawer();
  const list = listIn(drawer);
  assert.equal(drawer.entries.size, 0);
  list.toggle(programme("a"));
  assert.deepEqual([...drawer.entries.keys()], [KEY]);
  list.toggle(programme("a"));
  assert.equal(drawer.entries.size, 0);
  assert.equal(list.has("a"), false);
});

test("only slug, title and school are stored", () => {
  const drawer = new Drawer();
  const card = { ...programme("a"), credential_type: "MicroMasters", url: "https://example.org" };
  listIn(drawer).toggle(card);
  assert.deepEqual(JSON.parse(drawer.getItem(KEY) ?? ""), [programme("a")]);
});

test("a reload finds what was kept, in its order", () => {
  const drawer = new Drawer();
  const list = listIn(drawer);
  for (const slug of ["b", "a", "c"]) list.toggle(programme(slug));
  list.toggle(programme("a"));
  assert.deepEqual(slugs(listIn(drawer)), ["b", "c"]);
});

test("two tabs do not overwrite each other", () => {
  const drawer = new Drawer();
  const [one, two] = [listIn(drawer), listIn(drawer)];
  one.toggle(programme("a"));
  two.toggle(programme("b"));
  assert.deepEqual(slugs(two), ["a", "b"]);
  one.refresh();
  assert.deepEqual(slugs(one), ["a", "b"]);
});

test("whoever listens hears of each change, and of no refresh that changes nothing", () => {
  const list = listIn(new Drawer());
  let heard = 0;
  const stop = list.listen(() => heard++);
  list.toggle(programme("a"));
  list.refresh();
  assert.equal(heard, 1);
  stop();
  list.toggle(programme("b"));
  assert.equal(heard, 1);
});

test("where there is no storage at all the list lives in the page", () => {
  const list = new Shortlist(SERVER, () => {
    throw new Error("denied");
  });
  list.toggle(programme("a"));
  list.toggle(programme("b"));
  assert.deepEqual(slugs(list), ["a", "b"]);
});

test("where storage can be read but not written the list lives in the page", () => {
  const full = new Drawer();
  full.setItem = () => {
    throw new Error("quota");
  };
  const list = listIn(full);
  list.toggle(programme("a"));
  list.toggle(programme("b"));
  list.refresh();
  assert.deepEqual(slugs(list), ["a", "b"]);
});

const SPOILT = ["", "{", "{}", "null", '[null, 5, {"slug": "a"}, {"slug": 1, "title": "b", "school": ""}]'];
for (const stored of SPOILT) {
  test(`${JSON.stringify(stored)} in the storage holds nothing`, () => {
    const drawer = new Drawer();
    drawer.setItem(KEY, stored);
    assert.deepEqual(listIn(drawer).items, []);
  });
}

test("twenty are kept at most: the oldest goes", () => {
  const list = listIn(new Drawer());
  for (let n = 0; n < 21; n++) list.toggle(programme(`p${n}`));
  assert.equal(list.items.length, 20);
  assert.deepEqual([list.has("p0"), list.has("p20")], [false, true]);
});
