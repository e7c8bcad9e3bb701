"use strict";
(() => {
  const words = document.getElementById("words").dataset;
  const number = (cell) => (cell.dataset.v === undefined ? NaN : Number(cell.dataset.v));
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  const sort = (table, column, header) => {
    const up = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.sort((one, other) => {
      const a = one.cells[column], b = other.cells[column];
      const order = Number.isNaN(number(a)) ? compare(a.textContent.trim(), b.textContent.trim()) : number(a) - number(b);
      return order * up;
    });
    for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up === 1 ? "ascending" : "descending");
    body.append(...rows);
  };

  const filter = (table, text, told) => {
    const wanted = text.trim().toLocaleLowerCase();
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = wanted !== "" && !row.textContent.toLocaleLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    told.textContent = wanted === "" ? "" : words.shown.replace("{n}", String(shown));
  };

  for (const table of document.querySelectorAll("table.list")) {
    if (table.tBodies[0].rows.length < 2) continue;
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.title = words.sort;
      button.addEventListener("click", () => sort(table, column, header));
      header.append(button);
    });
    const tools = document.createElement("div"), label = document.createElement("label");
    const input = document.createElement("input"), told = document.createElement("output");
    tools.className = "tools";
    input.type = "search";
    input.autocomplete = "off";
    input.addEventListener("input", () => filter(table, input.value, told));
    label.append(words.filter, input);
    tools.append(label, told);
    table.closest(".scroll").prepend(tools);
  }

  const folds = [...document.querySelectorAll("main details")];
  const toc = document.querySelector("nav.toc");
  if (folds.length && toc) {
    const all = document.createElement("button");
    all.type = "button";
    all.className = "all";
    const set = (open) => { all.textContent = open ? words.fold : words.unfold; all.setAttribute("aria-expanded", String(open)); };
    all.addEventListener("click", () => {
      const open = all.getAttribute("aria-expanded") !== "true";
      for (const fold of folds) fold.open = open;
      set(open);
    });
    set(false);
    toc.append(all);
  }

  let before = [];
  addEventListener("beforeprint", () => { before = folds.filter((fold) => !fold.open); for (const fold of before) fold.open = true; });
  addEventListener("afterprint", () => { for (const fold of before) fold.open = false; });
})();
