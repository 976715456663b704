/** Pay as a low, a median and a high: the numbers as text, and a bar on one scale for all occupations. */
import { html, nothing, type TemplateResult } from "lit";
import { amountOf, readableAmount } from "../format.ts";
import type { Wage } from "../protocol_money.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";
import { sentence } from "./passage.ts";
import { scale } from "./scale.ts";

export function wageList(wages: readonly Wage[], context: BlockContext): TemplateResult {
  const top = Math.max(...wages.map(({ high }) => amountOf(high) ?? 0));
  return html`<ul class="wages plain">
    ${wages.map(
      (wage) =>
        html`<li>
          <h4 lang="en" dir="auto">${wage.occupation}</h4>
          ${range(wage, top)}
          <dl>${figure(words.money.low, wage.low)}${figure(words.money.median, wage.median)}${figure(words.money.high, wage.high)}</dl>
          <div class="quiet">${sentence(wage, context)}</div>
        </li>`,
    )}
  </ul>`;
}

/** Drawn only where both ends are known; the scale begins at nothing, so that lengths can be compared. */
function range({ low, median, high }: Wage, top: number) {
  const percent = (amount: Wage["low"]) => {
    const value = amountOf(amount);
    return value === undefined ? undefined : Math.round((value / top) * 1000) / 10;
  };
  const [from, to] = [percent(low), percent(high)];
  return from === undefined || to === undefined || to <= from ? nothing : scale(from, to, percent(median));
}

const figure = (label: string, amount: Wage["low"]) =>
  html`<div>
    <dt>${label}</dt>
    <dd class=${amount === undefined ? "missing" : ""}>${amount === undefined ? words.notRecorded : readableAmount(amount)}</dd>
  </div>`;
