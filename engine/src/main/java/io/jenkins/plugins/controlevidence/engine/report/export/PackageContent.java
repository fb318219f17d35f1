package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreCopy;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The files of a package, but for its list and signature. All of them follow from a store, a catalogue and a request: who has a
 * package computes them again from the copy of the store in it, and compares.
 */
public final class PackageContent {
    private final Store store;
    private final Checkpoint checkpoint;
    private final Catalogue catalogue;
    private final PackageScope scope;
    private final ControlReport report;
    private final List<RecordRow> scans;

    private PackageContent(
            Store store,
            Checkpoint checkpoint,
            Catalogue catalogue,
            PackageScope scope,
            ControlReport report,
            List<RecordRow> scans) {
        this.store = store;
        this.checkpoint = checkpoint;
        this.catalogue = catalogue;
        this.scope = scope;
        this.report = report;
        this.scans = scans;
    }

    /**
     * Judges, and prepares to write.
     *
     * @param store the store
     * @param checkpoint the checkpoint up to which the package has the ledger
     * @param index the store's index, at the size that the report rests on
     * @param catalogue what is asked
     * @param scope which report, and what is shown
     * @return the content
     * @throws IOException if the index cannot be read
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have
     */
    public static PackageContent of(
            Store store, Checkpoint checkpoint, EvidenceIndex index, Catalogue catalogue, PackageScope scope)
            throws IOException {
        ReportRequest request = scope.request();
        ControlReport report = ControlReport.of(catalogue, index, request);
        return new PackageContent(store, checkpoint, catalogue, scope, report, ReportForm.scans(report, index));
    }

    /**
     * The report that is in it.
     *
     * @return the report
     */
    public ControlReport report() {
        return report;
    }

    PackageScope scope() {
        return scope;
    }

    /**
     * Hands over the files, always in the same order.
     *
     * @param sink takes them
     * @param progress is told how far it has come
     * @throws IOException if the store cannot be read or is damaged, or the sink fails
     */
    public void write(StoreCopy.Sink sink, Progress progress) throws IOException {
        writeDerived(sink, progress);
        new StoreCopy(store, checkpoint, scope).write(path -> sink.file(PackagePart.STORE.title() + path), progress);
    }

    /**
     * Hands over the files that are made from the store, without the copy of the store itself.
     *
     * @param sink takes them
     * @param progress is told how far it has come
     * @throws IOException if the store cannot be read or is damaged, or the sink fails
     */
    public void writeDerived(StoreCopy.Sink sink, Progress progress) throws IOException {
        PackageRecords records = PackageRecords.of(report, scope, store.ledger(), checkpoint.size(), progress);
        put(sink, PackagePart.INDEX.title(), out -> IndexPage.write(report, store, checkpoint, records.count(), out));
        for (ReportForm form : ReportForm.values()) {
            progress.update("writing " + form.fileName(), 0, -1, "items");
            put(sink, PackagePart.REPORT.title() + form.fileName(), out -> form.write(report, scans, out));
        }
        List<Catalogue.Source> sources = catalogue.sources();
        for (int i = 0; i < sources.size(); i++) {
            byte[] source = sources.get(i).bytes();
            put(sink, PackagePart.CATALOGUE.title() + i + ".yaml", out -> out.write(source));
        }
        put(sink, PackagePart.RECORDS.title(), records::writeEnvelopes);
        put(sink, PackagePart.PROOFS.title(), records::writeProofs);
    }

    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private static void put(StoreCopy.Sink sink, String name, Content content) throws IOException {
        try (OutputStream out = sink.file(name)) {
            content.write(out);
        }
    }
}
