/** All facts of one scene of the gallery that need nothing but the page: looked at as it is, and with spaced text. */
import { axeReport } from "./axe.ts";
import { isLogSilent, liveRegions } from "./listening.ts";
import { moving } from "./style.ts";
import { smallTargets } from "./targets.ts";
import { lostText, sideways, withSpacing } from "./text.ts";

/** Frames grow with what is in them, so that no scrolled-away element is measured behind another. */
function stretch(): void {
  for (const frame of document.querySelectorAll("gallery-frame")) frame.setAttribute("tall", "");
}

const fit = () => ({ sideways: sideways(), lostText: lostText() });

export async function sceneFacts() {
  const axe = await axeReport();
  const moves = moving();
  stretch();
  const heard = { liveRegions: liveRegions(), isLogSilent: isLogSilent() };
  return { axe, moves, ...heard, smallTargets: smallTargets(), ...fit(), spaced: withSpacing(fit) };
}
