/** The head of a card: title, school, kind of credential. */
import { html, nothing, type TemplateResult } from "lit";
import type { ProgrammeName } from "../protocol.ts";
import { outLink } from "./link.ts";

export const programmeHead = (programme: ProgrammeName, sign?: string): TemplateResult =>
  html`<header>
    ${sign ? html`<span class="sign" part="sign">${sign}</span>` : nothing}
    <h3 dir="auto">${outLink(programme.url, programme.title)}</h3>
    <p class="school" dir="auto">${[programme.school, programme.credential_type].filter(Boolean).join(" · ")}</p>
  </header>`;
