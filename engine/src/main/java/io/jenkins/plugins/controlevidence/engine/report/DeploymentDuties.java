package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.report.Activities.Done;
import io.jenkins.plugins.controlevidence.engine.report.DeploymentJudge.Fault;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Separation of duties at a deployment: its commit was approved by somebody who wrote no part of it, and who wrote or approved it
 * is not the only person who deployed it.
 */
final class DeploymentDuties {
    private final ChangeApprovals approvals;
    private final Map<List<String>, CommitRow> changes = new HashMap<>();
    private final Map<List<String>, List<Deployment>> deployments = new HashMap<>();

    DeploymentDuties(Facts facts) {
        approvals = new ChangeApprovals(facts);
        facts.changes().forEach(commit -> changes.putIfAbsent(List.of(commit.repository(), commit.id()), commit));
        for (Done<Deployment> done : facts.activities().of(Deployment.class)) {
            deployments
                    .computeIfAbsent(place(done.activity()), k -> new ArrayList<>())
                    .add(done.activity());
        }
    }

    private static List<String> place(Deployment deployment) {
        return List.of(deployment.repository(), deployment.commit(), deployment.environment());
    }

    /** Adds what is wrong to the faults, and what was looked at to the ids. */
    void check(Deployment deployment, List<Fault> faults, Set<String> ids) {
        CommitRow change = changes.get(List.of(deployment.repository(), deployment.commit()));
        Done<Approval> approval = approval(deployment, change, faults);
        if (approval == null) {
            return;
        }
        ids.add(approval.record().id());
        List<Actor> deployers = deployers(deployment);
        if (deployers.isEmpty()) {
            return;
        }
        List<Actor> concerned = Stream.concat(
                        change == null
                                ? approval.activity().authors().stream()
                                : ChangeApprovals.writers(approval.activity(), change),
                        Stream.of(approval.activity().approver()))
                .toList();
        if (deployers.stream().allMatch(deployer -> concerned.stream().anyMatch(deployer::isSameAs))) {
            faults.add(new Fault(
                    Outcome.FAILED, "deployed only by " + deployers.get(0) + ", who wrote or approved the change"));
        }
    }

    /** The approval of the deployed change; one of the commit itself where its change is not known. */
    @CheckForNull
    private Done<Approval> approval(Deployment deployment, @CheckForNull CommitRow change, List<Fault> faults) {
        if (change != null) {
            ChangeApprovals.Verdict verdict = approvals.of(change);
            if (verdict.good() && verdict.approval().activity().at().isAfter(deployment.at())) {
                faults.add(new Fault(Outcome.FAILED, "approved only after it was deployed"));
                return null;
            }
            if (verdict.good()) {
                return verdict.approval();
            }
            faults.add(new Fault(verdict.outcome(), verdict.reason()));
            return null;
        }
        Done<Approval> good = approvals.of(deployment.repository(), deployment.commit()).stream()
                .filter(done -> !done.activity().at().isAfter(deployment.at()))
                .filter(done -> done.record().outcome() == Outcome.PASSED
                        && !done.record().retracted())
                .findFirst()
                .orElse(null);
        if (good == null) {
            faults.add(new Fault(Outcome.NOT_PROVEN, "no good approval speaks of the deployed commit"));
        }
        return good;
    }

    /** The persons who deployed this commit there; empty if a machine did it at least once. */
    private List<Actor> deployers(Deployment deployment) {
        List<Actor> deployers = deployments.get(place(deployment)).stream()
                .map(Deployment::deployer)
                .toList();
        return deployers.stream().allMatch(DeploymentDuties::isPerson)
                ? deployers.stream().filter(Objects::nonNull).toList()
                : List.of();
    }

    private static boolean isPerson(@CheckForNull Actor actor) {
        return actor != null && actor.type() != Actor.Type.BOT;
    }
}
