package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.RedactedReport;
import io.jenkins.plugins.controlevidence.engine.scan.format.BrokenReportException;
import io.jenkins.plugins.controlevidence.engine.scan.format.RedactedCopy;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportContent;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says what came of a scan, from the report that a tool left and from how the tool ended. Every way in which a report is not
 * whole proof about the very commit ends in an outcome that is no pass, with its reason and what to do.
 */
final class ReportConclusion {
    private final Tool tool;
    private final Redactor redactor;
    private final ScanRequest request;
    private final Instant started;

    ReportConclusion(Tool tool, Redactor redactor, ScanRequest request, Instant started) {
        this.tool = tool;
        this.redactor = redactor;
        this.request = request;
        this.started = started;
    }

    /** Nothing can be said of the commit. */
    Scan without(ToolIdentity identity, Outcome outcome, String reason) {
        return scan(identity, outcome, reason, List.of(), new ReportContent(), null);
    }

    /**
     * What the report says.
     *
     * @param exitCode the tool's exit code, one of those that the catalogue knows; null if it is not known how the tool ended
     * @param completed whether the tool itself has said that it came to its end
     */
    Scan of(
            ToolIdentity identity,
            Path report,
            ReportFormat format,
            @CheckForNull Integer exitCode,
            boolean completed) {
        ReportContent content;
        Redactor knowing;
        RedactedReport copy;
        try {
            content = format.read(report);
            knowing = redactor.knowing(secrets(content));
            Path file = request.scratch().resolve(tool.id() + "-redacted.json");
            new RedactedCopy(knowing, format, tool.family() == Family.SECRETS).write(report, file);
            copy = new RedactedReport(file, format.mediaType());
        } catch (BrokenReportException e) {
            return without(
                    identity,
                    Outcome.ERROR,
                    say(
                            "its report " + e.getMessage(),
                            "see whether the tool was stopped or the disk is full, and run it again"));
        } catch (IOException e) {
            return without(
                    identity,
                    Outcome.ERROR,
                    say(
                            "its report could not be read or copied (" + redactor.redact(String.valueOf(e.getMessage()))
                                    + ")",
                            "see to the disk and run it again"));
        }
        List<Finding> findings = new ReportedFindings(tool, request, knowing).of(content.findings());
        ToolIdentity known = identity.version() != null
                ? identity
                : new ToolIdentity(
                        identity.id(),
                        content.toolVersion(),
                        identity.rulesDigest(),
                        identity.database(),
                        tool.standard(content.toolVersion(), identity.rulesDigest()));
        Doubt doubt = doubt(content, format, findings, exitCode, completed);
        if (doubt != null) {
            return scan(known, doubt.outcome, knowing.redact(doubt.reason), findings, content, copy);
        }
        return scan(known, findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED, null, findings, content, copy);
    }

    private Collection<String> secrets(ReportContent content) {
        Set<String> secrets = new LinkedHashSet<>(content.secrets());
        secrets.addAll(CredentialLiterals.in(content.findings()));
        return secrets;
    }

    /** Why the report is not proof. */
    private record Doubt(Outcome outcome, String reason) {}

    @CheckForNull
    private Doubt doubt(
            ReportContent content,
            ReportFormat format,
            List<Finding> findings,
            @CheckForNull Integer exitCode,
            boolean completed) {
        if (!content.revisions().isEmpty() && content.revisions().stream().noneMatch(this::isHead)) {
            return notProven(
                    "its report is about commit "
                            + content.revisions().iterator().next() + ", not about "
                            + request.change().head(),
                    "run it on the commit");
        }
        if (!content.troubles().isEmpty()) {
            return error(list(content.troubles()), "see to that, or exclude it in the tool's own configuration");
        }
        if (exitCode != null
                && !tool.exits().clean().contains(exitCode)
                && content.findings().isEmpty()
                && content.suppressed().isEmpty()) {
            return error(
                    "it ended with exit code " + exitCode + ", which means findings, but its report has none",
                    "run it by hand to see what is wrong");
        }
        if (!content.gaps().isEmpty()) {
            return notProven(list(content.gaps()), "see to that and run it again");
        }
        if (findings.isEmpty() && format.lines() && !completed) {
            return notProven(
                    "its report is empty, and nothing says that the tool came to its end",
                    "let the tool be run here instead of handing in its report");
        }
        if (tool.family() == Family.INVENTORY && content.components().isEmpty()) {
            return notProven("its inventory lists no component", "see whether it knows this kind of project");
        }
        if (tool.covers() != Tool.Covers.HISTORY && !request.exact()) {
            return notProven(
                    "the files are not exactly those of the commit",
                    "commit or stash what was changed, and remove files that are not tracked");
        }
        if (findings.isEmpty()
                && tool.covers() == Tool.Covers.HISTORY
                && request.change().shallow()) {
            return notProven("the clone is shallow, so that most of the history was not there", "fetch all of it");
        }
        return null;
    }

    /** Reports may shorten a commit's id; less than seven digits say nothing. */
    private boolean isHead(String revision) {
        String id = revision.strip().toLowerCase(Locale.ROOT);
        return id.length() >= 7 && request.change().head().startsWith(id);
    }

    private Doubt error(String what, String remedy) {
        return new Doubt(Outcome.ERROR, say(what, remedy));
    }

    private Doubt notProven(String what, String remedy) {
        return new Doubt(Outcome.NOT_PROVEN, say(what, remedy));
    }

    private static String list(Collection<String> texts) {
        List<String> some = new ArrayList<>(texts).subList(0, Math.min(3, texts.size()));
        return String.join("; ", some) + (texts.size() > 3 ? "; and " + (texts.size() - 3) + " more" : "");
    }

    /** A reason: one line. */
    String say(String what, String remedy) {
        String text = (tool.name() + ": " + what + "; " + remedy).replaceAll("[\\p{Cntrl}\\s]+", " ");
        return text.length() <= 2_000 ? text : text.substring(0, 1_999) + "…";
    }

    private Scan scan(
            ToolIdentity identity,
            Outcome outcome,
            @CheckForNull String reason,
            List<Finding> findings,
            ReportContent content,
            @CheckForNull RedactedReport report) {
        HistoryCoverage history = coverage();
        return new Scan(
                tool.family(),
                identity,
                request.change().head(),
                started,
                Instant.now(),
                outcome,
                reason,
                findings,
                content.components().stream().map(this::redacted).distinct().toList(),
                content.suppressed(),
                history,
                history == HistoryCoverage.ALL ? request.change().tips() : List.of(),
                report);
    }

    private Component redacted(Component component) {
        return new Component(
                component.purl() == null ? null : redactor.redact(component.purl()),
                redactor.redact(component.name()),
                redactor.redact(component.version()));
    }

    private HistoryCoverage coverage() {
        if (tool.covers() != Tool.Covers.HISTORY) {
            return HistoryCoverage.COMMIT;
        }
        if (request.change().shallow()) {
            return HistoryCoverage.SHALLOW;
        }
        return request.range() == null ? HistoryCoverage.ALL : HistoryCoverage.RANGE;
    }
}
