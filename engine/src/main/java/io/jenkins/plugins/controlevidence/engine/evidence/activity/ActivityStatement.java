package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.ControlEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes the record of an activity. */
public final class ActivityStatement {
    private ActivityStatement() {}

    /**
     * The record of an activity. Credentials that people have pasted into its texts are taken out first.
     *
     * @param activity what was done
     * @param invocation which machine run records it
     * @param artefacts what is kept beside the ledger; possibly empty
     * @return the statement
     * @throws EvidenceException if it is too long for a record
     */
    public static Statement of(Activity activity, Invocation invocation, List<ArtefactReference> artefacts)
            throws EvidenceException {
        return ofClean(ActivityRedaction.clean(activity), invocation, artefacts);
    }

    private static Statement ofClean(Activity activity, Invocation invocation, List<ArtefactReference> artefacts)
            throws EvidenceException {
        ObjectNode predicate = activity.predicate();
        int length = predicate.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > ActivityReader.MAX_BYTES) {
            throw new EvidenceException("The " + activity.kind() + " has " + length + " bytes; a record has room for "
                    + ActivityReader.MAX_BYTES + ". Keep the long list in a file and attach that.");
        }
        Judgement judgement = activity.judgement();
        ObjectNode extension = ControlEvidence.of(
                activity.kind(),
                new ControlEvidence.Scope(activity.repository(), activity.branch(), activity.commit(), null),
                activity.started(),
                activity.finished(),
                judgement.outcome(),
                judgement.reason(),
                artefacts,
                invocation);
        Family family = activity.scannerFamily();
        if (family != null) {
            extension.put("family", family.id());
        }
        ToolIdentity scanner = activity.scanner();
        if (scanner != null) {
            extension.set("tool", ControlEvidence.tool(scanner));
        }
        predicate.set(ControlEvidence.FIELD, extension);
        return new Statement(activity.subjects(), activity.predicateType(), predicate);
    }
}
