/**
 * A learner who has only a keyboard, in a real Firefox: `node firefox.mjs /usr/bin/firefox http://127.0.0.1:8000 script`
 * with the steps as JSON on standard input. It does what hands.py does; the first thing wrong is thrown.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../widget/package.json", import.meta.url));
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));
const [executablePath, address, inPage] = process.argv.slice(2);
const steps = JSON.parse(readFileSync(0, "utf8"));
const MOST_TABS = 60;
const PATIENCE_MS = 60_000;

const browser = await puppeteer.launch({ browser: "firefox", executablePath });
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 900 });
await page.evaluateOnNewDocument(readFileSync(inPage, "utf8"));
const tabs = {};

const focused = () => page.evaluate(() => keyboard.focused());
const count = (selector) => page.evaluate((selector) => keyboard.count(selector), selector);
const says = (text) => page.evaluate((text) => keyboard.says(text), text);

async function look() {
  const focus = await focused();
  if (!focus) throw new Error("the focus is lost");
  for (const [is, wrong] of [["isOnScreen", "out of the window"], ["isUncovered", "covered by something"], ["isMarked", "nothing shows the focus"]]) {
    if (!focus[is]) throw new Error(`${wrong}: ${JSON.stringify(focus)}`);
  }
  return focus;
}

async function press(keys) {
  for (const key of keys) await page.keyboard.press(key === "Space" ? " " : key);
}

async function goTo(name, kind, isBack) {
  for (let n = 1; n <= MOST_TABS; n++) {
    if (isBack) await page.keyboard.down("Shift");
    await page.keyboard.press("Tab");
    if (isBack) await page.keyboard.up("Shift");
    const focus = await look();
    if (focus.name.startsWith(name) && (!kind || focus.kind === kind)) {
      tabs[name] = n;
      return;
    }
  }
  throw new Error(`"${name}" was not reached by ${MOST_TABS} times Tab`);
}

async function wait(what, isSo) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited for ${what}; the focus is on ${JSON.stringify(await focused())}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function step(it) {
  if (it.tab) await goTo(it.tab, it.kind, false);
  else if (it.back) await goTo(it.back, it.kind, true);
  else if (it.press) await press(it.press);
  else if (it.send) {
    const before = await count("li.bot");
    await press(it.send);
    await wait("an answer", async () => (await count("li.bot")) > before && !(await count(".bubble:not(.sent)")) && look());
  } else if (it.type) {
    await page.keyboard.type(it.type);
    await look();
  } else if (it.focus) {
    await wait(`the focus on ${it.focus}`, async () => (await focused())?.name.startsWith(it.focus));
    await look();
  } else if (it.says) await wait(it.says, () => says(it.says));
  else if (it.shows) await wait(`${it.count} of ${it.shows}`, async () => (await count(it.shows)) === it.count);
}

try {
  await page.goto(address);
  for (const it of steps) {
    try {
      await step(it);
    } catch (error) {
      throw new Error(`${JSON.stringify(it)}: ${error.message}`);
    }
  }
  process.stdout.write(JSON.stringify({ version: await browser.version(), tabs }));
} finally {
  await browser.close();
}
