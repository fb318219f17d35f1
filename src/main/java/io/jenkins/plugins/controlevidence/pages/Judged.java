package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.GateSummary;
import io.jenkins.plugins.controlevidence.build.ScanSummary;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A commit as one build has judged it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class Judged {
    private final Run<?, ?> run;
    private final EvidencedChange change;

    Judged(Run<?, ?> run, EvidencedChange change) {
        this.run = run;
        this.change = change;
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The build's number. */
    @Exported
    public int getBuild() {
        return run.getNumber();
    }

    /** Whether a gate has judged it. */
    public boolean isJudged() {
        return change.getGate() != null;
    }

    /** Whether the gate's policy protects its branch. */
    @Exported
    public boolean isProtectedBranch() {
        GateSummary gate = change.getGate();
        return gate != null && gate.isProtectedBranch();
    }

    /** The repository. */
    @Exported
    public String getRepository() {
        return change.getRepository();
    }

    /** The branch, or null. */
    @CheckForNull
    @Exported
    public String getBranch() {
        return change.getBranch();
    }

    /** The commit. */
    @Exported
    public String getCommit() {
        return change.getCommit();
    }

    /** The commit, for people. */
    public String getShortCommit() {
        return change.getShortCommit();
    }

    /** What the gate said, or null. */
    @CheckForNull
    @Exported
    public String getOutcome() {
        GateSummary gate = change.getGate();
        return gate == null ? null : gate.getOutcome().name();
    }

    /** What the gate said, for people. */
    public String getWords() {
        GateSummary gate = change.getGate();
        if (gate == null) {
            return Messages.Judged_none();
        }
        return Outcomes.words(gate.getOutcome(), gate.getOverriddenBy() != null);
    }

    /** The class of that. */
    public String getStyle() {
        GateSummary gate = change.getGate();
        return gate == null ? "o-not-due" : Outcomes.style(gate.getOutcome());
    }

    /** When the build began, UTC. */
    public String getTime() {
        return Times.minute(Instant.ofEpochMilli(run.getTimeInMillis()));
    }

    /** What its scans found, by severity, the worst first. */
    @Exported
    public Map<String, Long> getCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            counts.put(
                    severity.id(),
                    change.getScans().stream()
                            .map(ScanSummary::getCounts)
                            .mapToLong(found -> found.getOrDefault(severity.id(), 0L))
                            .sum());
        }
        return counts;
    }

    /** All that its scans found. */
    public long getTotal() {
        return getCounts().values().stream().mapToLong(Long::longValue).sum();
    }
}
