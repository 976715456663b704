/** Quick replies: they live only under the bot's last message. */
import { html, nothing, type TemplateResult } from "lit";
import type { Option, OptionsBlock } from "../protocol.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";

export function optionsBlock(
  { options }: OptionsBlock,
  context: BlockContext,
): TemplateResult | typeof nothing {
  if (!context.isCurrent || options.length === 0) return nothing;
  return html`<div class="options" role="group" aria-label=${words.options} part="options">
    ${chips(options, context)}
  </div>`;
}

export const chips = (options: readonly Option[], { choose }: BlockContext) =>
  options.map(
    ({ id, title }) =>
      html`<button class="chip" part="chip" type="button" lang="en" dir="auto" @click=${() => choose(id)}>${title}</button>`,
  );
