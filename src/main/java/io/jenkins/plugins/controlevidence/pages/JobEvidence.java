package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.LastEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What the last builds of a job say of its commits: the gates of each branch, the trend of findings. Begins at the last build that
 * made evidence, however many came to nothing since, and looks at no more than {@value #MOST_BUILDS} builds, and of those at what {@code build.xml} has; the review period is the evidence page's business.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class JobEvidence extends Tab implements StaplerProxy {
    /** How many builds are looked at, at most. */
    static final int MOST_BUILDS = 50;

    private final Job<?, ?> job;
    private List<Judged> judged;

    JobEvidence(Job<?, ?> job) {
        super(job);
        this.job = job;
    }

    @Override
    public String getIconFileName() {
        return "symbol-ribbon";
    }

    @Override
    public String getDisplayName() {
        return Messages.JobEvidence_DisplayName();
    }

    @Override
    public String getUrlName() {
        return EvidenceTab.URL;
    }

    /** Keeps those who may not see evidence out of the page and all that is below it. */
    @Override
    public Object getTarget() {
        job.checkPermission(ControlEvidencePermissions.VIEW);
        return this;
    }

    /** The job. */
    public Job<?, ?> getJob() {
        return job;
    }

    /** Every change that the last builds have recorded something about, the newest first. */
    private synchronized List<Judged> judged() {
        if (judged == null) {
            List<Judged> found = new ArrayList<>();
            Run<?, ?> run = LastEvidence.of(job);
            for (int i = 0; i < MOST_BUILDS && run != null; i++) {
                EvidenceAction evidence = run.getAction(EvidenceAction.class);
                if (evidence != null) {
                    for (EvidencedChange change : evidence.getChanges()) {
                        found.add(new Judged(run, change));
                    }
                }
                run = run.getPreviousBuild();
            }
            judged = found;
        }
        return judged;
    }

    /** The latest verdict, also where later builds failed before they came to a gate; null if there is none. */
    @CheckForNull
    @Exported(inline = true)
    public Judged getLatest() {
        return judged().stream().filter(Judged::isJudged).findFirst().orElse(null);
    }

    /**
     * A branch with its last verdicts.
     *
     * @param repository name of the repository
     * @param branch short name of the branch, or an empty text with a detached head
     * @param verdicts the oldest first
     */
    @Restricted(NoExternalUse.class)
    public record Strip(String repository, String branch, List<Judged> verdicts) {
        /** Copies the list. */
        public Strip {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** The verdicts of each branch; those of protected branches first. */
    public List<Strip> getStrips() {
        Map<List<String>, List<Judged>> branches = new LinkedHashMap<>();
        judged().stream()
                .filter(Judged::isJudged)
                .forEach(verdict -> branches.computeIfAbsent(
                                List.of(
                                        verdict.getRepository(),
                                        verdict.getBranch() == null ? "" : verdict.getBranch()),
                                key -> new ArrayList<>())
                        .add(0, verdict));
        List<Strip> strips = new ArrayList<>();
        branches.forEach((name, verdicts) -> strips.add(new Strip(name.get(0), name.get(1), verdicts)));
        strips.sort(Comparator.comparing(strip -> strip.verdicts().stream().noneMatch(Judged::isProtectedBranch)));
        return strips;
    }

    /** The changes of the last builds, the newest first. */
    @Exported(inline = true)
    public List<Judged> getChanges() {
        return List.copyOf(judged());
    }

    /** The trend of findings, an SVG element, or null if there is too little for one. */
    @CheckForNull
    public String getTrend() {
        List<Judged> oldestFirst = new ArrayList<>(judged());
        Collections.reverse(oldestFirst);
        return oldestFirst.size() < 2 ? null : FindingsTrend.of(oldestFirst);
    }

    /** The severities' ids, the worst first. */
    public List<String> getSeverities() {
        return Arrays.stream(Severity.values()).map(Severity::id).toList();
    }

    /** The same for programs: {@code …/evidence/api/json}. */
    public Api getApi() {
        return new Api(this);
    }
}
