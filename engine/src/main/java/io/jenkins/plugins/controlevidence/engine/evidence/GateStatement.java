package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.gate.Reason;
import io.jenkins.plugins.controlevidence.engine.gate.Verdict;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Makes the record of a gate's verdict: a SLSA verification summary (VSA) v1. */
public final class GateStatement {
    /** The predicate's type. */
    public static final String PREDICATE_TYPE = "https://slsa.dev/verification_summary/v1";

    /** Four lists have to fit into an entry of the ledger. */
    private static final int LIST_BYTES = 9_000;

    /** Enough for as many decisions as a gate lets findings pass by. */
    private static final int DISPOSITION_BYTES = 14_000;

    private GateStatement() {}

    /**
     * A record that the verdict rests on.
     *
     * @param id its id
     * @param envelopeSha256 SHA-256 of its envelope's bytes, lower-case hexadecimal
     */
    public record Input(String id, String envelopeSha256) {}

    /**
     * The record of a verdict.
     *
     * @param change the change whose head was judged
     * @param verdict what the policy says of it
     * @param inputs the records of the scans that it was judged by
     * @param artefacts the whole verdict, if it may be too long for a record; possibly empty
     * @param started when the gate began, UTC
     * @param invocation which machine run it was
     * @return the statement
     */
    public static Statement of(
            Change change,
            Verdict verdict,
            List<Input> inputs,
            List<ArtefactReference> artefacts,
            Instant started,
            Invocation invocation) {
        boolean passed = verdict.outcome() == Outcome.PASSED;
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode();
        predicate.putObject("verifier").put("id", invocation.builder());
        predicate.put("timeVerified", verdict.decided().toString());
        predicate.put("resourceUri", change.repository().uri() + "@" + change.head());
        ObjectNode policy = predicate.putObject("policy");
        policy.put(
                "uri",
                ControlEvidence.NAMESPACE + "policy/" + URLEncoder.encode(verdict.policyId(), StandardCharsets.UTF_8));
        policy.putObject("digest").put("sha256", verdict.policyDigest());
        ArrayNode attestations = predicate.putArray("inputAttestations");
        boolean inputsCut = BoundedList.write(inputs, LIST_BYTES, attestations, GateStatement::input);
        predicate.put("verificationResult", passed ? "PASSED" : "FAILED");
        predicate.putArray("verifiedLevels").add(passed ? "CONTROL_EVIDENCE_GATE" : "FAILED");

        ObjectNode extension = ControlEvidence.of(
                "gate",
                ControlEvidence.Scope.of(change),
                started,
                verdict.decided(),
                verdict.outcome(),
                why(verdict),
                artefacts,
                invocation);
        boolean cut =
                BoundedList.write(verdict.reasons(), LIST_BYTES, extension.putArray("reasons"), GateStatement::reason);
        cut |= BoundedList.write(verdict.waived(), LIST_BYTES, extension.putArray("waived"), GateStatement::waived);
        cut |= BoundedList.write(
                verdict.disposed(), DISPOSITION_BYTES, extension.putArray("dispositions"), GateStatement::disposed);
        if (cut || inputsCut) {
            extension
                    .put("truncated", true)
                    .put(
                            "total",
                            inputs.size()
                                    + verdict.reasons().size()
                                    + verdict.waived().size()
                                    + verdict.disposed().size());
        }
        predicate.set(ControlEvidence.FIELD, extension);
        return new Statement(
                List.of(Subject.ofCommit(change.repository().uri(), change.head())), PREDICATE_TYPE, predicate);
    }

    @CheckForNull
    private static String why(Verdict verdict) {
        return verdict.outcome() == Outcome.PASSED || verdict.reasons().isEmpty()
                ? null
                : verdict.reasons().get(0).text();
    }

    static JsonNode input(Input input) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        json.put("uri", "urn:control-evidence:record:" + input.id());
        json.putObject("digest").put("sha256", input.envelopeSha256());
        return json;
    }

    private static JsonNode reason(Reason reason) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        json.put("code", reason.code()).put("blocking", reason.blocking());
        if (reason.family() != null) {
            json.put("family", reason.family().id());
        }
        json.put("text", ControlEvidence.cut(reason.text(), 500));
        json.put("remedy", ControlEvidence.cut(reason.remedy(), 500));
        return json;
    }

    private static JsonNode waived(Verdict.Waived waived) {
        return StrictJson.MAPPER
                .createObjectNode()
                .put("fingerprint", waived.fingerprint())
                .put("owner", ControlEvidence.cut(waived.owner(), 200))
                .put("ticket", ControlEvidence.cut(waived.ticket(), 200))
                .put("until", waived.until().toString());
    }

    private static JsonNode disposed(Verdict.Disposed disposed) {
        ObjectNode json = StrictJson.MAPPER
                .createObjectNode()
                .put("fingerprint", disposed.fingerprint())
                .put("record", disposed.record())
                .put("decision", disposed.decision().id())
                .put("by", ControlEvidence.cut(disposed.by(), 60));
        if (disposed.until() != null) {
            json.put("until", disposed.until().toString());
        }
        return json;
    }
}
