/** Where the courses and breaks of a plan lie in time. No page. */
import type { Break, PlanBlock, PlannedCourse } from "./protocol_plan.ts";
import { listOf } from "./reading.ts";

/** A stretch of the plan, in percent of its whole length. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

export type Step =
  | { readonly kind: "course"; readonly course: PlannedCourse }
  | { readonly kind: "break"; readonly pause: Break };

/** Courses and breaks in the order in which they begin; courses without a date stay behind those before them. */
export function stepsOf(plan: PlanBlock): readonly Step[] {
  const waiting = [...listOf(plan.breaks)].sort((a, b) => timeOf(a.from) - timeOf(b.from));
  const steps: Step[] = [];
  const pausesUntil = (day: number) => {
    while (waiting[0] && !(timeOf(waiting[0].from) > day)) {
      steps.push({ kind: "break", pause: waiting.shift() as Break });
    }
  };
  for (const course of listOf(plan.items)) {
    if (course.start) pausesUntil(timeOf(course.start));
    steps.push({ kind: "course", course });
  }
  pausesUntil(Number.POSITIVE_INFINITY);
  return steps;
}

/** Where these days lie on the whole plan, the last day included; undefined when a date is missing or wrong. */
export function stretchOf(plan: PlanBlock, start?: string, end?: string): Stretch | undefined {
  const courses = listOf(plan.items);
  const days = [plan.start, plan.finish, ...courses.flatMap((c) => [c.start, c.end])].map(timeOf);
  const known = days.filter((day) => !Number.isNaN(day));
  const first = Math.min(...known);
  const length = Math.max(...known) + DAY_MS - first;
  const percent = (day: number) => Math.round(((day - first) / length) * 1000) / 10;
  const [from, to] = [percent(timeOf(start)), percent(timeOf(end) + DAY_MS)];
  return to > from && from >= 0 && to <= 100 ? { from, to } : undefined;
}

/** Milliseconds of the day in UTC, NaN when it is no ISO date. */
function timeOf(day: string | undefined): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(day ?? "") ? Date.parse(day as string) : Number.NaN;
}
