/** Recommendations, best first: what speaks for each, against it, what is not recorded, and what would change it. */
import { html, nothing, type TemplateResult } from "lit";
import { readableScore } from "../format.ts";
import type { Noted, Recommendation, RecommendationsBlock } from "../protocol.ts";
import { listOf } from "../reading.ts";
import { asked } from "../strings/en.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";
import { chips } from "./options.ts";
import { passage, sentence } from "./passage.ts";
import { programmeHead } from "./programme.ts";

export function recommendationsBlock(block: RecommendationsBlock, context: BlockContext): TemplateResult {
  return html`${profileLine(block, context)}
    <ol class="cards plain">
      ${block.items.map((item, i) => recommendation(item, i, context))}
    </ol>
    ${changes(listOf(block.changes), context)} ${critiques(block, context)} ${skipped(block)}`;
}

const profileLine = ({ profile }: RecommendationsBlock, context: BlockContext) =>
  listOf(profile).length === 0
    ? nothing
    : html`<div class="profile" role="group" aria-label=${words.profile} part="profile">
        <span aria-hidden="true">${words.profile}</span>
        ${profile.map(
          ({ label, value }) =>
            html`<button
              class="chip"
              part="chip"
              type="button"
              ?disabled=${!context.isCurrent}
              @click=${() => context.say(asked.change(label))}
            ><span class="chip-label">${label}:</span> ${value}<span class="unseen"> ${words.changeIt}</span></button>`,
        )}
      </div>`;

const signOf = (item: Recommendation, place: number) => {
  if (item.tie) return words.tie;
  return place === 0 ? words.best : undefined;
};

const recommendation = (item: Recommendation, place: number, context: BlockContext) =>
  html`<li class=${item.tie ? "card tie" : "card"} part="card recommendation">
    ${programmeHead(item, context, signOf(item, place))}
    ${reasons(words.for, "for", item.for, context)} ${reasons(words.against, "against", item.against, context)}
    ${item.unknown.length === 0 ? nothing : reasons(words.unknown, "unknown", item.unknown, context)}
    ${bounds(item)}
  </li>`;

const reasons = (title: string, kind: string, list: readonly Noted[], { sources }: BlockContext) =>
  html`<section class="reasons ${kind}">
    <h4>${title}</h4>
    ${
      list.length === 0
        ? html`<p class="missing">${words.nothing}</p>`
        : html`<ul class="plain">
            ${list.map((reason) => html`<li>${passage([reason], sources)}</li>`)}
          </ul>`
    }
  </section>`;

/** Said only where what is not recorded can still move the score. */
function bounds({ best, worst }: Recommendation) {
  if (typeof best !== "number" || typeof worst !== "number") return nothing;
  const [low, high] = [readableScore(worst), readableScore(best)];
  return low === high ? nothing : html`<p class="bounds quiet">${words.bounds(low, high)}</p>`;
}

const changes = (list: readonly Noted[], context: BlockContext) =>
  list.length === 0
    ? nothing
    : html`<section part="changes">
        <h3>${words.changes}</h3>
        <ul class="points">
          ${list.map((change) => html`<li>${sentence(change, context)}</li>`)}
        </ul>
      </section>`;

/** Like suggested replies, they can be pressed under the last message alone. */
function critiques(block: RecommendationsBlock, context: BlockContext) {
  const list = listOf(block.critiques).map(({ id, title, count }) => ({
    id,
    title: count === undefined ? title : `${title} (${count})`,
  }));
  if (!context.isCurrent || list.length === 0) return nothing;
  return html`<div class="options" role="group" aria-label=${words.critiques} part="critiques">
    ${chips(list, context)}
  </div>`;
}

const skipped = ({ skipped }: RecommendationsBlock) =>
  listOf(skipped).map(({ text }) => html`<p class="quiet" lang="en" dir="auto">${text}</p>`);
