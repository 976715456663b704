/** "Was this helpful?" under an answer: yes, or no with a reason; said once, it stays. */
import { html, nothing, type TemplateResult } from "lit";
import type { BotMessage, Feedback, Reason } from "../protocol.ts";
import { words } from "../strings/index.ts";

export type Judging = (seq: number, feedback: Feedback) => void;

const REASONS: readonly Reason[] = ["not_asked", "wrong", "unclear", "missing"];

/** A question to the learner and small talk are no answers to judge; without `judging` only what was said stays. */
export function feedbackView(
  { seq, status, topic, feedback }: BotMessage,
  judging: Judging | undefined,
): TemplateResult | typeof nothing {
  if (status === "clarifying" || topic === "chat" || (!judging && !feedback)) return nothing;
  const isReasoned = feedback && (feedback.helpful || feedback.reason);
  if (isReasoned || !judging) return html`<span part="feedback">${words.thanks}</span>`;
  return html`<div class="feedback" role="group" aria-label=${words.helpful} part="feedback">
    <span aria-hidden="true">${feedback ? words.whyNot : words.helpful}</span>
    ${
      feedback
        ? REASONS.map((reason) =>
            button(words.reasons[reason], "", () => judging(seq, { helpful: false, reason })),
          )
        : html`${button(words.yes, words.helpful, () => judging(seq, { helpful: true }))}
          ${button(words.notHelpful, words.helpful, () => judging(seq, { helpful: false }))}`
    }
  </div>`;
}

const button = (name: string, of: string, press: () => void) =>
  html`<button class="plain-button" type="button" @click=${press}>${of ? html`<span class="unseen">${of} </span>` : nothing}${name}</button>`;
