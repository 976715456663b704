/** Title, what is kept, "new conversation" with its question, and the close button. */
import { html, nothing, type TemplateResult } from "lit";
import { en } from "../strings/en.ts";
import { closeIcon, restartIcon } from "./icons.ts";

/** What is open under the header. */
export type Bar = "restart" | "kept" | undefined;

export interface HeaderView {
  readonly isInline: boolean;
  readonly canRestart: boolean;
  /** How many programmes are kept. */
  readonly kept: number;
  /** Whether there is something to take along as a page or a link. */
  readonly canShare: boolean;
  readonly bar: Bar;
  readonly show: (bar: Bar) => void;
  readonly restart: () => void;
  readonly close: () => void;
}

export function headerView(view: HeaderView): TemplateResult {
  const { bar, show } = view;
  return html`<header class="header" part="header">
      <div>
        <h2 part="title">${en.name}</h2>
        <p>${en.subtitle}</p>
      </div>
      <button
        class="plain-button kept-button"
        part="kept"
        type="button"
        aria-expanded=${bar === "kept"}
        ?hidden=${view.kept === 0 && !view.canShare}
        @click=${() => show(bar === "kept" ? undefined : "kept")}
      >
        ${view.kept ? en.kept.count(view.kept) : en.kept.summary}
      </button>
      <button
        class="icon restart-button"
        part="restart"
        type="button"
        title=${en.restart}
        aria-label=${en.restart}
        aria-expanded=${bar === "restart"}
        ?hidden=${!view.canRestart}
        @click=${() => show(bar === "restart" ? undefined : "restart")}
      >
        ${restartIcon}
      </button>
      ${
        view.isInline
          ? nothing
          : html`<button class="icon" part="close" type="button" title=${en.close} aria-label=${en.close} @click=${view.close}>
              ${closeIcon}
            </button>`
      }
    </header>
    ${bar === "restart" ? question(view) : nothing}`;
}

const question = ({ show, restart }: HeaderView) =>
  html`<div class="bar" role="group" aria-label=${en.restart}>
    <p>${en.restartQuestion}</p>
    <button class="primary" part="primary" type="button" @click=${restart}>${en.restartYes}</button>
    <button class="plain-button" type="button" @click=${() => show(undefined)}>${en.restartNo}</button>
  </div>`;
