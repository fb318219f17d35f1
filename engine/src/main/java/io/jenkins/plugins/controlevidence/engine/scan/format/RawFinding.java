package io.jenkins.plugins.controlevidence.engine.scan.format;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding as a report tells it, before redaction: its texts may hold credentials. It stays within the reading of one report
 * and is never kept, sent or shown.
 */
public final class RawFinding {
    private final String rule;
    private final List<Location> places = new ArrayList<>();
    private final List<String> identifiers = new ArrayList<>();
    private String title;
    private String message = "";
    private String severity;
    private String snippet;
    private String help;
    private String component;
    private String secret;
    private String mark;
    private Introduced introduced;

    RawFinding(@CheckForNull String rule) {
        this.rule = rule == null ? "unknown" : cut(rule, ReportLimits.TITLE);
        this.title = this.rule;
    }

    RawFinding title(@CheckForNull String text) {
        if (text != null && !text.isBlank()) {
            title = cut(text.strip().lines().findFirst().orElse(rule), ReportLimits.TITLE);
        }
        return this;
    }

    RawFinding message(@CheckForNull String text) {
        message = text == null ? "" : cut(text.strip(), ReportLimits.MESSAGE);
        return this;
    }

    RawFinding severity(@CheckForNull String word) {
        severity = word;
        return this;
    }

    /** A null path is no place. */
    RawFinding at(@CheckForNull String path, int line) {
        if (path != null && places.size() < ReportLimits.PLACES) {
            places.add(new Location(path, line));
        }
        return this;
    }

    RawFinding snippet(@CheckForNull String text) {
        snippet = text == null ? null : cut(text, ReportLimits.MESSAGE);
        return this;
    }

    RawFinding identifier(@CheckForNull String id) {
        if (id != null && !identifiers.contains(id)) {
            identifiers.add(id);
        }
        return this;
    }

    RawFinding help(@CheckForNull String address) {
        help = address;
        return this;
    }

    RawFinding component(@CheckForNull String purl) {
        component = purl;
        return this;
    }

    RawFinding secret(@CheckForNull String value) {
        secret = value;
        return this;
    }

    RawFinding mark(@CheckForNull String stable) {
        mark = stable;
        return this;
    }

    RawFinding introduced(@CheckForNull Introduced where) {
        introduced = where;
        return this;
    }

    /**
     * The tool's id of the rule.
     *
     * @return {@code unknown} if it gave none
     */
    public String rule() {
        return rule;
    }

    /**
     * What it is.
     *
     * @return one line
     */
    public String title() {
        return title;
    }

    /**
     * What the tool says of it.
     *
     * @return possibly empty
     */
    public String message() {
        return message;
    }

    /**
     * The tool's word for the severity, or a CVSS score.
     *
     * @return null if it gave none
     */
    @CheckForNull
    public String severity() {
        return severity;
    }

    /**
     * Where it is, as the report names files: relative to the repository, or absolute.
     *
     * @return possibly empty
     */
    public List<Location> places() {
        return List.copyOf(places);
    }

    /**
     * The source text that the report quotes.
     *
     * @return null if it quotes none
     */
    @CheckForNull
    public String snippet() {
        return snippet;
    }

    /**
     * Public ids, {@code CVE-…}, {@code CWE-…}.
     *
     * @return possibly empty
     */
    public List<String> identifiers() {
        return List.copyOf(identifiers);
    }

    /**
     * Address of an explanation.
     *
     * @return null if it gave none
     */
    @CheckForNull
    public String help() {
        return help;
    }

    /**
     * Package URL of the component at fault.
     *
     * @return null if it is about none
     */
    @CheckForNull
    public String component() {
        return component;
    }

    /**
     * The credential itself.
     *
     * @return null if it is about none, or the report does not hold it
     */
    @CheckForNull
    public String secret() {
        return secret;
    }

    /**
     * The tool's own stable mark of the fault.
     *
     * @return null if it has no good one
     */
    @CheckForNull
    public String mark() {
        return mark;
    }

    /**
     * The commit that brought it in.
     *
     * @return null if unknown
     */
    @CheckForNull
    public Introduced introduced() {
        return introduced;
    }

    /** Says only where it is: the texts may hold credentials. */
    @Override
    public String toString() {
        return "RawFinding[" + rule + "]";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
