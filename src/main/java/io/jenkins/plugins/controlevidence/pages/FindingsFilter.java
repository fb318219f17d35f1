package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/**
 * Which findings of a build are listed, as the address says it.
 *
 * @param text what title, rule, tool or path must contain, or null
 * @param severity id of the severity, or null for all
 * @param state {@code new}, {@code known} or {@code fixed}, or null for all
 * @param page number of the page, from 1
 */
record FindingsFilter(
        @CheckForNull String text,
        @CheckForNull String severity,
        @CheckForNull String state,
        int page) {

    static FindingsFilter of(Function<String, String> parameters) {
        return new FindingsFilter(
                Util.fixEmptyAndTrim(parameters.apply("q")),
                Util.fixEmpty(parameters.apply("severity")),
                Util.fixEmpty(parameters.apply("state")),
                Paging.number(parameters.apply("page")));
    }

    boolean accepts(FindingsDocument.State findingState, Finding finding) {
        return (state == null || state.equals(id(findingState)))
                && (severity == null || severity.equals(finding.severity().id()))
                && (text == null || contains(finding));
    }

    private boolean contains(Finding finding) {
        return contains(finding.title())
                || contains(finding.rule())
                || contains(finding.tool())
                || finding.locations().stream().map(Location::path).anyMatch(this::contains);
    }

    private boolean contains(String where) {
        return where.toLowerCase(Locale.ROOT).contains(String.valueOf(text).toLowerCase(Locale.ROOT));
    }

    static String id(FindingsDocument.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** The address's query without the page. */
    String parameters() {
        StringBuilder query = new StringBuilder();
        append(query, "q", text);
        append(query, "severity", severity);
        append(query, "state", state);
        return query.toString();
    }

    private static void append(StringBuilder query, String name, @CheckForNull String value) {
        if (value != null) {
            query.append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('&');
        }
    }
}
