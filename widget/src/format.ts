/** Small readings of dates, links and notes, shared by the blocks. No page. */
import type { Noted, SourceNote } from "./protocol.ts";
import { words } from "./strings/index.ts";

/** "2022-08-22" and "2022-08" become "Aug 2022"; "undated, seen 2026-11-22" keeps its word; the rest stays as it is. */
export function readableDate(date: string): string {
  const seen = /^undated,? seen (.+)$/.exec(date)?.[1];
  if (seen) return words.seen(readableDate(seen));
  const [, year, month] = /^(\d{4})-(\d{2})(?:-\d{2})?$/.exec(date) ?? [];
  const first = new Date(`${year}-${month}-01T00:00:00Z`);
  if (!year || Number.isNaN(first.getTime())) return date;
  // The language alone: British English would shorten September to "Sept", which the bot does not.
  return written(first, [words.lang], { month: "short", year: "numeric", timeZone: "UTC" });
}

const written = (day: Date, locales: readonly string[], style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat([...locales, words.locale], style).format(day);

export const readableKind = (kind: string): string => words.kinds[kind] ?? kind.replaceAll("_", " ");

/** The tag as it is shown: "old" says since when. */
export const readableTag = (tag: string, note: { readonly source_date: string }): string => {
  if (tag !== "old") return words.tags[tag] ?? tag;
  return /\d/.test(note.source_date) ? words.asOf(readableDate(note.source_date)) : words.undated;
};

/**
 * The quiet tags beside a sentence: only those that hold for every one of its sources, since one good source
 * is enough to lift a doubt. Of several old sources the newest date counts.
 */
export function sharedTags(sentence: Noted, sources: ReadonlyMap<number, SourceNote>): string[] {
  const notes = (sentence.notes ?? []).flatMap((n) => sources.get(n) ?? []);
  const [first, ...others] = [...notes].sort((a, b) => (a.source_date < b.source_date ? 1 : -1));
  const shared = (first?.tags ?? []).filter((tag) => others.every((note) => note.tags?.includes(tag)));
  const news = shared.filter((tag) => tag !== "old" || !tellsDate(sentence.text, first?.source_date ?? ""));
  return first ? [...new Set(news.map((tag) => readableTag(tag, first)))] : [];
}

/** Whether the sentence gives the date itself, so that a tag would only say it again. */
function tellsDate(text: string, date: string): boolean {
  const year = /\d{4}/.exec(date)?.[0];
  return year ? text.includes(year) : text.includes("undated");
}

/** The address when it is one that a learner may be sent to, else undefined: never javascript:, data: or the like. */
export function safeUrl(url: string | undefined): string | undefined {
  if (!url) return undefined;
  try {
    const { protocol, href } = new URL(url);
    return ["http:", "https:", "mailto:"].includes(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

/** What a link shows of its address: the host without "www.", or the mail address. */
export function siteOf(url: string): string {
  const { protocol, hostname, pathname } = new URL(url);
  return protocol === "mailto:" ? pathname : hostname.replace(/^www\./, "");
}

/** Characters as the server counts them: an emoji is one. */
export const countCharacters = (text: string): number => [...text].length;

/** The reader's own kind of the widget's language, if the browser names one. */
const readersOwn = (): string[] =>
  [...(globalThis.navigator?.languages ?? [])]
    .filter((language) => language.startsWith(words.lang))
    .slice(0, 1);

/** "2027-01-04" as "4 Jan 2027" in the reader's style; anything else stays as it is. */
export function readableDay(day: string, locales: readonly string[] = readersOwn()): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime())) return day;
  return written(date, locales, { dateStyle: "medium", timeZone: "UTC" });
}

/** When a message came, by the reader's own clock: the time alone for one of today. Empty when there is no such moment. */
export function readableMoment(at: string | undefined, now: Date = new Date()): string {
  const moment = new Date(at ?? "");
  if (Number.isNaN(moment.getTime())) return "";
  const isToday = moment.toDateString() === now.toDateString();
  return written(moment, readersOwn(), { timeStyle: "short", ...(isToday ? {} : { dateStyle: "medium" }) });
}

/** An amount as a number: 98000, "$98,000" and "98k" are one; undefined when there is none. */
export function amountOf(amount: number | string | undefined): number | undefined {
  const [, digits, thousand] = /(\d[\d,]*(?:\.\d+)?)\s*(k\b)?/i.exec(String(amount ?? "")) ?? [];
  return digits ? Number(digits.replaceAll(",", "")) * (thousand ? 1000 : 1) : undefined;
}

/** An amount in US dollars as it is read; text stays as it is. */
export const readableAmount = (amount: number | string): string =>
  typeof amount === "number" ? `$${amount.toLocaleString(words.lang)}` : amount;

/** A score on its scale of 0 to 1. */
export const readableScore = (score: number): string => score.toFixed(2);
