/**
 * What a real Firefox finds, as JSON: `node run.mjs /usr/bin/firefox http://127.0.0.1:8000`. It only looks; the tests in
 * tests/browser say what must be so. The scenes are dark here, and light in Chromium: so both themes are looked at.
 */
import puppeteer from "puppeteer-core";
import { checksScript, sceneNames } from "../page/bundle.mjs";
import { embeddings, orWhy } from "./embedding.mjs";

const [executablePath, address] = process.argv.slice(2);
const WIDE = { width: 1280, height: 900 };

async function sceneFacts(page, scene) {
  await page.goto(`${address}/gallery?only=${scene}&theme=dark`);
  const facts = await page.evaluate("checks.sceneFacts()");
  const presses = await page.evaluate("checks.followFocus()");
  for (let i = 0; i < presses; i++) await page.keyboard.press("Tab");
  // What scrolls takes the focus too; a press too many would leave the page for the browser's own buttons.
  for (let i = 0; i < 5 && (await page.evaluate("checks.missed().length")) > 0; i++)
    await page.keyboard.press("Tab");
  return { ...facts, tabs: await page.evaluate("checks.tabReport()") };
}

async function allScenes(browser, script) {
  const page = await browser.newPage();
  await page.setViewport(WIDE);
  await page.evaluateOnNewDocument(script);
  const found = {};
  for (const scene of await sceneNames()) found[scene] = await orWhy(sceneFacts(page, scene));
  await page.close();
  return found;
}

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  // A learner who asks for less motion: what still moves is a defect.
  extraPrefsFirefox: { "ui.prefersReducedMotion": 1 },
});
try {
  const script = await checksScript();
  const scenes = await allScenes(browser, script);
  const embedding = await embeddings(browser, script, address);
  process.stdout.write(JSON.stringify({ version: await browser.version(), scenes, embedding }));
} finally {
  await browser.close();
}
