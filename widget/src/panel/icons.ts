/** The few drawings of the panel. */
import { html, svg, type TemplateResult } from "lit";

const icon = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>`;

export const closeIcon = icon("M6 6l12 12M18 6L6 18");
export const menuIcon = icon("M5 7h14M5 12h14M5 17h14");
export const sendIcon = icon("M12 19V5M6 11l6-6 6 6");
export const nextIcon = icon("M5 12h14M13 6l6 6-6 6");
