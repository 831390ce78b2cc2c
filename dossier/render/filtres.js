// Keeps some rows and columns of the tables marked « data-filtre ». Without a script the page shows them all, and no control.
(() => {
  const tables = [...document.querySelectorAll("table[data-filtre]")];
  const states = [
    ["trous", "Non couvertes", (cell) => cell.classList.contains("ton-3")],
    ["incertaines", "Non couvertes ou au choix", (cell) => !cell.classList.contains("ton-2")],
  ];
  const name = (cell) => cell.textContent.trim();
  const units = new Set(tables.flatMap((table) => [...table.tBodies[0].rows].slice(1).map((row) => name(row.cells[0]))));
  const bloc = (table) => table.closest("section");
  const blocs = new Map(tables.map((table) => [bloc(table).querySelector("h3, h4, h5, h6").textContent, bloc(table)]));
  const summaries = tables.flatMap((table) => [...table.tBodies[0].rows[0].cells].slice(1));
  const divides = (wanted) => new Set(summaries.map(wanted)).size > 1;

  const form = document.createElement("form");
  form.className = "filtres";
  form.setAttribute("aria-label", "Filtrer la matrice");
  const choice = (key, label, everything, options) => {
    if (options.length === 0) return;
    const select = document.createElement("select");
    select.name = key;
    select.add(new Option(everything, ""));
    options.forEach(([value, words]) => select.add(new Option(words, value)));
    const around = document.createElement("label");
    around.append(label, " ", select);
    form.append(around);
  };
  const several = (values) => (values.length > 1 ? values.map((value) => [value, value]) : []);
  choice("bloc", "Bloc", "Tous les blocs", several([...blocs.keys()]));
  choice("unit", "Unité", "Toutes les unités", several([...units].sort()));
  choice("state", "Couverture", "Toutes les compétences", states.filter(([, , wanted]) => divides(wanted)));
  if (form.childElementCount === 0) return;
  const reset = document.createElement("button");
  reset.type = "reset";
  reset.textContent = "Tout afficher";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  form.append(reset, said);

  const show = (chosen) => {
    const [, , wanted] = states.find(([value]) => value === chosen.state) || [, , () => true];
    let total = 0;
    for (const table of tables) {
      const [head, summary, ...rows] = table.rows;
      const row = rows.find((each) => name(each.cells[0]) === chosen.unit);
      const kept = [...summary.cells].map((cell, rank) =>
        rank === 0 || (wanted(cell) && (!chosen.unit || !!(row && name(row.cells[rank])))));
      const shown = kept.filter(Boolean).length - 1;
      [head, summary, ...rows].forEach((each) => [...each.cells].forEach((cell, rank) => { cell.hidden = !kept[rank]; }));
      table.querySelectorAll("col").forEach((col, rank) => { col.hidden = !kept[rank]; });
      rows.forEach((each) => { each.hidden = Boolean(chosen.unit) && each !== row; });
      table.style.setProperty("--colonnes", shown + 1);
      const visible = shown > 0 && (!chosen.bloc || blocs.get(chosen.bloc) === bloc(table));
      table.parentElement.hidden = !visible;
      total += visible ? shown : 0;
    }
    blocs.forEach((section) => {
      section.hidden = [...section.querySelectorAll(".tableau")].every((frame) => frame.hidden);
    });
    const many = total > 1 ? "s" : "";
    said.textContent = total ? `${total} compétence${many} affichée${many}.` : "Aucune compétence ne correspond.";
  };
  const filter = () => show(Object.fromEntries(new FormData(form)));
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("beforeprint", () => show({})); // on paper nobody would see that something is missing
  addEventListener("afterprint", filter);
  const first = bloc(tables[0]);
  first.parentElement.insertBefore(form, first);
  filter();
})();
