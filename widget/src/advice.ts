/** The page of kept advice: reads the profile from the address behind the #, which no request ever holds, and shows it. */
const UNREADABLE = "The advice could not be worked out just now. Please try again in a minute.";
const EMPTY = "This link holds no wishes. Ask for a programme in the chat first, then keep the advice.";

const byId = (id: string) => document.getElementById(id) as HTMLElement;

interface Refusal {
  readonly error?: { readonly message?: string; readonly problems?: readonly string[] };
}

/** Say what is wrong: a sentence, and each problem of the link on a line of its own. */
function tell(message: string, problems: readonly string[] = []): void {
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.textContent = message;
  const list = document.createElement("ul");
  for (const problem of problems) {
    const item = document.createElement("li");
    item.textContent = problem;
    list.append(item);
  }
  byId("advice").replaceChildren(told, ...(problems.length > 0 ? [list] : []));
}

async function show(): Promise<void> {
  for (const id of ["print", "copy"]) byId(id).hidden = true;
  const profile = location.hash.slice(1);
  if (!profile) return tell(EMPTY);
  const answer = await fetch("/api/advice.html", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ profile }),
  });
  if (!answer.ok) {
    const { error } = (await answer.json()) as Refusal;
    return tell(error?.message ?? UNREADABLE, error?.problems);
  }
  // The document's own style is that of this page already, which may have no style inside.
  const written = (await answer.text()).replace(/<style>.*?<\/style>/s, "");
  const page = new DOMParser().parseFromString(written, "text/html");
  byId("advice").replaceChildren(...(page.querySelector("main")?.childNodes ?? []));
  document.title = page.title;
  for (const id of ["print", "copy"]) byId(id).hidden = false;
}

const showOrTell = () => show().catch(() => tell(UNREADABLE));

byId("print").addEventListener("click", () => print());
byId("copy").addEventListener("click", async () => {
  const copied = await navigator.clipboard?.writeText(location.href).then(
    () => true,
    () => false,
  );
  byId("said").textContent = copied ? "The link is copied." : "Please copy the address of this page by hand.";
});
addEventListener("hashchange", showOrTell);
showOrTell();
