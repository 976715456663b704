/** All sources of a message, folded. */
import { html, nothing, type TemplateResult } from "lit";
import type { SourcesBlock } from "../protocol.ts";
import { words } from "../strings/index.ts";
import { noteLine } from "./note.ts";

export function sourcesBlock({ notes }: SourcesBlock): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  return html`<details class="sources" part="sources">
    <summary>${words.sources(notes.length)}</summary>
    <ol class="plain">
      ${notes.map((note) => html`<li>${noteLine(note)}</li>`)}
    </ol>
  </details>`;
}
