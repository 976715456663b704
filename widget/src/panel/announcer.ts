/** The one live region: says each new message of the bot once, and what is in the way. */
import { html, LitElement } from "lit";
import { announcementOf } from "../announcement.ts";
import { type State, visible } from "../store.ts";
import { troubleText } from "./trouble.ts";

const CLEAR_AFTER_MS = 3000;

export class Announcer extends LitElement {
  static override properties = { said: { state: true } };
  declare said: string;
  #known: Set<string> | undefined;
  #problem = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.said = "";
  }

  protected override createRenderRoot() {
    return this;
  }

  protected override render() {
    return html`<div class="unseen" role="status" aria-live="polite" aria-atomic="true">${this.said}</div>`;
  }

  /** What is there when the conversation opens is read, not announced. Gives how many answers are new. */
  hear(state: State): number {
    const answers = visible(state).filter((entry) => entry.message.from === "bot");
    const fresh = this.#known ? answers.filter((entry) => !this.#known?.has(entry.key)) : [];
    if (state.phase === "ready" || this.#known) this.#known = new Set(answers.map((entry) => entry.key));
    const problem = state.refusal?.message ?? troubleText(state);
    const words = fresh.map((e) => (e.message.from === "bot" ? announcementOf(e.message) : ""));
    if (problem !== this.#problem) words.push(problem);
    this.#problem = problem;
    const said = words.filter(Boolean).join(" ");
    if (said) this.say(said);
    return fresh.length;
  }

  /** A conversation begun anew: nothing is known. */
  reset(): void {
    this.#known = undefined;
  }

  say(text: string): void {
    clearTimeout(this.#timer);
    this.said = text;
    this.#timer = setTimeout(() => {
      this.said = "";
    }, CLEAR_AFTER_MS);
  }
}
