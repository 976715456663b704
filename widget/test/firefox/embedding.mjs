/** The widget on the pages of /embed in Firefox: what happens there, for tests/browser/test_firefox.py to judge. */

const LAUNCHER = "pathwise-chat >>> [part=launcher]";
const INPUT = "pathwise-chat >>> [part=input]";
const FOOTNOTE = "pathwise-chat >>> [part=footnote]";
const HINT = "pathwise-chat >>> [part=hint]";
/** Only what must be visible is looked for anew by itself: changes inside shadow roots go unnoticed otherwise. */
const PATIENCE = { timeout: 20_000, visible: true };
const FAILURES = {
  "not found": { status: 404, contentType: "text/plain", body: "not found" },
  "server error": { status: 500, contentType: "text/plain", body: "" },
  "a page instead": { status: 200, contentType: "text/html", body: "<!doctype html>" },
  garbage: { status: 200, contentType: "text/javascript", body: "<!doctype html>" },
  blocked: "abort",
};

export async function embeddings(browser, script, address) {
  const open = opener(browser, script, address);
  const parts = { strict, hostile, "server down": serverDown };
  for (const [name, answer] of Object.entries(FAILURES)) parts[name] = (open) => panelFails(open, answer);
  const found = {};
  for (const [name, look] of Object.entries(parts)) found[name] = await orWhy(look(open));
  return found;
}

/** What failed in one place must not hide what was found in the others. */
export const orWhy = (work) => work.catch((error) => ({ failed: String(error) }));

/** Opens a page in a browser without a past, watched from before its first script on. */
const opener = (browser, script, address) => async (name, look, prepare) => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on("console", (line) => ["error", "warn"].includes(line.type()) && said.push(line.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url().replace(address, "")));
  await page.setViewport({ width: 1280, height: 900 });
  await page.evaluateOnNewDocument(script);
  await prepare?.(page);
  await page.goto(`${address}/embed/${name}`);
  await page.waitForSelector(LAUNCHER, PATIENCE);
  try {
    return { ...(await look(page, asked)), said };
  } finally {
    await context.close();
  }
};

const textOf = async (page, selector) => {
  const element = await page.$(selector);
  return (await element?.evaluate((e) => e.textContent.trim())) ?? "";
};

async function press(page, selector) {
  const element = await page.waitForSelector(selector, PATIENCE);
  await element.click();
}

/** Opens the chat, and says where that leaves the focus. */
async function opened(page) {
  await press(page, LAUNCHER);
  await page.waitForSelector(INPUT, PATIENCE);
  await page.waitForFunction("checks.focused() === 'input'", { timeout: 2000 }).catch(() => {});
  return page.evaluate("checks.focused()");
}

async function ask(page, text) {
  await page.focus(INPUT);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** Presses a question of the first page, opens a footnote. */
async function converse(page) {
  await press(page, "pathwise-chat >>> [part=question]");
  await press(page, FOOTNOTE);
  await page.waitForSelector("pathwise-chat >>> [part=note]:not([hidden])", PATIENCE);
}

const strict = (open) =>
  open("strict", async (page, asked) => {
    await page.waitForNetworkIdle();
    const before = { asked: [...asked], stored: await page.evaluate("checks.whatIsStored()") };
    const focused = { afterOpening: await opened(page) };
    await converse(page);
    const note = await textOf(page, "pathwise-chat >>> [part=note]:not([hidden])");
    await ask(page, "Help me choose a programme");
    await press(page, "pathwise-chat >>> [part=form] [part=chip]");
    focused.afterChip = await page.evaluate("checks.focused()");
    await page.keyboard.press("Escape");
    focused.afterEscape = await page.evaluate("checks.focused()");
    const forbidden = await page.evaluate("checks.whatWasForbidden()");
    return { before, note, focused, forbidden, asked, stored: await page.evaluate("checks.whatIsStored()") };
  });

async function hostile(open) {
  const looks = async (page) => {
    const afterOpening = await opened(page);
    await converse(page);
    return { afterOpening, styles: await page.evaluate("checks.partStyles()") };
  };
  const plain = await open("strict", looks);
  const typed = async (page) => {
    const found = await looks(page);
    await page.focus(INPUT);
    await page.keyboard.type("less? s/");
    const value = await (await page.$(INPUT)).evaluate((e) => e.value);
    const chats = await page.evaluate("document.querySelectorAll('pathwise-chat').length");
    return { ...found, value, chats, errors: await page.evaluate("errors") };
  };
  const { styles, ...rest } = await open("hostile", typed);
  return { ...rest, parts: Object.keys(styles).length, differing: differing(plain.styles, styles) };
}

function differing(expected, found) {
  return Object.entries(expected).flatMap(([part, style]) =>
    Object.entries(style)
      .filter(([name, value]) => found[part]?.[name] !== value)
      .map(([name, value]) => `${part}: ${name}: ${value}, here ${found[part]?.[name]}`),
  );
}

/** Answers in place of the server until told to stop. */
async function standIn(page, path, answer) {
  const state = { isOn: true };
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (!state.isOn || !request.url().includes(path)) request.continue();
    else if (answer === "abort") request.abort();
    else request.respond(answer);
  });
  return state;
}

function panelFails(open, answer) {
  let between;
  const look = async (page) => {
    await press(page, LAUNCHER);
    await page.waitForFunction(hasHint, PATIENCE);
    const hint = await textOf(page, HINT);
    between.isOn = false;
    await press(page, LAUNCHER);
    await page.waitForSelector(INPUT, PATIENCE);
    return { hint, isOpen: true, heading: await textOf(page, "h1") };
  };
  return open("strict", look, async (page) => {
    between = await standIn(page, "/panel.js", answer);
  });
}

const hasHint =
  "document.querySelector('pathwise-chat').shadowRoot.querySelector('[part=hint]').textContent !== ''";

function serverDown(open) {
  let between;
  const look = async (page) => {
    await opened(page);
    await ask(page, "is a MicroMasters worth it?");
    await page.waitForSelector("pathwise-chat >>> [part=trouble]", PATIENCE);
    const trouble = await textOf(page, "pathwise-chat >>> [part=trouble]");
    between.isOn = false;
    await page.evaluate("dispatchEvent(new Event('online'))");
    await page.waitForSelector(FOOTNOTE, PATIENCE);
    return { trouble, isAnswered: true };
  };
  return open("strict", look, async (page) => {
    between = await standIn(page, "/api/", "abort");
  });
}
