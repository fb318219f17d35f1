package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Story.ANN;
import static io.jenkins.plugins.controlevidence.engine.report.Story.BEN;
import static io.jenkins.plugins.controlevidence.engine.report.Story.CLEO;
import static io.jenkins.plugins.controlevidence.engine.report.Story.day;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For the requirements of CC8.1, change management: a store where each operated, and one with each kind of exception. */
class ChangeStoriesTest {
    @TempDir
    Path directory;

    @AutoClose
    private Story story;

    @BeforeEach
    void open() throws IOException {
        story = new Story(directory.resolve("store"));
    }

    @Test
    void theLastCommitOfAMergeIsApprovedBySomebodyElse() throws Exception {
        Commit merge = story.merge("7");
        exceptionOf(merge, "no approval speaks of this change");
        approve(Story.OLDER, BEN, day(1), "");
        exceptionOf(merge, "stale: Ben (ben) approved dddddddddddd");
        approve(Story.TIP, ANN, day(1), "");
        exceptionOf(merge, "stale");
        approve(Story.TIP, BEN, day(1), "");
        assertEquals("approved by Ben (ben)", itemOf(merge).reason());
        approve(Story.TIP, CLEO, day(1), ", decision: rejected");
        exceptionOf(merge, "rejected by Cleo");
    }

    @Test
    void whoWroteAPartOfAMergeCannotApproveItUnderAnotherName() throws Exception {
        Commit merge = story.merge("7");
        approve(
                Story.TIP,
                "{name: A. Example, email: ANN@example.org, type: person}",
                day(1),
                ", authors: [" + CLEO + "]");
        exceptionOf(merge, "who wrote or committed a part of it");
    }

    private Item itemOf(Commit commit) throws Exception {
        return story.test("CC8.1-approval/commits").items().stream()
                .filter(item -> item.subject().name().equals(commit.id()))
                .findFirst()
                .orElseThrow();
    }

    private void exceptionOf(Commit commit, String reason) throws Exception {
        Item item = itemOf(commit);
        assertEquals(Item.Standing.EXCEPTION, item.standing(), item.reason());
        assertTrue(item.reason().contains(reason), item.reason());
    }

    @Test
    void ownAndBotsAndLateAndRetractedApprovalsAreNone() throws Exception {
        Change change = story.shop.push(day(2), 1);
        approve(change.head(), ANN, day(2), "");
        story.exceptions("CC8.1-approval/commits", "own author");
        approve(change.head(), "{name: 'renovate[bot]'}", day(2), "");
        story.exceptions("CC8.1-approval/commits", "own author");
        approve(change.head(), BEN, day(9), "");
        story.exceptions("CC8.1-approval/commits", "but late: 7 d");
        approve(change.head(), CLEO, day(2), "");
        story.operated("CC8.1-approval/commits");
        story.retract(story.last(), "");
        story.exceptions("CC8.1-approval/commits", "but late: 7 d");
    }

    private void approve(String commit, String approver, Instant at, String fields) throws IOException {
        story.record(
                "approval",
                "repository: '" + Story.REPOSITORY + "', commit: " + commit + ", approver: " + approver + ", at: '" + at
                        + "', request: {id: 'PR-7'}, authors: [" + ANN + "], committers: []" + fields);
    }

    @Test
    void whatIsDeployedHasPassedTheGateAndWasApproved() throws Exception {
        Change change = story.shop.push(day(2), 1);
        story.shop.scan(day(2), Family.SAST, "semgrep", List.of());
        story.shop.gate(day(2), Outcome.PASSED, List.of());
        approve(change.head(), BEN, day(2), "");
        story.deploy(change.head(), day(3), "");
        story.operated("CC8.1-gate/commits");
        story.operated("CC8.1-gate/deployments");
        story.operated("CC8.1-deployment/deployments");
        story.deploy(change.head(), day(4), ", gates: []");
        story.exceptions("CC8.1-gate/deployments", "No gate has judged this commit");
        story.deploy(change.head(), day(5), ", environment: staging, artifacts: [], deployer: " + ANN);
        story.exceptions(
                "CC8.1-deployment/deployments",
                "No gate has judged this commit",
                "it is not recorded which artefacts were deployed; deployed only by Ann Example (ann), who wrote or approved");
    }

    @Test
    void theLedgerIsAskedForTheGateAndNotTheDeployment() throws Exception {
        Change change = story.shop.push(day(2), 1);
        story.deploy(change.head(), day(3), "");
        story.exceptions("CC8.1-gate/deployments", "the ledger has no verdict of a gate on this commit from before");
        story.shop.gate(day(4), Outcome.PASSED, List.of());
        story.exceptions("CC8.1-gate/deployments", "the ledger has no verdict of a gate on this commit from before");
        story.exceptions(
                "CC8.1-deployment/deployments",
                "no verdict of a gate on this commit from before; the ledger has no scan of this commit from before; no"
                        + " approval speaks of this change");
    }

    @Test
    void aRetractedGateProvesNothingAndARetractedFailureStays() throws Exception {
        story.shop.push(day(2), 1);
        story.shop.gate(day(2), Outcome.PASSED, List.of());
        String passed = story.last();
        story.operated("CC8.1-gate/commits");
        story.retract(passed, "");
        story.exceptions("CC8.1-gate/commits", "gate passed; the record was retracted by");
        story.shop.gate(day(2).plusSeconds(600), Outcome.FAILED, List.of());
        story.retract(story.last(), "");
        story.exceptions("CC8.1-gate/commits", "1 new finding above high; the record was retracted by");
        story.shop.gate(day(2).plusSeconds(900), Outcome.PASSED, List.of());
        story.operated("CC8.1-gate/commits");
    }

    @Test
    void waysRoundTheControlsAreShown() throws Exception {
        story.shop.push(day(2), 1);
        story.operated("CC8.1-bypass/pushes");
        story.record("bypass", "noticed: '" + day(3) + "'");
        assertEquals(1, story.test("CC8.1-bypass/pushes").exceptions());
    }
}
