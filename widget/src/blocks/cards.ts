/** Programme cards: the facts of each, and what is not recorded said plainly. */
import { html, nothing, type TemplateResult } from "lit";
import type { CardsBlock, Fact } from "../protocol.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";
import { passage } from "./passage.ts";
import { programmeHead } from "./programme.ts";

export function cardsBlock({ cards }: CardsBlock, context: BlockContext): TemplateResult {
  return html`<ul class="cards plain">
    ${cards.map(
      (card) =>
        html`<li class="card" part="card">
          ${programmeHead(card, context)}
          ${card.facts.length === 0 ? nothing : html`<dl>${card.facts.map((fact) => factRow(fact, context))}</dl>`}
        </li>`,
    )}
  </ul>`;
}

const factRow = (fact: Fact, { sources }: BlockContext) =>
  html`<div>
    <dt>${fact.label}</dt>
    <dd class=${fact.recorded ? "" : "missing"}>
      ${fact.recorded ? passage([fact], sources) : fact.text || words.notRecorded}
    </dd>
  </div>`;
