package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Functions;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.misc.junit.jupiter.AbstractRoundTripTest;
import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The settings as code: read from YAML, from the page, after a restart; and written back. */
@WithJenkins
class ConfigurationAsCodeTest extends AbstractRoundTripTest {
    @Override
    protected void assertConfiguredAsExpected(JenkinsRule jenkins, String yaml) {
        ControlEvidenceConfiguration settings = ControlEvidenceConfiguration.get();
        assertEquals("/var/lib/control-evidence", settings.getStoreDirectory());
        assertEquals(ReviewPeriod.LAST_12_MONTHS, settings.getReviewPeriod());
        assertEquals(1, settings.getPolicies().size());
        assertEquals("production", settings.getPolicies().get(0).getId());
        assertThat(settings.getPolicies().get(0).getYaml(), containsString("max-scan-age: 2h"));
        assertEquals("production", settings.getPolicyRule().getPolicy());
        assertTrue(settings.getPolicyRule().isOtherPoliciesAllowed());
        assertFalse(settings.getPolicyRule().isRepositoryPolicyAllowed());
        assertThat(settings.getControlCatalogue(), containsString("not-applicable"));
        assertThat(settings.getToolCatalogue(), containsString("timeout: 3600"));
        assertEquals(
                List.of(
                        "https://tsa.example.com/tsr",
                        "/mnt/audit/checkpoints",
                        "https://copies.example.com/checkpoints/",
                        "https://git.example.com/audit/checkpoints.git"),
                settings.getCheckpointDestinations().stream()
                        .map(CheckpointDestination::name)
                        .toList());
        GitDestination git = assertInstanceOf(
                GitDestination.class, settings.getCheckpointDestinations().get(3));
        assertEquals("main", git.getBranch());
        assertEquals("audit-git", git.getCredentialsId());
    }

    @Override
    protected String stringInLogExpected() {
        return "/var/lib/control-evidence";
    }

    @Test
    void whatIsExportedIsWhatWasImported(JenkinsRule jenkins, @TempDir Path directory) throws Exception {
        URL yaml = getClass().getResource(configResource());
        ConfigurationAsCode.get().configure(yaml.toString());
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String all = exported.toString(StandardCharsets.UTF_8);
        String ours = all.substring(all.indexOf("\ncontrolEvidence:"))
                .lines()
                .skip(1)
                .takeWhile(line -> line.startsWith("controlEvidence:") || line.startsWith(" "))
                .reduce("", (text, line) -> text + line + "\n");

        SamplePolicies.reset();
        Path file = Files.writeString(directory.resolve("exported.yaml"), ours);
        ConfigurationAsCode.get().configure(file.toUri().toString());
        assertConfiguredAsExpected(jenkins, ours);
    }

    @Test
    void collectionIsASettingLikeTheOthers(JenkinsRule jenkins, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("collection.yaml"), """
                controlEvidence:
                  evidenceSettings:
                    collection:
                      rotationDays: 90
                      approvedPlugins: |
                        git
                        structs:1.0
                """);
        ConfigurationAsCode.get().configure(file.toUri().toString());

        CollectionSettings collection = ControlEvidenceConfiguration.get().getCollection();
        assertEquals(90, collection.getRotationDays());
        assertEquals(Map.of("git", "", "structs", "1.0"), collection.approved());
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8), containsString("rotationDays: 90"));
    }

    @Test
    void whatCannotBeFollowedIsRefusedWithItsReason(JenkinsRule jenkins, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("broken.yaml"),
                "controlEvidence:\n  evidenceSettings:\n    storeDirectory: relative/path\n");
        ConfiguratorException e = assertThrows(
                ConfiguratorException.class,
                () -> ConfigurationAsCode.get().configure(file.toUri().toString()));
        assertThat(Functions.printThrowable(e), containsString("'relative/path' is not absolute"));
    }
}
