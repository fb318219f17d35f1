package io.jenkins.plugins.controlevidence.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.security.AccessControlled;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.InclusionProof;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** A record of the ledger: what it says, and the proof that it is there. Whoever hands it out has checked who is asking. */
@Restricted(NoExternalUse.class)
public final class RecordPage implements ModelObject {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EvidenceRecord record;
    private final byte[] envelope;
    private final InclusionProof proof;
    private final Checkpoint checkpoint;
    private final boolean signed;
    private final AccessControlled context;

    private RecordPage(
            EvidenceRecord record,
            byte[] envelope,
            InclusionProof proof,
            Checkpoint checkpoint,
            boolean signed,
            AccessControlled context) {
        this.record = record;
        this.envelope = envelope;
        this.proof = proof;
        this.checkpoint = checkpoint;
        this.signed = signed;
        this.context = context;
    }

    /**
     * Finds a record.
     *
     * @param id its id
     * @param context where it is shown: says who may take it along
     * @return null if there is none
     * @throws IOException if the store cannot be read
     */
    @CheckForNull
    static RecordPage find(String id, AccessControlled context) throws IOException {
        if (!id.matches("[0-9a-f]{64}")) {
            return null;
        }
        Store store = ControllerEvidence.get().store();
        List<Long> places = store.ledger().find(id);
        return places.isEmpty() ? null : at(places.get(0), id, store, context);
    }

    private static RecordPage at(long place, String id, Store store, AccessControlled context) throws IOException {
        Ledger ledger = store.ledger();
        byte[] envelope = ledger.entry(place);
        Checkpoint checkpoint = ledger.checkpoint();
        return new RecordPage(
                RecordReader.read(id, envelope),
                envelope,
                ledger.inclusionProof(place, checkpoint.size()),
                checkpoint,
                checkpoint.isSignedBy(store.verifyingKey()),
                context);
    }

    @Override
    public String getDisplayName() {
        return Messages.RecordPage_DisplayName(new RecordId(record.id()).brief());
    }

    /** Its id. */
    public String getId() {
        return record.id();
    }

    /** What kind of record. */
    public String getKind() {
        return record.kind();
    }

    /** What came of what it records. */
    public String getWords() {
        return Outcomes.words(record.outcome());
    }

    /** The class of that. */
    public String getStyle() {
        return Outcomes.style(record.outcome());
    }

    /** Why, where the outcome does not say it. */
    @CheckForNull
    public String getReason() {
        return shown(record.reason());
    }

