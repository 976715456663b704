/** A paragraph or a list, perhaps under a heading, perhaps folded. */
import { html, nothing, type TemplateResult } from "lit";
import type { TextBlock } from "../protocol.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";
import { passage } from "./passage.ts";

export function textBlock(block: TextBlock, context: BlockContext): TemplateResult {
  if (!block.folded) return html`${heading(block)}${body(block, context)}`;
  return html`<details part="folded">
    <summary>${block.heading ?? words.more}</summary>
    ${body(block, context)}
  </details>`;
}

const heading = ({ heading }: TextBlock) =>
  heading ? html`<h3 lang="en" dir="auto">${heading}</h3>` : nothing;

const body = ({ style, sentences }: TextBlock, { sources }: BlockContext) =>
  style === "list"
    ? html`<ul class="points">
        ${sentences.map((sentence) => html`<li>${passage([sentence], sources)}</li>`)}
      </ul>`
    : html`<div class="paragraph">${passage(sentences, sources)}</div>`;
