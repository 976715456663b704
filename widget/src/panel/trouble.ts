/** The line above the input when something is in the way: no connection, a busy service, no answer. */
import { html, nothing, type TemplateResult } from "lit";
import { isWaiting, type State } from "../store.ts";
import { words } from "../strings/index.ts";

export function troubleText(state: State): string {
  const { trouble } = state;
  if (trouble === null) return "";
  if (trouble.kind === "failed") return trouble.message;
  if (trouble.reason === "busy") return words.busy(Math.ceil(trouble.waitMs / 1000));
  return isWaiting(state) ? words.offline : words.offlineIdle;
}

export function troubleView(state: State, retry: () => void): TemplateResult | typeof nothing {
  if (state.trouble === null) return nothing;
  const isFailed = state.trouble.kind === "failed";
  return html`<div class="bar trouble ${state.trouble.kind}" part="trouble">
    <p>${troubleText(state)}</p>
    ${isFailed ? html`<button class="plain-button" part="retry" type="button" @click=${retry}>${words.again}</button>` : nothing}
  </div>`;
}