    /** What it says, by the names of the fields, for a person; what it does not say is left out. */
    public Map<String, String> getFacts() {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, Messages.RecordPage_repository(), record.repository());
        put(facts, Messages.RecordPage_branch(), record.branch());
        put(facts, Messages.RecordPage_commit(), record.commit());
        put(facts, Messages.RecordPage_base(), record.base());
        if (record.family() != null) {
            put(facts, Messages.RecordPage_family(), record.family().id());
        }
        if (record.tool() != null) {
            put(facts, Messages.RecordPage_tool(), record.tool().id());
            put(facts, Messages.RecordPage_version(), record.tool().version());
            put(facts, Messages.RecordPage_rules(), record.tool().rulesDigest());
        }
        put(facts, Messages.RecordPage_started(), Times.second(record.started()));
        put(facts, Messages.RecordPage_finished(), Times.second(record.finished()));
        if (record.kind().equals("scan")) {
            put(facts, Messages.RecordPage_findings(), findings());
        }
        put(facts, Messages.RecordPage_agent(), record.invocation().agent());
        put(facts, Messages.RecordPage_cause(), record.invocation().cause());
        put(facts, Messages.RecordPage_builder(), record.invocation().builder());
        return facts;
    }

    private String findings() {
        StringBuilder counts = new StringBuilder(
                Messages.RecordPage_compared(record.newFindings(), record.knownFindings(), record.fixedFindings()));
        for (Severity severity : Severity.values()) {
            long count = record.counts().getOrDefault(severity, 0L);
            if (count > 0) {
                counts.append(", ").append(count).append(' ').append(severity.id());
            }
        }
        return counts.toString();
    }

    private static void put(Map<String, String> facts, String name, @CheckForNull String value) {
        if (value != null) {
            facts.put(name, Printable.of(value));
        }
    }

    @CheckForNull
    private static String shown(@CheckForNull String text) {
        return text == null ? null : Printable.of(text);
    }

    /** Full name of the job that made it, or null. */
    @CheckForNull
    public String getJob() {
        return shown(record.invocation().job());
    }

    /** Number of the build that made it, or null. */
    @CheckForNull
    public String getBuild() {
        return shown(record.invocation().build());
    }

    /** That build, or null if it is gone or the reader may not see it. */
    @CheckForNull
    public Run<?, ?> getRun() {
        return BuildLink.of(record);
    }

    /**
     * What is kept beside the ledger, or was.
     *
     * @return in the order of the record
     * @throws IOException if the store cannot be read
     */
    public List<KeptArtefact> getArtefacts() throws IOException {
        List<KeptArtefact> artefacts = new ArrayList<>();
        for (ArtefactReference artefact : record.artefacts()) {
            artefacts.add(KeptArtefact.of(artefact));
        }
        return artefacts;
    }

    /** The in-toto statement, laid out for reading. */
    public String getStatement() {
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(record.statement())
                    .lines()
                    .map(Printable::of)
                    .collect(Collectors.joining("\n"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its place in the ledger, from 0. */
    public long getPlace() {
        return proof.index();
    }

    /** The size of the ledger that the proof is for. */
    public long getLedgerSize() {
        return proof.size();
    }

    /** The ledger's name. */
    public String getOrigin() {
        return checkpoint.origin();
    }

    /** The ledger's root hash. */
    public String getRootHash() {
        return HexFormat.of().formatHex(checkpoint.root());
    }

    /** The hashes that lead from the record to the root. */
    public List<String> getPath() {
        return proof.hashes().stream().map(HexFormat.of()::formatHex).toList();
    }

    /** Whether the proof holds and the checkpoint bears the store's signature. */
    public boolean isProven() {
        return signed && proof.verify(HexFormat.of().parseHex(record.id()), checkpoint.root());
    }

    /** Whether the reader may take it along. */
    public boolean isExportable() {
        return context.hasPermission(ControlEvidencePermissions.EXPORT);
    }

    /**
     * The signed envelope, byte for byte as it is in the ledger.
     *
     * @return the file
     */
    @GET
    @WebMethod(name = "record.intoto.jsonl")
    public HttpResponse doEnvelope() {
        context.checkPermission(ControlEvidencePermissions.EXPORT);
        return new Download("application/vnd.in-toto+dsse", record.id() + ".intoto.jsonl", to -> to.write(envelope));
    }

    /**
     * Something kept beside the ledger, such as the redacted report of the scanner.
     *
     * @param request names it by its digest
     * @return the file, or what became of it
     * @throws IOException if the store cannot be read
     */
    @GET
    public HttpResponse doArtefact(StaplerRequest2 request) throws IOException {
        context.checkPermission(ControlEvidencePermissions.EXPORT);
        String sha256 = request.getRestOfPath().replaceFirst("^/", "");
        for (ArtefactReference artefact : record.artefacts()) {
            if (artefact.sha256().equals(sha256)) {
                return KeptArtefact.of(artefact);
            }
        }
        return HttpResponses.notFound();
    }

    /**
     * The proof that the record is in the ledger, and the checkpoint that it leads to.
     *
     * @return the file
     */
    @GET
    @WebMethod(name = "proof.json")
    public HttpResponse doProof() {
        context.checkPermission(ControlEvidencePermissions.EXPORT);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("leafHash", record.id());
        json.put("index", proof.index());
        json.put("size", proof.size());
        json.put("path", getPath());
        json.put("rootHash", getRootHash());
        json.put("checkpoint", new String(checkpoint.toBytes(), StandardCharsets.UTF_8));
        return new Download(
                "application/json", record.id() + ".proof.json", to -> to.write(JSON.writeValueAsBytes(json)));
    }
}
