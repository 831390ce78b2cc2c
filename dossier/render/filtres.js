// Keeps some rows of the matrix marked « data-filtre »: a row for each competency, a column for each unit, the last one says
// whether it is covered; a banner opens each block. Without a script the page shows everything, and no control.
(() => {
  const tables = [...document.querySelectorAll("table[data-filtre]")];
  const states = [
    ["trous", "Non couvertes", (cell) => cell.classList.contains("ton-3")],
    ["incertaines", "Non couvertes ou au choix", (cell) => !cell.classList.contains("ton-2")],
  ];
  const text = (cell) => cell.textContent.trim();
  const body = (table) => [...table.tBodies[0].rows];
  const isBanner = (row) => row.classList.contains("bandeau-rang");
  const rows = tables.flatMap((table) => body(table).filter((row) => !isBanner(row)));
  const last = (row) => row.cells[row.cells.length - 1];
  const heads = (table) => [...table.tHead.rows[0].cells];
  const crossed = (table) => heads(table).length > 3;
  const blocs = tables.flatMap((table) => body(table).filter(isBanner).map(text));
  const units = tables.flatMap((table) => (crossed(table) ? heads(table).slice(1, -1).map(text) : []));
  const divides = (wanted) => new Set(rows.map((row) => wanted(last(row)))).size > 1;

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
  const several = (values) => (values.length > 1 ? [...new Set(values)].map((value) => [value, value]) : []);
  choice("bloc", "Bloc", "Tous les blocs", several(blocs));
  choice("unit", "Unité", "Toutes les unités", several(units));
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
      const column = heads(table).map(text).indexOf(chosen.unit);
      let banner = null;
      let bloc = "";
      for (const row of body(table)) {
        if (isBanner(row)) {
          banner = row;
          bloc = text(row);
          banner.hidden = true;
          continue;
        }
        const met = !chosen.unit || text(row.cells[column]);
        row.hidden = !(met && wanted(last(row)) && (!chosen.bloc || bloc === chosen.bloc));
        if (row.hidden) continue;
        total += 1;
        if (banner) banner.hidden = false;
      }
    }
    const many = total > 1 ? "s" : "";
    said.textContent = total ? `${total} compétence${many} affichée${many}.` : "Aucune compétence ne correspond.";
  };
  const filter = () => show(Object.fromEntries(new FormData(form)));
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("beforeprint", () => show({})); // on paper nobody would see that something is missing
  addEventListener("afterprint", filter);
  tables[0].parentElement.before(form);
  filter();
})();
