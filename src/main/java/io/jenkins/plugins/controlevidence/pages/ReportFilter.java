package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.config.ReviewPeriod;
import io.jenkins.plugins.controlevidence.engine.control.Requirement;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The form that chooses a report: its fields as the address has filled them. */
@Restricted(NoExternalUse.class)
public final class ReportFilter {
    private final AskedReport asked;

    ReportFilter(AskedReport asked) {
        this.asked = asked;
    }

    /**
     * One choice of a list.
     *
     * @param value what the address will say
     * @param label what people see
     * @param selected whether it is chosen
     */
    @Restricted(NoExternalUse.class)
    public record Choice(String value, String label, boolean selected) {}

    /**
     * The named periods, and the dates.
     *
     * @return in the order of the list
     */
    public List<Choice> getPeriods() {
        List<Choice> choices = new ArrayList<>();
        for (ReviewPeriod period : ReviewPeriod.values()) {
            choices.add(new Choice(
                    ReportQuery.name(period),
                    period.getDisplayName(),
                    period == asked.query().preset()));
        }
        choices.add(new Choice(
                ReportQuery.DATES, Messages.ReportFilter_dates(), asked.query().preset() == null));
        return choices;
    }

    /**
     * The repositories that the store knows, and the one that was asked for.
     *
     * @return sorted, after a choice of all
     */
    public List<Choice> getRepositories() {
        TreeSet<String> known = new TreeSet<>(asked.repositories());
        String chosen = asked.query().repository();
        if (chosen != null) {
            known.add(chosen);
        }
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", Messages.ReportFilter_allRepositories(), chosen == null));
        known.forEach(name -> choices.add(new Choice(name, Printable.of(name), name.equals(chosen))));
        return choices;
    }

    /**
     * The controls of the catalogue and their requirements.
     *
     * @return in the order of the catalogue, after a choice of all
     */
    public List<Choice> getControls() {
        List<Choice> choices = new ArrayList<>();
        choices.add(choice("", Messages.ReportFilter_allControls()));
        String control = null;
        for (Requirement requirement : asked.catalogue().requirements()) {
            if (!requirement.control().id().equals(control)) {
                control = requirement.control().id();
                choices.add(
                        choice(control, control + " " + requirement.control().title()));
            }
            choices.add(choice(requirement.id(), "\u2003" + requirement.id()));
        }
        return choices;
    }

    private Choice choice(String id, String label) {
        String chosen = asked.query().control();
        return new Choice(id, label, id.equals(chosen == null ? "" : chosen));
    }

    /** The first day, as a date field has it. */
    public String getFrom() {
        return asked.query().from().toString();
    }

    /** The last day, as a date field has it. */
    public String getTo() {
        return asked.query().to().toString();
    }

    /** The branches that the address names. */
    @CheckForNull
    public String getBranches() {
        return asked.query().branches() == null
                ? null
                : String.join(", ", asked.query().branches());
    }

    /** The branches that count if the address names none. */
    public String getUsualBranches() {
        return String.join(", ", asked.branches());
    }
}
