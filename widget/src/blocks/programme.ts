/** The head of a card: title, school, kind of credential, and the button that keeps the programme. */
import { html, nothing, type TemplateResult } from "lit";
import type { ProgrammeName } from "../protocol.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";
import { outLink } from "./link.ts";

export const programmeHead = (
  programme: ProgrammeName,
  context: BlockContext,
  sign?: string,
): TemplateResult => {
  const button = programme.slug ? keep(programme, context) : nothing;
  // In the order on the screen: beside the sign the button stands above the title, without a sign after it.
  return html`<header>
    ${sign ? html`<span class="sign" part="sign">${sign}</span>${button}` : nothing}
    <h3 lang="en" dir="auto">${outLink(programme.url, programme.title)}</h3>
    <p class="school" lang="en" dir="auto">${[programme.school, programme.credential_type].filter(Boolean).join(" · ")}</p>
    ${sign ? nothing : button}
  </header>`;
};

const keep = (programme: ProgrammeName, { shortlist }: BlockContext) => {
  const isKept = shortlist.has(programme.slug);
  return html`<button
    class="keep"
    part="keep"
    type="button"
    aria-pressed=${isKept}
    @click=${() => shortlist.toggle(programme)}
  >${isKept ? words.kept.kept : words.kept.keep}<span class="unseen"> ${programme.title}</span></button>`;
};
