package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * Takes the report that a build has already let a tool make. The rules are those of a tool that is run here; as it is not known
 * how the tool ended, a report that cannot say by itself that it is whole proves nothing.
 */
public final class ReportScanner implements Scanner {
    private final Tool tool;
    private final Path report;
    private final ReportFormat format;
    private final Redactor redactor;
    private final Instant notBefore;

    /**
     * A scanner.
     *
     * @param tool the tool that made the report
     * @param report the report
     * @param format its format, which may differ from the one that the catalogue lets the tool write
     * @param redactor takes credentials out of what the tool says
     * @param notBefore when the build began: a report that is older is stale; null to believe any date
     */
    public ReportScanner(
            Tool tool, Path report, ReportFormat format, Redactor redactor, @CheckForNull Instant notBefore) {
        this.tool = Objects.requireNonNull(tool, "tool");
        this.report = Objects.requireNonNull(report, "report");
        this.format = Objects.requireNonNull(format, "format");
        this.redactor = Objects.requireNonNull(redactor, "redactor");
        this.notBefore = notBefore;
    }

    @Override
    public Scan scan(ScanRequest request, Progress progress) {
        ReportConclusion conclusion = new ReportConclusion(tool, redactor, request, Instant.now());
        ToolIdentity identity = new ToolIdentity(tool.id(), null, null, null, tool.standard(null, null));
        if (!Files.isRegularFile(report)) {
            return conclusion.without(
                    identity,
                    Outcome.NOT_PROVEN,
                    conclusion.say(
                            "there is no report " + redactor.redact(report.toString()),
                            "let the tool write one there, or name the file that it writes"));
        }
        try {
            Instant written = Files.getLastModifiedTime(report).toInstant();
            if (notBefore != null && written.isBefore(notBefore)) {
                return conclusion.without(
                        identity,
                        Outcome.NOT_PROVEN,
                        conclusion.say(
                                "its report is from " + written + ", before " + notBefore,
                                "run the tool again for this commit"));
            }
        } catch (IOException e) {
            return conclusion.without(
                    identity,
                    Outcome.ERROR,
                    conclusion.say("its report cannot be read", "see to the file's permissions and to the disk"));
        }
        return conclusion.of(identity, report, format, null, false);
    }
}
