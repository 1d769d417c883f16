// The pages of an edition in Chromium, from file://:
//   node browser.js HTML_FOLDER LARGE_HTML_FOLDER SCREENSHOTS FOLDER_WITH_TWO_CHINESE_LETTERS FOLDER_OF_ALL_SCRIPTS
// Prints "ok NAME" or "not ok NAME" for each test. SCREENSHOTS may be "": then none are kept.
"use strict";

const fs = require("fs"), path = require("path"), url = require("url");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [small, large, shots, chinese, scripts] = process.argv.slice(2);

function test(name, problems) {
  console.log((problems.length ? "not ok " : "ok ") + name);
  problems.slice(0, 12).forEach((line) => console.log("# " + line));
}
const address = (folder, name) => url.pathToFileURL(path.join(folder, name)).href;

// A page that notes what goes wrong and what it loads.
async function open(browser, options) {
  const context = await browser.newContext(options), page = await context.newPage();
  page.problems = [];
  page.loaded = [];
  page.on("console", (m) => { if (["error", "warning"].includes(m.type())) { page.problems.push(m.text()); } });
  page.on("pageerror", (e) => page.problems.push(String(e)));
  page.on("requestfailed", (r) => page.problems.push("not loaded: " + r.url()));
  page.on("request", (r) => {
    if (!r.url().startsWith("file:")) { page.problems.push("asked of the network: " + r.url()); }
    page.loaded.push(r.url());
  });
  return page;
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((v) => v.id + ": " + v.help + " " + v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(" | "));
}

const idle = (page) => page.waitForFunction(() => {
  const form = document.querySelector("form.search"), now = form.dataset.done;
  const same = now && now === window.lastDone;
  window.lastDone = now;
  return same;
}, null, { polling: 120 });

async function ask(page, words) {
  await page.evaluate(() => { delete document.querySelector("form.search").dataset.done; });
  await page.fill("#q", words);
  await page.press("#q", "Enter");
  await idle(page);
}
const titles = (page) => page.$$eval("#results li h2", (list) => list.map((h) => h.textContent));

async function looks(browser, pages) {
  for (const [width, height] of [[360, 740], [820, 1100], [1280, 900]]) {
    for (const colorScheme of ["light", "dark"]) {
      const bad = [];
      for (const [folder, name] of pages) {
        const page = await open(browser, { viewport: { width, height }, colorScheme });
        await page.goto(address(folder, name));
        (await violations(page)).forEach((v) => bad.push(name + ": " + v));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) { bad.push(name + ": scrolls sideways by " + wide); }
        page.problems.forEach((p) => bad.push(name + ": " + p));
        if (shots) {
          await page.screenshot({ path: path.join(shots, `${path.basename(name, ".html")}-${width}-${colorScheme}.png`) });
        }
        await page.context().close();
      }
      test(`no problem at ${width} pixels, ${colorScheme}`, bad);
    }
  }
}

async function searches(browser) {
  const page = await open(browser, { viewport: { width: 1280, height: 900 } });
  await page.goto(address(small, "index.html"));
  const cases = [
    ["an English word", "aeroplane", "Telegram, Shtykov to Vyshinsky"],
    ["an English word in the plural", "aeroplanes", "Telegram, Shtykov to Vyshinsky"],
    ["the beginning of a word", "aeropl", "Telegram, Shtykov to Vyshinsky"],
    ["a Russian word in another case", "переводчика", "Telegram, Shtykov to Vyshinsky"],
    ["a Russian word in capitals", "САМОЛЁТЫ", "Telegram, Shtykov to Vyshinsky"],
    ["a Chinese word", "印度支那", "Joint Statement, Zhou Enlai and Jawaharlal Nehru"],
    ["a part of a Chinese word", "度支", "Joint Statement, Zhou Enlai and Jawaharlal Nehru"],
    ["one Chinese character", "仰", "Joint Statement, Zhou Enlai and Jawaharlal Nehru"],
    ["a simplified word by traditional characters", "兩國總理會談", "Joint Statement, Zhou Enlai and Jawaharlal Nehru"],
    ["a word in wide letters", "ａｅｒｏｐｌａｎｅ", "Telegram, Shtykov to Vyshinsky"],
    ["a Russian word without its dots", "самолеты", "Telegram, Shtykov to Vyshinsky"],
    ["words in two languages", "самолёт Vyshinsky", "Telegram, Shtykov to Vyshinsky"]
  ];
  for (const [name, words, title] of cases) {
    await ask(page, words);
    const got = await titles(page);
    const marks = await page.waitForSelector("#results mark", { timeout: 3000 }).then(() => [], () => ["nothing is marked"]);
    test("search finds " + name, (got.includes(title) ? [] : ["got: " + got.join("; ")]).concat(marks));
  }
  await ask(page, "zzzzqq");
  test("search says when nothing is found", (await titles(page)).length ? ["found something"] : []);
  await ask(page, "Вышинский");
  const spelled = await titles(page);
  test("search finds a name by another spelling than the text's",
    spelled.includes("Record of Conversation, I.V. Stalin and Mao Zedong") ? [] : ["got: " + spelled.join("; ")]);
  test("search with results has no problem", page.problems.concat(await violations(page)));
  if (shots) { await page.screenshot({ path: path.join(shots, "search.png") }); }
  await page.context().close();
}

