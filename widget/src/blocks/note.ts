/** One source as a line: value, publisher, kind, date, tags and link; where others differ, both sides. */
import { html, nothing, type TemplateResult } from "lit";
import { readableDate, readableKind, readableTag, safeUrl, siteOf } from "../format.ts";
import type { Disagreement, SourceNote } from "../protocol.ts";
import { words } from "../strings/index.ts";
import { outLink } from "./link.ts";

const site = (url: string | undefined) => {
  const href = safeUrl(url);
  return href ? outLink(href, siteOf(href)) : nothing;
};

const origin = (source: Disagreement) =>
  html`<span class="origin">${readableKind(source.kind)}, ${readableDate(source.source_date)}</span>`;

/** How far it can be leaned on; a tag that says the same is left out. */
const evidence = (note: SourceNote) => {
  const word = words.evidence[note.evidence ?? ""];
  return word ? html`<span class="origin">${word}</span>` : nothing;
};

const tags = (note: SourceNote) =>
  (note.tags ?? [])
    .filter((tag) => tag !== "weak source" || note.evidence !== "low")
    .map((tag) => html`<span class="tag" part="tag">${readableTag(tag, note)}</span>`);

const side = (source: Disagreement) =>
  html`<div class="side" lang="en" dir="auto">
    <strong>${source.value}</strong>
    <span>${source.publisher}</span>
    ${origin(source)} ${site(source.url)}
  </div>`;

const sides = (note: SourceNote) =>
  html`<div class="differ" part="disagreement">
    <p class="differ-title">${words.differ}</p>
    <div class="sides">
      ${side(note)}
      <div class="others">${note.disagrees?.map(side)}</div>
    </div>
  </div>`;

export function noteLine(note: SourceNote): TemplateResult {
  const differs = Boolean(note.disagrees?.length);
  return html`<p class="note-line" lang="en" dir="auto">
      <span class="note-number">${note.n}</span>
      <strong>${note.publisher}</strong> ${origin(note)} ${evidence(note)} ${tags(note)} ${differs ? nothing : site(note.url)}
    </p>
    ${differs ? sides(note) : nothing}`;
}
