/**
 * The list of messages in its labelled, scrollable region. It is silent: the announcer speaks. Messages are not keyed:
 * they only ever come at the end, but for an answer before what still waits, and a bubble has nothing to lose.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { BlockContext } from "../blocks/context.ts";
import type { Keeping } from "../memory.ts";
import { greeting, hasLearner, isWaiting, type State, visible } from "../store.ts";
import { words } from "../strings/index.ts";
import type { Judging } from "./feedback.ts";
import { introView } from "./intro.ts";
import { botView, learnerView } from "./message.ts";

export interface TranscriptView extends Omit<BlockContext, "sources" | "isCurrent"> {
  readonly state: State;
  readonly keeping: Keeping;
  readonly policy: string;
  readonly judge: Judging;
}

export function transcriptView(view: TranscriptView): TemplateResult {
  const { state, keeping, policy, judge, ...shared } = view;
  const entries = visible(state);
  const isFree = !isWaiting(state);
  const context = (isCurrent: boolean) => ({ ...shared, isCurrent });
  const isFirst = !hasLearner(state);
  return html`<section class="transcript" part="transcript" tabindex="0" aria-label=${words.transcript}>
    ${introView({
      isFirst,
      keeping,
      policy,
      isConnecting: state.phase === "connecting" && state.trouble === null,
      greeting: greeting(state),
      context: context(isFree),
    })}
    <ol class="messages" role="list" aria-live="off" ?hidden=${entries.length === 0}>
      ${entries.map(
        (entry, i) => html`${begins(entries[i - 1]?.era, entry.era)}
          <li class=${entry.message.from}>
            ${
              entry.message.from === "learner"
                ? learnerView(entry, state.trouble !== null)
                : botView(
                    entry.message,
                    context(isFree && i === entries.length - 1),
                    i === entries.length - 1 && entry.era === state.era ? judge : undefined,
                  )
            }
          </li>`,
      )}
    </ol>
    ${isWaiting(state) && state.trouble === null ? working() : nothing}
  </section>`;
}

const begins = (before: number | undefined, era: number) =>
  before !== undefined && before !== era ? html`<li class="divider"><p>${words.renewed}</p></li>` : nothing;

/** Appears by style after 400 ms, so that a fast answer never flickers; its second line after 8 s. */
const working = () =>
  html`<div class="working" part="typing">
    <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
    <span>${words.working}</span>
    <span class="slow">${words.slow}</span>
  </div>`;
