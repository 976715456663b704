/** The dialog around the panel, and the launcher's count of new answers: they come with the panel, so that the loader stays small. */
import { css } from "./plain.ts";

export const dialog = css`
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
  :host([position="left"]) dialog {
    right: auto;
    left: var(--pathwise-gap, 24px);
  }
  :host([position="left"]) dialog:modal {
    left: 0;
  }
  @media print {
    dialog {
      display: none;
    }
  }
`;
