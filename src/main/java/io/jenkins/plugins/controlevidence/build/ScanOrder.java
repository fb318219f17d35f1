package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Which scan somebody asks for.
 *
 * @param id tells several scans by one tool in one build apart, and is the same from build to build; on record, so redacted
 * @param tool id of the tool in the tool catalogue
 * @param parameters what the tool must be told, by name
 * @param report path, from the workspace, of a report that the build has already let the tool make; null to run the tool
 * @param format id of the report's format, or null to go by its name and the tool's entry in the catalogue
 */
@Restricted(NoExternalUse.class)
public record ScanOrder(
        String id,
        String tool,
        TreeMap<String, String> parameters,
        @CheckForNull String report,
        @CheckForNull String format)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Runs a tool with its defaults.
     *
     * @param tool id of the tool
     * @return the order
     */
    public static ScanOrder of(String tool) {
        return new ScanOrder(tool, tool, new TreeMap<>(), null, null);
    }

    /**
     * Runs a tool, or reads its report.
     *
     * @param id tells it apart, or null for the tool's id with its parameters and its report
     * @param tool id of the tool
     * @param parameters by name
     * @param report path from the workspace, or null
     * @param format id of the format, or null
     * @return the order
     */
    public static ScanOrder of(
            @CheckForNull String id,
            String tool,
            Map<String, String> parameters,
            @CheckForNull String report,
            @CheckForNull String format) {
        TreeMap<String, String> sorted = new TreeMap<>(parameters);
        String own = tool + (sorted.isEmpty() ? "" : " " + sorted) + (report == null ? "" : " " + report);
        String shown = id == null ? own : id;
        return new ScanOrder(
                shown.equals(tool) ? tool : Texts.shown(Texts.redacted(shown)), tool, sorted, report, format);
    }
}
