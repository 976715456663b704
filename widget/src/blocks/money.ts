/** What a programme costs: the total first, then its parts, where one may stop, and what to weigh it against. */
import { html, nothing, type TemplateResult } from "lit";
import type { Amount, MoneyBlock, Stop } from "../protocol_money.ts";
import { listOf } from "../reading.ts";
import { words } from "../strings/index.ts";
import { stopChart } from "./chart.ts";
import type { BlockContext } from "./context.ts";
import { remarks } from "./notice.ts";
import { sentence } from "./passage.ts";
import { tableBlock } from "./table.ts";
import { wageList } from "./wages.ts";

export function moneyBlock(block: MoneyBlock, context: BlockContext): TemplateResult {
  const baselines = listOf(block.baselines);
  const breakEven = listOf(block.break_even);
  const wages = listOf(block.wages);
  return html`<h3 lang="en" dir="auto">${block.title ?? words.money.title}</h3>
    ${block.total ? html`<div class="total" part="total">${amount(block.total, context)}</div>` : nothing}
    ${amounts(listOf(block.parts), context)} ${stops(listOf(block.stops), context)}
    ${folded(words.money.baselines, baselines.length, amounts(baselines, context))}
    ${folded(words.money.breakEven, breakEven.length, rises(breakEven))}
    ${folded(words.money.wages, wages.length, wageList(wages, context))}
    ${remarks(listOf(block.cautions), context)}`;
}

/** Only what says so is not recorded: a baseline need not say that it is. */
const amount = (given: Amount, context: BlockContext) =>
  given.recorded === false
    ? html`<span class="missing">${given.text || words.notRecorded}</span>`
    : sentence(given, context);

const amounts = (list: readonly (Amount & { readonly label: string })[], context: BlockContext) =>
  list.length === 0
    ? nothing
    : html`<dl>
        ${list.map(
          (part) =>
            html`<div>
              <dt lang="en" dir="auto">${part.label}</dt>
              <dd>${amount(part, context)}</dd>
            </div>`,
        )}
      </dl>`;

const stops = (list: readonly Stop[], context: BlockContext) =>
  list.length === 0 ? nothing : tableBlock({ type: "table", ...stopTable(list) }, context, stopChart(list));

const stopTable = (list: readonly Stop[]) => ({
  caption: words.money.stops,
  columns: [{ title: words.money.paid }, { title: words.money.saved }, { title: words.money.keep }],
  rows: list.map(({ after, cost, left, keep, notes }) => ({
    label: words.money.after(after),
    differs: false,
    cells: [cost, left, keep].map((text, i) => ({
      text: text ?? "",
      notes: i === 0 ? (notes ?? []) : [],
      recorded: Boolean(text),
    })),
  })),
});

const rises = (list: NonNullable<MoneyBlock["break_even"]>) =>
  html`<ul class="points">
    ${list.map(({ years, rise }) => html`<li>${words.money.rise(years, rise)}</li>`)}
  </ul>`;

const folded = (title: string, count: number, body: unknown) =>
  count === 0
    ? nothing
    : html`<details part="folded">
        <summary>${title}</summary>
        ${body}
      </details>`;
