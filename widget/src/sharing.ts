/** The link to the summary page: the profile and the kept programmes in its fragment, which no server sees. */
import { safeUrl } from "./format.ts";

/** All that may go into a link, in this order; `kept` comes from the shortlist. */
const PROFILE = [
  "field",
  "background",
  "hours_per_week",
  "budget_usd",
  "credit",
  "months",
  "institution",
  "wanted_credential",
  "language",
  "excluded",
  "under",
  "lacks",
  "holds",
  "like",
  "priority",
];

/** An address of the server; undefined when the path is none of it. */
export function addressOf(server: string, path: unknown): string | undefined {
  if (typeof path !== "string" || !path.startsWith("/")) return undefined;
  return safeUrl(server.replace(/\/+$/, "") + path);
}

/**
 * The address of the summary page.
 *
 * `share` is the fragment as the server gave it; undefined or empty gives undefined: there is nothing to share yet.
 */
export function shareLink(
  server: string,
  share: string | undefined,
  kept: readonly string[],
): string | undefined {
  if (typeof share !== "string" || share === "") return undefined;
  const given = new URLSearchParams(share.replace(/^#/, ""));
  const told = PROFILE.flatMap((key) => given.getAll(key).map((value) => [key, value]));
  const all = kept.length ? [...told, ["kept", kept.join(",")]] : told;
  return addressOf(server, `/advice#${new URLSearchParams(all).toString().replaceAll("%2C", ",")}`);
}
