package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import io.jenkins.plugins.controlevidence.engine.source.RepositoryIdentity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A commit of a repository, and what the build has recorded about it. Kept in {@code build.xml}. Parallel branches of a build may
 * add to it at once.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class EvidencedChange {
    private final String repository;
    private final String branch;
    private final String head;
    private final String base;
    private final Continuity continuity;
    private final boolean shallow;
    private final int commits;
    private final ArtefactSummary policy;
    private final ArrayList<NamedPerson> authors;
    private final ArrayList<NamedPerson> committers;
    // Replaced, never changed: the build may be saved while another of its branches adds something.
    private volatile ArrayList<RecordReference> records = new ArrayList<>();
    private volatile ArrayList<ScanSummary> scans = new ArrayList<>();
    private volatile ArrayList<ActivitySummary> activities = new ArrayList<>();
    private volatile GateSummary gate;

    /**
     * Begins.
     *
     * @param change what came
     * @param facts who wrote it
     * @param policy the policy's text in the store, or null for the default policy
     * @param appended the records about the change itself
     */
    EvidencedChange(Change change, ChangeFacts facts, @CheckForNull ArtefactReference policy, List<Appended> appended) {
        repository = change.repository().uri();
        branch = change.branch();
        head = change.head();
        base = change.base();
        continuity = change.continuity();
        shallow = change.shallow();
        commits = change.commits().size();
        authors = facts.authors();
        committers = facts.committers();
        this.policy = policy == null ? null : new ArtefactSummary(policy);
        appended.stream().map(RecordReference::new).forEach(records::add);
    }

    /**
     * Which repository.
     *
     * @return its name, possibly the URL of its remote; free of credentials
     */
    @Exported
    public String getRepository() {
        return Texts.shown(repository);
    }

    /**
     * Which branch.
     *
     * @return its short name
     */
    @CheckForNull
    @Exported
    public String getBranch() {
        return branch == null ? null : Texts.shown(branch);
    }

    /**
     * Which commit.
     *
     * @return its full id
     */
    @Exported
    public String getCommit() {
        return head;
    }

    /**
     * Which commit, for people.
     *
     * @return the first ten digits of its id
     */
    public String getShortCommit() {
        return head.substring(0, Math.min(10, head.length()));
    }

    /**
     * The commit recorded before.
     *
     * @return its full id, or null if this was the first
     */
    @CheckForNull
    @Exported
    public String getBase() {
        return base;
    }

    /**
     * How the commit continues the one before.
     *
     * @return never null
     */
    @Exported
    public Continuity getContinuity() {
        return continuity;
    }

    /**
     * Commits that came since the one before.
     *
     * @return how many
     */
    @Exported
    public int getCommits() {
        return commits;
    }

    /**
     * The scans of this commit in this build.
     *
     * @return in the order in which they ended
     */
    @Exported
    public List<ScanSummary> getScans() {
        return Collections.unmodifiableList(scans);
    }

    /**
     * What people did with this commit in this build: approvals, deployments.
     *
     * @return in the order in which it was recorded
     */
    @Exported
    public List<ActivitySummary> getActivities() {
        return activities == null ? List.of() : Collections.unmodifiableList(activities);
    }

    /**
     * The last verdict on this commit in this build.
     *
     * @return null if no gate has judged it
     */
    @CheckForNull
    @Exported
    public GateSummary getGate() {
        return gate;
    }

    boolean isOf(String otherRepository, String otherHead) {
        return repository.equals(otherRepository) && head.equals(otherHead);
    }

    synchronized void add(ScanSummary scan) {
        scans = Additions.with(scans, scan);
        records = Additions.with(records, scan.record());
    }

    synchronized void add(ActivitySummary activity) {
        activities = Additions.with(activities, activity);
        records = Additions.with(records, activity.record());
    }

    /** Who wrote the commits of the change, or the commit itself if it is not new; empty if that is not known. */
    List<Actor> authors() {
        return actors(authors);
    }

    /** Who committed them. */
    List<Actor> committers() {
        return actors(committers);
    }

    private static List<Actor> actors(@CheckForNull List<NamedPerson> people) {
        return people == null
                ? List.of()
                : people.stream().map(NamedPerson::actor).toList();
    }

    void judged(GateSummary verdict) {
        gate = verdict;
    }

    /**
     * The records that a verdict rests on.
     *
     * @return in the order in which they were made; the verdict's own is not among them
     */
    public List<RecordReference> records() {
        return Collections.unmodifiableList(records);
    }

    /** Where in the ledger this build's records about the commit begin. */
    long position() {
        return records.get(0).getPosition();
    }

    /** The change without its commits, which are in the store. */
    Change change() {
        return new Change(
                new RepositoryIdentity(repository), branch, head, base, continuity, List.of(), List.of(), shallow);
    }

    /** The policy's text in the store, or null for the default policy. */
    @CheckForNull
    ArtefactReference policy() {
        return policy == null ? null : policy.reference();
    }
}
