/** The list of messages in its labelled, scrollable region. It is silent: the announcer speaks. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { BlockContext } from "../blocks/context.ts";
import { greeting, hasLearner, isWaiting, type State, visible } from "../store.ts";
import { en } from "../strings/en.ts";
import { introView } from "./intro.ts";
import { botView, learnerView } from "./message.ts";

export interface TranscriptView extends Omit<BlockContext, "sources" | "isCurrent"> {
  readonly state: State;
  readonly retry: (key?: string) => void;
}

export function transcriptView(view: TranscriptView): TemplateResult {
  const { state, retry, ...shared } = view;
  const entries = visible(state);
  const isFree = !isWaiting(state);
  const context = (isCurrent: boolean) => ({ ...shared, isCurrent });
  const isFirst = !hasLearner(state);
  return html`<section class="transcript" part="transcript" tabindex="0" aria-label=${en.transcript}>
    ${introView({
      isFirst,
      isConnecting: state.phase === "connecting" && state.trouble === null,
      greeting: greeting(state),
      context: context(isFree),
    })}
    <ol class="messages" role="list" aria-live="off" ?hidden=${entries.length === 0}>
      ${repeat(
        entries,
        (entry) => entry.key,
        (entry, i) => html`${begins(entries[i - 1]?.era, entry.era)}
          <li class=${entry.message.from} data-key=${entry.key}>
            ${
              entry.message.from === "learner"
                ? learnerView(entry, state.trouble ? undefined : retry)
                : botView(entry.message, context(isFree && i === entries.length - 1))
            }
          </li>`,
      )}
    </ol>
    ${isWaiting(state) && state.trouble === null ? working() : nothing}
  </section>`;
}

const begins = (before: number | undefined, era: number) =>
  before !== undefined && before !== era ? html`<li class="divider"><p>${en.renewed}</p></li>` : nothing;

/** Appears by style after 400 ms, so that a fast answer never flickers; its second line after 8 s. */
const working = () =>
  html`<div class="working" part="typing">
    <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
    <span>${en.working}</span>
    <span class="slow">${en.slow}</span>
  </div>`;
