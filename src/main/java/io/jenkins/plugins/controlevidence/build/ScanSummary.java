package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A scan, as a build remembers it: counts and the record's id, no finding. Kept in {@code build.xml}. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ScanSummary {
    private final String id;
    private final String tool;
    private final String version;
    private final String family;
    private final Outcome outcome;
    private final String reason;
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final int newFindings;
    private final int knownFindings;
    private final int fixedFindings;
    private final long started;
    private final long finished;
    private final String baseline;
    private final RecordReference record;

    ScanSummary(String id, @CheckForNull String baseline, Scan scan, Comparison comparison, Appended appended) {
        this.id = Texts.shown(id);
        this.baseline = baseline;
        tool = scan.tool().id();
        version = scan.tool().version();
        family = scan.family().id();
        outcome = scan.outcome();
        String why = scan.reason();
        reason = why == null ? null : Texts.shown(why);
        scan.counts().forEach((severity, count) -> counts.put(severity.id(), count));
        newFindings = comparison.added().size();
        knownFindings = comparison.known().size();
        fixedFindings = comparison.fixed().size();
        started = scan.started().toEpochMilli();
        finished = scan.finished().toEpochMilli();
        record = new RecordReference(appended);
    }

    /**
     * What tells it apart from other scans by the same tool in the same build.
     *
     * @return the tool's id unless somebody said otherwise
     */
    @Exported
    public String getId() {
        return id;
    }

    /**
     * Which tool.
     *
     * @return its id in the tool catalogue
     */
    @Exported
    public String getTool() {
        return tool;
    }

    /**
     * Which version of it.
     *
     * @return its version, or null if it could not be learnt
     */
    @CheckForNull
    @Exported
    public String getVersion() {
        return version == null ? null : Printable.of(version);
    }

    /**
     * What it looked for.
     *
     * @return the family's id
     */
    @Exported
    public String getFamily() {
        return family;
    }

    /**
     * What came of it.
     *
     * @return one of the five
     */
    @Exported
    public Outcome getOutcome() {
        return outcome;
    }

    /**
     * Why, and what to do.
     *
     * @return a line for a person, or null if the outcome speaks for itself
     */
    @CheckForNull
    @Exported
    public String getReason() {
        return reason;
    }

    /**
     * Whether it says something that can be relied on.
     *
     * @return true for {@code PASSED} and {@code FAILED}
     */
    public boolean isConclusive() {
        return outcome == Outcome.PASSED || outcome == Outcome.FAILED;
    }

    /**
     * Findings by severity.
     *
     * @return an entry for every severity, by its id
     */
    @Exported
    public Map<String, Long> getCounts() {
        return Collections.unmodifiableMap(counts);
    }

    /**
     * Findings by severity, the worst first.
     *
     * @return only the severities that there are findings of
     */
    public Map<String, Long> getSeverities() {
        Map<String, Long> found = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            long count = counts.getOrDefault(severity.id(), 0L);
            if (count > 0) {
                found.put(severity.id(), count);
            }
        }
        return found;
    }

    /**
     * The commit whose scan it was compared with.
     *
     * @return its full id, or null if there was no scan to compare with
     */
    @CheckForNull
    @Exported
    public String getBaseline() {
        return baseline;
    }

    /**
     * That commit, for people.
     *
     * @return the first ten digits of its id, or null
     */
    @CheckForNull
    public String getShortBaseline() {
        return baseline == null ? null : baseline.substring(0, Math.min(10, baseline.length()));
    }

    /**
     * Findings that the prior scan did not have.
     *
     * @return how many
     */
    @Exported
    public int getNewFindings() {
        return newFindings;
    }

    /**
     * Findings that the prior scan had too.
     *
     * @return how many
     */
    @Exported
    public int getKnownFindings() {
        return knownFindings;
    }

    /**
     * Findings of the prior scan that are gone.
     *
     * @return how many
     */
    @Exported
    public int getFixedFindings() {
        return fixedFindings;
    }

    /**
     * All that it found.
     *
     * @return how many
     */
    public int getTotal() {
        return newFindings + knownFindings;
    }

    /**
     * When it began.
     *
     * @return milliseconds since 1970, UTC
     */
    @Exported
    public long getStarted() {
        return started;
    }

    /**
     * When it ended.
     *
     * @return milliseconds since 1970, UTC
     */
    @Exported
    public long getFinished() {
        return finished;
    }

    /**
     * Its record's id.
     *
     * @return leaf hash, lower-case hexadecimal
     */
    @Exported
    public String getRecordId() {
        return record.getId();
    }

    /**
     * Its record.
     *
     * @return where it is in the store
     */
    public RecordReference record() {
        return record;
    }
}
