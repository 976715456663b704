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
): TemplateResult =>
  html`<header>
    ${sign ? html`<span class="sign" part="sign">${sign}</span>` : nothing}
    <h3 lang="en" dir="auto">${outLink(programme.url, programme.title)}</h3>
    <p class="school" lang="en" dir="auto">${[programme.school, programme.credential_type].filter(Boolean).join(" · ")}</p>
    ${programme.slug ? keep(programme, context) : nothing}
  </header>`;

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
