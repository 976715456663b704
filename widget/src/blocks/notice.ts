/** Short remarks set apart from the answer. */
import { html, nothing, type TemplateResult } from "lit";
import type { Noted, NoticeBlock } from "../protocol.ts";
import { en } from "../strings/en.ts";
import type { BlockContext } from "./context.ts";
import { passage, sentence } from "./passage.ts";

export function noticeBlock(block: NoticeBlock, { sources }: BlockContext): TemplateResult {
  const title = block.tone === "caution" ? en.caution : en.info;
  return html`<div class="remark ${block.tone === "caution" ? "caution" : "info"}" part="notice" role="note">
    <strong>${title}</strong>
    ${passage([block], sources)}
  </div>`;
}

/** What to be careful of in the block where it stands. */
export function remarks(list: readonly Noted[], context: BlockContext): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  return html`<div class="remark caution" part="notice" role="note">
    <strong>${en.caution}</strong>
    <ul class="plain">
      ${list.map((remark) => html`<li>${sentence(remark, context)}</li>`)}
    </ul>
  </div>`;
}
