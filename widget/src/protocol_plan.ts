/** A study plan as it comes over the wire. Days are ISO dates; any field may be missing. */
import type { Noted } from "./protocol.ts";

export interface PlannedCourse {
  readonly course: string;
  readonly start?: string;
  readonly end?: string;
  readonly weeks?: number;
  readonly hours?: string;
  readonly why_here?: string;
  readonly notes?: readonly number[];
  readonly warning?: string;
}

export interface Break {
  readonly from?: string;
  readonly to?: string;
}

export interface Unplaced {
  readonly course: string;
  readonly why?: string;
  readonly notes?: readonly number[];
}

export interface PlanBlock {
  readonly type: "plan";
  readonly title?: string;
  readonly programme?: string;
  readonly start?: string;
  readonly finish?: string;
  readonly weeks?: number;
  readonly hours_per_week?: number;
  readonly items?: readonly PlannedCourse[];
  readonly breaks?: readonly Break[];
  readonly warnings?: readonly Noted[];
  readonly unplaced?: readonly Unplaced[];
  /** The calendar file, as a path of the server. */
  readonly file?: string;
}
