package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ControlEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.scan.format.Inventory;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What something is made of, compared with what was approved. Good if all of it was. A component of the approved inventory without
 * a version approves every version of it; one with a version approves that version alone.
 *
 * @param repository name of the repository that it was built from, or null
 * @param branch the branch, or null
 * @param commit full id of the commit, or null
 * @param of what the inventory is of, such as {@code checkout} or the name of a build server
 * @param at when it was made, UTC
 * @param document the inventory
 * @param approved the approved inventory; null if there is none
 * @param components how many different components there are
 * @param added components that are not in the approved inventory in this version, as far as there is room
 * @param removed components of the approved inventory that are not there, as far as there is room
 * @param unapproved those of {@code added} that nothing approves, as far as there is room
 * @param totals how many there are of each; computed from the lists where a document lacks it
 */
public record ComponentInventory(
        @CheckForNull String repository,
        @CheckForNull String branch,
        @CheckForNull String commit,
        String of,
        Instant at,
        Document document,
        @CheckForNull Approved approved,
        int components,
        List<String> added,
        List<String> removed,
        List<String> unapproved,
        Totals totals)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "inventory";

    /** The in-toto predicate type that refers to a document (attestation spec, reference v0.1). */
    public static final String PREDICATE_TYPE = "https://in-toto.io/attestation/reference/v0.1";

    private static final int LIST_BYTES = 9_000;

    /** The formats of inventories. */
    public enum Format {
        /** CycloneDX JSON. */
        @JsonProperty("cyclonedx")
        CYCLONEDX,
        /** SPDX 2 JSON. */
        @JsonProperty("spdx")
        SPDX
    }

    /**
     * An inventory.
     *
     * @param sha256 SHA-256 of the document, lower-case hexadecimal
     * @param format its format
     */
    public record Document(String sha256, Format format) {
        /** Refuses null. */
        public Document {
            Objects.requireNonNull(sha256, "sha256");
            Objects.requireNonNull(format, "format");
        }

        /**
         * A document that was read.
         *
         * @param sha256 SHA-256 of the document, lower-case hexadecimal
         * @param inventory what was read
         * @return its name
         */
        public static Document of(String sha256, Inventory inventory) {
            return new Document(sha256, inventory.format() == ReportFormat.SPDX ? Format.SPDX : Format.CYCLONEDX);
        }
    }

    /**
     * The approved inventory.
     *
     * @param sha256 SHA-256 of the document, lower-case hexadecimal
     */
    public record Approved(String sha256) {}

    /**
     * How many there are.
     *
     * @param added components that are not in the approved inventory in this version
     * @param removed components of the approved inventory that are not there
     * @param unapproved components that nothing approves
     */
    public record Totals(int added, int removed, int unapproved) {}

    /** Copies the lists, computes the totals, and refuses totals that the lists belie. */
    public ComponentInventory {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(document, "document");
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        unapproved = List.copyOf(unapproved);
        if (totals == null) {
            totals = new Totals(added.size(), removed.size(), unapproved.size());
        }
        if (totals.added < added.size()
                || totals.removed < removed.size()
                || totals.unapproved < unapproved.size()
                || totals.unapproved > totals.added) {
            throw new IllegalArgumentException("the totals are not those of the lists");
        }
    }

    /** Where a component inventory is from. */
    public record Origin(
            @CheckForNull String repository,
            @CheckForNull String branch,
            @CheckForNull String commit) {
        /** Of nothing that was built from a commit. */
        public static final Origin NONE = new Origin(null, null, null);
    }

    /**
     * Compares an inventory with the approved one.
     *
     * @param origin the commit that it was built from
     * @param of what it is of
     * @param at when it was made, UTC
     * @param document what to name it by
     * @param inventory the inventory
     * @param approved what to name the approved one by; null if there is none
     * @param allowed the approved inventory; null if there is none
     * @return the comparison, its lists cut to what a record has room for
     */
    public static ComponentInventory of(
            Origin origin,
            String of,
            Instant at,
            Document document,
            Inventory inventory,
            @CheckForNull Approved approved,
            @CheckForNull Inventory allowed) {
        Set<String> here = new TreeSet<>();
        inventory.components().forEach(component -> here.add(name(component)));
        List<String> added = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> unapproved = new ArrayList<>();
        if (allowed != null) {
            Set<String> names = new LinkedHashSet<>();
            Set<String> anyVersion = new LinkedHashSet<>();
            for (Component component : allowed.components()) {
                String name = name(component);
                names.add(name);
                if (name.equals(unversioned(name))) {
                    anyVersion.add(name);
                }
            }
            for (String name : here) {
                if (!names.contains(name)) {
                    added.add(name);
                    if (!anyVersion.contains(unversioned(name))) {
                        unapproved.add(name);
                    }
                }
            }
            Set<String> present = new LinkedHashSet<>(here);
            here.forEach(name -> present.add(unversioned(name)));
            names.stream().filter(name -> !present.contains(name)).sorted().forEach(removed::add);
        }
        return new ComponentInventory(
                origin.repository(),
                origin.branch(),
                origin.commit(),
                of,
                at,
                document,
                approved,
                here.size(),
                ActivityJson.head(added, LIST_BYTES),
                ActivityJson.head(removed, LIST_BYTES),
                ActivityJson.head(unapproved, LIST_BYTES),
                new Totals(added.size(), removed.size(), unapproved.size()));
    }

    /** The package URL without qualifiers and subpath, which differ by the tool that made the inventory; or name and version. */
    private static String name(Component component) {
        String purl = component.purl();
        String name = purl == null ? component.name() : purl.replaceFirst("[?#].*$", "");
        return component.version().isEmpty() || !name.equals(unversioned(name))
                ? name
                : name + "@" + component.version();
    }

    /** A scope of npm begins with an at sign too, which package URLs write as %40 and names at the beginning. */
    private static String unversioned(String name) {
        int at = name.lastIndexOf('@');
        return at > Math.max(0, name.lastIndexOf('/')) ? name.substring(0, at) : name;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return at;
    }

    @Override
    public String predicateType() {
        return PREDICATE_TYPE;
    }

    @Override
    public List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        if (repository != null && commit != null) {
            subjects.add(Subject.ofCommit(repository, commit));
        }
        subjects.add(new Subject(of, Map.of("sha256", document.sha256())));
        return subjects;
    }

    @Override
    public ObjectNode predicate() {
        ObjectNode predicate = toJson();
        predicate.putObject("attester").put("id", ControlEvidence.NAMESPACE + "engine");
        ObjectNode reference = predicate.putArray("references").addObject();
        reference.put("name", of);
        reference.put("downloadLocation", "urn:control-evidence:artefact:" + document.sha256());
        reference.put(
                "mediaType",
                (document.format() == Format.SPDX ? ReportFormat.SPDX : ReportFormat.CYCLONEDX).mediaType());
        reference.putObject("digest").put("sha256", document.sha256());
        return predicate;
    }

    @Override
    public Judgement judgement() {
        if (totals.unapproved() > 0) {
            return Judgement.failed(totals.unapproved() + " of " + components + " components are not approved.");
        }
        if (approved == null) {
            return Judgement.notProven("There is no approved inventory to compare it with.");
        }
        return components == 0 ? Judgement.notProven("The inventory is empty.") : Judgement.passed();
    }
}
