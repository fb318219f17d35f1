/* A day that is chosen means that the days count, not a named period. */
Behaviour.specify(".ce-filter input[type=date]", "control-evidence-period", 0, (field) => {
  field.addEventListener("change", () => {
    field.closest("form").querySelector("select[name=period]").value = "dates";
  });
});
