/** axe-core over the whole page, as little of its report as people need. */
import type { AxeResults, RunOptions } from "axe-core";

declare const axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };

const OPTIONS: RunOptions = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  resultTypes: ["violations", "incomplete"],
};

export async function axeReport() {
  const { violations, incomplete, passes } = await axe.run(document, OPTIONS);
  return {
    violations: violations.flatMap(lines),
    incomplete: incomplete.flatMap(lines),
    passed: passes.length,
  };
}

const lines = ({ id, nodes }: AxeResults["violations"][number]) =>
  nodes.map(({ target, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message }) => message).join(" ");
    return `${id}: ${target.flat().join(" ")}: ${why}`;
  });
