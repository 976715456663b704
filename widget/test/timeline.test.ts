/** Courses and breaks stand in the order of time, and bars lie where they belong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanBlock } from "../src/protocol_plan.ts";
import { stepsOf, stretchOf } from "../src/timeline.ts";

const plan = (more: Partial<PlanBlock>): PlanBlock => ({ type: "plan", ...more });

const names = (block: PlanBlock) =>
  stepsOf(block).map((step) => (step.kind === "course" ? step.course.course : `break ${step.pause.from}`));

const course = (name: string, start?: string, end?: string) => ({ course: name, start, end }) as never;

const ORDERS: [name: string, plan: PlanBlock, steps: string[]][] = [
  ["an empty plan", plan({}), []],
  [
    "a break between two courses",
    plan({
      items: [course("a", "2027-01-04"), course("b", "2027-03-01")],
      breaks: [{ from: "2027-02-01", to: "2027-02-28" }],
    }),
    ["a", "break 2027-02-01", "b"],
  ],
  [
    "breaks before and after, given in disorder",
    plan({
      items: [course("a", "2027-01-04")],
      breaks: [{ from: "2027-05-01" }, { from: "2026-12-24" }],
    }),
    ["break 2026-12-24", "a", "break 2027-05-01"],
  ],
  [
    "a course without a date stays behind the one before it",
    plan({
      items: [course("a", "2027-01-04"), course("b"), course("c", "2027-04-01")],
      breaks: [{ from: "2027-02-01" }],
    }),
    ["a", "b", "break 2027-02-01", "c"],
  ],
];
for (const [name, block, steps] of ORDERS) {
  test(`in order: ${name}`, () => assert.deepEqual(names(block), steps));
}

const tenDays = plan({ start: "2027-01-01", finish: "2027-01-10" });

const STRETCHES: [
  start: string | undefined,
  end: string | undefined,
  stretch: [number, number] | undefined,
][] = [
  ["2027-01-01", "2027-01-10", [0, 100]],
  ["2027-01-01", "2027-01-05", [0, 50]],
  ["2027-01-06", "2027-01-06", [50, 60]],
  ["2027-01-06", undefined, undefined],
  ["soon", "2027-01-06", undefined],
  ["2027-01-06", "2027-01-02", undefined], // ends before it begins
  ["2026-12-01", "2026-12-31", undefined], // before the plan
];
for (const [start, end, stretch] of STRETCHES) {
  test(`${start} to ${end} of ten days lies at ${stretch}`, () => {
    const found = stretchOf(tenDays, start, end);
    assert.deepEqual(found && [found.from, found.to], stretch);
  });
}

test("the bar of a course that ends after the plan still fits", () => {
  const block = plan({
    start: "2027-01-01",
    finish: "2027-01-05",
    items: [course("a", "2027-01-01", "2027-01-10")],
  });
  assert.deepEqual(stretchOf(block, "2027-01-06", "2027-01-10"), { from: 50, to: 100 });
});

test("a plan without any date has no bars", () =>
  assert.equal(stretchOf(plan({}), "2027-01-01", "2027-01-02"), undefined));
