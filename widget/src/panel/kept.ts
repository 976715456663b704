/** What the learner keeps: the list, the comparison, and the way to take it along as a page or a link. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { outLink } from "../blocks/link.ts";
import type { Kept } from "../shortlist.ts";
import { asked } from "../strings/en.ts";
import { words } from "../strings/index.ts";

export class KeptList extends LitElement {
  static override properties = {
    items: { attribute: false },
    where: { attribute: false },
    link: { attribute: false },
    drop: { attribute: false },
    compare: { attribute: false },
    close: { attribute: false },
    tell: { attribute: false },
    outcome: { state: true },
  };
  declare items: readonly Kept[];
  /** How long the list lasts, in words. */
  declare where: string;
  /** The address of the summary page, where there is one. */
  declare link: string | undefined;
  declare drop: (item: Kept) => void;
  declare compare: (text: string) => void;
  declare close: () => void;
  /** Says it to those who do not see it. */
  declare tell: (text: string) => void;
  declare outcome: "copied" | "refused" | undefined;
  #gap: number | undefined;

  protected override createRenderRoot() {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("link")) this.outcome = undefined;
  }

  /** The pressed button went with its line: the focus moves to its neighbour, or to what is left. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("items") || this.#gap === undefined) return;
    const buttons = [...this.querySelectorAll<HTMLElement>(".remove")];
    (buttons[Math.min(this.#gap, buttons.length - 1)] ?? this.querySelector("a"))?.focus();
    this.#gap = undefined;
  }

  protected override render() {
    return html`<div class="bar kept" part="shortlist" role="group" aria-label=${words.kept.title} @keydown=${this.#escape}>
      ${this.items.length ? this.#list() : nothing}
      ${this.items.length > 1 ? this.#compare() : nothing}
      ${this.link ? this.#along(this.link) : nothing}
    </div>`;
  }

  #list(): TemplateResult {
    return html`<ul class="plain">
        ${this.items.map(
          (item) =>
            html`<li>
              <p dir="auto">${item.title} <span class="quiet">${item.school}</span></p>
              <button class="plain-button remove" type="button" @click=${() => this.#remove(item)}>
                ${words.kept.remove}<span class="unseen"> ${item.title}</span>
              </button>
            </li>`,
        )}
      </ul>
      <p class="quiet">${this.where}</p>`;
  }

  #compare(): TemplateResult {
    return html`<button class="primary" part="primary" type="button" @click=${() => this.compare(asked.compare(namesOf(this.items)))}>
      ${words.kept.compare}
    </button>`;
  }

  #along(link: string): TemplateResult {
    return html`${outLink(link, words.kept.page)}
      <button class="plain-button" type="button" @click=${() => this.#copy(link)}>${words.kept.copy}</button>
      <p class="quiet">${this.outcome === "copied" ? words.kept.copied : words.kept.holds}</p>
      ${this.outcome === "refused" ? this.#field(link) : nothing}`;
  }

  #field(link: string): TemplateResult {
    return html`<label class="link-field">
      <span>${words.kept.copyYourself}</span>
      <input type="text" readonly .value=${link} />
    </label>`;
  }

  #remove(item: Kept): void {
    this.#gap = this.items.indexOf(item);
    this.drop(item);
  }

  async #copy(link: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      this.outcome = "copied";
      this.tell(words.kept.copied);
    } catch {
      this.outcome = "refused";
      this.tell(words.kept.copyYourself);
      await this.updateComplete;
      const field = this.querySelector<HTMLInputElement>(".link-field input");
      field?.focus();
      field?.select();
    }
  }

  /** Escape closes the list first; only then does it reach the dialog. */
  #escape(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }
}

/** Titles, with the school where two are the same. */
function namesOf(items: readonly Kept[]): string[] {
  const isShared = ({ slug, title }: Kept) =>
    items.some((other) => other.slug !== slug && other.title === title);
  return items.map((item) => (isShared(item) ? words.of(item.title, item.school) : item.title));
}
