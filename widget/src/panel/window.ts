/** The dialog that holds the panel: beside the page on a wide screen, modal and over everything on a phone. */
import type { PathwiseChat } from "../chat.ts";
import { make } from "../dom.ts";
import { keepingOf } from "../memory.ts";
import { type Strings, speak, words } from "../strings/index.ts";
import { dialog as dialogStyles } from "../styles/dialog.ts";
import { sheetOf } from "../styles/plain.ts";
import { panelColours } from "../styles/tokens.ts";
import type { PathwisePanel } from "./panel.ts";

const PHONE = "(max-width: 480px), (max-height: 440px)";

export class ChatWindow {
  readonly panel: PathwisePanel;
  readonly #chat: PathwiseChat;
  readonly #launcher: HTMLElement;
  readonly #count = make("b", { part: "unread", "aria-hidden": "true" });
  readonly #dialog = make("dialog", { id: "panel", part: "dialog" });
  readonly #phone = matchMedia(PHONE);
  #unread = 0;
  #opener: HTMLElement | null = null;

  /**
   * `server` is where the chat's own script came from: the default for its attribute of that name. The panel's class
   * is the registered one, which came with another copy of this script where an earlier try arrived late.
   */
  constructor(chat: PathwiseChat, launcher: HTMLElement, server: string, language?: Strings) {
    this.#chat = chat;
    this.#launcher = launcher;
    const Panel = customElements.get("pathwise-panel") as typeof PathwisePanel;
    if (language) for (const speaks of [speak, Panel.speak]) speaks(language);
    const panel = new Panel();
    this.panel = panel;
    panel.server = chat.server || server;
    panel.inline = chat.mode === "inline";
    panel.keeping = keepingOf(chat.storage);
    panel.policy = chat.policy;
    panel.dir = chat.dir;
    const root = chat.shadowRoot as ShadowRoot;
    // What is typed here is no shortcut of the page, which cannot see the field that it is typed in.
    for (const key of ["keydown", "keypress", "keyup"])
      root.addEventListener(key, (e) => e.stopPropagation());
    root.adoptedStyleSheets.push(sheetOf(panelColours, dialogStyles));
    if (panel.inline) root.append(panel);
    else this.#float(root);
  }

  #float(root: ShadowRoot): void {
    const dialog = this.#dialog;
    dialog.ariaLabel = words.dialog;
    this.#launcher.append(this.#count);
    this.#launcher.setAttribute("aria-controls", "panel");
    dialog.append(this.panel);
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) this.#chat.close();
    });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#chat.close();
    });
    this.panel.addEventListener("pathwise-close", () => this.#chat.close());
    this.panel.addEventListener("pathwise-answer", () => dialog.open || this.#setUnread(this.#unread + 1));
    this.#phone.addEventListener("change", () => dialog.open && this.#place());
    root.append(dialog);
  }

  /** Takes the focus when the learner asked for it, and on a phone, where nothing else is to be seen. */
  show(isAsked: boolean, opener: Element | null): void {
    if (this.#dialog.open || this.panel.inline) return;
    this.#opener = opener as HTMLElement | null;
    this.#place();
    this.#launcher.ariaExpanded = "true";
    this.#setUnread(0);
    this.panel.opened(isAsked || this.#phone.matches);
    this.#chat.dispatchEvent(new CustomEvent("pathwise-open"));
  }

  hide(): void {
    if (!this.#dialog.open) return;
    const isInside = this.#chat.shadowRoot?.activeElement != null || document.activeElement === document.body;
    this.#dialog.close();
    this.#launcher.ariaExpanded = "false";
    if (isInside) this.#goBack();
    this.#chat.dispatchEvent(new CustomEvent("pathwise-close"));
  }

  /** The focus returns to what opened the chat, or to the launcher where that is gone. */
  #goBack(): void {
    const opener = this.#opener;
    const isThere = opener?.isConnected && opener !== document.body && opener !== this.#chat;
    (isThere ? opener : this.#launcher).focus();
  }

  #place(): void {
    this.#dialog.close();
    if (this.#phone.matches) this.#dialog.showModal();
    else this.#dialog.setAttribute("open", "");
  }

  #setUnread(n: number): void {
    this.#unread = n;
    this.#count.textContent = n ? String(n) : "";
    this.#launcher.ariaLabel = n ? words.unread(n) : null;
  }
}
