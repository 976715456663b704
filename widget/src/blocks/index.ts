/** The blocks of a bot's message in order; a kind that this client does not know is replaced by the plain text. */
import { html, nothing, type TemplateResult } from "lit";
import type { Block, BotMessage } from "../protocol.ts";
import { isKnown, sourcesOf } from "../reading.ts";
import { words } from "../strings/index.ts";
import { briefBlock } from "./brief.ts";
import { cardsBlock } from "./cards.ts";
import type { BlockContext } from "./context.ts";
import { formBlock } from "./form.ts";
import { plainText } from "./markdown.ts";
import { moneyBlock } from "./money.ts";
import { noticeBlock, staleNotice } from "./notice.ts";
import { optionsBlock } from "./options.ts";
import { planBlock } from "./plan.ts";
import { recommendationsBlock } from "./recommendations.ts";
import { sourcesBlock } from "./sources.ts";
import { tableBlock } from "./table.ts";
import { textBlock } from "./text.ts";

type Rendered = TemplateResult | typeof nothing;

const ways: {
  [K in Block["type"]]: (block: Extract<Block, { type: K }>, context: BlockContext) => Rendered;
} = {
  text: textBlock,
  sources: sourcesBlock,
  cards: cardsBlock,
  table: tableBlock,
  recommendations: recommendationsBlock,
  options: optionsBlock,
  form: formBlock,
  notice: noticeBlock,
  plan: planBlock,
  money: moneyBlock,
  brief: briefBlock,
};

/** A block that does not have its promised shape must not take the whole answer with it. */
function rendered(block: Block, context: BlockContext): Rendered | undefined {
  try {
    return (ways[block.type] as (block: Block, context: BlockContext) => Rendered)(block, context);
  } catch {
    return undefined;
  }
}

const ORDER = { sources: 1, form: 2, options: 3 } as Readonly<Record<string, number>>;

const SPEAKING = new Set(["text", "cards", "table", "recommendations", "notice", "plan", "money", "brief"]);

export function blocksOf(message: BotMessage, context: Omit<BlockContext, "sources">): TemplateResult {
  const full = { ...context, sources: sourcesOf(message) };
  const blocks = message.blocks ?? [];
  const known = blocks.filter(isKnown).sort((a, b) => (ORDER[a.type] ?? 0) - (ORDER[b.type] ?? 0));
  const drawn = known.map((block) => ({ type: block.type, view: rendered(block, full) }));
  const isWhole = drawn.length === blocks.length && drawn.every(({ view }) => view !== undefined);
  const speaks = drawn.some(({ type, view }) => view !== undefined && SPEAKING.has(type));
  return html`${speaks ? nothing : plainText(message.text)}
  ${drawn.map(({ type, view }) => (view === undefined || view === nothing ? nothing : html`<div class="block ${type}">${view}</div>`))}
  ${staleNotice(full)}
  ${speaks && !isWhole ? html`<details><summary>${words.whole}</summary>${plainText(message.text)}</details>` : nothing}`;
}
