package io.jenkins.plugins.controlevidence.engine.scan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A scanner, as the catalogue describes it. Commands are lists of arguments, never read by a shell; an argument may hold
 * placeholders: {@code {directory}} the files to scan, {@code {git}} the git directory, {@code {commit}} the commit's id, {@code
 * {scratch}} an empty directory, {@code {report}} a file in it, and the tool's parameters by their names.
 *
 * @param id id, such as {@code npm-audit}
 * @param name name for a person
 * @param family what it looks for
 * @param homepage its address
 * @param command program and arguments; empty for the scanner that is built in
 * @param covers what it looks at
 * @param applies which files must be there for it to have something to do; empty if it always has
 * @param parameters what a caller may, or where there is no default must, give
 * @param environment names of variables passed on to it besides those that every tool gets
 * @param settings variables set for it
 * @param version how to learn its version, or null
 * @param rules how to learn its rules, or null
 * @param database how to learn the state of its vulnerability database, or null
 * @param report where its report is, or null for the scanner that is built in
 * @param exits what its exit codes mean
 * @param completed what it prints when it came to its end, where an empty report would say nothing; or null
 * @param timeout how long it may run
 * @param severities our severities for its own words, in lower case; {@code default} for findings without one
 * @param canary ids of the planted faults that it must find, see {@link
 *     io.jenkins.plugins.controlevidence.engine.scan.canary.PlantedFault}; empty if it can be given none
 * @param named the standard that it measures configurations against, or null
 * @param install how to get it by its ordinary client
 */
public record Tool(
        String id,
        String name,
        Family family,
        String homepage,
        List<String> command,
        Covers covers,
        List<String> applies,
        Map<String, Parameter> parameters,
        List<String> environment,
        Map<String, String> settings,
        @CheckForNull Version version,
        @CheckForNull Rules rules,
        @CheckForNull Database database,
        @CheckForNull Report report,
        Exits exits,
        @CheckForNull Pattern completed,
        Duration timeout,
        Map<String, Severity> severities,
        List<String> canary,
        @CheckForNull Named named,
        String install) {

    /** What a tool looks at. */
    public enum Covers {
        /** The files of one commit. */
        FILES,
        /** Every commit of the history. */
        HISTORY,
        /** A running application. */
        TARGET;

        /** Reads the name in lower case. */
        @JsonCreator
        static Covers byId(String id) {
            for (Covers value : values()) {
                if (value.name().equalsIgnoreCase(id)) {
                    return value;
                }
            }
            throw new IllegalArgumentException("not one of files, history, target: " + id);
        }
    }

    /**
     * Something that a tool must be told.
     *
     * @param description what it is, for a person
     * @param fallback what it is if nobody says, or null if somebody must
     */
    public record Parameter(
            @JsonProperty(required = true) String description,
            @JsonProperty("default") @CheckForNull String fallback) {}

    /**
     * How to learn a tool's version.
     *
     * @param command prints it
     * @param pattern finds it in what is printed: group 1
     */
    public record Version(
            @JsonProperty(required = true) List<String> command,
            @JsonProperty(required = true) Pattern pattern) {}

    /**
     * How to learn which rules a tool goes by: the digest is made of all of these that are there.
     *
     * @param command prints them, or null
     * @param files files or directories that hold or change them, with placeholders; from the scanned directory if relative
     */
    public record Rules(
            @CheckForNull List<String> command,
            @CheckForNull List<String> files) {}

    /**
     * How to learn the state of a vulnerability database.
     *
     * @param uri where it comes from
     * @param command prints its state, or null
     * @param updated finds in what is printed when it was updated: group 1, RFC 3339 or a date
     * @param version finds its version in it: group 1
     */
    public record Database(
            @JsonProperty(required = true) String uri,
            @CheckForNull List<String> command,
            @CheckForNull Pattern updated,
            @CheckForNull Pattern version) {}

    /**
     * Where a report is.
     *
     * @param format its format
     * @param file the file, with placeholders; null if the tool prints the report
     */
    public record Report(
            @JsonProperty(required = true) ReportFormat format,
            @CheckForNull String file) {}

    /**
     * What exit codes mean; every other code says that the tool broke.
     *
     * @param clean nothing was found, or it is for the report to say
     * @param findings something was found
     */
    public record Exits(
            @JsonProperty(required = true) Set<Integer> clean,
            @JsonProperty(required = true) Set<Integer> findings) {}

    /**
     * A configuration standard.
     *
     * @param name its name
     * @param version its version; null if it is the tool's own, and has the tool's version
     */
    public record Named(
            @JsonProperty(required = true) String name,
            @CheckForNull String version) {}

    /** Copies the collections. */
    public Tool {
        command = List.copyOf(command);
        applies = List.copyOf(applies);
        parameters = Map.copyOf(parameters);
        environment = List.copyOf(environment);
        settings = Map.copyOf(settings);
        severities = Map.copyOf(severities);
        canary = List.copyOf(canary);
    }

    /**
     * The standard that a run of it measures against.
     *
     * @param toolVersion its version, or null if it could not be learnt
     * @param rulesDigest SHA-256 of its rules, or null where it does not tell them
     * @return null if it measures against none
     */
    @CheckForNull
    public Standard standard(@CheckForNull String toolVersion, @CheckForNull String rulesDigest) {
        return named == null
                ? null
                : new Standard(named.name(), named.version() == null ? toolVersion : named.version(), rulesDigest);
    }

    /**
     * Whether it is the scanner that we carry with us.
     *
     * @return true if there is no command
     */
    public boolean builtIn() {
        return command.isEmpty();
    }
}
