package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every field of every form has a help text. */
class HelpTest {
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");

    @ParameterizedTest
    @CsvSource({
        "io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration, config.jelly",
        "io.jenkins.plugins.controlevidence.config.NamedPolicy, config.jelly",
        "io.jenkins.plugins.controlevidence.config.PolicyRule, config.jelly",
        "io.jenkins.plugins.controlevidence.config.PolicyFolderProperty, config.jelly",
        "io.jenkins.plugins.controlevidence.config.PolicyJobProperty, config-details.jelly",
        "io.jenkins.plugins.controlevidence.config.CollectionSettings, config.jelly",
        "io.jenkins.plugins.controlevidence.config.TimeStampDestination, config.jelly",
        "io.jenkins.plugins.controlevidence.config.WitnessDestination, config.jelly",
        "io.jenkins.plugins.controlevidence.config.DirectoryDestination, config.jelly",
        "io.jenkins.plugins.controlevidence.config.WebServerDestination, config.jelly",
        "io.jenkins.plugins.controlevidence.config.GitDestination, config.jelly",
        "io.jenkins.plugins.controlevidence.build.EvidencePublisher, config.jelly",
        "io.jenkins.plugins.controlevidence.build.OverrideParameterDefinition, config.jelly",
        "io.jenkins.plugins.controlevidence.steps.EvidenceScanStep, config.jelly",
        "io.jenkins.plugins.controlevidence.steps.EvidenceGateStep, config.jelly",
        "io.jenkins.plugins.controlevidence.steps.EvidenceApprovalStep, config.jelly",
        "io.jenkins.plugins.controlevidence.steps.EvidenceDeploymentStep, config.jelly",
        "io.jenkins.plugins.controlevidence.steps.EvidenceAttachStep, config.jelly",
    })
    void everyFieldIsExplained(String name, String form) throws Exception {
        Class<?> type = Class.forName(name);
        Set<String> fields = FIELD.matcher(read(type, form))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertFalse(fields.isEmpty());
        for (String field : fields) {
            String help = read(type, "help-" + field + ".html").strip();
            assertThat(help, startsWith("<div>"));
            assertThat(help, endsWith("</div>"));
            assertThat(help, not(endsWith("<div></div>")));
        }
    }

    private static String read(Class<?> type, String name) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + "/" + name)) {
            assertNotNull(in, type.getSimpleName() + "/" + name + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
