package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ControlEvidence;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import io.jenkins.plugins.controlevidence.engine.scan.canary.PlantedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A scanner was given files with planted faults. It is healthy if it found them all, knows no fewer rules than last time, and its
 * vulnerability database is young enough.
 *
 * @param tool id of the scanner in the tool catalogue
 * @param family id of what it looks for, such as {@code sast}
 * @param started when the check began, UTC
 * @param finished when it ended, UTC
 * @param version its version; null if it could not be learnt
 * @param rulesDigest SHA-256 of its rules; null where it does not tell them
 * @param rules how many rules it knows; null where it does not tell
 * @param planted what was planted for it
 * @param found which of them it found
 * @param missed which of them it did not find
 * @param failure why it gave no answer; null if it gave one
 * @param database its vulnerability database; null if it uses none
 * @param previous the check before; null if there was none
 * @param silence that it has found nothing for long in what it scans; null if it has not
 */
public record DetectorCheck(
        String tool,
        String family,
        Instant started,
        Instant finished,
        @CheckForNull String version,
        @CheckForNull String rulesDigest,
        @CheckForNull Integer rules,
        List<String> planted,
        List<String> found,
        List<String> missed,
        @CheckForNull String failure,
        @CheckForNull Database database,
        @CheckForNull Previous previous,
        @CheckForNull Silence silence)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "detector-check";

    /** The in-toto predicate type of test results. */
    public static final String PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

    /**
     * A vulnerability database.
     *
     * @param updated when it was made, UTC; null if it does not tell
     * @param maxAgeDays how old it may be; null if nobody said so
     */
    public record Database(
            @CheckForNull Instant updated, @CheckForNull Integer maxAgeDays) {}

    /**
     * The check before.
     *
     * @param record id of its record
     * @param version the scanner's version then; null if it was not known
     * @param rules how many rules it knew then; null if it was not known
     * @param rulesDigest SHA-256 of its rules then; null if it was not known
     */
    public record Previous(
            String record,
            @CheckForNull String version,
            @CheckForNull Integer rules,
            @CheckForNull String rulesDigest) {
        /** Refuses null where it is not allowed. */
        public Previous {
            Objects.requireNonNull(record, "record");
        }
    }

    /**
     * A long run of scans without findings, after scans with findings.
     *
     * @param scans how many scans
     * @param since when the first of them was, UTC
     */
    public record Silence(int scans, Instant since) {
        /** Refuses null. */
        public Silence {
            Objects.requireNonNull(since, "since");
        }
    }

    /** Copies the lists; refuses null where it is not allowed, and lists that contradict each other. */
    public DetectorCheck {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(finished, "finished");
        planted = List.copyOf(planted);
        found = List.copyOf(found);
        missed = List.copyOf(missed);
        List<String> both = new ArrayList<>(found);
        both.addAll(missed);
        if (both.size() != planted.size() || !both.containsAll(planted)) {
            throw new IllegalArgumentException("found and missed are not what was planted");
        }
    }

    /**
     * The check of a scanner.
     *
     * @param tool the scanner
     * @param scan what it said of the planted files
     * @param rules how many rules it knows, or null
     * @param maxDatabaseAgeDays how old its vulnerability database may be, in days; null to allow any age
     * @param previous the check before, or null
     * @param silence that it has found nothing for long in what it scans, or null
     * @return the check
     */
    public static DetectorCheck of(
            Tool tool,
            Scan scan,
            @CheckForNull Integer rules,
            @CheckForNull Integer maxDatabaseAgeDays,
            @CheckForNull Previous previous,
            @CheckForNull Silence silence) {
        List<String> found = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (String id : tool.canary()) {
            boolean isFound = PlantedFault.byId(id).orElseThrow().isFoundBy(scan);
            (scan.conclusive() && isFound ? found : missed).add(id);
        }
        VulnerabilityDatabase database = scan.tool().database();
        return new DetectorCheck(
                tool.id(),
                tool.family().id(),
                scan.started(),
                scan.finished(),
                scan.tool().version(),
                scan.tool().rulesDigest(),
                rules,
                tool.canary(),
                found,
                missed,
                scan.conclusive() || tool.canary().isEmpty() ? null : scan.reason(),
                database == null ? null : new Database(database.updated(), maxDatabaseAgeDays),
                previous,
                silence);
    }

    /**
     * What the next check of the same scanner is compared with.
     *
     * @param record id of this check's record
     * @return this check, in short
     */
    public Previous asPrevious(String record) {
        return new Previous(record, version, rules, rulesDigest);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String predicateType() {
        return PREDICATE_TYPE;
    }

    @Override
    public ToolIdentity scanner() {
        return new ToolIdentity(
                tool,
                version,
                rulesDigest,
                database == null ? null : new VulnerabilityDatabase(null, null, database.updated()));
    }

    @Override
    public Family scannerFamily() {
        return Family.byId(family).orElse(null);
    }

    /** The document with the fields of a test result: one test for each planted fault. */
    @Override
    public ObjectNode predicate() {
        ObjectNode predicate = toJson();
        predicate.put("result", outcome() == Outcome.PASSED ? "PASSED" : "FAILED");
        ObjectNode configuration = predicate.putArray("configuration").addObject();
        configuration.put("name", tool + (version == null ? "" : "@" + version));
        configuration.put("uri", ControlEvidence.NAMESPACE + "tools/" + tool);
        if (rulesDigest != null) {
            configuration.putObject("digest").put("sha256", rulesDigest);
        }
        ArrayNode passed = predicate.putArray("passedTests");
        found.forEach(passed::add);
        predicate.putArray("warnedTests");
        ArrayNode failed = predicate.putArray("failedTests");
        missed.forEach(failed::add);
        return predicate;
    }

    @Override
    public Judgement judgement() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            return Judgement.failed(String.join(" ", faults));
        }
        if (planted.isEmpty()) {
            return Judgement.notProven("Nothing was planted that it could have found.");
        }
        if (database != null && database.updated() == null && database.maxAgeDays() != null) {
            return Judgement.notProven("The age of its vulnerability database is not known.");
        }
        return silence == null
                ? Judgement.passed()
                : new Judgement(
                        Outcome.PASSED,
                        "It found what was planted, but nothing in " + silence.scans() + " scans since "
                                + silence.since() + ", and had found something before.");
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (failure != null) {
            faults.add("It gave no answer: " + failure);
        } else if (!missed.isEmpty()) {
            faults.add("It did not find " + String.join(", ", missed) + ".");
        }
        Integer before = previous == null ? null : previous.rules();
        if (rules != null && before != null && rules < before) {
            faults.add("It knows " + rules + " rules, and knew " + before + " at the last check.");
        }
        Database used = database;
        if (used != null && used.updated() != null && used.maxAgeDays() != null) {
            Duration age = Duration.between(used.updated(), finished);
            if (age.compareTo(Duration.ofDays(used.maxAgeDays())) > 0) {
                faults.add("Its vulnerability database is of " + used.updated() + ", " + age.toDays() + " days old; "
                        + used.maxAgeDays() + " are allowed.");
            }
        }
        return faults;
    }
}
