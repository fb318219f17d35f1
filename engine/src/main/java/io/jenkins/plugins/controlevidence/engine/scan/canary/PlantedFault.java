package io.jenkins.plugins.controlevidence.engine.scan.canary;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fault that was planted, and how it is known that a scanner found it: scanners name the same fault differently, so what counts is
 * where they found something, or of what.
 *
 * @param id id, such as {@code sast-python-shell}; catalogues name the faults that a tool must find by it
 * @param what what was planted, for a person
 * @param file end of the path at which something has to be found, or null if any will do
 * @param mark what rule, title, component or an identifier of the finding must hold, in any case, or null if all will do
 */
public record PlantedFault(
        String id,
        String what,
        @CheckForNull String file,
        @CheckForNull String mark) {
    private static final List<PlantedFault> ALL = List.of(
            new PlantedFault("secrets-private-key", "a private key", CanaryFiles.KEY, null),
            new PlantedFault("secrets-github-token", "an access token of GitHub", CanaryFiles.TOKEN, null),
            new PlantedFault("sast-python-shell", "a command run by a shell, in Python", CanaryFiles.PYTHON, null),
            new PlantedFault(
                    "sast-javascript-eval", "text run as a program, in JavaScript", CanaryFiles.JAVASCRIPT, null),
            new PlantedFault("sast-java-key", "an encryption key in a Java file", CanaryFiles.JAVA, null),
            new PlantedFault("sast-java-sql", "a query made of text, in a Java class", CanaryFiles.JAVA, null),
            new PlantedFault("sca-npm", "a vulnerable version of lodash for npm", null, "lodash"),
            new PlantedFault("sca-python", "a vulnerable version of jinja2 for Python", null, "jinja2"),
            new PlantedFault(
                    "configuration-terraform-ssh", "SSH open to everybody, in Terraform", CanaryFiles.TERRAFORM, null),
            new PlantedFault(
                    "configuration-dockerfile-user", "a container that runs as root", CanaryFiles.DOCKERFILE, null),
            new PlantedFault(
                    "dast-reflected-script", "a page that repeats scripts", CanaryPage.SEARCH, "cross site scripting"),
            new PlantedFault("inventory-npm", "lodash in a lock file of npm", null, "lodash"));

    /** Rejects null where it is not allowed. */
    public PlantedFault {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(what, "what");
    }

    /**
     * All faults that can be planted.
     *
     * @return each once
     */
    public static List<PlantedFault> all() {
        return ALL;
    }

    /**
     * The fault of that id.
     *
     * @param id such as {@code sca-npm}
     * @return empty if there is none
     */
    public static Optional<PlantedFault> byId(String id) {
        return ALL.stream().filter(fault -> fault.id.equals(id)).findFirst();
    }

    /**
     * Whether a scan found it.
     *
     * @param scan the scan of the planted files
     * @return true if a finding, or of an inventory a component, is it
     */
    public boolean isFoundBy(Scan scan) {
        return scan.findings().stream().anyMatch(this::is)
                || mark != null && scan.components().stream().anyMatch(component -> holdsMark(component.name()));
    }

    private boolean is(Finding finding) {
        String end = file;
        boolean there = end == null
                || finding.locations().stream()
                        .anyMatch(location -> location.path().endsWith(end));
        return there
                && (mark == null
                        || Stream.concat(
                                        Stream.of(finding.rule(), finding.title(), String.valueOf(finding.component())),
                                        finding.identifiers().stream())
                                .anyMatch(this::holdsMark));
    }

    private boolean holdsMark(String text) {
        return mark != null && text.toLowerCase(Locale.ROOT).contains(mark);
    }
}
