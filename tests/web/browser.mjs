// Opens each page as a reader would: with and without scripts, at three widths, light and dark. Prints the
// tests as tests/lib.sh says.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(process.env.WEB_TOOLS, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const pages = readFileSync(process.argv[2], "utf8").trim().split("\n");
const shots = process.env.WEB_SHOTS;
const WIDTHS = [390, 800, 1400];
let bad = 0;

function tell(name, faults) {
  if (faults.length) { bad += 1; }
  console.log((faults.length ? "not ok " : "ok ") + name);
  faults.slice(0, 12).forEach((fault) => console.log("# " + fault));
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--allow-file-access-from-files=0"],
});

// A page in a context of its own; FAULTS gets what the console and the network complain of.
async function open(file, faults, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") { faults.push(`${basename(file)}: console: ${m.text()}`); } });
  page.on("pageerror", (e) => faults.push(`${basename(file)}: ${e}`));
  page.on("request", (r) => { if (!/^(file|data|blob):/.test(r.url())) { faults.push(`${basename(file)}: asks another host: ${r.url()}`); } });
  // an image of the source that isn't beside the page is no fault of the page
  page.on("requestfailed", (r) => { if (r.resourceType() !== "image") { faults.push(`${basename(file)}: fails: ${r.url()}`); } });
  await page.goto(pathToFileURL(file).href);
  return { page, close: () => context.close() };
}

// What a look at the page shows: does it scroll sideways, is a text cut?
async function layout(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const main = document.querySelector("main").getBoundingClientRect();
    const faults = wide > 1 ? [`is ${wide} px wider than the window`] : [];
    if (main.left < 12 || window.innerWidth - main.right < 12) { faults.push("has no margin"); }
    return faults;
  });
}

async function inEachForm() {
  const console_ = [], axed = [], wide = [], blind = [];
  for (const file of pages) {
    const name = basename(file, ".html");
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await open(file, console_, { colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        (await layout(page)).forEach((f) => wide.push(`${name} at ${width}: ${f}`));
        if (shots) {
          mkdirSync(shots, { recursive: true });
          await page.screenshot({ path: `${shots}/${name}-${colorScheme}-${width}.png`, fullPage: false });
        }
        if (width === 800) { continue; }
        await page.evaluate(axe);
        const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        result.violations.forEach((v) => axed.push(`${name}, ${colorScheme}, ${width}: ${v.id}: ${v.nodes[0].html.slice(0, 150)}`));
      }
      await close();
    }
    const { page, close } = await open(file, console_, { javaScriptEnabled: false });
    const text = await page.locator("main").innerText();
    if (text.length < 40) { blind.push(`${name}: nothing to be read without scripts`); }
    await close();
  }
  tell("no page complains, or asks another host", console_.filter((f) => !/ERR_FILE_NOT_FOUND/.test(f)));
  tell("axe finds nothing", axed);
  tell("no page scrolls sideways or touches the edge", wide);
  tell("each page can be read without scripts", blind);
}

async function notes() {
  const file = pages.find((p) => basename(p) === "notes.html"), faults = [];
  const { page, close } = await open(file, faults);
  const mark = page.locator(".note-mark a").first();
  await mark.focus();
  if (await page.locator(".note-here").count()) { faults.push("the focus alone opens a note"); }
  await page.keyboard.press("Enter");
  const here = page.locator(".note-here");
  if (!(await here.count())) { faults.push("Enter opens no note"); tell("notes open and close by keyboard", faults); return; }
  if ((await mark.getAttribute("aria-expanded")) !== "true") { faults.push("the mark doesn't say that it is open"); }
  const words = (await here.innerText()).trim();
  if (words.length < 5) { faults.push("the note is empty"); }
  await page.keyboard.press("Escape");
  if (await here.count()) { faults.push("Escape doesn't close it"); }
  if (!(await mark.evaluate((m) => m === document.activeElement))) { faults.push("the focus doesn't return to the mark"); }
  if ((await mark.getAttribute("aria-expanded")) !== "false") { faults.push("the mark doesn't say that it is closed"); }
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  if (await here.count()) { faults.push("Enter on the mark doesn't close it"); }
  await close();
  const plain = await open(file, faults, { javaScriptEnabled: false });
  await plain.page.locator(".note-mark a").first().click();
  const at = await plain.page.evaluate(() => location.hash).catch(() => new URL(plain.page.url()).hash);
  if (!at) { faults.push("without scripts a mark leads nowhere"); }
  await plain.close();
  tell("notes open and close by keyboard", faults);
}

