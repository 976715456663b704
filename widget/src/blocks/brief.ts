/** One page for an adviser, word for word; to be mailed or printed by the learner. */
import { html, nothing, type TemplateResult } from "lit";
import type { BriefBlock } from "../protocol.ts";
import { words } from "../strings/index.ts";

export function briefBlock({ text, mailto }: BriefBlock): TemplateResult {
  const isMail = mailto?.startsWith("mailto:");
  return html`<section class="brief" part="brief" aria-label=${words.brief}>
    <p class="whole" lang="en" dir="auto">${text}</p>
    <p>
      ${isMail ? html`<a part="link" href=${mailto}>${words.mail}</a>` : nothing}
      <button type="button" class="chip" part="chip" @click=${() => printed(text)}>${words.print}</button>
    </p>
  </section>`;
}

/** The text alone in a window of its own; nothing is loaded, and the page that holds the chat is not printed. */
function printed(text: string): void {
  const page = open("", "_blank");
  if (!page) return;
  page.document.title = words.brief;
  const whole = page.document.createElement("p");
  whole.style.whiteSpace = "pre-wrap";
  whole.textContent = text;
  page.document.body.append(whole);
  page.print();
}
