/** A study plan: its courses and breaks in order, what to watch, what found no place, and the calendar file. */
import { html, nothing, type TemplateResult } from "lit";
import { readableDay } from "../format.ts";
import type { Break, PlanBlock, PlannedCourse, Unplaced } from "../protocol_plan.ts";
import { listOf } from "../reading.ts";
import { addressOf } from "../sharing.ts";
import { words } from "../strings/index.ts";
import { stepsOf, stretchOf } from "../timeline.ts";
import type { BlockContext } from "./context.ts";
import { remarks } from "./notice.ts";
import { sentence } from "./passage.ts";
import { scale } from "./scale.ts";

export function planBlock(plan: PlanBlock, context: BlockContext): TemplateResult {
  const steps = stepsOf(plan);
  return html`<header>
      <h3 lang="en" dir="auto">${plan.title ?? words.plan.title}</h3>
      <p class="quiet">${extent(plan)}</p>
    </header>
    ${remarks(listOf(plan.warnings), context)}
    <ol class="timeline plain" part="plan">
      ${steps.map((step) =>
        step.kind === "break" ? pause(step.pause, plan) : course(step.course, plan, context),
      )}
    </ol>
    ${unplaced(listOf(plan.unplaced), context)} ${calendar(plan, context)}`;
}

const day = (date: string) => html`<time datetime=${date}>${readableDay(date)}</time>`;

const days = (from?: string, to?: string) =>
  from && to ? html`${day(from)} ${words.plan.to} ${day(to)}` : from ? day(from) : nothing;

const spelled = (parts: readonly unknown[]) => parts.filter(Boolean).join(" · ");

const extent = ({ start, finish, weeks, hours_per_week }: PlanBlock) => {
  const amount = spelled([
    weeks && words.plan.weeks(weeks),
    hours_per_week && words.plan.hours(hours_per_week),
  ]);
  return html`${days(start, finish)}${start && amount ? " · " : ""}${amount}`;
};

const course = (item: PlannedCourse, plan: PlanBlock, context: BlockContext) => {
  const stretch = stretchOf(plan, item.start, item.end);
  const amount = spelled([item.weeks !== undefined && words.plan.weeks(item.weeks), item.hours]);
  return html`<li>
    <h4 lang="en" dir="auto">${item.course}</h4>
    <p class="quiet">${days(item.start, item.end)}</p>
    ${stretch ? scale(stretch.from, stretch.to) : nothing}
    <div class="quiet">${sentence({ text: amount, notes: item.notes }, context)}</div>
    ${item.why_here ? html`<p lang="en" dir="auto">${item.why_here}</p>` : nothing}
    ${item.warning ? html`<p class="remark caution" lang="en" dir="auto"><strong>${words.caution}:</strong> ${item.warning}</p>` : nothing}
  </li>`;
};

const pause = ({ from, to }: Break, plan: PlanBlock) => {
  const stretch = stretchOf(plan, from, to);
  return html`<li class="pause quiet">
    <p>${words.plan.pause} ${days(from, to)}</p>
    ${stretch ? scale(stretch.from, stretch.to) : nothing}
  </li>`;
};

const unplaced = (list: readonly Unplaced[], context: BlockContext) =>
  list.length === 0
    ? nothing
    : html`<section>
        <h4>${words.plan.unplaced}</h4>
        <ul class="points">
          ${list.map(({ course, why, notes }) => {
            const text = why ? `${course}: ${why}` : course;
            return html`<li>${sentence({ text, notes }, context)}</li>`;
          })}
        </ul>
      </section>`;

/** The browser keeps the file itself: nothing of it goes through the page. */
const calendar = ({ file }: PlanBlock, { server }: BlockContext) => {
  const href = addressOf(server, file);
  return href
    ? html`<p><a part="link calendar" href=${href} download>${words.plan.calendar}</a></p>`
    : nothing;
};
