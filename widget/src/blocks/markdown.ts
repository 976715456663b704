/** Draws the small subset of Markdown: only elements named here, only links that `safeUrl` allows. */
import { html, type TemplateResult } from "lit";
import { type Inline, inlineOf, type Paragraph, paragraphsOf } from "../markdown.ts";
import { outLink } from "./link.ts";

const drawn = (inline: Inline): unknown => {
  if (inline.kind === "strong") return html`<strong>${inline.text}</strong>`;
  if (inline.kind === "emphasis") return html`<em>${inline.text}</em>`;
  if (inline.kind === "code") return html`<code>${inline.text}</code>`;
  return inline.kind === "link" ? outLink(inline.url, inline.text) : inline.text;
};

export const inline = (text: string): unknown[] => inlineOf(text).map(drawn);

const paragraph = (p: Paragraph): TemplateResult => {
  if (p.kind === "paragraph") return html`<p lang="en" dir="auto">${inline(p.text)}</p>`;
  const items = p.items.map((item) => html`<li lang="en" dir="auto">${inline(item)}</li>`);
  return p.isOrdered ? html`<ol>${items}</ol>` : html`<ul class="points">${items}</ul>`;
};

/** A whole answer as plain text: what every channel shows. */
export const plainText = (text: string): TemplateResult =>
  html`<div class="whole">${paragraphsOf(text).map(paragraph)}</div>`;
