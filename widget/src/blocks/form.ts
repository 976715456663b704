/** One question of a form: ways to answer it under the text that asks it, and the way to ask back. */
import { html, nothing, type TemplateResult } from "lit";
import type { FormBlock } from "../protocol.ts";
import { asked } from "../strings/en.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";
import { chips } from "./options.ts";

export function formBlock(block: FormBlock, context: BlockContext): TemplateResult | typeof nothing {
  if (!context.isCurrent) return nothing;
  return html`<fieldset part="form">
    <legend class="unseen">${block.question}</legend>
    ${block.of > 1 ? html`<p class="step">${words.step(block.position, block.of)}</p>` : nothing}
    ${block.input === "number" ? numberField(block, context) : nothing}
    <div class="options">
      ${chips(block.options ?? [], context)}
      <button class="chip quiet" part="chip" type="button" @click=${() => context.say(asked.why)}>${words.why}</button>
    </div>
  </fieldset>`;
}

const numberField = (block: FormBlock, { say }: BlockContext) =>
  html`<pathwise-number
    .question=${block.question}
    .unit=${block.unit ?? ""}
    .min=${block.min}
    .max=${block.max}
    .step=${block.step ?? 1}
    .answer=${say}
  ></pathwise-number>`;
