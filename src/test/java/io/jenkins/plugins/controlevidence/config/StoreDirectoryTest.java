package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.util.FormValidation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Where evidence may be kept: a place that is the evidence's alone. */
@WithJenkins
class StoreDirectoryTest {
    private static Path home;

    @TempDir
    private Path elsewhere;

    @BeforeAll
    static void start(JenkinsRule rule) {
        home = rule.jenkins.getRootDir().toPath();
    }

    @BeforeEach
    void reset() {
        SamplePolicies.reset();
    }

    @Test
    void aDirectoryOfItsOwnIsTakenInsideAndOutsideTheJenkinsHome() {
        assertEquals(
                elsewhere.resolve("new"),
                StoreDirectory.parse(elsewhere.resolve("x/../new").toString()));
        assertEquals(
                home.resolve("audit"),
                StoreDirectory.parse(home.resolve("audit").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidence", "./evidence", "../evidence", "~/evidence", "a\0b"})
    void whatIsNoAbsolutePathIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> StoreDirectory.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "jobs", "jobs/a/builds", "workspace/a", "userContent", "secrets/x", "x/../jobs"})
    void whatIsSomebodyElsesIsRefused(String below) {
        String text = home + "/" + below;
        assertThrows(IllegalArgumentException.class, () -> StoreDirectory.parse(text));
    }

    @Test
    void aSymbolicLinkIsNoWayIntoTheDirectoryOfAJob() throws Exception {
        Path job = Files.createDirectories(home.resolve("jobs/victim"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), job);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> StoreDirectory.parse(link.resolve("evidence").toString()));
        assertThat(e.getMessage(), containsString("jobs"));
    }

    @Test
    void theFormSaysWhatBecomesOfTheOldEvidence() {
        FormValidation moved = check(elsewhere.resolve("new").toString());
        assertEquals(FormValidation.Kind.WARNING, moved.kind);
        assertThat(moved.getMessage(), containsString(home.resolve("control-evidence") + " stays there"));
        assertEquals(FormValidation.Kind.OK, check("").kind);
        assertEquals(
                FormValidation.Kind.OK, check(home.resolve("control-evidence").toString()).kind);
    }

    @Test
    void theFormSaysWhatIsWrong() throws Exception {
        assertEquals(FormValidation.Kind.ERROR, check("evidence").kind);
        Path file = Files.createFile(elsewhere.resolve("file"));
        FormValidation unwritable = check(file.resolve("evidence").toString());
        assertEquals(FormValidation.Kind.ERROR, unwritable.kind);
        assertThat(unwritable.getMessage(), containsString("cannot write"));
    }

    private static FormValidation check(String text) {
        return ControlEvidenceConfiguration.get().doCheckStoreDirectory(text);
    }
}
