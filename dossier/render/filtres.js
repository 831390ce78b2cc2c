// Keeps some rows and columns of the tables marked « data-filtre ». Without a script the page shows them all, and no control.
(() => {
  const tables = [...document.querySelectorAll("table[data-filtre]")];
  const states = [
    ["", "Toutes les compétences", () => true],
    ["trous", "Non couvertes", (cell) => cell.classList.contains("ton-3")],
    ["incertaines", "Non couvertes ou au choix", (cell) => !cell.classList.contains("ton-2")],
  ];
  const name = (cell) => cell.textContent.trim();
  const units = new Set(tables.flatMap((table) => [...table.tBodies[0].rows].slice(1).map((row) => name(row.cells[0]))));
  const bloc = (table) => table.closest("section");
  const blocs = new Map(tables.map((table) => [bloc(table).querySelector("h3, h4, h5, h6").textContent, bloc(table)]));

  const form = document.createElement("form");
  form.className = "filtres";
  form.setAttribute("aria-label", "Filtrer la matrice");
  const choice = (label, options) => {
    const select = document.createElement("select");
    options.forEach(([value, words]) => select.add(new Option(words, value)));
    const around = document.createElement("label");
    around.append(label, " ", select);
    form.append(around);
    return select;
  };
  const whichBloc = choice("Bloc", [["", "Tous les blocs"], ...[...blocs.keys()].map((title) => [title, title])]);
  const whichUnit = choice("Unité", [["", "Toutes les unités"], ...[...units].sort().map((unit) => [unit, unit])]);
  const whichState = choice("Couverture", states);
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  form.append(said);

  const filter = () => {
    const [, , wanted] = states.find(([value]) => value === whichState.value);
    let total = 0;
    for (const table of tables) {
      const [head, summary, ...rows] = table.rows;
      const row = rows.find((each) => name(each.cells[0]) === whichUnit.value);
      const kept = [...summary.cells].map((cell, rank) =>
        rank === 0 || (wanted(cell) && (!whichUnit.value || !!(row && name(row.cells[rank])))));
      const shown = kept.filter(Boolean).length - 1;
      [head, summary, ...rows].forEach((each) => [...each.cells].forEach((cell, rank) => { cell.hidden = !kept[rank]; }));
      table.querySelectorAll("col").forEach((col, rank) => { col.hidden = !kept[rank]; });
      rows.forEach((each) => { each.hidden = Boolean(whichUnit.value) && each !== row; });
      table.style.setProperty("--colonnes", shown + 1);
      const visible = shown > 0 && (!whichBloc.value || blocs.get(whichBloc.value) === bloc(table));
      table.parentElement.hidden = !visible;
      total += visible ? shown : 0;
    }
    blocs.forEach((section) => {
      section.hidden = [...section.querySelectorAll(".tableau")].every((frame) => frame.hidden);
    });
    const many = total > 1 ? "s" : "";
    said.textContent = `${total} compétence${many} affichée${many}.`;
  };
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  const first = bloc(tables[0]);
  first.parentElement.insertBefore(form, first);
  filter();
})();
