/** Watches from before the page's first script on: what its policy forbade, and what moved. */

const forbidden: string[] = [];
let shifted = 0;

function complain(reports: Report[]): void {
  for (const { type, body } of reports) forbidden.push(`${type}: ${JSON.stringify(body)}`);
}

export function watch(): void {
  const note = ({ effectiveDirective, blockedURI, sample }: Partial<SecurityPolicyViolationEvent>) =>
    forbidden.push(`${effectiveDirective} forbade ${blockedURI} ${sample ?? ""}`);
  addEventListener("securitypolicyviolation", note, true);
  if ("ReportingObserver" in globalThis) new ReportingObserver(complain, { buffered: true }).observe();
  if (PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as LayoutShift[]) if (counts(shift)) shifted += shift.value;
    }).observe({ type: "layout-shift", buffered: true });
  }
}

/** Not yet among the types of the platform. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** A note that opens under a press may move what is inside the widget (whose nodes are not told), never the page. */
const counts = ({ hadRecentInput, sources }: LayoutShift) =>
  !hadRecentInput || sources.some(({ node }) => node !== null);

/** What the page's policy forbade, and what the browser itself complained of. */
export const whatWasForbidden = (): string[] => [...forbidden];

/** The sum of all layout shifts; only Chromium measures them. */
export const layoutShift = (): number => shifted;

/** Everything that a page can leave in a browser. */
export async function whatIsStored(): Promise<string[]> {
  const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`);
  const cached = "caches" in globalThis ? (await caches.keys()).map((name) => `cache ${name}`) : [];
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  return [
    ...Object.keys(localStorage).map((name) => `localStorage ${name}`),
    ...Object.keys(sessionStorage).map((name) => `sessionStorage ${name}`),
    ...(document.cookie ? [`cookie ${document.cookie}`] : []),
    ...databases,
    ...cached,
    ...workers.map(({ scope }) => `service worker ${scope}`),
  ];
}

/** The address of everything that the page asked for. */
export const whatWasFetched = (): string[] =>
  performance.getEntriesByType("resource").map(({ name }) => name);
