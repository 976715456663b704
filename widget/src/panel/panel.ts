/** <pathwise-panel>: header, transcript, trouble line and input of one conversation. */
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { Client } from "../client.ts";
import { Conversation } from "../conversation.ts";
import { TabMemory } from "../memory.ts";
import { shareLink } from "../sharing.ts";
import { type Kept, Shortlist } from "../shortlist.ts";
import { hasLearner, isWaiting, shareOf } from "../store.ts";
import { en } from "../strings/en.ts";
import { sheets } from "../styles/index.ts";
import type { Announcer } from "./announcer.ts";
import type { Composer } from "./composer.ts";
import { type Bar, headerView } from "./header.ts";
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
    shortlist: { attribute: false },
    bar: { state: true },
  };
  declare server: string;
  declare inline: boolean;
  declare conversation: Conversing;
  declare shortlist: Shortlist;
  declare bar: Bar;
  #stopListening: (() => void)[] = [];
  #lastKey: string | undefined;

  constructor() {
    super();
    this.inline = false;
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
    this.shortlist ??= new Shortlist(this.server);
    this.#stopListening = [
      this.conversation.listen(this.#changed),
      this.shortlist.listen(() => this.requestUpdate()),
    ];
    window.addEventListener("online", this.#online);
    window.addEventListener("storage", this.#stored);
    if (this.inline && this.conversation.isRemembered) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stopListening) stop();
    window.removeEventListener("online", this.#online);
    window.removeEventListener("storage", this.#stored);
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
    this.bar = undefined;
    this.#announcer()?.reset();
    this.#composer()?.focusInput(isTouch());
    await this.conversation.restart();
  }

  protected override willUpdate(): void {
    if (this.bar === "kept" && !this.#canTake()) this.bar = undefined;
  }

  protected override render() {
    const { state } = this.conversation;
    const { items } = this.shortlist;
    const link = this.#link();
    return html`${headerView({
      isInline: this.inline,
      canRestart: hasLearner(state),
      kept: items.length,
      canShare: link !== undefined,
      bar: this.bar,
      show: this.#show,
      restart: () => this.restart(),
      close: () => this.dispatchEvent(new CustomEvent("pathwise-close")),
    })}
    ${this.bar === "kept" ? this.#kept(items, link) : nothing}
    ${transcriptView({
      state,
      server: this.server,
      shortlist: { has: (slug) => this.shortlist.has(slug), toggle: this.#keep },
      choose: this.#choose,
      say: this.#reply,
      retry: this.#retry,
    })}
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

  #kept(items: readonly Kept[], link: string | undefined) {
    return html`<pathwise-kept
      .items=${items}
      .link=${link}
      .drop=${this.#drop}
      .compare=${this.#compare}
      .close=${() => this.#show(undefined)}
      .tell=${(text: string) => this.#announcer()?.say(text)}
    ></pathwise-kept>`;
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

  /** The question takes the focus, a list waits for it; closed, the focus goes back to the button. */
  readonly #show = async (bar: Bar): Promise<void> => {
    const closed = this.bar;
    this.bar = bar;
    await this.updateComplete;
    const next = bar === "restart" ? ".bar .primary" : `.${bar ?? closed}-button`;
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  };

  readonly #keep = (programme: Kept): void => {
    this.shortlist.toggle(programme);
    const { length } = this.shortlist.items;
    const isKept = this.shortlist.has(programme.slug);
    this.#announcer()?.say(isKept ? en.kept.added(length) : en.kept.removed(length));
  };

  /** With the last one gone and nothing to share, the list closes under the focus. */
  readonly #drop = (item: Kept): void => {
    this.#keep(item);
    if (!this.#canTake()) this.#composer()?.focusInput(isTouch());
  };

  readonly #compare = (text: string): void => {
    this.bar = undefined;
    this.#reply(text);
  };

  readonly #stored = ({ key }: StorageEvent): void => {
    if (key === null || key === this.shortlist.key) this.shortlist.refresh();
  };

  readonly #online = (): void => this.conversation.wake();

  #link(): string | undefined {
    const slugs = this.shortlist.items.map(({ slug }) => slug);
    return shareLink(this.server, shareOf(this.conversation.state), slugs);
  }

  #canTake(): boolean {
    return this.shortlist.items.length > 0 || this.#link() !== undefined;
  }

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
