/** Short remarks set apart from the answer. */
import { html, nothing, type TemplateResult } from "lit";
import { readableDate } from "../format.ts";
import type { Noted, NoticeBlock } from "../protocol.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";
import { passage, sentence } from "./passage.ts";

export function noticeBlock(block: NoticeBlock, { sources }: BlockContext): TemplateResult {
  const title = block.tone === "caution" ? words.caution : words.info;
  return html`<div class="remark ${block.tone === "caution" ? "caution" : "info"}" part="notice" role="note">
    <strong>${title}</strong>
    ${passage([block], sources)}
  </div>`;
}

/**
 * Said of an answer whose sources are old, all of them: the learner should not have to open each to see that.
 * One source without a date, or one that is fresh, is enough to say nothing.
 */
export function staleNotice({ sources }: Pick<BlockContext, "sources">): TemplateResult | typeof nothing {
  const dates = [...sources.values()].map(({ tags, source_date }) =>
    tags?.includes("old") && /^\d{4}/.test(source_date) ? source_date : "",
  );
  if (dates.length === 0 || dates.includes("")) return nothing;
  const newest = dates.sort().at(-1) ?? "";
  return html`<p class="quiet stale" part="stale">${words.stale(readableDate(newest))}</p>`;
}

/** What to be careful of in the block where it stands. */
export function remarks(list: readonly Noted[], context: BlockContext): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  return html`<div class="remark caution" part="notice" role="note">
    <strong>${words.caution}</strong>
    <ul class="plain">
      ${list.map((remark) => html`<li>${sentence(remark, context)}</li>`)}
    </ul>
  </div>`;
}
