package io.jenkins.plugins.controlevidence.engine.report.verify;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.FrozenReport;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.export.DigestedOutputStream;
import io.jenkins.plugins.controlevidence.engine.report.export.Manifest;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageContent;
import io.jenkins.plugins.controlevidence.engine.report.export.PackagePart;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageStatement;
import io.jenkins.plugins.controlevidence.engine.report.export.ReportForm;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what follows from the records of a package once more, and compares each file with the one in it. */
final class Recomputation {
    private final Manifest manifest;
    private final boolean sameProgram;
    private final Map<PackagePart, List<String>> different = new EnumMap<>(PackagePart.class);
    private boolean done;

    /** Takes the list of the package, which is verified, and whether this very program made it. */
    Recomputation(Manifest manifest, boolean sameProgram) {
        this.manifest = manifest;
        this.sameProgram = sameProgram;
    }

    /** Computes and compares everything; tells of the report. */
    Check run(Store store, Checkpoint checkpoint, Catalogue catalogue, PackageStatement statement, Progress progress)
            throws IOException {
        boolean sameLedger = statement.origin().equals(checkpoint.origin())
                && statement.size() == checkpoint.size()
                && statement.rootHash().equals(HexFormat.of().formatHex(checkpoint.root()));
        if (!sameLedger || statement.judged() < 0 || statement.judged() > checkpoint.size()) {
            throw new EvidenceException("the seal names another ledger than the package has");
        }
        PackageContent content;
        try (EvidenceIndex index = EvidenceIndex.at(store, statement.judged(), progress)) {
            content = PackageContent.of(store, checkpoint, index, catalogue, statement.scope());
        }
        compare(content, progress);
        ControlReport report = content.report();
        int items = report.results().stream()
                .mapToInt(RequirementResult::population)
                .sum();
        return check(
                "report",
                PackagePart.REPORT,
                report.results().size() + " requirements and " + items
                        + " items, judged again from the records, give the same report in every form");
    }

    private void compare(PackageContent content, Progress progress) throws IOException {
        Map<String, String> left = new LinkedHashMap<>(manifest.digests());
        content.writeDerived(
                name -> new DigestedOutputStream(OutputStream.nullOutputStream(), sha256 -> {
                    if (!sha256.equals(left.remove(name))) {
                        differs(name);
                    }
                }),
                progress);
        left.keySet().stream()
                .filter(name -> !name.startsWith(PackagePart.STORE.title()))
                .forEach(this::differs);
        done = true;
    }

    private void differs(String name) {
        different
                .computeIfAbsent(PackagePart.of(name).orElseThrow(), part -> new ArrayList<>())
                .add(name);
    }

    /** Whether the report is the one that was frozen: then the ledger tells when, and no later record could mend it. */
    Check frozen(Store store, String id) throws IOException {
        String name = "frozen report";
        for (long leaf : store.ledger().find(id)) {
            EvidenceRecord record =
                    RecordReader.read(store.ledger().id(leaf), store.ledger().entry(leaf));
            if (record.id().equals(id) && ActivityReader.of(record) instanceof FrozenReport frozen) {
                String file = PackagePart.REPORT.title() + ReportForm.JSON.fileName();
                return frozen.report().sha256().equals(manifest.digests().get(file))
                        ? PackageVerifier.verified(
                                name, "it is the one that record " + id + " froze at " + frozen.frozen())
                        : PackageVerifier.notVerified(name, file + " is not what record " + id + " froze");
            }
        }
        return PackageVerifier.notVerified(name, "the ledger has no frozen report " + id);
    }

    Check recordsShown() {
        return check("records shown", PackagePart.RECORDS, "all of the period, and all that the report names");
    }

    Check proofsShown() {
        return check("proofs shown", PackagePart.PROOFS, "one for each of these records");
    }

    Check indexPage() {
        return check("index page", PackagePart.INDEX, "says what it has to say");
    }

    private Check check(String name, PackagePart part, String same) {
        List<String> names = different.getOrDefault(part, List.of());
        if (!done) {
            return new Check(name, Check.Status.COULD_NOT_CHECK, "what follows from the records could not be computed");
        }
        if (names.isEmpty()) {
            return PackageVerifier.verified(name, same);
        }
        String detail = String.join(", ", names) + " is not what the records give";
        return sameProgram
                ? PackageVerifier.notVerified(name, detail)
                : new Check(
                        name,
                        Check.Status.COULD_NOT_CHECK,
                        detail + " with this version of the program: check with the version that made the package");
    }
}
