package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.HistoryCoverage;
import io.jenkins.plugins.controlevidence.engine.scan.Standard;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * What came of a scan, as it travels from the agent: all but the findings, which are a document.
 *
 * @param family name of the {@code Family}
 * @param tool id of the tool
 * @param version its version, or null
 * @param rulesDigest digest of its rules, or null
 * @param databaseUri where its database comes from, or null
 * @param databaseVersion version of its database, or null
 * @param databaseUpdated when its database was updated, or null
 * @param usesDatabase whether it compared with a database at all
 * @param standardName name of the standard that it measured against, or null
 * @param standardVersion version of the standard, or null
 * @param standardSha256 digest of the standard, or null
 * @param commit full id of the commit
 * @param started when it began, UTC
 * @param finished when it ended, UTC
 * @param outcome name of the {@code Outcome}
 * @param reason why, or null
 * @param suppressed how many findings each suppression hid
 * @param history name of the {@code HistoryCoverage}
 * @param findings the {@code FindingsDocument}
 * @param report the redacted report, or null if there is none
 */
record ToolResult(
        String family,
        String tool,
        @CheckForNull String version,
        @CheckForNull String rulesDigest,
        @CheckForNull String databaseUri,
        @CheckForNull String databaseVersion,
        @CheckForNull Instant databaseUpdated,
        boolean usesDatabase,
        @CheckForNull String standardName,
        @CheckForNull String standardVersion,
        @CheckForNull String standardSha256,
        String commit,
        Instant started,
        Instant finished,
        String outcome,
        @CheckForNull String reason,
        TreeMap<String, Integer> suppressed,
        String history,
        AgentDocument findings,
        @CheckForNull AgentDocument report)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Packs a scan, on the agent. */
    static ToolResult of(Scan scan, AgentDocument findings, @CheckForNull AgentDocument report) {
        ToolIdentity tool = scan.tool();
        VulnerabilityDatabase database = tool.database();
        Standard standard = tool.standard();
        return new ToolResult(
                scan.family().name(),
                tool.id(),
                tool.version(),
                tool.rulesDigest(),
                database == null ? null : database.uri(),
                database == null ? null : database.version(),
                database == null ? null : database.updated(),
                database != null,
                standard == null ? null : standard.name(),
                standard == null ? null : standard.version(),
                standard == null ? null : standard.sha256(),
                scan.commit(),
                scan.started(),
                scan.finished(),
                scan.outcome().name(),
                scan.reason(),
                new TreeMap<>(scan.suppressed()),
                scan.history().name(),
                findings,
                report);
    }

    /**
     * Unpacks the scan, on the controller.
     *
     * @param found its findings, from the document
     * @param components its inventory, from the document
     * @throws IllegalArgumentException if an agent sent what is no scan
     */
    Scan scan(List<Finding> found, List<Component> components) {
        return new Scan(
                Family.valueOf(family),
                new ToolIdentity(
                        tool,
                        version,
                        rulesDigest,
                        usesDatabase ? new VulnerabilityDatabase(databaseUri, databaseVersion, databaseUpdated) : null,
                        standardName == null ? null : new Standard(standardName, standardVersion, standardSha256)),
                commit,
                started,
                finished,
                Outcome.valueOf(outcome),
                reason,
                found,
                components,
                suppressed,
                HistoryCoverage.valueOf(history),
                List.of(),
                null);
    }
}
