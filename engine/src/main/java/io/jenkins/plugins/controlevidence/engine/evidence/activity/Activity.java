package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ControlEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import java.time.Instant;
import java.util.List;

/**
 * Something that a person or a system did and that a control asks about. Each kind is a Java record whose components are the
 * fields of its JSON document, under the same names; see {@link ActivityKinds} for what there is.
 */
public interface Activity {
    /**
     * Which kind it is.
     *
     * @return its id, such as {@code approval}
     */
    String kind();

    /**
     * The repository that it speaks of.
     *
     * @return its name, see {@code RepositoryIdentity}; null if it speaks of none
     */
    @CheckForNull
    default String repository() {
        return null;
    }

    /**
     * The branch that it speaks of.
     *
     * @return its short name; null if it speaks of none
     */
    @CheckForNull
    default String branch() {
        return null;
    }

    /**
     * The commit that it speaks of.
     *
     * @return its full id; null if it speaks of none
     */
    @CheckForNull
    default String commit() {
        return null;
    }

    /**
     * The scanner that it speaks of.
     *
     * @return which, exactly; null if it speaks of none
     */
    @CheckForNull
    default ToolIdentity scanner() {
        return null;
    }

    /**
     * What the scanner that it speaks of looks for.
     *
     * @return null if it speaks of none
     */
    @CheckForNull
    default Family scannerFamily() {
        return null;
    }

    /**
     * When the thing began.
     *
     * @return UTC
     */
    Instant started();

    /**
     * When the thing was done.
     *
     * @return UTC, not before {@link #started()}
     */
    default Instant finished() {
        return started();
    }

    /**
     * What it proves, computed from its fields alone.
     *
     * @return the judgement, the same for the same fields
     */
    Judgement judgement();

    /**
     * What came of it: {@link #judgement()}'s.
     *
     * @return the outcome
     */
    default Outcome outcome() {
        return judgement().outcome();
    }

    /**
     * Why: {@link #judgement()}'s.
     *
     * @return null if there is nothing to say
     */
    @CheckForNull
    default String reason() {
        return judgement().reason();
    }

    /**
     * What the statement is about, named by digests.
     *
     * @return the commit, if it speaks of one; otherwise the document itself by SHA-256
     */
    default List<Subject> subjects() {
        String repository = repository();
        String commit = commit();
        return repository != null && commit != null
                ? List.of(Subject.ofCommit(repository, commit))
                : List.of(ActivityJson.subject(this));
    }

    /**
     * The type of the statement's predicate.
     *
     * @return an address of ours, unless a standard type says the same
     */
    default String predicateType() {
        return ControlEvidence.NAMESPACE + kind() + "/v1";
    }

    /**
     * The document: its fields under their names, what is null or empty left out.
     *
     * @return a new tree that fits the kind's JSON schema
     */
    default ObjectNode toJson() {
        return ActivityJson.write(this);
    }

    /**
     * The statement's predicate, before the {@code controlEvidence} object is added to it.
     *
     * @return a new tree: {@link #toJson()}, and what a standard predicate type asks for besides
     */
    default ObjectNode predicate() {
        return toJson();
    }
}
