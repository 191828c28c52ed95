// The run: the library in WebAssembly, in a thread of its own so that the page stays quick.
"use strict";
importScripts("runtime.js");

const PACE = 80; // milliseconds of work between two looks at the messages
let playground;
let description; // of the present run
let target = 0; // step at which to stop
let seen = 0; // step of the latest look
let working = false;

const ready = TeaVM.wasmGC.load("playground.wasm").then((loaded) => {
  playground = loaded.exports;
  postMessage({ type: "offers", ...JSON.parse(playground.offers()) });
});

function report() {
  const progress = JSON.parse(playground.progress());
  seen = progress.step;
  postMessage({ type: "look", ...progress, ...JSON.parse(playground.look()) });
}

function work() {
  working = false;
  const begin = performance.now();
  let step = description.step;
  while (step < target && performance.now() - begin < PACE) {
    step = playground.advance(Math.min(target, step + description.tasks.length));
    if (Math.floor(step / description.every) > Math.floor(seen / description.every)) {
      description.step = step;
      report();
    }
  }
  description.step = step;
  if (step >= target) {
    if (seen !== step) report();
    postMessage({ type: "stopped", step });
  } else {
    postMessage({ type: "step", step });
    later();
  }
}

function later() {
  if (!working) {
    working = true;
    setTimeout(work);
  }
}

const actions = {
  begin({ suite, method, persistence, seed, steps }) {
    description = JSON.parse(playground.begin(suite, method, persistence, seed, steps));
    description.step = 0;
    target = seen = 0;
    postMessage({ type: "began", ...description });
    report();
  },
  run({ until }) {
    target = until;
    later();
  },
  pause() {
    if (target > description.step) {
      target = description.step; // work() looks once more and stops
    }
  },
};

onmessage = ({ data }) => ready.then(() => actions[data.type](data)).catch(fail);
ready.catch(fail);

function fail(error) {
  target = 0;
  postMessage({ type: "failed", message: error.message || String(error) });
}