async function copies() {
  const file = pages.find((p) => /edition.*1950-01-02/.test(p)), faults = [];
  const { page, close } = await open(file, faults);
  await page.evaluate(() => {
    window.copied = [];
    document.execCommand = (what) => { if (what === "copy") { window.copied.push(document.activeElement.value ?? String(getSelection())); } return true; };
    if (navigator.clipboard) { navigator.clipboard.writeText = async (text) => { window.copied.push(text); }; }
  });
  const buttons = page.locator("button.copy");
  const n = await buttons.count();
  if (n < 2) { faults.push(`there are ${n} buttons`); }
  for (let i = 0; i < n; i++) {
    await buttons.nth(i).focus();
    await page.keyboard.press("Enter");
  }
  const copied = await page.evaluate(() => window.copied);
  if (copied.length !== n || copied.some((text) => !text || text.length < 20)) { faults.push(`copied: ${JSON.stringify(copied).slice(0, 300)}`); }
  await page.locator(".pilcrow").first().click({ force: true });
  const link = await page.evaluate(() => window.copied.at(-1));
  if (!/#par-\d+$|#[\w-]+$/.test(link ?? "")) { faults.push(`a paragraph's link: ${link}`); }
  await close();
  tell("citations and links copy", faults);
}

async function counterparts() {
  const file = pages.find((p) => /edition.*1950-01-02/.test(p)), faults = [];
  const { page, close } = await open(file, faults);
  const block = page.locator("[data-align]").first();
  if (!(await block.count())) { faults.push("nothing is aligned"); }
  else {
    await block.hover();
    const lit = await page.locator("[data-lit]").count();
    if (lit < 2) { faults.push(`${lit} blocks are lit`); }
  }
  await close();
  tell("a paragraph lights up its counterparts", faults);
}

// What no axe looks for: Han text upright, a link to each paragraph, versions side by side where there is room, and
// on paper nothing that only works on a screen.
async function typography() {
  const slanted = [], bare = [], faults = [], paper = [], noise = [];
  for (const file of pages) {
    const name = basename(file, ".html"), { page, close } = await open(file, noise);
    const seen = await page.evaluate(() => {
      const han = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const at = walk.currentNode.parentElement;
        if (/\p{Script=Han}/u.test(walk.currentNode.data) && !at.closest("script, style") && getComputedStyle(at).fontStyle !== "normal") {
          han.push(walk.currentNode.data.slice(0, 30));
        }
      }
      const paragraphs = [...document.querySelectorAll("#text p:not([class]), #text p.p")];
      const unlinked = paragraphs.filter((p) => !(p.id && p.querySelector(":scope > .pilcrow")) && !p.closest(".note, .notes, li, td, th, figure, blockquote, aside, .stage, .sp"));
      return { han, bare: unlinked.map((p) => p.outerHTML.slice(0, 100)) };
    });
    seen.han.forEach((text) => slanted.push(`${name}: ${text}`));
    if (file.includes("edition")) { seen.bare.forEach((html) => bare.push(`${name}: ${html}`)); }
    await page.emulateMedia({ media: "print" });
    for (const what of ["nav", "button", ".pilcrow", "form"]) {
      if (await page.locator(what).evaluateAll((all) => all.some((e) => e.checkVisibility({ checkOpacity: true }) && e.getBoundingClientRect().height > 1))) {
        paper.push(`${name}: ${what} is printed`);
      }
    }
    await close();
  }
  const file = pages.find((p) => /edition.*1950-01-02/.test(p)), { page, close } = await open(file, noise);
  const boxes = () => page.locator(".version").evaluateAll((all) => all.map((v) => { const b = v.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }));
  const beside = await boxes();
  if (beside.length !== 2 || beside[0][2] > beside[1][0] || Math.abs(beside[0][1] - beside[1][1]) > 2) { faults.push(`wide: ${JSON.stringify(beside)}`); }
  await page.setViewportSize({ width: 390, height: 900 });
  const below = await boxes();
  if (below.length !== 2 || below[0][3] > below[1][1] || Math.abs(below[0][0] - below[1][0]) > 2) { faults.push(`narrow: ${JSON.stringify(below)}`); }
  await close();
  tell("Han text is upright", slanted);
  tell("each paragraph of a text has its link", bare);
  tell("versions stand side by side, and below each other on a narrow screen", faults);
  tell("what only works on a screen isn't printed", paper);
}

