/** Recommendations, best first: what speaks for each, against it, what is not recorded, and what would change it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Noted, Recommendation, RecommendationsBlock } from "../protocol.ts";
import { en } from "../strings/en.ts";
import type { BlockContext } from "./context.ts";
import { passage } from "./passage.ts";
import { programmeHead } from "./programme.ts";

export function recommendationsBlock(block: RecommendationsBlock, context: BlockContext): TemplateResult {
  return html`${profileLine(block, context)}
    <ol class="cards plain">
      ${block.items.map((item, i) => recommendation(item, i, context))}
    </ol>
    ${changes(block)}`;
}

const profileLine = ({ profile }: RecommendationsBlock, context: BlockContext) =>
  profile.length === 0
    ? nothing
    : html`<div class="profile" role="group" aria-label=${en.profile} part="profile">
        ${profile.map(
          ({ label, value }) =>
            html`<button
              class="chip"
              part="chip"
              type="button"
              ?disabled=${!context.isCurrent}
              @click=${() => context.say(en.change(label))}
            ><span class="chip-label">${label}:</span> ${value}</button>`,
        )}
      </div>`;

const signOf = (item: Recommendation, place: number) => {
  if (item.tie) return en.tie;
  return place === 0 ? en.best : undefined;
};

const recommendation = (item: Recommendation, place: number, context: BlockContext) =>
  html`<li class=${item.tie ? "card tie" : "card"} part="card recommendation">
    ${programmeHead(item, signOf(item, place))}
    ${reasons(en.for, "for", item.for, context)} ${reasons(en.against, "against", item.against, context)}
    ${item.unknown.length === 0 ? nothing : reasons(en.unknown, "unknown", item.unknown, context)}
  </li>`;

const reasons = (title: string, kind: string, list: readonly Noted[], { sources }: BlockContext) =>
  html`<section class="reasons ${kind}">
    <h4>${title}</h4>
    ${
      list.length === 0
        ? html`<p class="missing">${en.nothing}</p>`
        : html`<ul class="plain">
            ${list.map((reason) => html`<li>${passage([reason], sources)}</li>`)}
          </ul>`
    }
  </section>`;

const changes = ({ changes }: RecommendationsBlock) =>
  changes.length === 0
    ? nothing
    : html`<section part="changes">
        <h3>${en.changes}</h3>
        <ul class="points">
          ${changes.map(({ text }) => html`<li dir="auto">${text}</li>`)}
        </ul>
      </section>`;
