/* An address that is shared says which report it is, and nothing of the session: Jenkins adds a crumb to every form. */
Behaviour.specify("form.ce-filter", "control-evidence-address", 1000, (form) => {
  form.querySelectorAll("input[name='" + document.head.dataset.crumbHeader + "']").forEach((field) => field.remove());
});

/* A day that is chosen means that the days count, not a named period. */
Behaviour.specify(".ce-filter input[type=date]", "control-evidence-period", 0, (field) => {
  field.addEventListener("change", () => {
    field.closest("form").querySelector("select[name=period]").value = "dates";
  });
});

/* Typing narrows the rows that are shown; the form's button asks for all pages. */
Behaviour.specify("input[data-ce-filter]", "control-evidence-filter", 0, (field) => {
  field.addEventListener("input", () => {
    const text = field.value.trim().toLowerCase();
    document.querySelectorAll("#" + field.dataset.ceFilter + " tbody tr").forEach((row) => {
      row.hidden = text !== "" && !row.textContent.toLowerCase().includes(text);
    });
  });
});
