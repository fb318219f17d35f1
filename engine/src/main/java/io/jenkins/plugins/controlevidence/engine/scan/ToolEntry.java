package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.canary.PlantedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tool as it stands in a catalogue file, where an override names only what differs. The components are those of {@link Tool};
 * null where the file does not say.
 */
record ToolEntry(
        @CheckForNull String name,
        @CheckForNull String family,
        @CheckForNull String homepage,
        @CheckForNull List<String> command,
        @CheckForNull Tool.Covers covers,
        @CheckForNull List<String> applies,
        @CheckForNull Map<String, Tool.Parameter> parameters,
        @CheckForNull List<String> environment,
        @CheckForNull Map<String, String> settings,
        @CheckForNull Tool.Version version,
        @CheckForNull Tool.Rules rules,
        @CheckForNull Tool.Database database,
        @CheckForNull Tool.Report report,
        @CheckForNull Tool.Exits exits,
        @CheckForNull Pattern completed,
        @CheckForNull Integer timeout,
        @CheckForNull Map<String, String> severity,
        @CheckForNull List<String> canary,
        @CheckForNull Tool.Named standard,
        @CheckForNull String install) {
    private static final Set<String> BUILT_IN_PLACEHOLDERS = Set.of("directory", "git", "commit", "scratch", "report");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9-]*)\\}");
    private static final int DEFAULT_TIMEOUT_SECONDS = 1_800;

    /** This entry where it says something, the other where not. */
    ToolEntry over(ToolEntry base) {
        return new ToolEntry(
                or(name, base.name),
                or(family, base.family),
                or(homepage, base.homepage),
                or(command, base.command),
                or(covers, base.covers),
                or(applies, base.applies),
                or(parameters, base.parameters),
                or(environment, base.environment),
                or(settings, base.settings),
                or(version, base.version),
                or(rules, base.rules),
                or(database, base.database),
                or(report, base.report),
                or(exits, base.exits),
                or(completed, base.completed),
                or(timeout, base.timeout),
                or(severity, base.severity),
                or(canary, base.canary),
                or(standard, base.standard),
                or(install, base.install));
    }

    /**
     * The tool.
     *
     * @throws IllegalArgumentException if something is missing or contradicts itself, with a message that says what to do
     */
    Tool tool(String id) {
        require(id.matches("[a-z0-9][a-z0-9-]{0,40}"), "a tool's id is lower-case letters, digits and hyphens");
        require(family != null, "say which family it is of (family: sast)");
        Family kind = Family.byId(family)
                .orElseThrow(() -> new IllegalArgumentException("family " + family
                        + " is unknown: take one of secrets, sast, sca, dast, configuration, inventory"));
        List<String> arguments = or(command, List.of());
        if (!arguments.isEmpty()) {
            require(report != null, "say where its report is (report: {format: sarif, file: \"{report}\"})");
            require(exits != null, "say what its exit codes mean (exits: {clean: [0], findings: [1]})");
            require(!exits.clean().isEmpty(), "exits.clean must name at least one exit code");
        }
        require(
                standard == null || kind == Family.CONFIGURATION,
                "only a scanner of the family configuration measures against a standard");
        require(timeout == null || timeout > 0, "timeout is in seconds and more than 0");
        checkPlaceholders(arguments);
        if (report != null && report.file() != null) {
            checkPlaceholders(List.of(report.file()));
        }
        return new Tool(
                id,
                or(name, id),
                kind,
                or(homepage, ""),
                arguments,
                or(covers, Tool.Covers.FILES),
                or(applies, List.of()),
                or(parameters, Map.of()),
                or(environment, List.of()),
                or(settings, Map.of()),
                version,
                rules,
                database,
                report,
                or(exits, new Tool.Exits(Set.of(), Set.of())),
                completed,
                Duration.ofSeconds(or(timeout, DEFAULT_TIMEOUT_SECONDS)),
                severities(),
                planted(),
                standard,
                or(install, ""));
    }

    private List<String> planted() {
        List<String> ids = or(canary, List.of());
        for (String id : ids) {
            require(
                    PlantedFault.byId(id).isPresent(),
                    "no planted fault is called " + id + ": take some of "
                            + PlantedFault.all().stream().map(PlantedFault::id).toList());
        }
        return ids;
    }

    private void checkPlaceholders(List<String> arguments) {
        for (String argument : arguments) {
            Matcher matcher = PLACEHOLDER.matcher(argument);
            while (matcher.find()) {
                String placeholder = matcher.group(1);
                require(
                        BUILT_IN_PLACEHOLDERS.contains(placeholder)
                                || or(parameters, Map.<String, Tool.Parameter>of())
                                        .containsKey(placeholder),
                        "nothing is known to put in for {" + placeholder
                                + "}: describe it under parameters, or use one of "
                                + new ArrayList<>(BUILT_IN_PLACEHOLDERS)
                                        .stream().sorted().toList());
            }
        }
    }

    private Map<String, Severity> severities() {
        Map<String, Severity> map = new HashMap<>();
        or(severity, Map.<String, String>of()).forEach((word, ours) -> {
            try {
                map.put(word.toLowerCase(Locale.ROOT), Severity.valueOf(ours.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "severity " + ours + " is unknown: take one of critical, high, medium, low, info", e);
            }
        });
        return map;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static <T> T or(@CheckForNull T first, @CheckForNull T second) {
        return first == null ? second : first;
    }
}
