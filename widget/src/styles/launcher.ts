/** The launcher button, the dialog around the panel, and the line shown when the panel could not be loaded. */
import { css } from "./plain.ts";

export const PHONE = "(max-width: 480px), (max-height: 440px)";

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
  b {
    min-width: 16px;
    padding: 0 4px;
    border-radius: 12px;
    color: var(--_accent);
    background: var(--_on-accent);
    font-size: 0.8125em;
    text-align: center;
  }
  b:empty {
    display: none;
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
  :host([position="left"]) :is(button, p, dialog) {
    right: auto;
    left: var(--pathwise-gap, 24px);
  }
  dialog {
    position: fixed;
    inset: auto;
    inset-block-end: calc(var(--pathwise-gap, 24px) + 64px);
    right: var(--pathwise-gap, 24px);
    z-index: var(--pathwise-z-index, 2147483000);
    box-sizing: border-box;
    width: var(--pathwise-width, 400px);
    height: var(--pathwise-height, 640px);
    max-width: calc(100vw - 2 * var(--pathwise-gap, 24px));
    max-height: calc(100vh - 2 * var(--pathwise-gap, 24px) - 64px);
    max-height: calc(100dvh - 2 * var(--pathwise-gap, 24px) - 64px);
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--pathwise-radius, 16px);
    color: var(--_ink);
    background: var(--_paper);
    box-shadow: 0 8px 32px var(--_shadow);
    animation: come 0.12s ease-out;
  }
  dialog:modal {
    inset: 0;
    width: 100%;
    height: 100%;
    height: 100dvh;
    max-width: none;
    max-height: none;
    border: 0;
    border-radius: 0;
  }
  :host([position="left"]) dialog:modal {
    left: 0;
  }
  @keyframes come {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog {
      animation: none;
    }
  }
  @media print {
    button,
    dialog {
      display: none;
    }
  }
`;
