/** One entry of the transcript: the learner's bubble, or the bot's answer as a plain page. */
import { html, nothing, type TemplateResult } from "lit";
import type { BlockContext } from "../blocks/context.ts";
import { blocksOf } from "../blocks/index.ts";
import { readableMoment } from "../format.ts";
import type { BotMessage } from "../protocol.ts";
import type { Entry } from "../store.ts";
import { words } from "../strings/index.ts";
import { feedbackView, type Judging } from "./feedback.ts";

export function learnerView({ message, delivery }: Entry, hasTrouble: boolean): TemplateResult {
  return html`<div class="bubble ${delivery}" part="learner">
      <span class="unseen">${words.you}</span>
      <p dir="auto">${message.text}</p>
    </div>
    ${delivery === "failed" ? html`<p class="at">${words.notSent}</p>` : nothing}
    ${delivery === "waiting" && hasTrouble ? html`<p class="at">${words.waiting}</p>` : nothing}
    ${delivery === "sent" ? moment(message.at) : nothing}`;
}

export function botView(
  message: BotMessage,
  context: Omit<BlockContext, "sources">,
  judging: Judging | undefined,
): TemplateResult {
  return html`<div class="answer" part="answer" data-status=${message.status ?? "answered"}>
    <span class="unseen">${words.bot}</span>
    ${blocksOf(message, context)}
    <div class="after">${moment(message.at)} ${feedbackView(message, judging)}</div>
  </div>`;
}

const moment = (at: string | undefined) => {
  const read = readableMoment(at);
  return read ? html`<time class="at" part="time" datetime=${at ?? ""}>${read}</time>` : nothing;
};
