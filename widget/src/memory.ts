/** Keeps the conversation's token in this tab (sessionStorage), so that a reload resumes. */

export interface Memory {
  read(): string | undefined;
  keep(token: string): void;
  forget(): void;
}

/** For pages where storage is refused, and for tests. */
export class TabLess implements Memory {
  #token: string | undefined;
  read() {
    return this.#token;
  }
  keep(token: string) {
    this.#token = token;
  }
  forget() {
    this.#token = undefined;
  }
}

export class TabMemory implements Memory {
  readonly #key: string;
  readonly #spare = new TabLess();

  constructor(server: string) {
    this.#key = `pathwise:${server}`;
  }

  read() {
    try {
      return sessionStorage.getItem(this.#key) ?? undefined;
    } catch {
      return this.#spare.read();
    }
  }

  keep(token: string) {
    try {
      sessionStorage.setItem(this.#key, token);
    } catch {
      this.#spare.keep(token);
    }
  }

  forget() {
    this.#spare.forget();
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Storage is refused on this page: there is nothing to remove.
    }
  }
}
