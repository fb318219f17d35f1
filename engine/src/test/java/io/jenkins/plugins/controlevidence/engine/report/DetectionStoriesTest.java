package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Story.day;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.index.RecordedBranch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For the requirements of CC7.1, detection of weaknesses and changes: a store where each operated, and one with each kind of exception. */
class DetectionStoriesTest {
    @TempDir
    Path directory;

    @AutoClose
    private Story story;

    @BeforeEach
    void open() throws IOException {
        story = new Story(directory.resolve("store"));
    }

    @Test
    void codeIsAnalysedBeforeMerge() throws Exception {
        story.merge("7");
        story.exceptions("CC7.1-sast/requests", "no sast scan of its last commit before it was merged");
        story.shop.scan(day(2).plusSeconds(60), Family.SAST, "semgrep", List.of());
        story.exceptions("CC7.1-sast/commits", "no sast scan speaks of this commit");
        story.exceptions("CC7.1-sast/requests", "no sast scan of its last commit before it was merged");
    }

    @Test
    void aScanOfTheRequestsBranchBeforeTheMergeIsAnalysisBeforeMerge() throws Exception {
        RecordedBranch request = new RecordedBranch(story.store(), Story.REPOSITORY, "PR-7", 5);
        request.push(day(1), 1);
        request.scan(day(1), Family.SAST, "semgrep", List.of());
        request.flush();
        story.merge("7");
        story.operated("CC7.1-sast/requests");
    }

    @Test
    void infrastructureIsScannedAgainstANamedStandard() throws Exception {
        story.shop.push(day(2), 1);
        story.shop.scan(day(2), Family.CONFIGURATION, "checkov", List.of());
        story.exceptions("CC7.1-config-standard/commits", "no configuration scan against a named standard");
        story.exceptions("CC7.1-config-standard/months", "no configuration scan against a named standard");
    }

    @Test
    void unauthorisedChangesAreExceptions() throws Exception {
        story.record("configuration-change", "at: '2026-01-05T10:00:00Z'");
        story.operated("CC7.1-change-detection/changes");
        story.record("configuration-change", "at: '2026-01-06T10:00:00Z', authorisation: null, alert: SEC-9");
        story.exceptions("CC7.1-change-detection/changes", "Unauthorised");
    }

    @Test
    void anEnvironmentIsScannedAfterItChanged() throws Exception {
        story.shop.push(day(2), 1);
        story.record("environment-change", "at: '" + day(2) + "'");
        story.exceptions("CC7.1-vuln-scan/changes", "no sca or dast scan within 1 d");
        story.shop.scan(day(2).plusSeconds(60), Family.SCA, "trivy", List.of());
        story.operated("CC7.1-vuln-scan/changes");
        assertEquals(30, story.test("CC7.1-vuln-scan/days").exceptions());
    }

    @Test
    void newComponentsAreApproved() throws Exception {
        for (int day = 1; day <= 31; day++) {
            story.record("inventory", "at: '" + day(day) + "'");
        }
        story.operated("CC7.1-unknown-components/inventories");
        story.operated("CC7.1-unknown-components/components");
        story.operated("CC7.1-unknown-components/days");
        story.record("inventory", "at: '" + day(31) + "', added: [evil], unapproved: [evil]");
        story.exceptions("CC7.1-unknown-components/inventories", "inventory failed");
        story.exceptions("CC7.1-unknown-components/components", "nothing shows that it is approved");
    }
}
