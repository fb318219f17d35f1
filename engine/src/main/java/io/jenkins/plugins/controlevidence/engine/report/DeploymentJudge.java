package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.report.Activities.Done;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges deployments by what the ledger says of exactly the deployed commit, never by what the deployment says of itself alone. Which
 * of the record itself, gates, scans and approvals are asked for, the kinds of the evidence say.
 */
final class DeploymentJudge implements Judge {
    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        Replacements replacements = new Replacements(facts);
        DeploymentDuties duties = new DeploymentDuties(facts);
        List<Item> items = new ArrayList<>();
        for (Done<Deployment> done : facts.activities().of(Deployment.class)) {
            Instant at = done.activity().at();
            if (!at.isBefore(facts.request().start())
                    && at.isBefore(facts.request().end())) {
                Item retracted = done.record().retracted() ? replacements.judge(done.record()) : null;
                items.add(
                        retracted != null
                                ? retracted
                                : new Judging(done, facts, duties)
                                        .judge(test.evidence().kinds()));
            }
        }
        return items;
    }

    /** Something that is not as it should be. */
    record Fault(Outcome outcome, String what) {}

    /** One deployment on its way. */
    private static final class Judging {
        private final Done<Deployment> done;
        private final Deployment deployment;
        private final List<RecordRow> ofCommit;
        private final DeploymentDuties duties;
        private final List<Fault> faults = new ArrayList<>();
        private final Set<String> ids = new LinkedHashSet<>();

        Judging(Done<Deployment> done, Facts facts, DeploymentDuties duties) {
            this.done = done;
            this.duties = duties;
            deployment = done.activity();
            ofCommit = facts.byCommit().of(deployment.repository(), deployment.commit()).stream()
                    .filter(row -> !row.finished().isAfter(deployment.at()))
                    .toList();
            ids.add(done.record().id());
        }

        Item judge(List<String> kinds) {
            if (done.record().outcome() != Outcome.PASSED) {
                faults.add(new Fault(done.record().outcome(), Proofs.said(done.record())));
            }
            for (String kind : kinds) {
                switch (kind) {
                    case "deployment" -> itself();
                    case "gate" -> gate();
                    case "scan" -> scan();
                    case "approval" -> duties.check(deployment, faults, ids);
                    default -> faults.add(new Fault(Outcome.NOT_PROVEN, "no " + kind + " can speak of a deployment"));
                }
            }
            Item.Subject subject = Item.Subject.of(done.record());
            if (faults.isEmpty()) {
                return Item.proven(
                        subject,
                        deployment.at(),
                        deployment.at(),
                        "to " + deployment.environment() + by() + "; " + String.join(", ", kinds) + " as asked",
                        Item.Coverage.ITEM,
                        deployment.at(),
                        List.copyOf(ids));
            }
            Outcome worst = faults.stream().anyMatch(fault -> fault.outcome() == Outcome.FAILED)
                    ? Outcome.FAILED
                    : faults.get(0).outcome();
            return Item.exception(
                    subject,
                    deployment.at(),
                    deployment.at(),
                    worst,
                    faults.stream().map(Fault::what).distinct().collect(Collectors.joining("; ")),
                    List.copyOf(ids));
        }

        private String by() {
            return deployment.deployer() == null ? "" : " by " + deployment.deployer();
        }

        private void itself() {
            if (deployment.deployer() == null && deployment.trigger().kind() == Deployment.Trigger.Kind.PERSON) {
                faults.add(new Fault(Outcome.NOT_PROVEN, "a person deployed it, and it is not recorded who"));
            }
            if (deployment.artifacts().isEmpty()) {
                faults.add(new Fault(Outcome.NOT_PROVEN, "it is not recorded which artefacts were deployed"));
            }
        }

        private void gate() {
            RecordRow last = last("gate");
            if (last == null) {
                faults.add(new Fault(Outcome.FAILED, "the ledger has no verdict of a gate on this commit from before"));
            } else if (last.outcome() != Outcome.PASSED || last.retracted()) {
                ids.add(last.id());
                faults.add(new Fault(Outcome.FAILED, Proofs.said(last)));
            } else {
                ids.add(last.id());
            }
        }

        private void scan() {
            List<RecordRow> scans = ofCommit.stream()
                    .filter(row -> row.kind().equals("scan") && row.conclusive() && !row.retracted())
                    .toList();
            if (scans.isEmpty()) {
                faults.add(new Fault(Outcome.NOT_PROVEN, "the ledger has no scan of this commit from before"));
            }
            scans.forEach(row -> ids.add(row.id()));
        }

        /** The last conclusive record of a kind; a good one that was retracted says nothing while there is another. */
        @CheckForNull
        private RecordRow last(String kind) {
            RecordRow last = null;
            for (RecordRow row : ofCommit) {
                boolean says = row.kind().equals(kind) && row.conclusive();
                boolean worthless = row.outcome() == Outcome.PASSED && row.retracted();
                if (says && (!worthless || last == null)) {
                    last = row;
                }
            }
            return last;
        }
    }
}
