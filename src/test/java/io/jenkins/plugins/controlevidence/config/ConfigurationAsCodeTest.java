package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Functions;
import io.jenkins.plugins.casc.Attribute;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.junit.jupiter.AbstractRoundTripTest;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The settings as code: read from YAML, from the page, after a restart; and written back. */
@WithJenkins
class ConfigurationAsCodeTest extends AbstractRoundTripTest {
    @Override
    protected void assertConfiguredAsExpected(JenkinsRule jenkins, String yaml) {
        ControlEvidenceConfiguration settings = ControlEvidenceConfiguration.get();
        assertEquals("/var/lib/control-evidence", settings.getStoreDirectory());
        assertEquals(730, settings.getKeepArtefactsDays());
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
                        "https://witness.example.com/add-checkpoint",
                        "/mnt/audit/checkpoints",
                        "https://copies.example.com/checkpoints/",
                        "https://git.example.com/audit/checkpoints.git"),
                settings.getCheckpointDestinations().stream()
                        .map(CheckpointDestination::name)
                        .toList());
        GitDestination git = assertInstanceOf(
                GitDestination.class, settings.getCheckpointDestinations().get(4));
        assertEquals("main", git.getBranch());
        assertEquals("audit-git", git.getCredentialsId());
        TimeStampDestination authority = assertInstanceOf(
                TimeStampDestination.class, settings.getCheckpointDestinations().get(0));
        assertThat(authority.getCertificate(), containsString("BEGIN CERTIFICATE"));
        CollectionSettings collection = settings.getCollection();
        assertEquals(90, collection.getRotationDays());
        assertEquals(Map.of("git", "", "structs", "1.0"), collection.approved());
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

    /** A setting that the file of this test leaves out would be round-tripped by nobody. */
    @Test
    void theFileHasEverySetting(JenkinsRule jenkins) throws Exception {
        Object yaml;
        try (InputStream in = getClass().getResourceAsStream(configResource())) {
            yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        }
        List<String> missing = new ArrayList<>();
        Map<?, ?> settings =
                (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) yaml).get("controlEvidence")).get("evidenceSettings");
        collectMissing(ControlEvidenceConfiguration.class, settings, "", missing);
        List<?> destinations = (List<?>) settings.get("checkpointDestinations");
        for (CheckpointDestination.Kind kind : jenkins.jenkins.getExtensionList(CheckpointDestination.Kind.class)) {
            String symbol = SymbolLookup.getSymbolValue(kind).iterator().next();
            Map<?, ?> given = destinations.stream()
                    .map(destination -> (Map<?, ?>) ((Map<?, ?>) destination).get(symbol))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(Map.of());
            collectMissing(kind.clazz, given, symbol + ".", missing);
        }
        assertEquals(List.of(), missing);
    }

    private static void collectMissing(Class<?> type, Map<?, ?> given, String where, List<String> missing) {
        for (Attribute<?, ?> attribute : ConfiguratorRegistry.get().lookup(type).describe()) {
            Object value = given.get(attribute.getName());
            String name = where + attribute.getName();
            if (value == null) {
                missing.add(name);
            } else if (value instanceof Map<?, ?> nested) {
                collectMissing(attribute.getType(), nested, name + ".", missing);
            } else if (value instanceof List<?> list && attribute.getType() == NamedPolicy.class) {
                collectMissing(NamedPolicy.class, (Map<?, ?>) list.get(0), name + ".", missing);
            }
        }
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

        Files.writeString(file, "controlEvidence:\n  evidenceSettings:\n    keepArtefactsDays: 399\n");
        e = assertThrows(
                ConfiguratorException.class,
                () -> ConfigurationAsCode.get().configure(file.toUri().toString()));
        assertThat(Functions.printThrowable(e), containsString("at least 400 days"));
    }
}
