/** <pathwise-chat>: the launcher. What it opens, ChatWindow with <pathwise-panel>, is loaded when it is wanted. */

import { ATTRIBUTES, propertyOf } from "./attributes.ts";
import { icon, make } from "./dom.ts";
import { load } from "./loading.ts";
import type { ChatWindow } from "./panel/window.ts";
import { launcher as en } from "./strings/en.ts";
import { launcher as es } from "./strings/es.ts";
import { launcher } from "./styles/launcher.ts";
import { sheetOf } from "./styles/plain.ts";
import { tokens } from "./styles/tokens.ts";

const SLOW_MS = 400;

export class PathwiseChat extends HTMLElement {
  static observedAttributes = ["open"];

  declare server: string;
  declare theme: string;
  declare position: string;
  declare mode: string;
  declare storage: string;
  declare policy: string;
  declare openOn: string;
  declare open: boolean;

  readonly #button = make("button", { type: "button", part: "launcher", "aria-expanded": "false" });
  readonly #hint = make("p", { part: "hint", role: "status" });
  #words = en;
  #isDrawn = false;
  #loading: Promise<ChatWindow> | undefined;
  #window: ChatWindow | undefined;

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheetOf(tokens, launcher)];
    this.#button.onclick = () => this.toggle();
    this.#button.onpointerenter = this.#button.onfocus = () => {
      this.#load().catch(() => {});
    };
  }

  connectedCallback(): void {
    for (const name of ATTRIBUTES) this.#upgrade(propertyOf(name));
    document.addEventListener("click", this.#pressed);
    if (this.openOn === "load") this.open = true;
    if (!this.#isDrawn) this.#draw();
    if (this.mode === "inline") this.#load().catch(this.#apologise);
    else if (this.open) this.#show(false);
  }

  disconnectedCallback(): void {
    document.removeEventListener("click", this.#pressed);
  }

  attributeChangedCallback(): void {
    if (!this.#isDrawn) return;
    if (this.open) this.#show(true);
    else this.#window?.hide();
  }

  show(): void {
    this.open = true;
  }

  close(): void {
    this.open = false;
  }

  toggle(): void {
    this.open = !this.open;
  }

  /** Opens the chat and sends the text as the learner's message. */
  async ask(text: string): Promise<void> {
    this.show();
    await (await this.#load()).panel.ask(text);
  }

  /** Opens the chat, forgets the conversation and begins another. */
  async restart(): Promise<void> {
    this.show();
    await (await this.#load()).panel.restart();
  }

  #draw(): void {
    this.#isDrawn = true;
    if (this.lang.startsWith("es")) this.#words = es;
    this.#button.append(icon(), this.#words.launcher);
    this.shadowRoot?.append(...(this.mode === "inline" ? [] : [this.#button]), this.#hint);
  }

  #upgrade(name: string): void {
    if (!Object.hasOwn(this, name)) return;
    const own = this as unknown as Record<string, unknown>;
    const value = own[name];
    delete own[name];
    own[name] = value;
  }

  #load(): Promise<ChatWindow> {
    this.#loading ??= this.#fetch().catch((error) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #fetch(): Promise<ChatWindow> {
    const slow = setTimeout(() => {
      if (this.open) this.#hint.textContent = this.#words.loading;
    }, SLOW_MS);
    try {
      this.#window = await load(this, this.#button);
      this.#hint.remove(); // the panel has a live region of its own, and two would speak over each other
      return this.#window;
    } finally {
      clearTimeout(slow);
      this.#hint.textContent = "";
    }
  }

  async #show(isAsked: boolean): Promise<void> {
    const opener = document.activeElement;
    this.#hint.textContent = "";
    try {
      const loaded = await this.#load();
      if (this.open) loaded.show(isAsked, opener);
    } catch {
      this.open = false;
      this.#apologise();
    }
  }

  /** The page's own buttons and links that open the chat. */
  readonly #pressed = (event: MouseEvent): void => {
    const selector = this.openOn;
    if (!selector || selector === "load" || !isWithin(event.target as Element, selector)) return;
    event.preventDefault();
    this.show();
  };

  readonly #apologise = (): void => {
    this.#hint.textContent = this.#words.notLoaded;
  };
}

/** An owner's slip of the pen in the selector must not be an error at every click on the page. */
function isWithin(target: Element, selector: string): boolean {
  try {
    return Boolean(target.closest?.(selector));
  } catch (error) {
    console.warn(error);
    return false;
  }
}

for (const name of ATTRIBUTES) {
  Object.defineProperty(PathwiseChat.prototype, propertyOf(name), {
    get(this: HTMLElement) {
      return name === "open" ? this.hasAttribute(name) : (this.getAttribute(name) ?? "");
    },
    set(this: HTMLElement, value: unknown) {
      if (name === "open") this.toggleAttribute(name, Boolean(value));
      else this.setAttribute(name, String(value));
    },
  });
}
