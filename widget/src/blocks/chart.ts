/**
 * What is paid at each point where one may stop, as stairs: for the eye alone, since the table under it says the same
 * in numbers. Drawn with attributes of SVG, because a strict content security policy refuses style attributes.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import { amountOf, readableAmount } from "../format.ts";
import type { Stop } from "../protocol_money.ts";

const WIDTH = 320;
const HEIGHT = 96;
/** Room above a stair for its number. */
const HEAD = 20;

/** Without an amount at every stop, or with a single one, there is nothing to see. */
export function stopChart(stops: readonly Stop[]): TemplateResult | typeof nothing {
  const paid = stops.flatMap(({ cost }) => amountOf(cost) ?? []);
  const last = stops.at(-1);
  const rest = amountOf(last?.left);
  if (paid.length < stops.length || stops.length < 2) return nothing;
  const all = rest ? [...paid, (paid.at(-1) ?? 0) + rest] : paid;
  const top = Math.max(...all);
  if (top <= 0) return nothing;
  const step = WIDTH / all.length;
  return html`<svg class="stairs" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    ${all.map((amount, i) => {
      const height = Math.max(1, Math.round((amount / top) * (HEIGHT - HEAD)));
      const x = Math.round(i * step);
      return svg`<rect class=${i < paid.length ? "span" : "track"} x=${x + 2} y=${HEIGHT - height} width=${Math.round(step) - 4} height=${height} rx="2" />
        <text x=${x + Math.round(step / 2)} y=${HEIGHT - height - 6}>${readableAmount(amount)}</text>`;
    })}
  </svg>`;
}
