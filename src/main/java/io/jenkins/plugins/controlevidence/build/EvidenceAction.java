package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build remembers of its evidence: outcomes, counts and the ids of its records. The records themselves are in the store
 * and stay there when the build is deleted.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class EvidenceAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(EvidenceAction.class.getName());

    // Replaced, never changed: the build may be saved while another of its branches adds something.
    private volatile ArrayList<EvidencedChange> changes = new ArrayList<>();
    private volatile ArrayList<String> problems = new ArrayList<>();
    private volatile ArrayList<ActivitySummary> activities = new ArrayList<>();
    private volatile ArrayList<String> decisions = new ArrayList<>();

    private transient Run<?, ?> run;

    /** The credentials that scans have found; read from the store when they are asked for after a scan. */
    @CheckForNull
    private transient volatile Found found;

    /**
     * The action of a build, added to it if it has none.
     *
     * @param run the build
     * @return the one that it has from now on
     */
    static EvidenceAction of(Run<?, ?> run) {
        synchronized (run) {
            EvidenceAction action = run.getAction(EvidenceAction.class);
            if (action == null) {
                action = new EvidenceAction();
                run.addAction(action);
                LastEvidence.remember(run);
            }
            return action;
        }
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    /**
     * The build.
     *
     * @return the build that this belongs to
     */
    public Run<?, ?> getRun() {
        return run;
    }

    /**
     * The commits that this build has recorded something about.
     *
     * @return in the order in which they were first looked at
     */
    @Exported
    public List<EvidencedChange> getChanges() {
        return Collections.unmodifiableList(changes);
    }

    /**
     * What people did that is about no commit.
     *
     * @return in the order in which it was recorded
     */
    @Exported
    public List<ActivitySummary> getActivities() {
        return activities == null ? List.of() : Collections.unmodifiableList(activities);
    }

    /**
     * What kept evidence from being made, where not even the commit was known.
     *
     * @return sentences for a person
     */
    @Exported
    public List<String> getProblems() {
        return Collections.unmodifiableList(problems);
    }

    /**
     * The worst of what the build's gates said.
     *
     * @return null if no gate has judged anything
     */
    @CheckForNull
    @Exported
    public Outcome getOutcome() {
        Optional<Outcome> worst = changes.stream()
                .map(EvidencedChange::getGate)
                .filter(gate -> gate != null)
                .map(GateSummary::getOutcome)
                .reduce(EvidenceAction::worse);
        return problems.isEmpty()
                ? worst.orElse(null)
                : worst.map(o -> worse(o, Outcome.ERROR)).orElse(Outcome.ERROR);
    }

    /**
     * Whether a gate, or what kept one from judging, denied the build.
     *
     * @return also true if somebody has let it through
     */
    public boolean isDenied() {
        Outcome outcome = getOutcome();
        return outcome != null && outcome != Outcome.PASSED;
    }

    /**
     * Whether somebody has let the build through a gate that did not pass.
     *
     * @return true if there is an override on record
     */
    public boolean isOverridden() {
        return changes.stream()
                .map(EvidencedChange::getGate)
                .anyMatch(gate -> gate != null && gate.getOverriddenBy() != null);
    }

    /** Proven bad is worse than broken, broken worse than not proven. */
    private static Outcome worse(Outcome one, Outcome other) {
        List<Outcome> order =
                List.of(Outcome.FAILED, Outcome.ERROR, Outcome.NOT_PROVEN, Outcome.SKIPPED, Outcome.PASSED);
        return order.indexOf(one) <= order.indexOf(other) ? one : other;
    }

    /** Credentials that scans have found, after so many scans, and what takes them out of texts. */
    private record Found(int scans, ArrayList<FoundSecrets> secrets, Redactor redactor) {}

    /** What scans of this build and of the one before it have found. */
    ArrayList<FoundSecrets> found() {
        return known().secrets();
    }

    /** Takes that out of texts. */
    Redactor masking() {
        return known().redactor();
    }

    /** Takes no lock: whoever writes to the log asks for it. */
    private Found known() {
        int scans =
                changes.stream().mapToInt(change -> change.getScans().size()).sum();
        Found known = found;
        if (known == null || known.scans() != scans) {
            known = read(scans);
            found = known;
        }
        return known;
    }

    /** A store that cannot be read must not keep a build from writing its log. */
    private Found read(int scans) {
        ArrayList<FoundSecrets> secrets;
        try {
            secrets = FoundSecrets.of(run);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "The log of " + run + " is not freed of the credentials found in it");
            secrets = new ArrayList<>();
        }
        return new Found(scans, secrets, FoundSecrets.redactor(secrets));
    }

    Optional<EvidencedChange> find(String repository, String head) {
        return changes.stream().filter(change -> change.isOf(repository, head)).findFirst();
    }

    synchronized void add(EvidencedChange change) {
        changes = Additions.with(changes, change);
    }

    synchronized void add(ActivitySummary activity) {
        activities = Additions.with(activities, activity);
    }

    /** Takes a decision in order to record it; false if another branch of the build has. */
    synchronized boolean take(String decision) {
        if (decisions.contains(decision)) {
            return false;
        }
        decisions = Additions.with(decisions, decision);
        return true;
    }

    /** Gives a decision back that could not be recorded. */
    synchronized void giveBack(String decision) {
        ArrayList<String> fewer = new ArrayList<>(decisions);
        fewer.remove(decision);
        decisions = fewer;
    }

    synchronized void addProblem(String problem) {
        problems = Additions.with(problems, Texts.shown(problem));
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getDisplayName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getUrlName() {
        return null;
    }
}
