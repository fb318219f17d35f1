package io.jenkins.plugins.controlevidence.collect;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.CollectionSettings;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Credential;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.SecurityEvents;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.security.ApiTokenProperty;
import jenkins.security.SecurityListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What Jenkins itself knows becomes records, once somebody has switched that on. */
@WithJenkins
class DailyCollectionTest {
    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        ControlEvidenceConfiguration.get().setCollection(new CollectionSettings());
        collect();
    }

    private static void collect() {
        new DailyCollection().execute(StreamTaskListener.fromStdout());
    }

    private static <T extends Activity> List<T> recorded(Class<T> type, String kind) throws IOException {
        List<T> found = new ArrayList<>();
        Store store = ControllerEvidence.get().store();
        for (long i = 0; i < store.ledger().size(); i++) {
            EvidenceRecord record =
                    RecordReader.read(store.ledger().id(i), store.ledger().entry(i));
            if (record.kind().equals(kind)) {
                found.add(type.cast(ActivityReader.of(record)));
            }
        }
        return found;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static List<ConfigurationChange> changes(String object) throws Exception {
        for (int i = 0; i < 200; i++) {
            List<ConfigurationChange> changes = recorded(ConfigurationChange.class, ConfigurationChange.KIND).stream()
                    .filter(change -> change.object().equals(object))
                    .toList();
            if (!changes.isEmpty()) {
                return changes;
            }
            Thread.sleep(50);
        }
        return List.of();
    }

    @Test
    void changeThroughJenkinsNamesWhoMadeIt() throws Exception {
        FreeStyleProject project = j.createFreeStyleProject("app");
        User.getById("ann", true).save();
        try (ACLContext as = ACL.as2(User.getById("ann", true).impersonate2())) {
            project.setDescription("changed");
        }

        ConfigurationChange change = last(changes("jobs/app/config.xml"));
        for (int i = 0; i < 200 && change.by() == null; i++) {
            Thread.sleep(50);
            change = last(changes("jobs/app/config.xml"));
        }

        assertThat(change.by().account(), is("ann"));
        assertThat(change.outcome(), is(Outcome.PASSED));
        assertThat(change.before(), is(notNullValue()));
        assertThat(change.after(), is(not(change.before())));
    }

    @Test
    void changePastJenkinsIsUnauthorisedAndRaisesAnAlert() throws Exception {
        FreeStyleProject project = j.createFreeStyleProject("app");
        collect();
        Files.writeString(project.getConfigFile().getFile().toPath(), "<project/>");
        assertThat(UnauthorisedChangesMonitor.get().getShown(), is(empty()));

        collect();

        ConfigurationChange change = last(changes("jobs/app/config.xml"));
        assertThat(change.what(), is("changed past Jenkins"));
        assertThat(change.by(), is(nullValue()));
        assertThat(change.outcome(), is(Outcome.FAILED));
        assertThat(UnauthorisedChangesMonitor.get().getShown(), contains("jobs/app/config.xml: changed past Jenkins"));
        assertThat(j.createWebClient().goTo("manage/").asNormalizedText().contains("changed past Jenkins"), is(true));
    }

    @Test
    void pluginsAreComparedWithTheApprovedOnes() throws Exception {
        ComponentInventory without = last(recorded(ComponentInventory.class, ComponentInventory.KIND));
        assertThat(without.outcome(), is(Outcome.NOT_PROVEN));
        assertThat(without.components(), is(greaterThan(5)));

        CollectionSettings settings = new CollectionSettings();
        settings.setApprovedPlugins("jenkins-core\ngit-client:1.0\n");
        ControlEvidenceConfiguration.get().setCollection(settings);
        collect();

        ComponentInventory with = last(recorded(ComponentInventory.class, ComponentInventory.KIND));
        assertThat(with.outcome(), is(Outcome.FAILED));
        assertThat(with.unapproved(), not(hasItem("jenkins-core")));
        assertThat(with.unapproved().stream().anyMatch(name -> name.startsWith("git-client@")), is(true));
    }

    @Test
    void credentialIsKnownByFingerprintAndItsReplacementNoticed() throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "db", "", "app", "fir" + "st-value"));
        provider.save();
        User ann = User.getById("ann", true);
        ann.getProperty(ApiTokenProperty.class).generateNewToken("ci");
        collect();

        Credential first = credential("Jenkins/db");
        assertThat(first.fingerprint(), is(notNullValue()));
        assertThat(first.lastRotated(), is(nullValue()));
        assertThat(
                last(recorded(CredentialInventory.class, CredentialInventory.KIND)).credentials().stream()
                        .filter(credential -> credential.kind().equals("api-token"))
                        .allMatch(credential -> credential.lastRotated() != null),
                is(true));

        collect();
        assertThat(credential("Jenkins/db").lastRotated(), is(nullValue()));
        assertThat(credential("Jenkins/db").fingerprint(), is(first.fingerprint()));

        provider.getCredentials().clear();
        provider.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "db", "", "app", "sec" + "ond-value"));
        provider.save();
        collect();
        assertThat(credential("Jenkins/db").lastRotated(), is(notNullValue()));
        assertThat(credential("Jenkins/db").firstSeen(), is(first.firstSeen()));
        assertThat(filesWith("fir" + "st-value"), is(empty()));
    }

    private static Credential credential(String id) throws IOException {
        return last(recorded(CredentialInventory.class, CredentialInventory.KIND)).credentials().stream()
                .filter(credential -> credential.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(ControllerEvidence.get().store().directory())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void failedLoginsAreCountedAndManyRaiseAnAlert() throws Exception {
        for (int i = 0; i < 12; i++) {
            SecurityListener.fireFailedToLogIn("root");
        }
        SecurityListener.fireFailedToLogIn("ann");

        collect();

        SecurityEvents events = last(recorded(SecurityEvents.class, SecurityEvents.KIND));
        assertThat(
                events.failedLogins(),
                contains(
                        new SecurityEvents.FailedLogins("ann", "unknown", 1),
                        new SecurityEvents.FailedLogins("root", "unknown", 12)));
        assertThat(events.alerts(), contains("12 failed log-ins as root"));
        assertThat(events.outcome(), is(Outcome.FAILED));

        collect();
        SecurityEvents next = last(recorded(SecurityEvents.class, SecurityEvents.KIND));
        assertThat(next.outcome(), is(Outcome.PASSED));
        assertThat(next.from(), is(events.to()));
    }

    @Test
    void permissionsAreKeptForAccessReviews() throws Exception {
        User.getById("ann", true).save();
        collect();

        Attachment attachment = last(recorded(Attachment.class, Attachment.KIND));
        assertThat(attachment.about(), is("access-review"));
    }

    @Test
    void nothingIsRecordedUnlessSomebodyWantsIt() throws Exception {
        ControlEvidenceConfiguration.get().setCollection(null);
        long before = ControllerEvidence.get().store().ledger().size();

        collect();
        j.createFreeStyleProject("app");

        assertThat(ControllerEvidence.get().store().ledger().size(), is(before));
    }
}
