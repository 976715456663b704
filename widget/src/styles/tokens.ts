/** Colours, light and dark. `--pathwise-…` is for the page's owner; `--_…` is what the rules use. */
import { css } from "./plain.ts";

const COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  paper: ["#ffffff", "#15181c"],
  mist: ["#f5f6f8", "#1d2126"],
  line: ["#dfe3e8", "#343a41"],
  edge: ["#7b8794", "#7d8894"],
  ink: ["#1b1f24", "#eceff2"],
  soft: ["#4a5560", "#b3bcc6"],
  accent: ["#0b5f66", "#6fd0d6"],
  "on-accent": ["#ffffff", "#15181c"],
  note: ["#fff6e0", "#32290f"],
  "note-ink": ["#5c3d00", "#f6dfae"],
  shadow: ["#1b1f2429", "#00000080"],
};

const theme = (name: string, i: 0 | 1) =>
  `{--_scheme:${name};${Object.entries(COLOURS)
    .map(([colour, values]) => `--_${colour}:var(--pathwise-${colour},${values[i]})`)
    .join(";")}}`;

const light = theme("light", 0);
const dark = theme("dark", 1);

const host = css`
  :host {
    all: initial;
    color-scheme: var(--_scheme);
    font: var(--pathwise-font-size, medium) / 1.5 var(--pathwise-font, system-ui, sans-serif);
  }
`;

export const tokens = `${host}:host${light}@media (prefers-color-scheme:dark){:host(:not([theme=light]))${dark}}:host([theme=dark])${dark}`;
