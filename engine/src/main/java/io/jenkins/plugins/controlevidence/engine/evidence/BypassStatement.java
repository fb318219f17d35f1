package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Instant;
import java.util.List;

/** Makes the record of a way round the controls, so that it is seen. */
public final class BypassStatement {
    /** The predicate's type. */
    public static final String PREDICATE_TYPE = ControlEvidence.NAMESPACE + "bypass/v1";

    private BypassStatement() {}

    /**
     * The record that history was rewritten: the commit recorded last is no ancestor of the head, as after a force push.
     *
     * @param change a change whose history was rewritten
     * @param noticed when it was noticed, UTC
     * @param invocation which machine run noticed it
     * @return the statement; its outcome is {@code FAILED}
     * @throws IllegalArgumentException if the change continues what was recorded
     */
    public static Statement ofRewrittenHistory(Change change, Instant noticed, Invocation invocation) {
        if (change.continuity() != Continuity.REWRITTEN || change.base() == null) {
            throw new IllegalArgumentException("history was not rewritten: " + change.continuity());
        }
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode();
        predicate.put("bypass", "history-rewritten");
        predicate.put("lastRecordedCommit", change.base());
        predicate.put("newHead", change.head());
        predicate.put("noticed", noticed.toString());
        predicate.set(
                ControlEvidence.FIELD,
                ControlEvidence.of(
                        "bypass",
                        ControlEvidence.Scope.of(change),
                        noticed,
                        noticed,
                        Outcome.FAILED,
                        "The commit recorded last is no ancestor of the head: history was rewritten.",
                        List.of(),
                        invocation));
        return new Statement(
                List.of(Subject.ofCommit(change.repository().uri(), change.head())), PREDICATE_TYPE, predicate);
    }

    /**
     * The record that a person let a change through a gate that did not pass.
     *
     * @param change the change whose head was judged
     * @param gate the record of the verdict
     * @param person who did it, as the build server knows them
     * @param why what they gave as the reason, free of secrets
     * @param when when it took effect, UTC
     * @param invocation which machine run it was
     * @return the statement; its outcome is {@code FAILED}
     * @throws IllegalArgumentException if nobody did it, or without a reason
     */
    public static Statement ofOverriddenGate(
            Change change, GateStatement.Input gate, String person, String why, Instant when, Invocation invocation) {
        if (person.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("an override needs a person and a reason");
        }
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode();
        predicate.put("bypass", "gate-overridden");
        predicate.set("gate", GateStatement.input(gate));
        predicate.put("overriddenBy", ControlEvidence.cut(person, 200));
        predicate.put("why", ControlEvidence.cut(why, 500));
        predicate.put("noticed", when.toString());
        predicate.set(
                ControlEvidence.FIELD,
                ControlEvidence.of(
                        "bypass",
                        ControlEvidence.Scope.of(change),
                        when,
                        when,
                        Outcome.FAILED,
                        "The gate was overridden by " + person + ": " + why,
                        List.of(),
                        invocation));
        return new Statement(
                List.of(Subject.ofCommit(change.repository().uri(), change.head())), PREDICATE_TYPE, predicate);
    }
}
