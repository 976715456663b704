/** One entry of the transcript: the learner's bubble, or the bot's answer as a plain page. */
import { html, nothing, type TemplateResult } from "lit";
import type { BlockContext } from "../blocks/context.ts";
import { blocksOf } from "../blocks/index.ts";
import type { BotMessage } from "../protocol.ts";
import type { Entry } from "../store.ts";
import { en } from "../strings/en.ts";

export function learnerView(entry: Entry, retry: ((key: string) => void) | undefined): TemplateResult {
  return html`<div class="bubble ${entry.delivery}" part="learner">
      <span class="unseen">${en.you}</span>
      <p dir="auto">${entry.message.text}</p>
    </div>
    ${entry.delivery === "failed" ? unsent(retry && (() => retry(entry.key))) : nothing}`;
}

/** While the line above the input offers the retry, the message does not offer it a second time. */
const unsent = (retry: (() => void) | undefined) =>
  html`<p class="unsent">
    ${en.notSent} ${retry ? html`<button class="plain-button" part="retry" type="button" @click=${retry}>${en.again}</button>` : nothing}</p>`;

export function botView(message: BotMessage, context: Omit<BlockContext, "sources">): TemplateResult {
  return html`<div class="answer" part="answer" data-status=${message.status ?? "answered"}>
    <span class="unseen">${en.bot}</span>
    ${blocksOf(message, context)}
  </div>`;
}
