// Choices, pictures and numbers of a run that a worker carries out.
"use strict";

const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
// Okabe and Ito's colours, which colour-blind people can tell apart, as in the command line's pictures.
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c8c8c"];
const color = (policy) => COLORS[policy % COLORS.length];
const STEPS = { point: 20000, errands: 24000, "maze-medium": 180000 };

const worker = new Worker("worker.js");
let offers;
let run; // description, curves and latest look of the present run
let begun = false; // whether the present run is the one that is chosen
let running = false;
let references = [];

function element(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const messages = {
  offers(found) {
    offers = found;
    for (const name of offers.suites) $("suite").add(new Option(name));
    for (const { name } of offers.learners) $("learner").add(new Option(name));
    $("behavior").add(new Option("its own policy", ""));
    for (const { name } of offers.behaviors) $("behavior").add(new Option("+" + name, "+" + name));
    $("behavior").value = "+qmp";
    $("reset").disabled = false;
    begin();
  },
  began(description) {
    run = { ...description, step: 0, evaluated: 0, curves: description.tasks.map(() => []) };
    layOut();
    begun = true;
    setRunning(false);
  },
  step({ step }) {
    run.step = step;
    tell();
  },
  look(look) {
    if (look.evaluated > run.evaluated) {
      look.returns.forEach((value, task) => run.curves[task].push([look.evaluated, value]));
    }
    Object.assign(run, look);
    drawMaps();
    drawChart();
    drawMatrix();
    compare();
    tell();
  },
  stopped() {
    setRunning(false);
  },
  failed({ message }) {
    begun = false;
    setRunning(false);
    $("status").textContent = message;
    $("status").className = "error";
  },
};
worker.onmessage = ({ data }) => messages[data.type](data);
worker.onerror = (event) => messages.failed({ message: event.message || "the worker could not be loaded" });

fetch("references.json")
  .then((answer) => (answer.ok ? answer.json() : []))
  .then((found) => {
    references = found;
    if (run) compare();
  })
  .catch(() => {}); // the page works without

function chosen() {
  return {
    suite: $("suite").value,
    method: $("learner").value + $("behavior").value,
    persistence: Number($("persistence").value),
    seed: $("seed").value,
    steps: Number($("steps").value),
  };
}

function begin() {
  const choice = chosen();
  const learner = offers.learners.find(({ name }) => name === $("learner").value);
  const behavior = offers.behaviors.find(({ name }) => "+" + name === $("behavior").value);
  $("what").textContent = [learner.what, behavior ? behavior.what : ""].join(" ");
  $("persistence").disabled = !behavior;
  $("status").className = "";
  begun = false;
  setRunning(false);
  worker.postMessage({ type: "begin", ...choice });
}

function setRunning(now) {
  running = now;
  $("run").textContent = now ? "Pause" : run && run.step > 0 ? "Go on" : "Run";
  $("run").disabled = $("step").disabled = !begun || (!now && run.over);
  if (run) tell();
}

function tell() {
  if ($("status").className === "error") return;
  const steps = run.step.toLocaleString("en");
  const all = Number($("steps").value).toLocaleString("en");
  const updates = (run.updates || 0).toLocaleString("en");
  $("status").textContent = `Step ${steps} of ${all}, ${updates} updates of each learner${run.over ? ": over" : ""}`;
}

$("run").onclick = () => {
  if (running) {
    worker.postMessage({ type: "pause" });
  } else if (!run.over) {
    setRunning(true);
    worker.postMessage({ type: "run", until: Number($("steps").value) });
  }
};
$("step").onclick = () => {
  worker.postMessage({ type: "pause" });
  worker.postMessage({ type: "run", until: Math.min(run.step + run.tasks.length, Number($("steps").value)) });
};
$("reset").onclick = begin;
for (const id of ["learner", "behavior", "persistence", "seed", "steps"]) $(id).onchange = () => $("choices").reportValidity() && begin();
$("suite").onchange = () => {
  $("steps").value = STEPS[$("suite").value];
  begin();
};
$("other").oninput = compare;
$("choices").onsubmit = (event) => event.preventDefault();

function layOut() {
  $("maps").replaceChildren(
    ...run.tasks.map((task) => {
      const figure = document.createElement("figure");
      const caption = document.createElement("figcaption");
      const name = document.createElement("span");
      name.textContent = task;
      caption.append(name, document.createElement("small"));
      figure.append(element("svg", { role: "img", "aria-label": "Who acts where for " + task }), caption);
      return figure;
    }),
  );
  $("legend").replaceChildren(
    ...run.tasks.map((policy, index) => {
      const item = document.createElement("li");
      item.append(swatch(index), policy);
      return item;
    }),
  );
  $("other").value = "";
}

function swatch(policy) {
  const made = document.createElement("span");
  made.className = "swatch";
  made.style.background = color(policy);
  return made;
}

function drawMaps() {
  const [left, bottom, right, top] = run.view;
  const width = right - left;
  const height = top - bottom;
  const cell = width / run.columns;
  const x = (at) => at - left;
  const y = (at) => top - at;
  run.tasks.forEach((task, index) => {
    const figure = $("maps").children[index];
    const svg = figure.querySelector("svg");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    // One path for each policy: its places, row by row, as runs of cells.
    const areas = new Map();
    const picks = run.map[index];
    for (let row = 0; row < run.rows; row++) {
      for (let column = 0, from = 0; column < run.columns; column = from) {
        const pick = picks[row * run.columns + column];
        while (from < run.columns && picks[row * run.columns + from] === pick) from++;
        const piece = `M${column * cell} ${row * cell}h${(from - column) * cell}v${cell}h${(column - from) * cell}z`;
        areas.set(pick, (areas.get(pick) || "") + piece);
      }
    }
    const parts = [...areas].map(([pick, d]) =>
      element("path", pick < 0 ? { d, fill: "var(--wall)" } : { d, fill: color(pick), "fill-opacity": 0.55 }),
    );
    const { points, reached } = run.paths[index];
    const [goalX, goalY, radius] = run.goals[index];
    const thin = width / 120;
    parts.push(
      element("circle", { cx: x(goalX), cy: y(goalY), r: radius, fill: "none", stroke: "var(--ink)", "stroke-width": thin }),
      element("circle", { cx: x(goalX), cy: y(goalY), r: 2 * thin, fill: "var(--ink)" }),
      element("circle", { cx: x(points[0]), cy: y(points[1]), r: 2.5 * thin, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": thin }),
    );
    let line = "";
    for (let i = 0; i < points.length; i += 2) line += `${x(points[i])},${y(points[i + 1])} `;
    parts.push(element("polyline", { points: line, fill: "none", stroke: "var(--ink)", "stroke-width": 1.6 * thin, "stroke-linejoin": "round" }));
    svg.replaceChildren(...parts);
    figure.querySelector("small").textContent = reached ? "reaches its goal" : "does not reach it yet";
  });
}

function drawChart() {
  const box = { left: 52, right: 588, top: 12, bottom: 276 };
  const values = run.curves.flat().map(([, value]) => value);
  let low = Math.min(0, ...values);
  let high = Math.max(0, ...values);
  if (low === high) [low, high] = [low - 1, high + 1];
  const last = Number($("steps").value);
  const x = (step) => box.left + ((box.right - box.left) * step) / last;
  const y = (value) => box.bottom - ((box.bottom - box.top) * (value - low)) / (high - low);
  const parts = [];
  for (let i = 0; i <= 4; i++) {
    const value = low + ((high - low) * i) / 4;
    parts.push(
      element("line", { class: "grid", x1: box.left, x2: box.right, y1: y(value), y2: y(value) }),
      element("text", { x: box.left - 6, y: y(value) + 4, "text-anchor": "end" }, Number(value.toPrecision(3)).toString()),
      element("text", { x: x((last * i) / 4), y: box.bottom + 20, "text-anchor": i === 4 ? "end" : "middle" }, ((last * i) / 4).toLocaleString("en")),
    );
  }
  run.curves.forEach((curve, task) => {
    const points = curve.map(([step, value]) => `${x(step)},${y(value)}`).join(" ");
    const name = element("title", {}, run.tasks[task]);
    parts.push(element("polyline", { class: "curve", points, stroke: color(task) }, name));
  });
  parts.push(element("text", { x: (box.left + box.right) / 2, y: 316, "text-anchor": "middle" }, "steps of all tasks"));
  $("chart").replaceChildren(...parts);
}

function drawMatrix() {
  const table = $("matrix");
  const head = document.createElement("tr");
  head.append(document.createElement("th"), ...run.tasks.map((policy) => header(policy, "col")));
  const rows = run.shares.map((shares, task) => {
    const row = document.createElement("tr");
    row.append(header(run.tasks[task], "row"));
    for (const share of shares) {
      const cell = document.createElement("td");
      cell.textContent = run.acted ? share.toFixed(2) : "–";
      cell.style.setProperty("--share", run.acted ? share : 0);
      row.append(cell);
    }
    return row;
  });
  table.replaceChildren(head, ...rows);
}

function header(text, scope) {
  const made = document.createElement("th");
  made.scope = scope;
  made.textContent = text;
  return made;
}

function compare() {
  $("command").textContent = run.step > 0 ? run.command : "–";
  $("fingerprint").textContent = run.fingerprint || "–";
  const known = references.find(({ command }) => command === run.command);
  const other = $("other").value.trim() || (known ? known.fingerprint : "");
  $("other").placeholder = known ? known.fingerprint : "fingerprint printed by the command";
  const verdict = $("verdict");
  verdict.className = !other ? "" : other === run.fingerprint ? "same" : "other";
  verdict.textContent = !other ? "" : other === run.fingerprint ? "The same bits" : "Other bits: another step, choice or version";
}
