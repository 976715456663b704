/** The launcher button, and the line shown while the panel loads or when it could not be. */
import { css } from "./plain.ts";

export const launcher = css`
  :host(:not([mode="inline"])),
  :host::before,
  :host::after {
    all: initial !important;
    color-scheme: var(--_scheme) !important;
    font: var(--pathwise-font-size, medium) / 1.5 var(--pathwise-font, system-ui, sans-serif) !important;
    direction: ltr !important;
    position: absolute !important;
    display: var(--pathwise-display, block) !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host([mode="inline"]) {
    display: block;
    height: 100%;
    min-height: 360px;
  }
  button,
  p {
    position: fixed;
    inset-block-end: var(--pathwise-gap, 24px);
    right: var(--pathwise-gap, 24px);
    z-index: var(--pathwise-z-index, 2147483000);
    margin: 0;
    box-sizing: border-box;
    font: inherit;
    border-radius: 28px;
    box-shadow: 0 8px 32px var(--_shadow);
  }
  button {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 52px;
    padding-block: 12px;
    padding-inline: 16px 20px;
    border: 1px solid transparent;
    color: var(--_on-accent);
    background: var(--_accent);
    font-weight: 600;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 3px;
  }
  svg {
    width: 24px;
    height: 24px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  p {
    inset-block-end: calc(var(--pathwise-gap, 24px) + 64px);
    max-width: 280px;
    padding: 12px 16px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    color: var(--_ink);
    background: var(--_paper);
    font-size: 0.9375em;
  }
  p:empty {
    display: none;
  }
  :host([position="left"]) :is(button, p) {
    right: auto;
    left: var(--pathwise-gap, 24px);
  }
  @media print {
    button,
    p {
      display: none;
    }
  }
`;
