package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.build.RecordReference;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingsDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A page of the findings of a build's scans: new ones first, then known ones, then those that are gone. */
@Restricted(NoExternalUse.class)
public final class FindingsPage {
    /** How many findings a page has. */
    static final int PAGE_SIZE = 200;

    /** How many findings of each state are kept while reading; there are more in the downloads. */
    private static final int MOST = 5_000;

    private final FindingsFilter filter;
    private final Map<String, String> letPass;
    private final Map<FindingsDocument.State, List<FindingLine>> found = new EnumMap<>(FindingsDocument.State.class);
    private int all;
    private int matching;

    private FindingsPage(FindingsFilter filter, Map<String, String> letPass) {
        this.filter = filter;
        this.letPass = letPass;
        Arrays.stream(FindingsDocument.State.values()).forEach(state -> found.put(state, new ArrayList<>()));
    }

    /**
     * Reads the findings of scans.
     *
     * @param scans the scans' records
     * @param filter which to list
     * @param letPass by fingerprint: by which decision a gate let the finding pass, in words
     * @throws IOException if the store cannot be read
     */
    static FindingsPage of(List<RecordReference> scans, FindingsFilter filter, Map<String, String> letPass)
            throws IOException {
        FindingsPage page = new FindingsPage(filter, letPass);
        Store store = ControllerEvidence.get().store();
        for (RecordReference scan : scans) {
            page.read(scan, store);
        }
        return page;
    }

    private void read(RecordReference scan, Store store) throws IOException {
        EvidenceRecord record = RecordReader.read(scan.getId(), store.ledger().entry(scan.getPosition()));
        Optional<ArtefactReference> document = record.artefact(FindingsDocument.NAME);
        if (document.isPresent()) {
            try (InputStream in = store.artefacts().open(document.get())) {
                FindingsDocument.read(in, this::add);
            }
        }
    }

    private void add(FindingsDocument.State state, Finding finding) {
        all++;
        if (filter.accepts(state, finding)) {
            matching++;
            List<FindingLine> lines = found.get(state);
            if (lines.size() < MOST) {
                lines.add(new FindingLine(state, finding, letPass.get(finding.fingerprint())));
            }
        }
    }

    private static ReportFilter.Choice choice(String value, String label, @CheckForNull String chosen) {
        return new ReportFilter.Choice(value, label, value.equals(chosen == null ? "" : chosen));
    }

    /** The states, and all. */
    public List<ReportFilter.Choice> getStates() {
        return List.of(
                choice("", Messages.FindingsPage_allStates(), filter.state()),
                choice("new", Messages.FindingsPage_new(), filter.state()),
                choice("known", Messages.FindingsPage_known(), filter.state()),
                choice("fixed", Messages.FindingsPage_fixed(), filter.state()));
    }

    /** The severities, and all. */
    public List<ReportFilter.Choice> getSeverities() {
        List<ReportFilter.Choice> choices = new ArrayList<>();
        choices.add(choice("", Messages.FindingsPage_allSeverities(), filter.severity()));
        for (Severity severity : Severity.values()) {
            choices.add(choice(severity.id(), severity.id(), filter.severity()));
        }
        return choices;
    }

    /** What is searched for, or null. */
    @CheckForNull
    public String getText() {
        return filter.text();
    }

    /** The address's query without the page. */
    public String getParameters() {
        return filter.parameters();
    }

    /** Whether the person at the page may decide on findings. */
    public boolean isDecidable() {
        return PersonsRecord.isPermitted();
    }

    /** How many findings there are, whatever the filter. */
    public int getAll() {
        return all;
    }

    /** How many findings the filter lets through. */
    public int getMatching() {
        return matching;
    }

    /** Where in the list this page is. */
    public Paging getPaging() {
        return new Paging(
                filter.page(),
                PAGE_SIZE,
                found.values().stream().mapToInt(List::size).sum());
    }

    /** The findings of this page. */
    public List<FindingLine> getLines() {
        List<FindingLine> lines = new ArrayList<>();
        found.values().forEach(lines::addAll);
        return getPaging().of(lines);
    }
}
