package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A finding as a line of a table. */
@Restricted(NoExternalUse.class)
public final class FindingLine {
    private final FindingsDocument.State state;
    private final Finding finding;

    @CheckForNull
    private final String letPass;

    FindingLine(FindingsDocument.State state, Finding finding, @CheckForNull String letPass) {
        this.state = state;
        this.finding = finding;
        this.letPass = letPass;
    }

    /** By which decision the gate let it pass, or null. */
    @CheckForNull
    public String getLetPass() {
        return letPass;
    }

    /** Its stable id. */
    public String getFingerprint() {
        return finding.fingerprint();
    }

    /** New, known or fixed. */
    public String getState() {
        return switch (state) {
            case NEW -> Messages.FindingsPage_new();
            case KNOWN -> Messages.FindingsPage_known();
            case FIXED -> Messages.FindingsPage_fixed();
        };
    }

    /** Sorts states, new first. */
    public int getStateRank() {
        return state.ordinal();
    }

    /** The severity's id. */
    public String getSeverity() {
        return finding.severity().id();
    }

    /** Sorts severities, worst first. */
    public int getSeverityRank() {
        return finding.severity().ordinal();
    }

    /** What it is. */
    public String getTitle() {
        return Printable.of(finding.title());
    }

    /** What may be shown of a credential, or null. */
    @CheckForNull
    public String getMask() {
        return finding.mask() == null ? null : Printable.of(finding.mask());
    }

    /** Id of the rule. */
    public String getRule() {
        return Printable.of(finding.rule());
    }

    /** Address of an explanation, only if it is one that a browser opens without harm, or null. */
    @CheckForNull
    public String getHelp() {
        String help = finding.help();
        String lower = help == null ? "" : help.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://") ? help : null;
    }

    /** Id of the tool. */
    public String getTool() {
        return Printable.of(finding.tool());
    }

    /** The first place, or the component, or null. */
    @CheckForNull
    public String getPlace() {
        if (finding.locations().isEmpty()) {
            return finding.component() == null ? null : Printable.of(finding.component());
        }
        Location first = finding.locations().get(0);
        return Printable.of(first.path()) + (first.line() > 0 ? ":" + first.line() : "");
    }

    /** In how many more places it is. */
    public int getFurtherPlaces() {
        return Math.max(0, finding.occurrences() - 1);
    }

    /** The commit that brought it in, or null. */
    @CheckForNull
    public RecordId getIntroduced() {
        return finding.introduced() == null
                ? null
                : new RecordId(finding.introduced().commit());
    }
}
