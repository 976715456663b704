/** A short remark set apart from the answer. */
import { html, type TemplateResult } from "lit";
import type { NoticeBlock } from "../protocol.ts";
import { en } from "../strings/en.ts";
import type { BlockContext } from "./context.ts";
import { passage } from "./passage.ts";

export function noticeBlock(block: NoticeBlock, { sources }: BlockContext): TemplateResult {
  const title = block.tone === "caution" ? en.caution : en.info;
  return html`<div class="notice ${block.tone === "caution" ? "caution" : "info"}" part="notice" role="note">
    <strong>${title}</strong>
    ${passage([block], sources)}
  </div>`;
}
