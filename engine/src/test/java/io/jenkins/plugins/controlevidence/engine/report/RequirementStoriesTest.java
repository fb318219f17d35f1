package io.jenkins.plugins.controlevidence.engine.report;

import static io.jenkins.plugins.controlevidence.engine.report.Story.day;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every requirement: without evidence, with what is taken back, and with what a catalogue leaves out. */
class RequirementStoriesTest {
    @TempDir
    Path directory;

    @AutoClose
    private Story story;

    @BeforeEach
    void open() throws IOException {
        story = new Story(directory.resolve("store"));
    }

    @Test
    void withoutEvidenceNothingIsDemonstrated() throws Exception {
        for (RequirementResult result : story.report().results()) {
            assertEquals(
                    Conclusion.NOT_DEMONSTRATED,
                    result.conclusion(),
                    result.requirement().id());
        }
        story.shop.push(day(2), 3);
        for (RequirementResult result : story.report().results()) {
            boolean pushes = result.requirement().id().equals("CC8.1-bypass");
            assertEquals(
                    pushes ? Conclusion.OPERATED : Conclusion.NOT_DEMONSTRATED,
                    result.conclusion(),
                    result.requirement().id());
        }
    }

    @Test
    void whatIsTakenBackIsLeftOutOnlyForARecordThatStandsForIt() throws Exception {
        story.shop.push(day(2), 1);
        story.record("configuration-change", "at: '2026-01-05T10:00:00Z'");
        String wrong = story.last();
        story.retract(wrong, "");
        story.exceptions("CC7.1-change-detection/changes", "and nothing was recorded instead");
        story.record("configuration-change", "at: '2026-01-05T10:00:01Z'");
        String right = story.last();
        story.record("configuration-change", "at: '2026-01-06T10:00:00Z'");
        story.record("retraction", "record: " + story.last() + ", at: '2026-01-07T10:00:00Z', replacement: " + right);
        TestResult result = story.test("CC7.1-change-detection/changes");
        assertEquals(1, result.excluded());
        assertEquals(1, result.exceptions());
        assertEquals(1, result.proven());
    }

    @Test
    void aRuleOfTheCatalogueLeavesItemsOutAndShows() throws Exception {
        story.asking("""
                requirements:
                  - id: CC8.1-gate
                    tests:
                      - id: commits
                        exclude: [{id: docs, why: "documentation only", detail: "Change number*"}]
                """);
        story.shop.push(day(2), 2);
        TestResult result = story.test("CC8.1-gate/commits");
        assertEquals(2, result.excluded());
        assertEquals(Conclusion.NOT_DEMONSTRATED, result.conclusion(), "what is left out proves nothing");
        assertEquals(
                "left out by rule docs of the catalogue: documentation only",
                result.items().get(0).reason());
    }
}
