package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import hudson.model.Descriptor;
import hudson.model.Saveable;
import io.jenkins.plugins.casc.Attribute;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.RootElementConfigurator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Everything of ours that can be configured has a form with all of it, and a help text for each field. */
@WithJenkins
class HelpTest {
    private static final String OURS = "io.jenkins.plugins.controlevidence.";
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");

    @Test
    void everythingThatCanBeSetHasAFieldAndEveryFieldAHelp(JenkinsRule j) throws Exception {
        List<Class<?>> types = types(j);
        assertThat(types.size(), greaterThan(15));
        for (Class<?> type : types) {
            String form = form(type);
            for (String field : settings(type)) {
                assertThat(type.getName(), form, containsString("field=\"" + field + "\""));
            }
            for (String field : fields(form)) {
                String help = read(type, "help-" + field + ".html").strip();
                assertThat(help, startsWith("<div>"));
                assertThat(help, endsWith("</div>"));
                assertThat(help, not(endsWith("<div></div>")));
            }
        }
    }

    /** Whatever Jenkins knows a form of: steps, build steps, properties, destinations, settings. */
    private static List<Class<?>> types(JenkinsRule j) {
        List<Class<?>> types = new ArrayList<>();
        for (Descriptor<?> descriptor : j.jenkins.getExtensionList(Descriptor.class)) {
            if (descriptor.clazz.getName().startsWith(OURS)
                    && descriptor.clazz.getName().indexOf('$') < 0) {
                types.add(descriptor.clazz);
            }
        }
        types.removeIf(type -> hudson.model.AdministrativeMonitor.class.isAssignableFrom(type));
        return types;
    }

    private static Set<String> settings(Class<?> type) {
        if (Saveable.class.isAssignableFrom(type)) {
            RootElementConfigurator<?> configurator =
                    (RootElementConfigurator<?>) ConfiguratorRegistry.get().lookup(type);
            assertNotNull(configurator, type.getName());
            return configurator.describe().stream().map(Attribute::getName).collect(Collectors.toSet());
        }
        return new DescribableModel<>(type)
                .getParameters().stream().map(DescribableParameter::getName).collect(Collectors.toSet());
    }

    /** Steps that speak of a commit share the fields of the checkout. */
    private static String form(Class<?> type) throws IOException {
        for (String name : List.of("config.jelly", "config-details.jelly")) {
            try (InputStream in = type.getResourceAsStream(type.getSimpleName() + "/" + name)) {
                if (in != null) {
                    String form = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    return form.contains("checkout.jelly")
                            ? form
                                    + read(
                                            io.jenkins.plugins.controlevidence.build.CheckoutSettings.class,
                                            "checkout.jelly")
                            : form;
                }
            }
        }
        return "";
    }

    private static Set<String> fields(String form) {
        return FIELD.matcher(form)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String read(Class<?> type, String name) throws IOException {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            try (InputStream in = owner.getResourceAsStream(owner.getSimpleName() + "/" + name)) {
                if (in != null) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError(type.getSimpleName() + "/" + name + " is missing");
    }
}
