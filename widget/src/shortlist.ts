/**
 * The programmes that the learner keeps: in the page, and in this browser (localStorage) where storage is allowed.
 * Nothing is stored before the first is kept, and nothing stays when the last is removed.
 */
import { listOfText, type Storing } from "./memory.ts";
import type { ProgrammeName } from "./protocol.ts";

export type Kept = Pick<ProgrammeName, "slug" | "title" | "school">;

const MOST = 20;

export class Shortlist {
  readonly key: string;
  readonly #storage: () => Storing;
  readonly #listeners = new Set<() => void>();
  #items: readonly Kept[] = [];
  #isRefused = false;

  constructor(server: string, storage: () => Storing = () => localStorage) {
    this.key = `pathwise-kept:${server}`;
    this.#storage = storage;
    this.#items = this.#read() ?? [];
  }

  get items(): readonly Kept[] {
    return this.#items;
  }

  has(slug: string): boolean {
    return this.#items.some((item) => item.slug === slug);
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keeps the programme, or no longer. */
  toggle({ slug, title, school }: Kept): void {
    this.refresh();
    const others = this.#items.filter((item) => item.slug !== slug);
    this.#set(
      others.length < this.#items.length ? others : [...others, { slug, title, school }].slice(-MOST),
    );
  }

  clear(): void {
    this.#set([]);
  }

  /** Takes over what another tab has kept or removed. */
  refresh(): void {
    const stored = this.#read();
    if (stored === undefined || same(stored, this.#items)) return;
    this.#items = stored;
    this.#tell();
  }

  #set(items: readonly Kept[]): void {
    this.#items = items;
    try {
      if (items.length) this.#storage().setItem(this.key, JSON.stringify(items));
      else this.#storage().removeItem(this.key);
    } catch {
      // Storage is refused on this page: the list lives as long as the page.
      this.#isRefused = true;
    }
    this.#tell();
  }

  /** What is stored; undefined where storage is refused, so that the list of the page holds. */
  #read(): readonly Kept[] | undefined {
    if (this.#isRefused) return undefined;
    try {
      return readKept(this.#storage().getItem(this.key));
    } catch {
      return undefined;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const isKept = (x: Partial<Kept> | null): x is Kept =>
  [x?.slug, x?.title, x?.school].every((value) => typeof value === "string");

function readKept(stored: string | null): readonly Kept[] {
  try {
    const list = listOfText(JSON.parse(stored ?? "[]"));
    return Array.isArray(list) ? list.filter(isKept).slice(-MOST) : [];
  } catch {
    return [];
  }
}

const same = (a: readonly Kept[], b: readonly Kept[]) => JSON.stringify(a) === JSON.stringify(b);