// One letter in traditional characters, one in simplified: either is found by both, and marked.
async function han(browser) {
  const page = await open(browser, {}), bad = [];
  await page.goto(address(chinese, "index.html"));
  for (const [words, marked] of [["毛澤東", ["毛澤東", "毛泽东"]], ["毛泽东", ["毛澤東", "毛泽东"]], ["關於", ["關於", "关于"]], ["关于", ["關於", "关于"]],
    ["鐵", ["鐵", "铁"]], ["铁", ["鐵", "铁"]], ["萬", ["萬"]], ["万", ["萬"]], ["廣", ["广"]]]) {
    await ask(page, words);
    await page.waitForFunction((n) => document.querySelectorAll("#results li:has(mark)").length === n, marked.length, { timeout: 3000 }).catch(() => {});
    const got = await page.$$eval("#results mark", (list) => list.map((m) => m.textContent));
    if (Array.from(new Set(got)).sort().join() !== Array.from(new Set(marked)).sort().join()) { bad.push(`${words}: ${got.join() || "nothing"}`); }
  }
  test("traditional and simplified characters find each other", bad.concat(page.problems));
  await page.context().close();
}

// Everything with keys: the field, the facets, the way back.
async function keys(browser) {
  const page = await open(browser, { viewport: { width: 1280, height: 900 } }), bad = [];
  await page.goto(address(small, "index.html"));
  await page.focus("#q");
  await page.keyboard.type("Stalin");
  await page.keyboard.press("Enter");
  await idle(page);
  const all = (await titles(page)).length;
  const order = [];
  for (let i = 0; i < 7; i++) {
    await page.keyboard.press("Tab");
    order.push(await page.evaluate(() => document.activeElement.id || document.activeElement.type));
  }
  if (order.join(" ") !== "submit kind person place language year reset") { bad.push("order of keys: " + order.join(" ")); }
  for (const facet of ["kind", "person", "place", "language", "year"]) {
    await page.focus("#" + facet);
    await page.waitForFunction((id) => document.getElementById(id).options.length > 1, facet);
    await page.evaluate(() => { delete document.querySelector("form.search").dataset.done; });
    await page.keyboard.press("ArrowDown");
    await idle(page);
    const chosen = await page.$eval("#" + facet, (s) => s.selectedOptions[0].textContent), some = (await titles(page)).length;
    if (facet !== "person" && facet !== "place" && !chosen.includes("(" + some + ")")) { bad.push(`${facet} ${chosen}: ${some} found`); }
    if (!(await page.evaluate(() => location.hash)).includes(facet + "=")) { bad.push(facet + " isn't in the address"); }
    await page.evaluate(() => { delete document.querySelector("form.search").dataset.done; });
    await page.keyboard.press("ArrowUp");
    await idle(page);
    if ((await titles(page)).length !== all) { bad.push(facet + ": not all are back"); }
  }
  test("facets work by keyboard", bad.concat(page.problems));
  const again = await open(browser, {});
  await again.goto(address(small, "index.html") + "#q=Stalin&kind=Telegram&person=stalin");
  await idle(again);
  const kinds = await again.$$eval("#results .facts-line", (list) => list.map((p) => p.textContent));
  test("an address brings a search back", kinds.length && kinds.every((k) => k.includes("Telegram")) &&
    (await again.inputValue("#person")) === "stalin" ? again.problems : ["got: " + kinds.join("; ")]);
  await page.context().close();
  await again.context().close();
}

