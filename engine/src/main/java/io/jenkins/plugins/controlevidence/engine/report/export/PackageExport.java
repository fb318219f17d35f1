package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportFreezer;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.zip.ZipFileWriter;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a package: a ZIP file by which someone who trusts nobody can check a report. The same inputs give the same bytes. */
public final class PackageExport {
    private static final int ATTEMPTS = 20;

    private PackageExport() {}

    /**
     * Writes a package of the store as it is now.
     *
     * @param store the store, open for writing: the package is signed with its key
     * @param index the store's index; is brought up to date
     * @param catalogue what is asked
     * @param request which report
     * @param madeBy name and version of the program
     * @param file where to; must not be there
     * @param progress is told how far it has come
     * @return the report that is in it
     * @throws IOException if the store cannot be read or is damaged, or the file cannot be written; it is then not whole
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have
     */
    public static ControlReport write(
            Store store,
            EvidenceIndex index,
            Catalogue catalogue,
            ReportRequest request,
            String madeBy,
            Path file,
            Progress progress)
            throws IOException {
        Checkpoint checkpoint = together(store, index, progress);
        PackageScope scope = new PackageScope(request, null);
        PackageContent content = PackageContent.of(store, checkpoint, index, catalogue, scope);
        return write(store, checkpoint, content, madeBy, file, progress);
    }

    /**
     * Writes a package of a report that was frozen, as it was then, with the ledger as it is now.
     *
     * @param store the store, open for writing: the package is signed with its key
     * @param record the record of the frozen report
     * @param madeBy name and version of the program
     * @param file where to; must not be there
     * @param progress is told how far it has come
     * @return the report that is in it
     * @throws EvidenceException if the record is no frozen report of this store
     * @throws IOException if the store cannot be read or is damaged, or the file cannot be written; it is then not whole
     */
    public static ControlReport writeFrozen(
            Store store, EvidenceRecord record, String madeBy, Path file, Progress progress) throws IOException {
        ReportFreezer.Asked asked = new ReportFreezer(store, progress).asked(record);
        Checkpoint checkpoint = store.ledger().checkpoint();
        PackageContent content;
        try (EvidenceIndex index =
                EvidenceIndex.at(store, asked.frozen().checkpoint().size(), progress)) {
            PackageScope scope = new PackageScope(asked.request(), record.id());
            content = PackageContent.of(store, checkpoint, index, asked.catalogue(), scope);
        }
        return write(store, checkpoint, content, madeBy, file, progress);
    }

    private static ControlReport write(
            Store store, Checkpoint checkpoint, PackageContent content, String madeBy, Path file, Progress progress)
            throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        try (ZipFileWriter zip = ZipFileWriter.create(file)) {
            content.write(
                    name -> new DigestedOutputStream(zip.entry(name), sha256 -> digests.put(name, sha256)), progress);
            byte[] manifest = new Manifest(digests).toBytes();
            put(zip, PackagePart.MANIFEST, manifest);
            PackageStatement statement = new PackageStatement(
                    content.scope().request(),
                    content.report().state().size(),
                    content.scope().frozen(),
                    content.report().catalogueDigest(),
                    checkpoint.origin(),
                    checkpoint.size(),
                    HexFormat.of().formatHex(checkpoint.root()),
                    madeBy,
                    DigestedOutputStream.sha256(manifest));
            put(
                    zip,
                    PackagePart.SIGNATURE,
                    Envelope.sign(statement.statement(), store.signingKey()).toBytes());
            zip.finish();
        }
        return content.report();
    }

    /** Brings the index to the state of a checkpoint, also while others append. */
    private static Checkpoint together(Store store, EvidenceIndex index, Progress progress) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            index.update(progress);
            Checkpoint checkpoint = store.ledger().checkpoint();
            if (checkpoint.size() == index.state().size()) {
                return checkpoint;
            }
        }
        throw new IOException("The store " + store.directory()
                + " is written to faster than it can be read. Export when fewer builds run.");
    }

    private static void put(ZipFileWriter zip, PackagePart part, byte[] content) throws IOException {
        try (OutputStream out = zip.entry(part.title())) {
            out.write(content);
        }
    }
}
