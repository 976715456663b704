/** Sentences with their footnotes: a small number opens its source in place, under the sentences. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedTags } from "../format.ts";
import type { Noted, SourceNote } from "../protocol.ts";
import { words } from "../strings/index.ts";
import { inline } from "./markdown.ts";
import { noteLine } from "./note.ts";

let count = 0;

/** Renders without a root of its own, so that the panel's styles and parts reach it. */
export class Passage extends LitElement {
  static override properties = {
    sentences: { attribute: false },
    sources: { attribute: false },
    opened: { state: true },
  };
  declare sentences: readonly Noted[];
  declare sources: ReadonlyMap<number, SourceNote>;
  declare opened: number | undefined;
  readonly #noteId = `note-${++count}`;

  protected override createRenderRoot() {
    return this;
  }

  protected override render() {
    const note = this.opened === undefined ? undefined : this.sources.get(this.opened);
    return html`<span lang="en" dir="auto">${this.sentences.map((sentence) => this.#sentence(sentence))}</span>
      <div class="note" part="note" id=${this.#noteId} ?hidden=${!note} @keydown=${this.#escape}>
        ${note ? noteLine(note) : nothing}
      </div>`;
  }

  /** A number never stands at the beginning of a line: it stays with the last word. */
  #sentence(sentence: Noted): TemplateResult {
    const known = (sentence.notes ?? []).filter((n) => this.sources.has(n));
    const tags = sharedTags(sentence, this.sources);
    const [head, tail] = known.length ? beforeLastWord(sentence.text) : [sentence.text, ""];
    return html`${inline(head)}<span class="together">${inline(tail)}${known.map((n) => this.#number(n))}</span>${tags.map(
      (tag) => html` <span class="tag" part="tag">${tag}</span>`,
    )} `;
  }

  #number(n: number): TemplateResult {
    const isOpen = this.opened === n;
    const name = words.source(n, this.sources.get(n)?.publisher ?? "");
    return html`<button
      class="footnote"
      part="footnote"
      type="button"
      aria-label=${name}
      aria-expanded=${isOpen}
      aria-controls=${this.#noteId}
      @click=${() => this.#toggle(n)}
      @keydown=${this.#escape}
    ><span>${n}</span></button>`;
  }

  #toggle(n: number): void {
    this.opened = this.opened === n ? undefined : n;
  }

  /** Escape closes the note first; only then does it reach the dialog. */
  #escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || this.opened === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...this.querySelectorAll<HTMLElement>(".footnote")];
    buttons.find((button) => button.ariaExpanded === "true")?.focus();
    this.opened = undefined;
  }
}

export const passage = (sentences: readonly Noted[], sources: ReadonlyMap<number, SourceNote>) =>
  html`<pathwise-passage .sentences=${sentences} .sources=${sources}></pathwise-passage>`;

/** One sentence with its footnotes; nothing where it is missing. */
export const sentence = (said: Partial<Noted>, { sources }: { sources: ReadonlyMap<number, SourceNote> }) =>
  said.text ? passage([{ ...said, text: String(said.text) }], sources) : nothing;

/** Markdown that spans the last words stays in one piece: then nothing is kept together. */
function beforeLastWord(text: string): [head: string, tail: string] {
  const end = /[*`)\]]\s*$/.test(text) ? text.length : text.trimEnd().lastIndexOf(" ") + 1;
  return [text.slice(0, end), text.slice(end)];
}