// What reference managers catch: metadata, COinS and JSON-LD, which must say the same.
async function caught() {
  const faults = [], noise = [];
  let seen = 0;
  for (const file of pages.filter((p) => p.includes("edition"))) {
    const { page, close } = await open(file, noise, { javaScriptEnabled: false });
    const html = await page.content(), name = basename(file);
    await close();
    const text = (s) => s.replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
    const meta = (key) => [...html.matchAll(new RegExp(`<meta name="${key}" content="([^"]*)"`, "g"))].map((m) => text(m[1]));
    const coins = html.match(/class="Z3988" title="([^"]*)"/), json = html.match(/<script type="application\/ld\+json">([^]*?)<\/script>/);
    if (!/^\d/.test(name)) { continue; } // a page of the whole edition
    seen += 1;
    try {
      const open_url = new URLSearchParams(text(coins[1])), item = JSON.parse(json[1]);
      const titles = [meta("citation_title")[0], meta("DC.title")[0], item.name];
      if (open_url.has("rft.title")) { titles.push(open_url.get("rft.title")); }
      if (!titles[0] || new Set(titles).size !== 1) { faults.push(`${name}: titles: ${titles.join(" | ")}`); }
      const urls = [meta("citation_fulltext_html_url")[0], meta("DC.identifier")[0], item.url, open_url.get("rft_id")];
      if (!urls[0] || new Set(urls).size !== 1) { faults.push(`${name}: addresses: ${urls.join(" | ")}`); }
      const authors = meta("DC.creator"), persons = (item.author ?? []).map((a) => a.name);
      if (authors.join() !== persons.join() || meta("citation_author").length !== authors.length) { faults.push(`${name}: authors: ${authors} | ${persons}`); }
    } catch (error) { faults.push(`${name}: ${error}`); }
  }
  if (seen < 10) { faults.push(`only ${seen} documents`); }
  tell("metadata, COinS and JSON-LD say the same", faults);
}

async function paths() {
  const file = pages.find((p) => /edition.*1950-01-02/.test(p)), faults = [];
  const { page, close } = await open(file, faults);
  await page.keyboard.press("Tab");
  if (!(await page.evaluate(() => document.activeElement.classList.contains("skip")))) { faults.push("the first stop isn't the skip link"); }
  await page.keyboard.press("Enter");
  if ((await page.evaluate(() => location.hash)) !== "#text") { faults.push("the skip link doesn't skip"); }
  for (const href of await page.locator("a.name").evaluateAll((all) => [...new Set(all.map((a) => a.href))].slice(0, 6))) {
    await page.goto(href);
    const there = await page.evaluate(() => !!document.getElementById(decodeURIComponent(location.hash.slice(1))));
    if (!there) { faults.push(`no entry: ${href.split("/").pop()}`); }
  }
  await close();
  tell("the skip link skips, and names lead to their entries", faults);
}

try {
  await inEachForm();
  await notes();
  await copies();
  await counterparts();
  await typography();
  await caught();
  await paths();
} catch (error) {
  tell("the browser could be driven to the end", [String(error)]);
} finally {
  await browser.close();
}
process.exit(bad ? 1 : 0);
