/** <pathwise-panel>: header, transcript, trouble line and input of one conversation. */
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { ApiError, Client } from "../client.ts";
import { Conversation, MOST_WAITING } from "../conversation.ts";
import { type Keeping, memoryFor } from "../memory.ts";
import type { Feedback } from "../protocol.ts";
import { shareLink } from "../sharing.ts";
import { type Kept, Shortlist } from "../shortlist.ts";
import { hasLearner, shareOf, unsentOf } from "../store.ts";
import { speak, words } from "../strings/index.ts";
import { sheets } from "../styles/index.ts";
import type { Announcer } from "./announcer.ts";
import type { Composer } from "./composer.ts";
import { download } from "./download.ts";
import { type Bar, headerView } from "./header.ts";
import { PARTS } from "./parts.ts";
import { transcriptView } from "./transcript.ts";
import { troubleView } from "./trouble.ts";
import { VisibleHeight } from "./viewport.ts";

/** What the panel needs of a conversation; the gallery gives one that stands still. */
export type Conversing = Pick<
  Conversation,
  | "state"
  | "listen"
  | "isRemembered"
  | "open"
  | "say"
  | "choose"
  | "retry"
  | "restart"
  | "edited"
  | "wake"
  | "erase"
  | "transcript"
  | "judge"
>;

export class PathwisePanel extends LitElement {
  static override styles = sheets;
  static readonly speak = speak;
  static override properties = {
    server: { attribute: false },
    inline: { attribute: false },
    keeping: { attribute: false },
    policy: { attribute: false },
    conversation: { attribute: false },
    shortlist: { attribute: false },
    bar: { state: true },
    outcome: { state: true },
  };
  declare server: string;
  declare inline: boolean;
  declare keeping: Keeping;
  /** The owner's page about data; empty where there is none. */
  declare policy: string;
  declare conversation: Conversing;
  declare shortlist: Shortlist;
  declare bar: Bar;
  /** What came of what the learner did in the menu; until the conversation goes on. */
  declare outcome: string;
  #stopListening: (() => void)[] = [];
  #lastKey: string | undefined;

  constructor() {
    super();
    this.inline = false;
    this.keeping = "session";
    this.policy = "";
    this.outcome = "";
    new VisibleHeight(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.lang = words.lang;
    this.dir ||= words.dir;
    this.setAttribute("exportparts", PARTS.join(", "));
    this.conversation ??= new Conversation(
      new Client({ server: this.server }),
      memoryFor(this.keeping, this.server),
      words,
    );
    this.shortlist ??=
      this.keeping === "memory" ? new Shortlist(this.server, refused) : new Shortlist(this.server);
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
    // The input is drawn after the panel, and later still where the page replaced Promise.
    await this.#composer()?.updateComplete;
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
      hasTalk: hasLearner(state),
      kept: items.length,
      canShare: link !== undefined,
      bar: this.bar,
      show: this.#show,
      restart: () => this.restart(),
      erase: this.#erase,
      save: this.#save,
      close: () => this.dispatchEvent(new CustomEvent("pathwise-close")),
    })}
    ${this.bar === "kept" ? this.#kept(items, link) : nothing}
    ${transcriptView({
      state,
      server: this.server,
      shortlist: { has: (slug) => this.shortlist.has(slug), toggle: this.#keep },
      choose: this.#choose,
      say: this.#reply,
      keeping: this.keeping,
      policy: this.policy,
      judge: this.#judge,
    })}
    ${this.outcome ? html`<p class="bar outcome" part="outcome">${this.outcome}</p>` : nothing}
    ${troubleView(state, this.#retry)}
    <pathwise-composer
      .isBusy=${unsentOf(state).length >= MOST_WAITING}
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
      .where=${this.keeping === "memory" ? words.remembers.memory : words.kept.where}
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
    if (last !== this.#lastKey) {
      this.outcome = "";
      this.#toEnd();
    }
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

  readonly #retry = (): void => {
    this.#composer()?.focusInput(isTouch());
    this.conversation.retry();
  };

  /** Of what opens the first button takes the focus, but of a list; closed, the focus goes back to the button. */
  readonly #show = async (bar: Bar): Promise<void> => {
    const closed = this.bar;
    this.bar = bar;
    await this.updateComplete;
    const button = (bar ?? closed) === "kept" ? ".kept-button" : ".menu-button";
    const next = bar && bar !== "kept" ? `.${bar} button` : button;
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  };

  /** Runs what the server may refuse; the learner is told what came of it, in words where nothing else shows it. */
  async #told(action: () => Promise<unknown>, done: string, shown = done): Promise<void> {
    let [said, outcome] = [done, shown];
    try {
      await action();
    } catch (error) {
      said = outcome = error instanceof ApiError ? error.message : words.failed;
    }
    await this.updateComplete;
    this.outcome = outcome;
    this.#announcer()?.say(said);
  }

  readonly #erase = async (): Promise<void> => {
    this.bar = undefined;
    this.#composer()?.focusInput(isTouch());
    await this.#told(async () => {
      await this.conversation.erase();
      this.shortlist.clear();
      this.#announcer()?.reset();
    }, words.erased);
  };

  readonly #save = async (format: "text" | "json"): Promise<void> => {
    await this.#show(undefined);
    await this.#told(async () => {
      const file = await this.conversation.transcript(format);
      if (file) download(file, `pathwise-${new Date().toISOString().slice(0, 10)}.${EXTENSIONS[format]}`);
    }, words.saved);
  };

  /** The pressed button goes: the focus moves to what is asked next, or to the input. */
  readonly #judge = async (seq: number, feedback: Feedback): Promise<void> => {
    const isReasoned = feedback.helpful || feedback.reason;
    const said = isReasoned ? words.thanks : words.whyNot;
    const told = this.#told(() => this.conversation.judge(seq, feedback), said, "");
    await this.updateComplete;
    const next = this.renderRoot.querySelector<HTMLElement>("li:last-child .feedback button");
    if (next && !isReasoned) next.focus();
    else this.#composer()?.focusInput(isTouch());
    await told;
  };

  readonly #keep = (programme: Kept): void => {
    this.shortlist.toggle(programme);
    const { length } = this.shortlist.items;
    const isKept = this.shortlist.has(programme.slug);
    this.#announcer()?.say(isKept ? words.kept.added(length) : words.kept.removed(length));
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

const EXTENSIONS = { text: "txt", json: "json" } as const;

/** For an owner who wants nothing kept: the list lives as long as the page. */
const refused = (): never => {
  throw new Error("nothing is to be stored");
};

const isTouch = () => matchMedia("(pointer: coarse)").matches;
