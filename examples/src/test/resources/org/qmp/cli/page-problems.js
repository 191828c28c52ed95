// What is wrong with how a page is shown, a line for each problem: an expression whose value is a text.
(() => {
  const problems = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) problems.push("wider than the window by " + wide);
  document.querySelectorAll("details").forEach(each => { each.open = true; });

  const meet = (kind, elements, slack) => {
    const boxes = elements.map(e => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width && box.height);
    boxes.forEach(([a, x], i) => boxes.slice(0, i).forEach(([b, y]) => {
      const apart = a.contains(b) || b.contains(a)
        || x.left >= y.right - slack || y.left >= x.right - slack || x.top >= y.bottom - slack || y.top >= x.bottom - slack;
      if (!apart) problems.push(kind + " overlap: " + a.textContent.slice(0, 40) + " and " + b.textContent.slice(0, 40));
    }));
  };
  meet("elements", [...document.querySelectorAll("main :is(h1, h2, p, caption, td, th, button, select, input, pre, summary, figure, .plot)")], 1);

  let tips = 0;
  for (const chart of document.querySelectorAll(".chart")) {
    const views = chart.querySelector("select") ? chart.querySelector("select").options.length : 1;
    for (let view = 0; view < views; view++) {
      const select = chart.querySelector("select");
      if (select) {
        select.selectedIndex = view;
        select.dispatchEvent(new Event("change"));
      }
      const plot = chart.querySelector(".plot"), box = plot.getBoundingClientRect();
      meet("labels", [...plot.querySelectorAll("text")], 2);
      for (const x of [0.02, 0.25, 0.5, 0.75, 0.98]) {
        for (const y of [0.02, 0.5, 0.98]) {
          plot.dispatchEvent(new PointerEvent("pointermove", {pointerType: "mouse", clientX: box.left + x * box.width, clientY: box.top + y * box.height}));
          const tip = plot.querySelector(".tip"), at = tip.getBoundingClientRect();
          tips++;
          if (tip.hidden || !/\d.*step [\d,]+, \d+ seeds?$/.test(tip.textContent)) problems.push("no tip at " + x + ", " + y + " of view " + view + ": " + tip.textContent);
          if (at.left < box.left - 1 || at.right > box.right + 1 || at.top < box.top - 1 || at.bottom > box.bottom + 1) problems.push("tip leaves its plot: " + tip.textContent);
        }
      }
      const lines = () => plot.isConnected ? 0 : chart.querySelectorAll(".lines path[stroke]").length;
      chart.querySelector(".keys button").click();
      if (chart.querySelector(".keys button").getAttribute("aria-pressed") !== "false") problems.push("a line is not switched off");
      const fewer = lines();
      chart.querySelector(".keys button").click();
      if (lines() !== fewer + 1) problems.push("a line that is switched off is drawn: " + fewer + ", " + lines());
    }
  }
  if (!tips) problems.push("no chart");
  for (const film of document.querySelectorAll(".film")) {
    const svg = film.querySelector("svg"), slider = film.querySelector("input");
    slider.value = slider.max / 2;
    slider.dispatchEvent(new Event("input"));
    if (!svg.animationsPaused() || Math.abs(svg.getCurrentTime() - slider.max / 2) > 0.01) problems.push("a film is not led by its slider");
    film.querySelector("button").click();
    if (svg.animationsPaused()) problems.push("a film does not play");
  }
  return problems.join("\n");
})()
