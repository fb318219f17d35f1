package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Story.day;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For the requirements of CC6.1, logical access: a store where each operated, and one with each kind of exception. */
class AccessStoriesTest {
    @TempDir
    Path directory;

    @AutoClose
    private Story story;

    @BeforeEach
    void open() throws IOException {
        story = new Story(directory.resolve("store"));
    }

    @Test
    void secretsOfEachCommitAndOfTheWholeHistory() throws Exception {
        story.shop.push(day(2), 2);
        story.shop.scan(day(2), Family.SECRETS, "secrets", List.of());
        story.operated("CC6.1-secrets/commits");
        story.operated("CC6.1-secrets/history");
        story.shop.push(day(3), 1);
        Finding key = story.shop.finding(Family.SECRETS, "secrets", Severity.CRITICAL, "Private key");
        story.shop.scan(day(3), Family.SECRETS, "secrets", List.of(key));
        story.exceptions("CC6.1-secrets/commits", "brought in 1 finding still open: Private key");
        story.exceptions("CC6.1-secrets/history", "history holds 1 finding");
        story.record(
                "disposition",
                "repository: '" + Story.REPOSITORY + "', finding: " + key.fingerprint()
                        + ", decision: mitigated, until: null, at: '2026-01-05T10:00:00Z'");
        story.operated("CC6.1-secrets/commits");
        story.operated("CC6.1-secrets/history");
    }

    @Test
    void accessIsReviewedForEachSystem() throws Exception {
        review(", taken: '2026-01-05T08:00:00Z', signedOff: '2026-01-06T08:00:00Z'");
        story.operated("CC6.1-least-privilege/reviews");
        story.record("access-review", "system: aws, taken: '2026-01-05T08:00:00Z', signedOff: null");
        assertEquals(1, story.test("CC6.1-least-privilege/reviews").notDue());
        story.record(
                "access-review",
                "system: aws, taken: '2026-01-07T08:00:00Z', signedOff: '2026-01-07T09:00:00Z', decisions: []");
        story.exceptions("CC6.1-least-privilege/reviews", "were not decided on");
    }

    private String review(String fields) throws IOException {
        return story.record("access-review", "system: github" + fields);
    }

    @Test
    void aSystemInScopeThatNobodyReviewedIsAnException() throws Exception {
        story.asking("""
                requirements:
                  - id: CC6.1-mfa
                    tests: [{id: enrolment, population: {cadence: P1M, systems: [aws, github]}}]
                """);
        story.record("mfa-enrolment", "system: aws, taken: '2026-01-05T08:00:00Z'");
        story.exceptions("CC6.1-mfa/enrolment", "no mfa enrolment on any day of this window");
    }

    @Test
    void secondFactorsAreEnforced() throws Exception {
        story.record("mfa-enrolment", "taken: '2026-01-05T08:00:00Z'");
        story.operated("CC6.1-mfa/enrolment");
        story.record("mfa-enrolment", "taken: '2026-01-06T08:00:00Z', exceptions: []");
        story.exceptions("CC6.1-mfa/enrolment", "mfa enrolment failed");
    }

    @Test
    void credentialsAreRotatedAndWithdrawn() throws Exception {
        String fresh =
                ", leavers: [], credentials: [{id: key, kind: ssh-key, lastRotated: '2025-12-20T00:00:00Z', rotationDays: 90}]";
        inventories(1, 31, fresh);
        story.operated("CC6.1-credential-lifecycle/inventory");
        story.operated("CC6.1-credential-lifecycle/credentials");
    }

    @Test
    void overdueAndUnknownCredentialsAndLateLeaversAreExceptions() throws Exception {
        inventories(
                1,
                1,
                ", leavers: [{account: zoe, left: '2025-12-20T00:00:00Z', revoked: '2025-12-24T00:00:00Z'}], credentials: ["
                        + "{id: a, kind: k, lastRotated: '2025-01-01T00:00:00Z', rotationDays: 90},"
                        + "{id: b, kind: k}]");
        story.exceptions(
                "CC6.1-credential-lifecycle/credentials",
                "overdue: made or replaced 2025-01-01",
                "of unknown age, no schedule",
                "left 2025-12-20 00:00, access withdrawn 2025-12-24");
        inventories(
                2,
                2,
                ", leavers: [], credentials: [{id: a, kind: k, lastRotated: '2026-01-02T00:00:00Z', rotationDays: 90}]");
        assertEquals(
                3,
                story.test("CC6.1-credential-lifecycle/credentials").exceptions(),
                "that it was replaced later does not undo that it was overdue");
        assertEquals(30, story.test("CC6.1-credential-lifecycle/inventory").exceptions());
    }

    private void inventories(int from, int to, String fields) throws IOException {
        for (int day = from; day <= to; day++) {
            story.record("credential-inventory", "taken: '" + day(day) + "'" + fields);
        }
    }

    @Test
    void dataIsEncryptedAtRest() throws Exception {
        story.record("key-management", "taken: '2026-01-05T08:00:00Z'");
        story.operated("CC6.1-encryption/key-management");
        story.record("key-management", "taken: '2026-01-06T08:00:00Z', encryptedAtRest: 'no'");
        story.exceptions("CC6.1-encryption/key-management", "not encrypted");
    }
}
