package io.jenkins.plugins.controlevidence.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.matrix.TextAxis;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMDiscoverChangeRequests;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Each cell of a matrix and each branch of a multibranch project makes evidence of its own. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class MatrixAndMultibranchTest {
    @TempDir
    private Path directory;

    private JenkinsRule j;
    private SampleRepository repository;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        repository = SampleRepository.in(directory.resolve("app"));
    }

    @Test
    void eachCellOfAMatrixIsGated() throws Exception {
        MatrixProject project = j.createProject(MatrixProject.class, "cells");
        project.setAxes(new AxisList(new TextAxis("platform", "one", "two")));
        project.getBuildersList().add(repository.checkout());
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        project.getPublishersList().add(publisher);
        EvidenceWrapper wrapper = new EvidenceWrapper();
        wrapper.setDirectory("checkout");
        project.getBuildWrappersList().add(wrapper);

        MatrixBuild build = j.buildAndAssertSuccess(project);

        assertThat(build.getExactRuns(), hasSize(2));
        for (MatrixRun cell : build.getExactRuns()) {
            EvidencedChange change =
                    cell.getAction(EvidenceAction.class).getChanges().get(0);
            assertThat(change.getGate().getOutcome(), is(Outcome.PASSED));
            assertThat(change.getScans(), hasSize(1));
        }
    }

    @Test
    void branchIsRecordedUnderItsNameAndAPullRequestWithItsAuthor() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        try (MockSCMController scm = MockSCMController.create()) {
            String script = """
                    node {
                      sh '''%s'''
                      dir('checkout') { evidenceScan(family: 'secrets') }
                    }
                    if (env.CHANGE_ID) {
                      input 'Merge it?'
                      evidenceApproval()
                    }
                    """.formatted(repository.checkoutScript());
            scm.createRepository("app");
            scm.addFile("app", "master", "Build it", "Jenkinsfile", script.getBytes(StandardCharsets.UTF_8));
            scm.openChangeRequest("app", "master");
            WorkflowMultiBranchProject project = j.createProject(WorkflowMultiBranchProject.class, "app");
            project.getSourcesList()
                    .add(new BranchSource(new MockSCMSource(
                            scm, "app", new MockSCMDiscoverBranches(), new MockSCMDiscoverChangeRequests())));
            project.scheduleBuild2(0).getFuture().get();
            WorkflowRun request = waitForBuild(project.getItem("CR-1"));
            InputAction question = waitForQuestion(request);
            try (ACLContext as = ACL.as2(User.getById("bob", true).impersonate2())) {
                question.getExecutions().get(0).doProceedEmpty();
            }
            j.assertBuildStatusSuccess(j.waitForCompletion(request));
            WorkflowRun master = waitForBuild(project.getItem("master"));
            j.assertBuildStatusSuccess(j.waitForCompletion(master));

            assertThat(
                    master.getAction(EvidenceAction.class).getChanges().get(0).getBranch(), is("master"));
            ActivitySummary approved = request.getAction(EvidenceAction.class)
                    .getChanges()
                    .get(0)
                    .getActivities()
                    .get(0);
            Store store = ControllerEvidence.get().store();
            Approval approval = (Approval) ActivityReader.of(RecordReader.read(
                    approved.getRecordId(),
                    store.ledger().entry(approved.record().getPosition())));
            assertThat(approval.request().id(), is("1"));
            assertThat(approval.request().title(), is("Change request #1"));
            List<String> authors =
                    approval.authors().stream().map(author -> author.email()).toList();
            assertThat(authors, hasItem("bob@example.com"));
            assertThat(approval.outcome(), is(Outcome.FAILED));
        }
    }

    private static WorkflowRun waitForBuild(WorkflowJob job) throws InterruptedException {
        while (job.getBuildByNumber(1) == null) {
            Thread.sleep(50);
        }
        return job.getBuildByNumber(1);
    }

    private static InputAction waitForQuestion(WorkflowRun run) throws Exception {
        while (run.getAction(InputAction.class) == null
                || run.getAction(InputAction.class).getExecutions().isEmpty()) {
            if (!run.isBuilding()) {
                throw new AssertionError(run.getLog(200).toString());
            }
            Thread.sleep(50);
        }
        return run.getAction(InputAction.class);
    }
}
