/**
 * A comparison. Where the panel is narrow each row becomes a card, by style alone; the roles are written out
 * because browsers drop a table's meaning when its display changes.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Cell, TableBlock } from "../protocol.ts";
import { words } from "../strings/index.ts";
import type { BlockContext } from "./context.ts";
import { passage } from "./passage.ts";

/** `picture` stands under the caption: the same for the eye. */
export function tableBlock(
  block: TableBlock,
  context: BlockContext,
  picture: unknown = nothing,
): TemplateResult {
  const { caption, columns, rows } = block;
  return html`<table role="table" part="table">
    <caption lang="en" dir="auto">${caption}${picture}</caption>
    <thead role="rowgroup">
      <tr role="row">
        <td role="cell"></td>
        ${columns.map(({ title }) => html`<th role="columnheader" scope="col" lang="en" dir="auto">${title}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) =>
          html`<tr role="row" class=${row.differs ? "differs" : ""}>
            <th role="rowheader" scope="row">
              ${row.label}${row.differs ? html` <span class="tag">${words.differs}</span>` : nothing}
            </th>
            ${row.cells.map((cell, i) => tableCell(cell, columns[i]?.title ?? "", context))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const tableCell = (cell: Cell, column: string, { sources }: BlockContext) =>
  html`<td role="cell" class=${cell.recorded ? "" : "missing"}>
    <span class="column" aria-hidden="true">${column}</span>
    ${cell.recorded ? passage([cell], sources) : html`<span>${cell.text || words.notRecorded}</span>`}
  </td>`;
