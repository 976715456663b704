/** Text, footnotes, sources and notices. */
import { css } from "lit";

export const blocks = css`
  pathwise-passage {
    display: block;
  }
  .block {
    display: grid;
    gap: 12px;
    grid-template-columns: minmax(0, 1fr);
  }
  .block > h3 {
    margin-block-end: -8px;
  }
  .text,
  .notice,
  .form {
    max-width: 60ch;
  }
  .points {
    display: grid;
    gap: 6px;
    padding-inline-start: 20px;
    list-style: disc;
  }
  :is(h3, h4) + .points {
    margin-block-start: 4px;
  }
  .points ::marker {
    color: var(--_soft);
  }
  summary {
    width: fit-content;
    min-height: 28px;
    padding-block: 2px;
    color: var(--_accent);
    cursor: pointer;
  }
  details[open] > summary {
    margin-block-end: 8px;
  }
  .together {
    white-space: nowrap;
  }
  .footnote {
    min-width: 24px;
    height: 24px;
    margin: -6px -4px;
    padding: 0 2px;
    border: 1px solid transparent;
    border-radius: 6px;
    color: var(--_accent);
    background: none;
    font-size: 0.75em;
    font-weight: 600;
    line-height: 1;
    vertical-align: 0.35em;
  }
  .footnote + .footnote {
    margin-inline-start: 4px;
  }
  .footnote:hover span {
    text-decoration: underline;
  }
  .footnote[aria-expanded="true"] span {
    padding: 2px 5px;
    border-radius: 5px;
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .note {
    margin-block: 8px 4px;
    padding: 10px 12px;
    border-inline-start: 3px solid var(--_accent);
    border-radius: 4px;
    background: var(--_mist);
    font-size: 0.875em;
    font-style: normal;
    container-type: inline-size;
  }
  .note-number {
    display: inline-block;
    min-width: 1.25em;
    color: var(--_soft);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .origin {
    color: var(--_soft);
  }
  .origin::before {
    content: "· ";
  }
  .sources {
    font-size: 0.875em;
  }
  .sources ol {
    display: grid;
    gap: 10px;
  }
  .differ {
    margin-block-start: 8px;
  }
  .differ-title {
    margin-block-end: 4px;
    color: var(--_soft);
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    overflow-wrap: anywhere;
  }
  .others {
    display: grid;
    gap: 12px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_edge);
  }
  @container (min-width: 250px) {
    .sides {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .others {
      padding-block-start: 0;
      padding-inline-start: 12px;
      border-block-start: 0;
      border-inline-start: 1px solid var(--_edge);
    }
  }
  .side {
    display: grid;
    align-content: start;
    min-width: 0;
  }
  .side .origin::before {
    content: none;
  }
  .side a {
    width: fit-content;
    max-width: 100%;
  }
  .remark {
    padding: 12px 14px;
    border-radius: 12px;
  }
  .remark ul {
    display: grid;
    gap: 6px;
  }
  p.remark {
    width: fit-content;
    margin-block-start: 4px;
    padding: 6px 12px;
    border-radius: 8px;
    font-size: 0.875em;
  }
  .brief .whole {
    margin: 0;
    padding: 12px 14px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    font-size: 0.9375em;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .info {
    background: var(--_mist);
  }
  .caution {
    color: var(--_note-ink);
    background: var(--_note);
  }
  .caution .tag {
    border-color: currentColor;
    color: inherit;
  }
  @media (pointer: coarse) {
    summary {
      min-height: 44px;
      padding-block: 10px;
    }
  }
  @media (forced-colors: active) {
    .note,
    .remark,
    .footnote[aria-expanded="true"] span {
      border: 1px solid CanvasText;
    }
    .footnote {
      border: 0;
      text-decoration: underline;
    }
  }
`;
