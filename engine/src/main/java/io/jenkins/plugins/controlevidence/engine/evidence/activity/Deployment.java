package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Something was put into an environment. Good if the last gate that judged exactly this commit passed it.
 *
 * @param repository name of the repository
 * @param branch the branch that it was built from, or null
 * @param commit full id of the commit that was deployed
 * @param environment where to, such as {@code production}
 * @param artifacts what was deployed; possibly empty
 * @param deployer the person who did it; null if nobody did
 * @param authors who wrote the commit, as git names them, so that a report can tell who deployed their own work; possibly empty
 * @param trigger what set it off
 * @param at when, UTC
 * @param ticket where it was asked for, or null
 * @param approvals ids of the records of the approvals of this commit; possibly empty
 * @param gates the gates that judged this commit, in the order of the ledger; the last one counts; possibly empty
 * @param scans ids of the records of the scans of this commit; possibly empty
 * @param exception why it was deployed without a passing gate; null if nobody said so
 */
public record Deployment(
        String repository,
        @CheckForNull String branch,
        String commit,
        String environment,
        List<Artifact> artifacts,
        @CheckForNull Actor deployer,
        List<Actor> authors,
        Trigger trigger,
        Instant at,
        @CheckForNull String ticket,
        List<String> approvals,
        List<GateResult> gates,
        List<String> scans,
        @CheckForNull Waived exception)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "deployment";

    /**
     * A file or image that was deployed.
     *
     * @param name its name
     * @param sha256 SHA-256 of its bytes, lower-case hexadecimal
     */
    public record Artifact(String name, String sha256) {}

    /**
     * What set a deployment off.
     *
     * @param kind which sort
     * @param name the person, the timer, the job that it came from
     */
    public record Trigger(Kind kind, @CheckForNull String name) {
        /** Which sort of thing sets a deployment off. */
        public enum Kind {
            /** Somebody asked for it. */
            @JsonProperty("person")
            PERSON,
            /** A schedule. */
            @JsonProperty("timer")
            TIMER,
            /** Another build. */
            @JsonProperty("upstream")
            UPSTREAM,
            /** A change in source control. */
            @JsonProperty("scm")
            SCM
        }
    }

    /**
     * That it was deployed although no gate had passed.
     *
     * @param reason why
     * @param by who took it upon themselves
     */
    public record Waived(String reason, Actor by) {}

    /** Copies the lists; refuses null where it is not allowed. */
    public Deployment {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(at, "at");
        artifacts = List.copyOf(artifacts);
        authors = List.copyOf(authors);
        approvals = List.copyOf(approvals);
        gates = List.copyOf(gates);
        scans = List.copyOf(scans);
    }

    /**
     * The same with what the ledger says of the commit, whatever was said before. Where a gate passed, nobody has to take
     * anything upon themselves, and nothing is said of that.
     *
     * @param found the approvals of the commit
     * @param judged the gates of the commit, in the order of the ledger
     * @param scanned the scans of the commit
     * @return another deployment
     */
    public Deployment with(List<String> found, List<GateResult> judged, List<String> scanned) {
        Deployment plain = with(found, judged, scanned, null);
        return plain.outcome() == Outcome.PASSED ? plain : with(found, judged, scanned, exception);
    }

    private Deployment with(
            List<String> found, List<GateResult> judged, List<String> scanned, @CheckForNull Waived waived) {
        return new Deployment(
                repository,
                branch,
                commit,
                environment,
                artifacts,
                deployer,
                authors,
                trigger,
                at,
                ticket,
                found,
                judged,
                scanned,
                waived);
    }

    /**
     * Whether it may be done: a gate passed the commit, or somebody takes it upon themselves.
     *
     * @return false if it has to be refused
     */
    public boolean allowed() {
        return outcome() == Outcome.PASSED || exception != null;
    }

    /**
     * What has to be recorded of it, together: itself, and the bypass that it is if no gate passed the commit.
     *
     * @return one or two activities, itself first
     */
    public List<Activity> activities() {
        return outcome() == Outcome.PASSED ? List.of(this) : List.of(this, Bypass.of(this));
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
    public List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(Subject.ofCommit(repository, commit));
        for (Artifact artifact : artifacts) {
            subjects.add(new Subject(artifact.name(), Map.of("sha256", artifact.sha256())));
        }
        return subjects;
    }

    @Override
    public Judgement judgement() {
        if (gates.isEmpty()) {
            return Judgement.failed("No gate has judged this commit." + exceptionText());
        }
        Outcome last = gates.get(gates.size() - 1).outcome();
        return last == Outcome.PASSED
                ? Judgement.passed()
                : Judgement.failed("The last gate of this commit says " + last + "." + exceptionText());
    }

    private String exceptionText() {
        return exception == null ? "" : " Deployed by " + exception.by() + " all the same: " + exception.reason();
    }
}
