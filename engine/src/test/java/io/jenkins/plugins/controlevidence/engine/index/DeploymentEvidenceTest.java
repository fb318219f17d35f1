package io.jenkins.plugins.controlevidence.engine.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.ExampleStatements;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKinds;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.GateResult;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Retraction;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment rests on what the ledger has of exactly its commit, never on what is said of it. */
class DeploymentEvidenceTest {
    private static final String REPOSITORY = "https://example.org/team/product";
    private static final Actor BEN = new Actor("Ben", "ben@example.org", null, Actor.Type.PERSON);

    @TempDir
    Path directory;

    private Store store;

    @BeforeEach
    void openStore() throws IOException {
        store = Store.openOrCreate(directory.resolve("store"));
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void namesGatesScansAndApprovalsOfTheCommit() throws Exception {
        Appended scan = store.append(ExampleStatements.scan(Family.SECRETS, 0, 0));
        Appended failed = store.append(ExampleStatements.gate(Outcome.FAILED, 1));
        Appended passed = store.append(ExampleStatements.gate(Outcome.PASSED, 0));
        Appended approval = store.append(approval());

        Deployment deployment = complete(asked(Examples.HEAD));

        assertEquals(
                List.of(
                        new GateResult(failed.id(), failed.envelopeSha256(), Outcome.FAILED),
                        new GateResult(passed.id(), passed.envelopeSha256(), Outcome.PASSED)),
                deployment.gates());
        assertEquals(List.of(scan.id()), deployment.scans());
        assertEquals(List.of(approval.id()), deployment.approvals());
        assertTrue(deployment.allowed());
    }

    @Test
    void gateOfAnotherCommitOrRepositorySaysNothing() throws Exception {
        store.append(ExampleStatements.gate(Outcome.PASSED, 0));

        assertFalse(complete(asked(Examples.BASE)).allowed());
        assertFalse(complete(asked("https://example.org/team/other", Examples.HEAD, Examples.FINISHED.plusSeconds(60)))
                .allowed());
    }

    @Test
    void gateThatPassedLaterSaysNothingOfWhatWasDeployedBefore() throws Exception {
        store.append(ExampleStatements.gate(Outcome.PASSED, 0));

        assertFalse(complete(asked(REPOSITORY, Examples.HEAD, Examples.STARTED.minusSeconds(3600)))
                .allowed());
    }

    @Test
    void gateThatSomebodyClaimsIsNotLookedAt() throws Exception {
        Deployment claimed = asked(Examples.HEAD)
                .with(List.of(), List.of(new GateResult("1".repeat(64), "2".repeat(64), Outcome.PASSED)), List.of());

        assertTrue(claimed.allowed());
        assertFalse(complete(claimed).allowed());
    }

    @Test
    void retractionTakesProofAwayAndNoFailure() throws Exception {
        Appended passed = store.append(ExampleStatements.gate(Outcome.PASSED, 0));
        store.append(retraction(passed.id()));
        assertFalse(complete(asked(Examples.HEAD)).allowed(), "the gate that passed no longer counts");

        store.append(ExampleStatements.gate(Outcome.PASSED, 1));
        assertTrue(complete(asked(Examples.HEAD)).allowed());

        Appended failed = store.append(ExampleStatements.gate(Outcome.FAILED, 2));
        store.append(retraction(failed.id()));
        assertFalse(complete(asked(Examples.HEAD)).allowed(), "the gate that did not pass still counts");
    }

    @Test
    void commitWithThousandsOfGatesNamesTheLatest() throws Exception {
        store.appendAll(Collections.nCopies(150, ExampleStatements.gate(Outcome.FAILED, 1)));
        store.append(ExampleStatements.gate(Outcome.PASSED, 0));

        Deployment deployment = complete(asked(Examples.HEAD));

        assertEquals(100, deployment.gates().size());
        assertTrue(deployment.allowed());
        ActivityStatement.of(deployment, Examples.invocation(), List.of());
    }

    private Deployment complete(Deployment asked) throws IOException {
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            return new DeploymentEvidence(store, index).complete(asked);
        }
    }

    private static Deployment asked(String commit) {
        return asked(REPOSITORY, commit, Instant.parse("2026-03-02T00:00:00Z"));
    }

    private static Deployment asked(String repository, String commit, Instant at) {
        return new Deployment(
                repository,
                "main",
                commit,
                "production",
                List.of(),
                BEN,
                List.of(),
                new Deployment.Trigger(Deployment.Trigger.Kind.PERSON, "ben"),
                at,
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private static Statement approval() throws IOException {
        Approval example = (Approval) ActivityReader.read(
                Approval.KIND, ActivityKinds.of(Approval.KIND).orElseThrow().example(), "the example");
        return ActivityStatement.of(
                new Approval(
                        REPOSITORY,
                        "main",
                        Examples.HEAD,
                        example.request(),
                        BEN,
                        Approval.Decision.APPROVED,
                        Examples.STARTED,
                        "pull-request",
                        example.authors(),
                        example.committers(),
                        null),
                Examples.invocation(),
                List.of());
    }

    private static Statement retraction(String record) throws IOException {
        return ActivityStatement.of(
                new Retraction(record, "wrong policy", BEN, Examples.FINISHED, null), Examples.invocation(), List.of());
    }
}
