/** <pathwise-panel>: header, transcript, trouble line and input of one conversation. */
import { html, LitElement, type PropertyValues } from "lit";
import { Client } from "../client.ts";
import { Conversation } from "../conversation.ts";
import { TabMemory } from "../memory.ts";
import { hasLearner, isWaiting } from "../store.ts";
import { en } from "../strings/en.ts";
import { sheets } from "../styles/index.ts";
import type { Announcer } from "./announcer.ts";
import type { Composer } from "./composer.ts";
import { headerView } from "./header.ts";
import { PARTS } from "./parts.ts";
import { transcriptView } from "./transcript.ts";
import { troubleView } from "./trouble.ts";
import { VisibleHeight } from "./viewport.ts";

/** What the panel needs of a conversation; the gallery gives one that stands still. */
export type Conversing = Pick<
  Conversation,
  "state" | "listen" | "isRemembered" | "open" | "say" | "choose" | "retry" | "restart" | "edited" | "wake"
>;

export class PathwisePanel extends LitElement {
  static override styles = sheets;
  static override properties = {
    server: { attribute: false },
    inline: { attribute: false },
    conversation: { attribute: false },
    isAsking: { state: true },
  };
  declare server: string;
  declare inline: boolean;
  declare conversation: Conversing;
  declare isAsking: boolean;
  #stopListening: (() => void) | undefined;
  #lastKey: string | undefined;

  constructor() {
    super();
    this.inline = false;
    this.isAsking = false;
    new VisibleHeight(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.lang = en.lang;
    this.dir ||= en.dir;
    this.setAttribute("exportparts", PARTS.join(", "));
    this.conversation ??= new Conversation(
      new Client({ server: this.server }),
      new TabMemory(this.server),
      en,
    );
    this.#stopListening = this.conversation.listen(this.#changed);
    window.addEventListener("online", this.#online);
    if (this.inline && this.conversation.isRemembered) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    window.removeEventListener("online", this.#online);
  }

  /** The learner opened the chat: now it may connect. */
  async opened(takesFocus: boolean): Promise<void> {
    this.#open();
    await this.updateComplete;
    this.#toEnd();
    if (takesFocus) this.#composer()?.focusInput(isTouch());
  }

  async ask(text: string): Promise<void> {
    await this.#say(text);
  }

  async restart(): Promise<void> {
    this.isAsking = false;
    this.#announcer()?.reset();
    this.#composer()?.focusInput(isTouch());
    await this.conversation.restart();
  }

  protected override render() {
    const { state } = this.conversation;
    return html`${headerView({
      isInline: this.inline,
      canRestart: hasLearner(state),
      isAsking: this.isAsking,
      ask: this.#askRestart,
      restart: () => this.restart(),
      close: () => this.dispatchEvent(new CustomEvent("pathwise-close")),
    })}
    ${transcriptView({ state, choose: this.#choose, say: this.#reply, retry: this.#retry })}
    ${troubleView(state, this.#retry)}
    <pathwise-composer
      .isBusy=${isWaiting(state)}
      .refusal=${state.refusal}
      .say=${this.#say}
      .edited=${() => this.conversation.edited()}
      @focusin=${() => this.inline && this.#open()}
    ></pathwise-composer>
    <pathwise-announcer></pathwise-announcer>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const last = this.conversation.state.entries.at(-1)?.key;
    if (last !== this.#lastKey) this.#toEnd();
    this.#lastKey = last;
  }

  readonly #changed = (): void => {
    this.requestUpdate();
    const fresh = this.#announcer()?.hear(this.conversation.state) ?? 0;
    if (fresh) this.dispatchEvent(new CustomEvent("pathwise-answer"));
  };

  readonly #open = (): void => {
    if (this.conversation.state.phase === "closed") this.conversation.open();
  };

  readonly #say = (text: string): Promise<void> => this.conversation.say(text);

  /** The pressed button is about to go: the focus moves to the input first. */
  readonly #reply = (text: string): void => {
    this.#composer()?.focusInput(isTouch());
    this.conversation.say(text);
  };

  readonly #choose = (id: string): void => {
    this.#composer()?.focusInput(isTouch());
    this.conversation.choose(id);
  };

  readonly #retry = (key?: unknown): void => {
    this.#composer()?.focusInput(isTouch());
    this.conversation.retry(typeof key === "string" ? key : undefined);
  };

  readonly #askRestart = async (isAsking: boolean): Promise<void> => {
    this.isAsking = isAsking;
    await this.updateComplete;
    const next = isAsking ? ".bar .primary" : ".restart";
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  };

  readonly #online = (): void => this.conversation.wake();

  #composer(): Composer | null {
    return this.renderRoot.querySelector("pathwise-composer");
  }

  #announcer(): Announcer | null {
    return this.renderRoot.querySelector("pathwise-announcer");
  }

  /** Once the new blocks have their height: the learner's last message to the top, as far as there is text below. */
  #toEnd(): void {
    requestAnimationFrame(() => {
      const region = this.renderRoot.querySelector<HTMLElement>(".transcript");
      const last = [...this.renderRoot.querySelectorAll<HTMLElement>("li.learner")].at(-1);
      if (region && last) region.scrollTop = last.offsetTop - 12;
    });
  }
}

const isTouch = () => matchMedia("(pointer: coarse)").matches;
