package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * A control report as it stood at a checkpoint: enough for anyone to make it again from the ledger, byte for byte, and to tell
 * whether it is the same. The artefacts {@code catalogue-0}, {@code catalogue-1}, … are what was asked, {@code report} is the report.
 *
 * @param from first day of the review period, UTC
 * @param to last day of it, UTC, inclusive
 * @param asOf last day that was judged, UTC, inclusive
 * @param controls ids of the controls or requirements that were judged; empty for all
 * @param repositories the repositories in scope; empty for all that the store knew
 * @param protectedBranches globs of the branches whose commits had to be covered
 * @param catalogue what was asked
 * @param policies SHA-256 of the policies by which gates judged in the period, sorted
 * @param checkpoint the state of the ledger that it rests on
 * @param figures what it says of each requirement
 * @param report the report itself
 * @param frozen when it was frozen, UTC
 */
public record FrozenReport(
        LocalDate from,
        LocalDate to,
        LocalDate asOf,
        List<String> controls,
        List<String> repositories,
        List<String> protectedBranches,
        Catalogue catalogue,
        List<String> policies,
        Checkpoint checkpoint,
        List<Figures> figures,
        Document report,
        Instant frozen)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "report";

    /** Name of the artefact that is the report. */
    public static final String ARTEFACT = "report";

    /** What the names of the artefacts that are the catalogue begin with; the number of the file follows. */
    public static final String CATALOGUE_ARTEFACT = "catalogue-";

    /**
     * The catalogue.
     *
     * @param sha256 its digest, lower-case hexadecimal: SHA-256 over the digests of its files
     * @param files names of the files that it was read from, the later ones laid over the earlier
     */
    public record Catalogue(String sha256, List<String> files) {
        /** Copies the list. */
        public Catalogue {
            Objects.requireNonNull(sha256, "sha256");
            files = List.copyOf(files);
        }
    }

    /**
     * A state of the ledger.
     *
     * @param origin the ledger's name
     * @param size how many records it had
     * @param root root hash of that size, lower-case hexadecimal
     */
    public record Checkpoint(String origin, long size, String root) {
        /** Refuses null. */
        public Checkpoint {
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(root, "root");
        }
    }

    /**
     * What it says of a requirement.
     *
     * @param requirement its id
     * @param conclusion {@code operated}, {@code operated-with-exceptions} or {@code not-demonstrated}
     * @param population how many items it had to cover
     * @param proven how many of them are proven
     * @param exceptions how many are not
     * @param notDue how many were not yet due
     * @param excluded how many a rule left out
     */
    public record Figures(
            String requirement,
            String conclusion,
            int population,
            int proven,
            int exceptions,
            int notDue,
            int excluded) {
        /** Refuses null. */
        public Figures {
            Objects.requireNonNull(requirement, "requirement");
            Objects.requireNonNull(conclusion, "conclusion");
        }
    }

    /**
     * The report as JSON.
     *
     * @param sha256 SHA-256 of its bytes, lower-case hexadecimal
     * @param size how many bytes it has
     */
    public record Document(String sha256, long size) {
        /** Refuses null. */
        public Document {
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** Copies the lists; refuses null. */
    public FrozenReport {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(asOf, "asOf");
        controls = List.copyOf(controls);
        repositories = List.copyOf(repositories);
        protectedBranches = List.copyOf(protectedBranches);
        Objects.requireNonNull(catalogue, "catalogue");
        policies = List.copyOf(policies);
        Objects.requireNonNull(checkpoint, "checkpoint");
        figures = List.copyOf(figures);
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(frozen, "frozen");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return frozen;
    }

    @Override
    public Judgement judgement() {
        return Judgement.passed();
    }
}
