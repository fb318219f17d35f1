package io.jenkins.plugins.controlevidence.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Snippet Generator writes what the forms say, and no more: of every step of ours, with every one of its parameters. */
@WithJenkins
class SnippetTest {
    /** Where not just any text will do. */
    private static final Map<String, Object> VALUES = Map.of(
            "family", "sca",
            "parameters", List.of("target=https://staging.example.com"),
            "onFailure", "UNSTABLE",
            "kind", "mfa-enrolment");

    private static List<StepDescriptor> ours() {
        return StepDescriptor.all().stream()
                .filter(step -> step.clazz.getPackage().equals(SnippetTest.class.getPackage()))
                .toList();
    }

    @Test
    void everyParameterOfEveryStepSurvivesItsForm(JenkinsRule j) throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        assertThat(ours(), hasSize(greaterThan(5)));
        for (StepDescriptor descriptor : ours()) {
            DescribableModel<? extends Step> model = new DescribableModel<>(descriptor.clazz);
            Map<String, Object> all = new HashMap<>();
            for (DescribableParameter parameter : model.getParameters()) {
                all.put(parameter.getName(), VALUES.getOrDefault(parameter.getName(), "any " + parameter.getName()));
            }
            Step step = model.instantiate(all, null);
            String snippet = Snippetizer.object2Groovy(step);
            for (String parameter : all.keySet()) {
                assertThat(snippet, containsString(parameter + ": "));
            }
            tester.assertRoundTrip(step, snippet);
            SnippetizerTester.assertDocGeneration(descriptor.clazz);
        }
    }

    @Test
    void whatIsLeftAsItIsIsNotWritten(JenkinsRule j) throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        for (StepDescriptor descriptor : ours()) {
            DescribableModel<? extends Step> model = new DescribableModel<>(descriptor.clazz);
            Map<String, Object> required = new HashMap<>();
            for (DescribableParameter parameter : model.getParameters()) {
                if (parameter.isRequired()) {
                    required.put(parameter.getName(), parameter.getName());
                }
            }
            Step step = model.instantiate(required, null);
            String snippet = Snippetizer.object2Groovy(step);
            assertThat(
                    snippet,
                    (int) snippet.chars().filter(c -> c == ':').count(),
                    is(required.size() > 1 ? required.size() : 0));
            tester.assertRoundTrip(step, snippet);
        }
    }

    @Test
    void namesAreOurs() {
        for (StepDescriptor descriptor : ours()) {
            String name = descriptor.getFunctionName();
            assertThat(name, name.startsWith("evidence") || name.equals("controlEvidence"), is(true));
        }
    }
}
