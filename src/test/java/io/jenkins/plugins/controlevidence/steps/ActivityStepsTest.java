package io.jenkins.plugins.controlevidence.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.tasks.Mailer;
import io.jenkins.plugins.controlevidence.build.ActivitySummary;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.SampleRepository;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people do in a build is recorded as Jenkins knows it: approvals, deployments, replays. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class ActivityStepsTest {
    @TempDir
    private Path directory;

    private JenkinsRule j;
    private SampleRepository repository;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("lead")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CANCEL)
                .everywhere()
                .to("ann", "bob"));
        for (String user : List.of("ann", "bob", "lead")) {
            User.getById(user, true).save();
        }
        repository = SampleRepository.in(directory.resolve("app"));
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                script.replace("CHECKOUT", "sh '''" + repository.checkoutScript() + "'''"), true));
        return job;
    }

    private WorkflowRun run(Result expected, WorkflowJob job, String starter) throws Exception {
        return j.assertBuildStatus(expected, job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(starter))));
    }

    /** Runs to the question, and lets a user answer it. */
    private WorkflowRun answered(WorkflowJob job, String user, boolean proceed) throws Exception {
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("Proceed or Abort", run);
        while (run.getAction(InputAction.class) == null
                || run.getAction(InputAction.class).getExecutions().isEmpty()) {
            Thread.onSpinWait();
        }
        InputStepExecution question =
                run.getAction(InputAction.class).getExecutions().get(0);
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            if (proceed) {
                question.doProceedEmpty();
            } else {
                question.doAbort();
            }
        }
        return j.waitForCompletion(run);
    }

    private static List<ActivitySummary> activities(WorkflowRun run) {
        List<EvidencedChange> changes = run.getAction(EvidenceAction.class).getChanges();
        assertThat(changes, hasSize(1));
        return changes.get(0).getActivities();
    }

    private static EvidenceRecord record(ActivitySummary activity) throws Exception {
        Store store = ControllerEvidence.get().store();
        return RecordReader.read(
                activity.getRecordId(), store.ledger().entry(activity.record().getPosition()));
    }

    private static final String ASK = """
            node {
              CHECKOUT
              dir('checkout') { evidenceScan(family: 'secrets') }
            }
            try {
              input 'Release it?'
            } finally {
              def approval = evidenceApproval(comment: 'looked at the plan')
              echo "approval ${approval.outcome}"
            }
            """;

    @Test
    void whoAnswersHasApprovedUnlessTheyWroteIt() throws Exception {
        WorkflowJob job = job(ASK);

        WorkflowRun run = answered(job, "bob", true);

        j.assertBuildStatusSuccess(run);
        j.assertLogContains("approval PASSED", run);
        Approval approval = (Approval) ActivityReader.of(record(activities(run).get(0)));
        assertThat(approval.approver().account(), is("bob"));
        assertThat(approval.authors().get(0).email(), is("ann@example.com"));
        assertThat(approval.request().title(), is("Release it?"));
        assertThat(approval.comment(), is("looked at the plan"));

        User.getById("lead", true).addProperty(new Mailer.UserProperty("ann@example.com"));
        run = answered(job, "lead", true);
        j.assertLogContains("approval FAILED", run);
        j.assertLogContains("Approved by its own author", run);
    }

    @Test
    void rejectionIsRecordedToo() throws Exception {
        WorkflowRun run = answered(job(ASK), "bob", false);

        j.assertBuildStatus(Result.ABORTED, run);
        assertThat(activities(run).get(0).getText(), containsString("rejected by bob"));
        assertThat(activities(run).get(0).getOutcome(), is(Outcome.FAILED));
    }

    @Test
    void nobodyAnsweredIsAnError() throws Exception {
        WorkflowRun run = run(
                Result.FAILURE,
                job("node { CHECKOUT\n dir('checkout') { evidenceScan(family: 'secrets') } }\n evidenceApproval()"),
                "ann");

        j.assertLogContains("Nobody has answered an 'input' step", run);
    }

    private static final String DEPLOY = """
            node {
              CHECKOUT
              dir('checkout') {
                evidenceScan(family: 'secrets')
                evidenceGate(onFailure: 'NOTE')
              }
              writeFile file: 'out/app.jar', text: 'binary'
              evidenceDeployment(environment: 'production', artifacts: 'out/*.jar', ticket: 'OPS-12' EXCEPTION)
              echo 'deployed'
            }
            """;

    @Test
    void deploymentNamesWhoWhatAndWhatSpeaksForIt() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, job(DEPLOY.replace("EXCEPTION", "")), "ann");

        j.assertLogContains("deployed", run);
        Deployment deployment =
                (Deployment) ActivityReader.of(record(activities(run).get(0)));
        assertThat(deployment.environment(), is("production"));
        assertThat(deployment.deployer().account(), is("ann"));
        assertThat(deployment.trigger().kind(), is(Deployment.Trigger.Kind.PERSON));
        assertThat(deployment.ticket(), is("OPS-12"));
        assertThat(deployment.gates().get(0).outcome(), is(Outcome.PASSED));
        assertThat(deployment.scans(), hasSize(1));
        // SHA-256 of "binary"
        assertThat(
                deployment.artifacts(),
                contains(new Deployment.Artifact(
                        "out/app.jar", "9a3a45d01531a20e89ac6ae10b0b0beb0492acd7216a368aa062d1a5fecaf9cd")));
        assertThat(activities(run).get(0).getOutcome(), is(Outcome.PASSED));
        assertThat(
                j.createWebClient().login("lead").getPage(run).asNormalizedText(),
                containsString("deployment: PASSED"));
    }

    @Test
    void deploymentWithoutAPassingGateIsRefused() throws Exception {
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");

        WorkflowRun run = run(Result.FAILURE, job(DEPLOY.replace("EXCEPTION", "")), "lead");
        j.assertLogContains("refused: The last gate of this commit says FAILED.", run);
        assertThat(activities(run), hasSize(0));

        run = run(Result.FAILURE, job(DEPLOY.replace("EXCEPTION", ", exception: 'outage'")), "ann");
        j.assertLogContains("ann lacks the permission Control Evidence/Override", run);
    }

    @Test
    void whoMayOverrideCanDeployAndThatIsABypass() throws Exception {
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");

        WorkflowRun run = run(Result.SUCCESS, job(DEPLOY.replace("EXCEPTION", ", exception: 'outage'")), "lead");

        assertThat(activities(run).stream().map(ActivitySummary::getKind).toList(), contains("deployment", "bypass"));
        Bypass bypass = (Bypass) ActivityReader.of(record(activities(run).get(1)));
        assertThat(bypass.form(), is(Bypass.Form.DEPLOYMENT_WITHOUT_GATE));
        assertThat(bypass.by().account(), is("lead"));
        assertThat(bypass.why(), is("outage"));
    }

    @Test
    void attachedExportIsReadAndKept() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, job("""
                node {
                  writeFile file: 'mfa.json', text: '[{"login": "ann", "id": 1, "type": "User", "site_admin": false}]'
                  writeFile file: 'other.txt', text: 'minutes of the meeting'
                  def minutes = evidenceAttach(kind: 'minutes', system: 'board', file: 'other.txt')
                  echo "minutes ${minutes.outcome}"
                  def mfa = evidenceAttach(kind: 'mfa-enrolment', system: 'github:acme', file: 'mfa.json')
                  echo "mfa ${mfa.outcome}"
                }
                """), "ann");

        j.assertLogContains("minutes PASSED", run);
        j.assertLogContains("mfa NOT_PROVEN", run);
        List<ActivitySummary> activities = run.getAction(EvidenceAction.class).getActivities();
        assertThat(
                activities.stream().map(ActivitySummary::getKind).toList(),
                contains("attachment", "mfa-enrolment", "attachment"));
        Attachment attachment = (Attachment) ActivityReader.of(record(activities.get(0)));
        assertThat(attachment.statedBy().account(), is("ann"));
    }

    @Test
    void fileWithACredentialIsNotAttached() throws Exception {
        repository.commit("app.properties", "token = " + SampleRepository.credential() + "\n");

        WorkflowRun run = run(
                Result.FAILURE,
                job("node { CHECKOUT\n evidenceAttach(kind: 'x', system: 'y', file: 'checkout/app.properties') }"),
                "ann");

        j.assertLogContains("holds what looks like a credential in line 1", run);
        j.assertLogNotContains(SampleRepository.credential(), run);
    }

    @Test
    void replayIsABypass() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, job("echo 'gate'"), "ann");

        WorkflowRun replayed;
        try (ACLContext as = ACL.as2(User.getById("lead", true).impersonate2())) {
            replayed = (WorkflowRun) run.getAction(ReplayAction.class)
                    .run2("echo 'no gate'", Map.of())
                    .getFuture()
                    .waitForStart();
        }
        j.assertBuildStatusSuccess(j.waitForCompletion(replayed));

        List<ActivitySummary> activities =
                replayed.getAction(EvidenceAction.class).getActivities();
        Bypass bypass = (Bypass) ActivityReader.of(record(activities.get(0)));
        assertThat(bypass.form(), is(Bypass.Form.PIPELINE_REPLAYED));
        assertThat(bypass.by().account(), is("lead"));
        assertThat(bypass.build(), is("2"));
    }
}
