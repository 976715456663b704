/** <pathwise-chat>: launcher and dialog. What is inside the dialog is <pathwise-panel>, loaded when wanted. */

import { icon, make } from "./dom.ts";
import type { PathwisePanel } from "./panel/panel.ts";
import { en } from "./strings/launcher.ts";
import { launcher, PHONE } from "./styles/launcher.ts";
import { sheetOf } from "./styles/plain.ts";
import { tokens } from "./styles/tokens.ts";

const NAMES = ["server", "theme", "position", "mode", "open"] as const;

export class PathwiseChat extends HTMLElement {
  static observedAttributes = ["open"];
  /** The address of the loader's script: panel.js lies beside it, and its origin is the default server. */
  static source = "";

  declare server: string;
  declare theme: string;
  declare position: string;
  declare mode: string;
  declare open: boolean;

  readonly #button = make("button", {
    type: "button",
    part: "launcher",
    "aria-expanded": "false",
    "aria-controls": "panel",
  });
  readonly #count = make("b", { part: "unread", "aria-hidden": "true" });
  readonly #hint = make("p", { part: "hint", role: "status" });
  readonly #dialog = make("dialog", { id: "panel", part: "dialog", "aria-label": en.dialog });
  readonly #phone = matchMedia(PHONE);
  #panel: Promise<PathwisePanel> | undefined;
  #tries = 0;
  #unread = 0;
  #opener: HTMLElement | null = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheetOf(tokens, launcher)];
    this.#button.append(icon(), en.launcher, this.#count);
    this.#button.addEventListener("click", () => this.toggle());
    for (const hover of ["pointerenter", "focus"]) {
      this.#button.addEventListener(hover, () => this.#load().catch(() => {}));
    }
    this.#dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) this.close();
    });
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
  }

  connectedCallback(): void {
    for (const name of NAMES) this.#upgrade(name);
    this.#phone.addEventListener("change", this.#place);
    const root = this.shadowRoot as ShadowRoot;
    if (this.mode === "inline") {
      root.replaceChildren(this.#hint);
      this.#load().then((panel) => root.append(panel), this.#apologise);
    } else {
      root.replaceChildren(this.#button, this.#hint, this.#dialog);
      if (this.open && !this.#dialog.open) this.#show(false);
    }
  }

  disconnectedCallback(): void {
    this.#phone.removeEventListener("change", this.#place);
  }

  attributeChangedCallback(): void {
    if (!this.#dialog.isConnected) return;
    if (this.open) this.#show(true);
    else this.#hide();
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
    await (await this.#load()).ask(text);
  }

  /** Opens the chat, forgets the conversation of this tab and begins another. */
  async restart(): Promise<void> {
    this.show();
    await (await this.#load()).restart();
  }

  #upgrade(name: (typeof NAMES)[number]): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<this>)[name];
    (this as Record<string, unknown>)[name] = value;
  }

  #load(): Promise<PathwisePanel> {
    this.#panel ??= this.#fetch().catch((error) => {
      this.#panel = undefined;
      throw error;
    });
    return this.#panel;
  }

  async #fetch(): Promise<PathwisePanel> {
    const url = new URL("panel.js", PathwiseChat.source);
    if (this.#tries++) url.searchParams.set("try", String(this.#tries));
    await import(url.href);
    const panel = document.createElement("pathwise-panel") as PathwisePanel;
    panel.server = this.server || new URL(PathwiseChat.source).origin;
    panel.inline = this.mode === "inline";
    panel.addEventListener("pathwise-close", () => this.close());
    panel.addEventListener("pathwise-answer", () => this.#dialog.open || this.#setUnread(this.#unread + 1));
    return panel;
  }

  async #show(isAsked: boolean): Promise<void> {
    this.#opener = document.activeElement as HTMLElement | null;
    this.#hint.textContent = "";
    try {
      const panel = await this.#load();
      if (!this.open || this.#dialog.open) return;
      if (!panel.isConnected) this.#dialog.append(panel);
      this.#place();
      this.#button.setAttribute("aria-expanded", "true");
      this.#setUnread(0);
      panel.opened(isAsked || this.#phone.matches);
      this.dispatchEvent(new CustomEvent("pathwise-open"));
    } catch {
      this.open = false;
      this.#apologise();
    }
  }

  /** Modal and over everything on a phone, beside the page elsewhere. Never takes the focus by itself. */
  readonly #place = (): void => {
    if (!this.open) return;
    this.#dialog.close();
    if (this.#phone.matches) this.#dialog.showModal();
    else this.#dialog.setAttribute("open", "");
  };

  #hide(): void {
    if (!this.#dialog.open) return;
    const isInside = this.shadowRoot?.activeElement != null || document.activeElement === document.body;
    this.#dialog.close();
    this.#button.setAttribute("aria-expanded", "false");
    const opener = this.#opener;
    if (isInside)
      (opener?.isConnected && opener !== document.body && opener !== this ? opener : this.#button).focus();
    this.dispatchEvent(new CustomEvent("pathwise-close"));
  }

  readonly #apologise = (): void => {
    this.#hint.textContent = en.notLoaded;
  };

  #setUnread(n: number): void {
    this.#unread = n;
    this.#count.textContent = n ? String(n) : "";
    this.#button.ariaLabel = n ? en.unread(n) : null;
  }
}

for (const name of NAMES) {
  Object.defineProperty(PathwiseChat.prototype, name, {
    get(this: HTMLElement) {
      return name === "open" ? this.hasAttribute(name) : (this.getAttribute(name) ?? "");
    },
    set(this: HTMLElement, value: unknown) {
      if (name === "open") this.toggleAttribute(name, Boolean(value));
      else this.setAttribute(name, String(value));
    },
  });
}
