/**
 * What a reload needs: the conversation's token, and what the learner wrote that is not known to have arrived.
 * Where it is kept is the page owner's choice; where storage is refused, it lives as long as the page.
 */
import type { Outgoing } from "./protocol.ts";

/** A message on its way: what goes over the wire, and what the learner sees of it. */
export interface Unsent {
  readonly outgoing: Outgoing;
  readonly text: string;
}

export interface Remembered {
  readonly token?: string;
  readonly unsent?: readonly Unsent[];
}

export interface Memory {
  read(): Remembered;
  keep(remembered: Remembered): void;
  forget(): void;
}

export type Keeping = "memory" | "session" | "local";

export type Storing = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** For pages that keep nothing or where storage is refused, and for tests. */
export class PageMemory implements Memory {
  #remembered: Remembered = {};
  read() {
    return this.#remembered;
  }
  keep(remembered: Remembered) {
    this.#remembered = remembered;
  }
  forget() {
    this.#remembered = {};
  }
}

class StoredMemory implements Memory {
  readonly #key: string;
  readonly #storage: () => Storing;
  readonly #spare = new PageMemory();

  constructor(server: string, storage: () => Storing) {
    this.#key = `pathwise:${server}`;
    this.#storage = storage;
  }

  read() {
    try {
      return readRemembered(this.#storage().getItem(this.#key)) ?? this.#spare.read();
    } catch {
      return this.#spare.read();
    }
  }

  keep(remembered: Remembered) {
    try {
      this.#storage().setItem(this.#key, JSON.stringify(remembered));
    } catch {
      this.#spare.keep(remembered);
    }
  }

  forget() {
    this.#spare.forget();
    try {
      this.#storage().removeItem(this.#key);
    } catch {
      // Storage is refused on this page: there is nothing to remove.
    }
  }
}

/** What the owner's word for it means; anything unknown is the tab. */
export const keepingOf = (word: string): Keeping =>
  word === "memory" || word === "local" ? word : "session";

export function memoryFor(keeping: Keeping, server: string): Memory {
  if (keeping === "memory") return new PageMemory();
  return new StoredMemory(server, () => (keeping === "local" ? localStorage : sessionStorage));
}

/** Storage can be written by anything on the page: what is not ours is left alone. */
function readRemembered(stored: string | null): Remembered | undefined {
  if (stored === null) return undefined;
  try {
    const { token, unsent: written } = JSON.parse(stored) as Record<string, unknown>;
    const unsent = listOfText(written);
    return {
      ...(typeof token === "string" ? { token } : {}),
      unsent: Array.isArray(unsent) ? unsent.filter(isUnsent) : [],
    };
  } catch {
    return undefined;
  }
}

/** Where an old library of the page gave arrays a toJSON, a list was written as the text of a list. */
export const listOfText = (x: unknown): unknown => (typeof x === "string" ? JSON.parse(x) : x);

function isUnsent(x: unknown): x is Unsent {
  const { outgoing, text } = (x ?? {}) as { outgoing?: Record<string, unknown>; text?: unknown };
  const content = outgoing?.text ?? outgoing?.choice;
  return (
    typeof outgoing?.client_message_id === "string" && [content, text].every((t) => typeof t === "string")
  );
}
