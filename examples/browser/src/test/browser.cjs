// Learns on the page in a real Chromium and compares its fingerprints with those of the command line.
// usage: NODE_PATH=<folder of playwright-core>/node_modules node examples/browser/src/test/browser.cjs [--pictures <folder>]
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");
const { chromium } = require("playwright-core");

const home = path.resolve(__dirname, "../../../..");
const site = path.join(home, "examples/browser/target/site");
const pictures = process.argv[2] === "--pictures" ? process.argv[3] : null;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };
const RUNS = [
  { suite: "point", learner: "separated", behavior: "", persistence: "1", seed: "1", steps: 4000 },
  { suite: "point", learner: "separated", behavior: "+qmp", persistence: "1", seed: "1", steps: 4000 },
  { suite: "point", learner: "params", behavior: "+qmp", persistence: "5", seed: "-7", steps: 3001 },
  { suite: "errands", learner: "separated", behavior: "+qmp", persistence: "10", seed: "1", steps: 3000 },
  { suite: "maze-medium", learner: "separated", behavior: "+qmp", persistence: "1", seed: "2", steps: 12000 },
];
let faults = 0;

function check(what, right) {
  console.log(`${right ? "ok   " : "FAULT"} ${what}`);
  if (!right) faults++;
}

function serve() {
  const server = http.createServer((request, response) => {
    const file = path.join(site, request.url === "/" ? "index.html" : path.normalize(request.url));
    fs.readFile(file, (error, bytes) => {
      response.writeHead(error ? 404 : 200, { "content-type": TYPES[path.extname(file)] || "text/plain" });
      response.end(error ? "" : bytes);
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function choose(page, run) {
  await page.selectOption("#suite", run.suite);
  await page.selectOption("#learner", run.learner);
  await page.selectOption("#behavior", run.behavior);
  if (run.behavior) await page.fill("#persistence", run.persistence);
  await page.fill("#seed", run.seed);
  await page.fill("#steps", String(run.steps));
  await page.locator("#steps").blur();
}

/** Runs to the end; the time is that of the whole tab. */
async function learn(page, run) {
  await choose(page, run);
  const begin = Date.now();
  await page.click("#run");
  await page.waitForFunction(() => document.querySelector("#status").textContent.endsWith(": over"), null, { timeout: 600000 });
  return {
    seconds: (Date.now() - begin) / 1000,
    status: await page.textContent("#status"),
    command: await page.textContent("#command"),
    fingerprint: await page.textContent("#fingerprint"),
  };
}

/** The printed command, as it stands but for the folder of the run. */
function onJvm(command, folder) {
  const words = command.split(" ");
  words[words.indexOf("--out") + 1] = path.join(folder, String(Math.random()).slice(2));
  const begin = Date.now();
  const said = execFileSync(words[0], words.slice(1), { cwd: home, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const found = said.match(/\b[0-9a-f]{64}\b/);
  return { seconds: (Date.now() - begin) / 1000, fingerprint: found && found[0] };
}

async function lookAtSizes(browser, address) {
  for (const [width, height, colorScheme] of [[360, 740, "dark"], [820, 1180, "light"], [1360, 900, "light"], [1360, 900, "dark"]]) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    const said = [];
    page.on("console", (message) => message.text().startsWith("INFO: ") || said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    await page.goto(address);
    await learn(page, { ...RUNS[1], steps: pictures ? 20000 : 3000 });
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(`${width}×${height} ${colorScheme}: nothing wider than the page`, excess <= 0);
    check(`${width}×${height} ${colorScheme}: no message in the console ${said.join("; ")}`, said.length === 0);
    check(`${width}×${height} ${colorScheme}: the JVM's fingerprint is beside it`, (await page.textContent("#verdict")) === "The same bits");
    if (pictures) {
      await page.screenshot({ path: path.join(pictures, `playground-${width}-${colorScheme}.png`), fullPage: true });
    }
    await page.close();
  }
}

async function control(browser, address) {
  const page = await browser.newPage();
  await page.goto(address);
  await choose(page, RUNS[1]);
  await page.click("#step");
  await page.waitForFunction(() => document.querySelector("#status").textContent.startsWith("Step 4 of"));
  check("one step of each task", true);
  await page.click("#run");
  await page.waitForFunction(() => parseInt(document.querySelector("#status").textContent.replace(/\D*([\d,]+).*/, "$1").replace(",", "")) > 2200);
  await page.click("#run");
  await page.waitForFunction(() => document.querySelector("#run").textContent === "Go on");
  await page.click("#run");
  await page.waitForFunction(() => document.querySelector("#status").textContent.endsWith(": over"), null, { timeout: 600000 });
  check("a step and a pause change no bit", (await page.textContent("#verdict")) === "The same bits");
  await page.click("#reset");
  await page.waitForFunction(() => document.querySelector("#status").textContent.startsWith("Step 0 of"));
  check("reset begins anew", true);
  await page.click("#run");
  await page.selectOption("#learner", "fully-shared");
  await page.waitForSelector("#status.error");
  await page.waitForTimeout(500); // for messages of the run before
  check("a refused choice cannot run", (await page.isDisabled("#run")) && (await page.isDisabled("#step")));
  await page.selectOption("#learner", "separated");
  await page.waitForSelector("#run:enabled");
  await page.selectOption("#learner", "params");
  await page.selectOption("#behavior", "+domain");
  await page.fill("#seed", "99999999999999999999");
  await page.locator("#seed").blur();
  await page.waitForSelector("#status.error");
  check("a mistake is told: " + (await page.textContent("#status")), true);
  await page.close();
}

(async () => {
  const server = await serve();
  const address = `http://127.0.0.1:${server.address().port}/`;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "playground-"));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => check(error.message, false));
    await page.goto(address);
    await page.waitForSelector("#run:enabled");
    for (const run of RUNS) {
      const tab = await learn(page, run);
      const jvm = onJvm(tab.command, folder);
      check(`${tab.command}\n      tab ${tab.fingerprint} in ${tab.seconds} s\n      jvm ${jvm.fingerprint} in ${jvm.seconds} s`, tab.fingerprint === jvm.fingerprint);
    }
    await control(browser, address);
    await lookAtSizes(browser, address);
  } finally {
    await browser.close();
    server.close();
    fs.rmSync(folder, { recursive: true });
  }
  process.exitCode = faults ? 1 : 0;
})();
