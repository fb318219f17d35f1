package io.jenkins.plugins.controlevidence.monitor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** That evidence cannot be kept is said before a build finds out. */
@WithJenkins
class EvidenceStoreMonitorTest {
    private static JenkinsRule jenkins;
    private static EvidenceStoreMonitor monitor;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        monitor = rule.jenkins.getExtensionList(EvidenceStoreMonitor.class).get(0);
    }

    @BeforeEach
    void choose() {
        ControlEvidenceConfiguration.get().setStoreDirectory(directory.toString());
    }

    @Test
    void nothingIsWrongWithAnEmptyDirectoryNorWithAStore() throws Exception {
        assertNull(look());
        Store.openOrCreate(directory).close();
        assertNull(look());
        assertFalse(monitor.isActivated());
    }

    @Test
    void lookingMakesNothing() throws Exception {
        ControlEvidenceConfiguration.get()
                .setStoreDirectory(directory.resolve("later").toString());
        assertNull(look());
        assertFalse(Files.exists(directory.resolve("later")));
    }

    @Test
    void aDirectoryWithSomethingElseInItIsNoStore() throws Exception {
        Files.writeString(directory.resolve("holiday.jpg"), "x");
        assertThat(look(), containsString(directory + " is not empty"));
    }

    @Test
    void aStoreThatANewerVersionMadeIsLeftAlone() throws Exception {
        Store.openOrCreate(directory).close();
        Path format = directory.resolve("store.json");
        Files.writeString(format, Files.readString(format).replaceFirst("\"version\" ?: ?1", "\"version\":99"));
        assertThat(look(), containsString("newer version"));
    }

    @Test
    void aMissingKeyIsNoticed() throws Exception {
        Store.openOrCreate(directory).close();
        Files.delete(directory.resolve("keys/signing.pem"));
        assertThat(look(), containsString("signing.pem"));
    }

    @Test
    void aKeyThatOthersMayReadIsNoticed() throws Exception {
        Store.openOrCreate(directory).close();
        Path key = directory.resolve("keys/signing.pem");
        assumeTrue(Files.getFileStore(key).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(look(), containsString("signing.pem"));
    }

    @Test
    void savingTheSettingsLooksAgain() throws Exception {
        Files.writeString(directory.resolve("holiday.jpg"), "x");
        ControlEvidenceConfiguration.get().setStoreDirectory(directory.toString());
        assertTrue(monitor.isActivated());
        Files.delete(directory.resolve("holiday.jpg"));
        ControlEvidenceConfiguration.get().setStoreDirectory(directory.toString());
        assertFalse(monitor.isActivated());
    }

    @Test
    void theMessageSaysWhatToDoAndCanBeCheckedAgain() throws Exception {
        Files.writeString(directory.resolve("<img src=x>"), "x");
        look();
        assertTrue(monitor.isActivated());
        HtmlPage manage = jenkins.createWebClient().goTo("manage");
        assertThat(manage.asNormalizedText(), containsString("Control Evidence cannot keep evidence"));
        assertThat(manage.asNormalizedText(), containsString(directory.toString()));
        assertTrue(manage.querySelectorAll("img[src=x]").isEmpty());

        Files.delete(directory.resolve("<img src=x>"));
        HtmlPage after = jenkins.submit(manage.getFormByName(monitor.id));
        assertFalse(monitor.isActivated());
        assertEquals(-1, after.asNormalizedText().indexOf("cannot keep evidence"));
    }

    private static String look() {
        StoreHealth.get().check();
        return StoreHealth.get().getProblem();
    }
}
