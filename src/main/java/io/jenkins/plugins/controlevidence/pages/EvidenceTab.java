package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.GateSummary;
import io.jenkins.plugins.controlevidence.build.RecordReference;
import io.jenkins.plugins.controlevidence.build.ScanSummary;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.management.Badge;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The evidence of a build: its gates with their reasons, its records, and what its scans found. Only reads. */
@Restricted(NoExternalUse.class)
public final class EvidenceTab extends Tab implements StaplerProxy {
    /** Where the tab is below the build. */
    public static final String URL = "evidence";

    private static final Logger LOGGER = Logger.getLogger(EvidenceTab.class.getName());

    /** How many records are listed; the file of records has all of them. */
    private static final int MOST_RECORDS = 100;

    private final Run<?, ?> run;
    private final EvidenceAction evidence;

    EvidenceTab(Run<?, ?> run, EvidenceAction evidence) {
        super(run);
        this.run = run;
        this.evidence = evidence;
    }

    @Override
    public String getIconFileName() {
        return "symbol-ribbon";
    }

    @Override
    public String getDisplayName() {
        return Messages.EvidenceTab_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Keeps those who may not see evidence out of the tab and all that is below it. */
    @Override
    public Object getTarget() {
        run.checkPermission(ControlEvidencePermissions.VIEW);
        return this;
    }

    /** How many findings are new; red if a gate did not pass. */
    @Override
    @CheckForNull
    public Badge getBadge() {
        int added = getNewFindings();
        if (added == 0) {
            return null;
        }
        return new Badge(
                String.valueOf(added),
                Messages.EvidenceTab_newFindings(added),
                isDenied() ? Badge.Severity.DANGER : Badge.Severity.WARNING);
    }

    /** Findings of this build that the scans before did not have. */
    public int getNewFindings() {
        return scans().stream().mapToInt(ScanSummary::getNewFindings).sum();
    }

    /** Whether a gate, or what kept one from judging, denied the build. */
    public boolean isDenied() {
        return evidence.isDenied();
    }

    /** The worst of what its gates said, or null. */
    @CheckForNull
    public String getWords() {
        return Outcomes.words(evidence);
    }

    /** The class of that. */
    @CheckForNull
    public String getStyle() {
        Outcome outcome = evidence.getOutcome();
        return outcome == null ? null : Outcomes.style(outcome);
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The commits that the build has recorded something about. */
    public List<EvidencedChange> getChanges() {
        return evidence.getChanges();
    }

    /** What kept evidence from being made. */
    public List<String> getProblems() {
        return evidence.getProblems();
    }

    private List<ScanSummary> scans() {
        return evidence.getChanges().stream()
                .flatMap(change -> change.getScans().stream())
                .toList();
    }

    private List<RecordReference> references() {
        List<RecordReference> references = new ArrayList<>();
        evidence.getActivities().forEach(activity -> references.add(activity.record()));
        for (EvidencedChange change : evidence.getChanges()) {
            references.addAll(change.records());
            GateSummary gate = change.getGate();
            if (gate != null) {
                references.add(gate.record());
                if (gate.overrideRecord() != null) {
                    references.add(gate.overrideRecord());
                }
            }
        }
        return references;
    }

    /** How many scans there were. */
    public int getScanCount() {
        return scans().size();
    }

    /** How many records there are. */
    public int getRecordCount() {
        return references().size();
    }

    /** The records, as the store has them; empty if it cannot be read, which {@link #isReadable} tells. */
    public List<RecordLine> getRecords() {
        List<RecordLine> lines = new ArrayList<>();
        try {
            Store store = ControllerEvidence.get().store();
            for (RecordReference reference :
                    references().stream().limit(MOST_RECORDS).toList()) {
                lines.add(RecordLine.of(reference, store));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The evidence store cannot be read", e);
        }
        return lines;
    }

    /** Whether the store can be read. */
    public boolean isReadable() {
        try {
            ControllerEvidence.get().store().ledger().size();
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The evidence store cannot be read", e);
            return false;
        }
    }

    /**
     * The findings that the address asks for.
     *
     * @return a page of them
     * @throws IOException if the store cannot be read
     */
    public FindingsPage getFindings() throws IOException {
        return FindingsPage.of(
                scans().stream().map(ScanSummary::record).toList(),
                FindingsFilter.of(Stapler.getCurrentRequest2()::getParameter),
                letPass());
    }

    private Map<String, String> letPass() {
        Map<String, String> words = new HashMap<>();
        for (EvidencedChange change : evidence.getChanges()) {
            GateSummary gate = change.getGate();
            if (gate != null) {
                gate.getDisposed().forEach(disposed -> words.put(disposed.getFingerprint(), disposed.getWords()));
            }
        }
        return words;
    }

    /**
     * A record of this build.
     *
     * @param id its id
     * @return null if the build has none of that id
     * @throws IOException if the store cannot be read
     */
    @CheckForNull
    public RecordPage getRecord(String id) throws IOException {
        return references().stream().anyMatch(reference -> reference.getId().equals(id))
                ? RecordPage.find(id, run)
                : null;
    }

    /** Whether the reader may take records along. */
    public boolean isExportable() {
        return run.hasPermission(ControlEvidencePermissions.EXPORT);
    }

    /**
     * The build's records, byte for byte as they are in the ledger, one signed envelope a line.
     *
     * @return the file
     */
    @GET
    @WebMethod(name = "records.intoto.jsonl")
    public HttpResponse doRecords() {
        run.checkPermission(ControlEvidencePermissions.EXPORT);
        return new Download("application/x-ndjson", "records-" + run.getNumber() + ".intoto.jsonl", to -> {
            Store store = ControllerEvidence.get().store();
            for (RecordReference reference : references()) {
                to.write(store.ledger().entry(reference.getPosition()));
                to.write('\n');
            }
        });
    }

    /** What the build remembers of its evidence, for programs: {@code …/evidence/api/json}. */
    public Api getApi() {
        return new Api(evidence);
    }
}
