/** Title, what is kept, the menu with its two questions, and the close button. */
import { html, nothing, type TemplateResult } from "lit";
import { words } from "../strings/index.ts";
import { closeIcon, menuIcon } from "./icons.ts";

/** What is open under the header. */
export type Bar = "menu" | "restart" | "erase" | "kept" | undefined;

export interface HeaderView {
  readonly isInline: boolean;
  /** Whether there is a conversation to begin anew, to save or to delete. */
  readonly hasTalk: boolean;
  /** How many programmes are kept. */
  readonly kept: number;
  /** Whether there is something to take along as a page or a link. */
  readonly canShare: boolean;
  readonly bar: Bar;
  readonly show: (bar: Bar) => void;
  readonly restart: () => void;
  readonly erase: () => void;
  readonly save: (format: "text" | "json") => void;
  readonly close: () => void;
}

export function headerView(view: HeaderView): TemplateResult {
  const { bar, show } = view;
  const isMenu = bar !== undefined && bar !== "kept";
  return html`<header class="header" part="header">
      <div>
        <h2 part="title">${words.name}</h2>
        <p>${words.subtitle}</p>
      </div>
      <button
        class="plain-button kept-button"
        part="kept"
        type="button"
        aria-expanded=${bar === "kept"}
        ?hidden=${view.kept === 0 && !view.canShare}
        @click=${() => show(bar === "kept" ? undefined : "kept")}
      >
        ${view.kept ? words.kept.count(view.kept) : words.kept.summary}
      </button>
      <button
        class="icon menu-button"
        part="menu"
        type="button"
        title=${words.menu}
        aria-label=${words.menu}
        aria-expanded=${isMenu}
        ?hidden=${!view.hasTalk && view.kept === 0}
        @click=${() => show(isMenu ? undefined : "menu")}
      >
        ${menuIcon}
      </button>
      ${
        view.isInline
          ? nothing
          : html`<button class="icon" part="close" type="button" title=${words.close} aria-label=${words.close} @click=${view.close}>
              ${closeIcon}
            </button>`
      }
    </header>
    ${isMenu ? opened(view) : nothing}`;
}

/** Escape closes it first; only then does it reach the dialog. */
function opened(view: HeaderView): TemplateResult {
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    view.show(undefined);
  };
  const [name, body] =
    view.bar === "restart"
      ? [words.restart, question(words.restartQuestion, words.restartYes, view.restart, view)]
      : view.bar === "erase"
        ? [words.erase, question(words.eraseQuestion, words.eraseYes, view.erase, view)]
        : [words.menu, menu(view)];
  return html`<div class="bar ${view.bar ?? ""}" part="menu-list" role="group" aria-label=${name} @keydown=${leave}>${body}</div>`;
}

const menu = ({ hasTalk, show, save }: HeaderView) =>
  html`${
    hasTalk
      ? html`${item(words.restart, () => show("restart"))} ${item(words.saveText, () => save("text"))}
        ${item(words.saveRecord, () => save("json"))}`
      : nothing
  }
  ${item(words.erase, () => show("erase"))}`;

const item = (name: string, press: () => void) =>
  html`<button class="plain-button" type="button" @click=${press}>${name}</button>`;

const question = (text: string, yes: string, press: () => void, { show }: HeaderView) =>
  html`<p>${text}</p>
    <button class="primary" part="primary" type="button" @click=${press}>${yes}</button>
    ${item(words.no, () => show(undefined))}`;
