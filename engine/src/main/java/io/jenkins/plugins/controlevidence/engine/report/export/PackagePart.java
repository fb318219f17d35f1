package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.report.zip.StoredEntry;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kinds of files that a package has, in the order in which they are in it. */
public enum PackagePart {
    /** The page that says what is there and how to verify it. */
    INDEX("INDEX.html", "INDEX\\.html", 1 << 20, "this page"),
    /** The report. */
    REPORT(
            "report/",
            "report/(?:report\\.(?:html|csv|json|pdf)|oscal\\.json)",
            StoredEntry.MAX_SIZE,
            "the control report: one page to read, one row per item of every population, and for other programs"),
    /** What the report asks. */
    CATALOGUE(
            "catalogue/",
            "catalogue/[0-9]{1,2}\\.yaml",
            1 << 20,
            "the controls and requirements that the report was judged by; later files are laid over earlier ones"),
    /** The records of the period. */
    RECORDS(
            "records/records.intoto.jsonl",
            "records/records\\.intoto\\.jsonl",
            StoredEntry.MAX_SIZE,
            "the records of the period and those that the report names: signed in-toto statements, one envelope a line"),
    /** The proofs of these records. */
    PROOFS(
            "records/proofs.jsonl",
            "records/proofs\\.jsonl",
            StoredEntry.MAX_SIZE,
            "for each of these records, line by line, the proof that it is in the ledger"),
    /** The copy of the store. */
    STORE(
            "store/",
            "store/(?:store\\.json|keys/(?:signing|retired/[0-9a-f]{64})\\.pub\\.pem|ledger/(?:checkpoint|tile/[0-9a-z/.]+)"
                    + "|checkpoints/[0-9]{20}(?:-[0-9a-f]{8}-[0-9a-f]{32})?\\.(?:note|tsr|witness)"
                    + "|artefacts/[0-9a-f]{2}/[0-9a-f]{64}-[0-9a-f]{32}\\.gz)",
            StoredEntry.MAX_SIZE,
            "the ledger, complete from its first record to the checkpoint, the public keys, the checkpoints that were shown"
                    + " to others with their answers, and the artefacts of the period"),
    /** The list of all files. */
    MANIFEST("MANIFEST", "MANIFEST", 1 << 30, "every file with its SHA-256"),
    /** The signature under the list. */
    SIGNATURE(
            "MANIFEST.intoto.json",
            "MANIFEST\\.intoto\\.json",
            1 << 20,
            "who made the package and of what: a statement about MANIFEST, signed with the key of the store");

    /** The largest file of a ledger: 256 entries of 65,535 bytes, each after its length. */
    private static final long MAX_BUNDLE = 256L * (65_535 + 2);

    private final String title;
    private final Pattern names;
    private final long maxSize;
    private final String meaning;

    PackagePart(String title, String names, long maxSize, String meaning) {
        this.title = title;
        this.names = Pattern.compile(names);
        this.maxSize = maxSize;
        this.meaning = meaning;
    }

    /**
     * The part that a file belongs to.
     *
     * @param name its path in the package
     * @return empty if no package has such a file
     */
    public static Optional<PackagePart> of(String name) {
        return Stream.of(values())
                .filter(part -> part.names.matcher(name).matches())
                .findFirst();
    }

    /**
     * What its files are called.
     *
     * @return a path, ending in a slash if it is a directory
     */
    public String title() {
        return title;
    }

    /**
     * How large a file can be: what is read into memory is small.
     *
     * @param name its path, of this part
     * @return in bytes
     */
    public long maxSize(String name) {
        return this == STORE && !name.startsWith("store/artefacts/") ? MAX_BUNDLE : maxSize;
    }

    /**
     * What is in it.
     *
     * @return for a person
     */
    public String meaning() {
        return meaning;
    }
}
