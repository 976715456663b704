/** A number to give: a field, a slider beside it where the range is known, and a button that says the answer. */
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import { words } from "../strings/index.ts";

const UP_TO = 999_999;

export class NumberField extends LitElement {
  static override properties = {
    question: { attribute: false },
    unit: { attribute: false },
    min: { attribute: false },
    max: { attribute: false },
    step: { attribute: false },
    answer: { attribute: false },
    value: { state: true },
  };
  declare question: string;
  declare unit: string;
  declare min: number | undefined;
  declare max: number | undefined;
  declare step: number;
  declare answer: (text: string) => void;
  declare value: string;

  protected override createRenderRoot() {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("min") || changed.has("max")) this.value = String(middle(this.min, this.max, this.step));
  }

  protected override render() {
    const isSound = this.#isSound();
    return html`<div class="number">
      ${this.max === undefined ? nothing : this.#slider(this.max)}
      <label class="field">
        <span class="unseen">${this.question}</span>
        <input
          type="number"
          inputmode="decimal"
          min=${this.min ?? 0}
          max=${this.max ?? UP_TO}
          step=${this.step}
          aria-invalid=${!isSound}
          .value=${live(this.value)}
          @input=${this.#changed}
          @keydown=${this.#enter}
        />
        <span>${this.unit}</span>
      </label>
      <button class="primary" part="primary" type="button" ?disabled=${!isSound} @click=${this.#send}>
        ${words.answer(this.#text())}
      </button>
    </div>`;
  }

  #slider(max: number) {
    return html`<input
      type="range"
      aria-label=${this.question}
      aria-valuetext=${this.#text()}
      min=${this.min ?? 0}
      max=${max}
      step=${this.step}
      .value=${live(this.value)}
      @input=${this.#changed}
    />`;
  }

  #text(): string {
    return `${this.value} ${this.unit}`.trim();
  }

  #isSound(): boolean {
    const value = Number(this.value);
    return this.value !== "" && value >= (this.min ?? 0) && value <= (this.max ?? UP_TO);
  }

  #changed(event: Event): void {
    this.value = (event.target as HTMLInputElement).value;
  }

  #enter(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.isComposing) this.#send();
  }

  #send(): void {
    if (this.#isSound()) this.answer(this.#text());
  }
}

/** Where the slider starts: halfway, on a step; without a range at the least. */
export function middle(min = 0, max = min, step = 1): number {
  const half = min + Math.round((max - min) / 2 / step) * step;
  return Number(Math.min(half, max).toFixed(6));
}
