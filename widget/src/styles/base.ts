/** The panel's frame, type and the things that are everywhere: buttons, links, focus, hidden words. */
import { css } from "lit";

export const base = css`
  :host {
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    height: 100%;
    min-height: 0;
    color: var(--_ink);
    background: var(--_paper);
    font: inherit;
    text-align: start;
    overflow-wrap: break-word;
    -webkit-text-size-adjust: 100%;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
    font: inherit;
  }
  h2,
  h3,
  h4,
  strong {
    font-weight: 650;
  }
  :is(.header, .bar, .transcript, .composer) {
    padding-inline: max(20px, (100% - 760px) / 2);
  }
  .plain {
    list-style: none;
  }
  button,
  input,
  textarea {
    margin: 0;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
  }
  button {
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }
  a,
  .plain-button {
    color: var(--_accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  :is(a, .plain-button):hover {
    text-decoration-thickness: 2px;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  svg {
    width: 20px;
    height: 20px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .primary,
  .plain-button {
    min-height: 36px;
    padding: 6px 14px;
    border: 1px solid transparent;
    border-radius: 18px;
  }
  .primary {
    color: var(--_on-accent);
    background: var(--_accent);
    font-weight: 600;
  }
  .primary:disabled {
    opacity: 0.55;
    cursor: default;
  }
  .plain-button {
    padding-inline: 6px;
    border-radius: 4px;
    background: none;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .tag {
    display: inline-block;
    max-width: 100%;
    padding: 1px 6px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    color: var(--_soft);
    font-size: 0.75em;
    font-style: normal;
    font-weight: 400;
  }
  .missing {
    color: var(--_soft);
    font-style: italic;
  }
  @media (pointer: coarse) {
    .primary,
    .plain-button {
      min-height: 44px;
    }
  }
`;
