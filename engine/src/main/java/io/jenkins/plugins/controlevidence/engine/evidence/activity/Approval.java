package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A person's decision on a change. Proves the review of the change if a person approved it who neither wrote nor committed it.
 * Whether it came after the last commit of the change is for a report to say: it knows the others.
 *
 * @param repository name of the repository
 * @param branch the branch that the change goes to, or null
 * @param commit full id of the commit that was looked at
 * @param request what was decided on
 * @param approver who decided
 * @param decision what they decided
 * @param at when, UTC
 * @param source where the decision was made: {@code pull-request}, {@code input}, {@code command-line} or another word
 * @param authors who wrote the commits of the change, as git names them; empty if that is not known
 * @param committers who committed them; possibly empty
 * @param comment what the approver said, or null
 */
public record Approval(
        String repository,
        @CheckForNull String branch,
        String commit,
        Request request,
        Actor approver,
        Decision decision,
        Instant at,
        String source,
        List<Actor> authors,
        List<Actor> committers,
        @CheckForNull String comment)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "approval";

    /**
     * What was decided on.
     *
     * @param id number of the pull request, of the build's question, or another name
     * @param uri where it can be seen, or null
     * @param title its title, or null
     */
    public record Request(
            String id,
            @CheckForNull String uri,
            @CheckForNull String title) {}

    /** What was decided. */
    public enum Decision {
        /** The change may go on. */
        @JsonProperty("approved")
        APPROVED,
        /** The change may not go on. */
        @JsonProperty("rejected")
        REJECTED,
        /** An approval given before no longer holds. */
        @JsonProperty("revoked")
        REVOKED
    }

    /** Copies the lists; refuses null where it is not allowed. */
    public Approval {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(approver, "approver");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(source, "source");
        authors = List.copyOf(authors);
        committers = List.copyOf(committers);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return at;
    }

    @Override
    public Judgement judgement() {
        if (decision == Decision.REJECTED) {
            return Judgement.failed("The change was rejected by " + approver + ".");
        }
        if (decision == Decision.REVOKED) {
            return Judgement.failed("The approval was revoked by " + approver + ".");
        }
        if (approver.type() == Actor.Type.BOT) {
            return Judgement.failed("Approved by a bot: " + approver + ". A bot's approval is not a person's.");
        }
        if (authors.stream().anyMatch(approver::isSameAs)) {
            return Judgement.failed("Approved by its own author: " + approver + ".");
        }
        if (committers.stream().anyMatch(approver::isSameAs)) {
            return Judgement.failed("Approved by who committed it: " + approver + ".");
        }
        if (approver.type() != Actor.Type.PERSON) {
            return Judgement.notProven("It is not known whether " + approver + " is a person.");
        }
        if (authors.isEmpty()) {
            return Judgement.notProven("It is not known who wrote the change.");
        }
        return Judgement.passed();
    }
}
