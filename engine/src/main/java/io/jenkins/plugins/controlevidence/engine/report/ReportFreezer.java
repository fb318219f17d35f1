package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.CatalogueException;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.FrozenReport;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Freezes reports, and makes frozen ones again. A frozen report rests on the ledger alone: the index that it is made from is built
 * for it, and holds the records up to its checkpoint and no other.
 */
public final class ReportFreezer {
    private final Store store;
    private final Progress progress;

    /**
     * Works on a store.
     *
     * @param store the store
     * @param progress is told how many records have been read
     */
    public ReportFreezer(Store store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * A report and the record of it.
     *
     * @param report the report
     * @param frozen what the record says
     * @param record where the record is
     */
    public record Frozen(ControlReport report, FrozenReport frozen, Appended record) {}

    /**
     * Makes a report from all records that the ledger has now, and records it.
     *
     * @param catalogue what is asked
     * @param request which period, and of what
     * @param invocation which machine run it is
     * @return the report, durable and under a signed checkpoint
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have
     * @throws IOException if the ledger cannot be read or written
     */
    public Frozen freeze(Catalogue catalogue, ReportRequest request, Invocation invocation) throws IOException {
        ControlReport report = at(store.ledger().size(), catalogue, request);
        List<ArtefactReference> artefacts = new ArrayList<>();
        ArtefactReference document =
                store.artefacts().put(FrozenReport.ARTEFACT, JsonReport.MEDIA_TYPE, to -> JsonReport.write(report, to));
        artefacts.add(document);
        for (Catalogue.Source source : catalogue.sources()) {
            artefacts.add(store.artefacts()
                    .put(
                            FrozenReport.CATALOGUE_ARTEFACT + (artefacts.size() - 1),
                            "application/yaml",
                            to -> to.write(source.bytes())));
        }
        FrozenReport frozen = frozen(report, catalogue, document);
        Appended record = store.append(ActivityStatement.of(frozen, invocation, artefacts));
        return new Frozen(report, frozen, record);
    }

    private static FrozenReport frozen(ControlReport report, Catalogue catalogue, ArtefactReference document) {
        ReportRequest request = report.request();
        return new FrozenReport(
                request.from(),
                request.to(),
                request.asOf(),
                List.copyOf(request.controls()),
                List.copyOf(request.repositories()),
                List.copyOf(request.protectedBranches()),
                new FrozenReport.Catalogue(
                        catalogue.digest(),
                        catalogue.sources().stream().map(Catalogue.Source::name).toList()),
                report.policies(),
                new FrozenReport.Checkpoint(
                        report.state().origin(),
                        report.state().size(),
                        report.state().rootHash()),
                report.results().stream().map(ReportFreezer::figures).toList(),
                new FrozenReport.Document(document.sha256(), document.size()),
                Instant.now());
    }

    private static FrozenReport.Figures figures(RequirementResult result) {
        return new FrozenReport.Figures(
                result.requirement().id(),
                JsonReport.word(result.conclusion()),
                result.population(),
                result.proven(),
                result.exceptions(),
                result.tests().stream().mapToInt(TestResult::notDue).sum(),
                result.tests().stream().mapToInt(TestResult::excluded).sum());
    }

    /**
     * The report as it was when the ledger had a size.
     *
     * @param size how many records of the ledger count
     * @param catalogue what is asked
     * @param request which period, and of what
     * @return the report
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have
     * @throws IOException if the ledger has fewer records or cannot be read
     */
    public ControlReport at(long size, Catalogue catalogue, ReportRequest request) throws IOException {
        try (EvidenceIndex index = EvidenceIndex.at(store, size, progress)) {
            return ControlReport.of(catalogue, index, request);
        }
    }

    /**
     * Makes a frozen report again, from the records below its checkpoint and the catalogue that is kept with it. Whether it is the
     * same, the digest of its {@link JsonReport} tells: {@link FrozenReport#report()}.
     *
     * @param record the record of the frozen report
     * @return the report
     * @throws EvidenceException if the record is no frozen report of this ledger, or what is kept with it is broken
     * @throws IOException if the ledger cannot be read
     */
    public ControlReport again(EvidenceRecord record) throws IOException {
        Asked asked = asked(record);
        return at(asked.frozen().checkpoint().size(), asked.catalogue(), asked.request());
    }

    /**
     * What a frozen report was asked.
     *
     * @param frozen what its record says
     * @param catalogue the catalogue that is kept with it
     * @param request which period, and of what
     */
    public record Asked(FrozenReport frozen, Catalogue catalogue, ReportRequest request) {}

    /**
     * Reads from its record what a frozen report was asked.
     *
     * @param record the record of the frozen report
     * @return what is needed to make it again
     * @throws EvidenceException if the record is no frozen report of this ledger, or what is kept with it is broken
     * @throws IOException if the store cannot be read
     */
    public Asked asked(EvidenceRecord record) throws IOException {
        if (!record.kind().equals(FrozenReport.KIND) || !(ActivityReader.of(record) instanceof FrozenReport frozen)) {
            throw new EvidenceException("Record " + record.id() + " is a " + record.kind() + ", no frozen report.");
        }
        if (!frozen.checkpoint().origin().equals(store.origin())) {
            throw new EvidenceException("Record " + record.id() + " is a report of the ledger "
                    + frozen.checkpoint().origin() + ", not of " + store.origin() + ".");
        }
        ReportRequest request = new ReportRequest(
                frozen.from(),
                frozen.to(),
                frozen.asOf(),
                Set.copyOf(frozen.controls()),
                Set.copyOf(frozen.repositories()),
                Set.copyOf(frozen.protectedBranches()));
        return new Asked(frozen, catalogue(record, frozen), request);
    }

    private Catalogue catalogue(EvidenceRecord record, FrozenReport frozen) throws IOException {
        List<Catalogue.Source> sources = new ArrayList<>();
        for (String name : frozen.catalogue().files()) {
            String artefact = FrozenReport.CATALOGUE_ARTEFACT + sources.size();
            ArtefactReference reference = record.artefact(artefact)
                    .orElseThrow(() -> new EvidenceException("Record " + record.id() + " lacks " + artefact + "."));
            if (reference.size() > Catalogue.MAX_BYTES) {
                throw new EvidenceException(artefact + " of record " + record.id() + " is too long for a catalogue.");
            }
            try (InputStream in = store.artefacts().open(reference)) {
                sources.add(new Catalogue.Source(name, in.readAllBytes()));
            }
        }
        try {
            Catalogue catalogue = Catalogue.ofSources(sources);
            if (!catalogue.digest().equals(frozen.catalogue().sha256())) {
                throw new EvidenceException(
                        "The catalogue kept with record " + record.id() + " is not the one it names.");
            }
            return catalogue;
        } catch (CatalogueException e) {
            throw new EvidenceException("The catalogue kept with record " + record.id() + ": " + e.getMessage(), e);
        }
    }
}
