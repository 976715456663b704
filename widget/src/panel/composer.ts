/** The input: grows to five lines, Enter sends, counts near the limit, keeps a refused text beside its reason. */
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import { countCharacters } from "../format.ts";
import { TEXT_LIMIT } from "../protocol.ts";
import type { Refusal } from "../store.ts";
import { words } from "../strings/index.ts";
import { sendIcon } from "./icons.ts";

const LINES = 5;
const NEAR = TEXT_LIMIT - 200;

export class Composer extends LitElement {
  static override properties = {
    /** As many messages wait as may. */
    isBusy: { attribute: false },
    refusal: { attribute: false },
    say: { attribute: false },
    edited: { attribute: false },
    text: { state: true },
  };
  declare isBusy: boolean;
  declare refusal: Refusal | null;
  declare say: (text: string) => void;
  declare edited: () => void;
  declare text: string;

  constructor() {
    super();
    this.text = "";
    this.refusal = null;
    this.isBusy = false;
  }

  protected override createRenderRoot() {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("refusal") || !this.refusal?.text) return;
    // Before what was begun meanwhile: nothing that the learner wrote goes away.
    this.text = [this.refusal.text, this.text].filter(Boolean).join("\n");
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("text")) this.#grow();
  }

  protected override render() {
    const isBlocked = this.isBusy || this.text.trim() === "" || this.#over() > 0;
    return html`<form class="composer" part="composer" @submit=${this.#submit}>
      <p class="refusal" id="refusal" ?hidden=${!this.refusal}>${this.refusal?.message ?? nothing}</p>
      <div class="row">
        <textarea
          part="input"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${words.input}
          placeholder=${words.placeholder}
          aria-invalid=${this.refusal !== null || this.#over() > 0}
          aria-describedby="refusal count"
          .value=${live(this.text)}
          @input=${this.#typed}
          @keydown=${this.#key}
          @pointerdown=${this.#touched}
        ></textarea>
        <button
          class="send"
          part="send"
          type="submit"
          aria-label=${this.isBusy ? words.full : words.send}
          aria-disabled=${isBlocked}
        >
          ${sendIcon}
        </button>
      </div>
      <p class="count" id="count" ?hidden=${countCharacters(this.text) < NEAR}>${this.#count()}</p>
    </form>`;
  }

  /** `isQuiet` keeps the keyboard of a phone down: the learner did not come here to type. */
  focusInput(isQuiet = false): void {
    const area = this.#area();
    if (!area) return;
    if (isQuiet && document.activeElement !== area) area.inputMode = "none";
    area.focus({ preventScroll: true });
  }

  #area(): HTMLTextAreaElement | null {
    return this.querySelector("textarea");
  }

  #over(): number {
    return countCharacters(this.text) - TEXT_LIMIT;
  }

  #count(): string {
    const over = this.#over();
    const count = words.count(countCharacters(this.text), TEXT_LIMIT);
    return over > 0 ? `${count}: ${words.over(over)}` : count;
  }

  #typed(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    this.edited();
  }

  /** A finger on an input that was focused quietly: lift the focus, so that the tap brings the keyboard. */
  #touched(): void {
    const area = this.#area();
    if (area?.inputMode !== "none") return;
    area.inputMode = "text";
    area.blur();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#submit(event);
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.text.trim();
    if (this.isBusy || text === "" || this.#over() > 0) return;
    this.text = "";
    this.say(text);
  }

  /** By `rows`, not by a style attribute, which a strict content security policy refuses. */
  #grow(): void {
    const area = this.#area();
    if (!area) return;
    area.rows = 1;
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(area);
    const inner = area.scrollHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom);
    area.rows = Math.min(LINES, Math.max(1, Math.round(inner / Number.parseFloat(lineHeight))));
  }
}