async function withoutScripts(browser) {
  const page = await open(browser, { javaScriptEnabled: false }), bad = [];
  await page.goto(address(small, "index.html"));
  if (await page.isVisible("form.search")) { bad.push("the form of the search is shown"); }
  if ((await page.$$(".documents td.what a")).length < 10) { bad.push("documents are missing"); }
  for (const view of await page.$$eval(".views a", (list) => list.map((a) => a.getAttribute("href")))) {
    await page.goto(address(small, view));
    if (!(await page.isVisible("#text a"))) { bad.push(view + " shows nothing"); }
  }
  test("without scripts there are lists of everything", bad.concat(page.problems));
  await page.context().close();
}

// Every word of every text is a term of the index, folded here as the program folded it there.
async function sameWords(browser, folder) {
  const page = await open(browser, {});
  await page.goto(address(folder, "index.html"));
  await ask(page, "毛"); // so that the folding of Han characters is loaded
  const terms = new Set(), bad = [], files = fs.readdirSync(path.join(folder, "search"));
  for (const name of files.filter((f) => /^t\d+\.js$/.test(f))) {
    const text = fs.readFileSync(path.join(folder, "search", name), "utf8");
    JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")"))).split("\n").forEach((line) => terms.add(line.slice(0, line.indexOf(" "))));
  }
  const unspaced = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"].map((s) => `\\p{Script=${s}}`).join("");
  const parts = new RegExp(`[${unspaced}]+|[^${unspaced}]+`, "gu"), dense = new RegExp(`^[${unspaced}]`, "u");
  const words = new Set();
  for (const name of fs.readdirSync(path.join(folder, "search", "x"))) {
    const text = fs.readFileSync(path.join(folder, "search", "x", name), "utf8");
    const plain = JSON.parse("[" + text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")) + "]")[1];
    (plain.match(/[\p{L}\p{M}\p{N}]+(?:['’](?=[\p{L}\p{M}])[\p{L}\p{M}\p{N}]+)*/gu) || []).forEach((run) =>
      run.match(parts).forEach((w) => words.add(w)));
  }
  const list = Array.from(words);
  const han = list.filter((w) => dense.test(w)).flatMap((w) => Array.from(w));
  const simple = await page.evaluate((all) => Object.fromEntries(all.map((c) => [c, window.teipipeSearch.term(c)])), han);
  const folded = await page.evaluate((all) => all.map((w) => window.teipipeSearch.term(w)), list.filter((w) => !dense.test(w)));
  list.filter((w) => !dense.test(w)).forEach((w, i) => { if (!terms.has(folded[i])) { bad.push(w + ": " + folded[i]); } });
  list.filter((w) => dense.test(w)).forEach((run) => {
    const chars = Array.from(run).map((c) => simple[c]).filter(Boolean);
    chars.forEach((c, i) => { if (!terms.has(c) || (i && !terms.has(chars[i - 1] + c))) { bad.push(run + ": " + c); } });
  });
  test(`${list.length > 900 ? "all" : "only " + list.length} words of the texts are terms of the index: ${path.basename(path.dirname(folder))}`, list.length > 900 ? bad : ["too few words"].concat(bad));
  await page.context().close();
}

// What a search loads of a large edition.
async function sizes(browser) {
  for (const words of ["railway", "железная дорога", "毛泽东", "railway coal agreement delegation"]) {
    const page = await open(browser, {});
    await page.goto(address(large, "index.html"));
    const before = page.loaded.length;
    await ask(page, words);
    await page.waitForTimeout(300);
    const bytes = page.loaded.slice(before).reduce((sum, u) => sum + fs.statSync(url.fileURLToPath(u)).size, 0);
    const found = await page.textContent(".found");
    test(`a search for ${words} loads at most 300 KB`, (bytes <= 300000 ? [] : [bytes + " bytes"]).concat(page.problems,
      (await titles(page)).length === 10 ? [] : ["found: " + found]));
    console.log(`# ${words}: ${bytes} bytes, ${page.loaded.length - before} files, ${found}`);
    await page.context().close();
  }
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  const names = ["index", "timeline", "correspondence", "persons", "places", "organisations", "kinds", "languages"];
  const pages = names.map((n) => [small, n + ".html"]);
  // The overviews of divided lists.
  if (large) { ["persons", "correspondence"].forEach((n) => pages.push([large, n + ".html"])); }
  await searches(browser);
  if (chinese) { await han(browser); }
  await keys(browser);
  await withoutScripts(browser);
  await sameWords(browser, small);
  if (scripts) { await sameWords(browser, scripts); }
  if (large) { await sizes(browser); }
  await looks(browser, pages);
  await browser.close();
})().catch((e) => { console.log("not ok the browser runs"); console.log("# " + e.stack); process.exit(1); });
