package io.jenkins.plugins.controlevidence.engine.scan.format;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a report says, before redaction: see {@link RawFinding}. Filled by one reader, then only read. */
public final class ReportContent {
    /** What a text costs besides its characters, roughly. */
    private static final int HELD_PER_TEXT = 48;

    private final List<RawFinding> findings = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();
    private final Map<String, Integer> suppressed = new LinkedHashMap<>();
    private final Set<String> revisions = new LinkedHashSet<>();
    private final Set<String> troubles = new LinkedHashSet<>();
    private final Set<String> gaps = new LinkedHashSet<>();
    private final Set<String> secrets = new LinkedHashSet<>();
    private String toolVersion;
    private long held;

    /** Counts texts that are held in memory until the report is done. */
    void hold(@CheckForNull String... texts) throws BrokenReportException {
        for (String text : texts) {
            held += text == null ? 0 : text.length() + HELD_PER_TEXT;
        }
        if (held > ReportLimits.HELD) {
            throw new BrokenReportException("holds more text than so many findings need");
        }
    }

    void add(RawFinding finding) throws BrokenReportException {
        if (findings.size() == ReportLimits.FINDINGS) {
            throw new BrokenReportException("has more than " + ReportLimits.FINDINGS
                    + " findings: narrow the tool's rules or what it looks at");
        }
        hold(finding.title(), finding.message(), finding.snippet(), finding.help(), finding.secret());
        for (Location place : finding.places()) {
            hold(place.path());
        }
        findings.add(finding);
        addSecret(finding.secret());
    }

    void add(Component component) throws BrokenReportException {
        if (components.size() == ReportLimits.COMPONENTS) {
            throw new BrokenReportException("has more than " + ReportLimits.COMPONENTS + " components");
        }
        hold(component.purl(), component.name(), component.version());
        components.add(component);
    }

    void addSuppressed(String by) {
        addSuppressed(by, 1);
    }

    void addSuppressed(String by, int count) {
        if (count > 0) {
            suppressed.merge(by, count, Integer::sum);
        }
    }

    void addRevision(@CheckForNull String id) {
        if (id != null && revisions.size() < 100) {
            revisions.add(id);
        }
    }

    /** The tool says that it did not do all of its work. */
    void addTrouble(String what) {
        if (troubles.size() < 100) {
            troubles.add(what);
        }
    }

    /** The report does not say what it would have to say to be proof. */
    void addGap(String what) {
        if (gaps.size() < 100) {
            gaps.add(what);
        }
    }

    void addSecret(@CheckForNull String value) throws BrokenReportException {
        if (value != null && secrets.add(value) && secrets.size() > ReportLimits.ENTRIES) {
            throw new BrokenReportException("has more than " + ReportLimits.ENTRIES + " different credentials");
        }
    }

    void toolVersion(@CheckForNull String version) {
        toolVersion = Json.or(toolVersion, version);
    }

    /**
     * What was found.
     *
     * @return in the order of the report
     */
    public List<RawFinding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /**
     * The inventory.
     *
     * @return in the order of the report
     */
    public List<Component> components() {
        return Collections.unmodifiableList(components);
    }

    /**
     * How many findings each kind of suppression hid.
     *
     * @return by the name of the kind
     */
    public Map<String, Integer> suppressed() {
        return Collections.unmodifiableMap(suppressed);
    }

    /**
     * The commits that the report says it is about.
     *
     * @return ids as the report writes them, empty if it says none
     */
    public Collection<String> revisions() {
        return Collections.unmodifiableSet(revisions);
    }

    /**
     * What the tool says went wrong.
     *
     * @return empty if it says that it did all of its work
     */
    public Collection<String> troubles() {
        return Collections.unmodifiableSet(troubles);
    }

    /**
     * What the report lacks to be proof.
     *
     * @return empty if nothing
     */
    public Collection<String> gaps() {
        return Collections.unmodifiableSet(gaps);
    }

    /**
     * The credentials that the report names.
     *
     * @return the values themselves
     */
    public Collection<String> secrets() {
        return Collections.unmodifiableSet(secrets);
    }

    /**
     * The tool's version, as the report tells it.
     *
     * @return null if it does not
     */
    @CheckForNull
    public String toolVersion() {
        return toolVersion;
    }

    /** Says only how much there is. */
    @Override
    public String toString() {
        return "ReportContent[" + findings.size() + " findings, " + components.size() + " components]";
    }
}
