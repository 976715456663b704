/**
 * A bar that shows which part of a whole is meant; the text beside it says the same. Drawn with attributes of SVG,
 * because a strict content security policy refuses style attributes.
 */
import { html, nothing, svg, type TemplateResult } from "lit";

/** From and to in percent of the width, perhaps with a mark between them. */
export const scale = (from: number, to: number, mark?: number): TemplateResult =>
  html`<svg class="scale" aria-hidden="true">
    <rect class="track" y="3" width="100%" height="4" rx="2" />
    <rect class="span" x=${`${from}%`} y="1" width=${`${to - from}%`} height="8" rx="4" />
    ${mark === undefined ? nothing : svg`<rect class="mark" x=${`${mark}%`} width="4" height="10" />`}
  </svg>`;
