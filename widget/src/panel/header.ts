/** Title, "new conversation" with its question, and the close button. */
import { html, nothing, type TemplateResult } from "lit";
import { en } from "../strings/en.ts";
import { closeIcon, restartIcon } from "./icons.ts";

export interface HeaderView {
  readonly isInline: boolean;
  readonly canRestart: boolean;
  readonly isAsking: boolean;
  readonly ask: (isAsking: boolean) => void;
  readonly restart: () => void;
  readonly close: () => void;
}

export function headerView(view: HeaderView): TemplateResult {
  return html`<header class="header" part="header">
      <div>
        <h2 part="title">${en.name}</h2>
        <p>${en.subtitle}</p>
      </div>
      <button
        class="icon restart"
        part="restart"
        type="button"
        title=${en.restart}
        aria-label=${en.restart}
        aria-expanded=${view.isAsking}
        ?hidden=${!view.canRestart}
        @click=${() => view.ask(!view.isAsking)}
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
    ${view.isAsking ? question(view) : nothing}`;
}

const question = ({ ask, restart }: HeaderView) =>
  html`<div class="bar" role="group" aria-label=${en.restart}>
    <p>${en.restartQuestion}</p>
    <button class="primary" part="primary" type="button" @click=${restart}>${en.restartYes}</button>
    <button class="plain-button" type="button" @click=${() => ask(false)}>${en.restartNo}</button>
  </div>`;
