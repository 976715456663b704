/** A link to another site, or its bare text when the address is not one to send a learner to. */
import { html, type TemplateResult } from "lit";
import { safeUrl } from "../format.ts";
import { words } from "../strings/index.ts";

export function outLink(url: string | undefined, text: string): TemplateResult {
  const href = safeUrl(url);
  if (!href) return html`${text}`;
  return html`<a part="link" href=${href} target="_blank" rel="noopener noreferrer"
    >${text}<span class="arrow" aria-hidden="true"> ↗</span><span class="unseen"> ${words.newTab}</span></a
  >`;
}
