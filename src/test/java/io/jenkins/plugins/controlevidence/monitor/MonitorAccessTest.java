package io.jenkins.plugins.controlevidence.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import hudson.model.Item;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Only an administrator acts on what the monitors say. */
@WithJenkins
class MonitorAccessTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("developer")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("system")
                .grant(Jenkins.READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    @ParameterizedTest
    @CsvSource({"developer, 403, 403", "manager, 403, 403", "system, 405, 403", "admin, 405, 200"})
    void actingIsAPostByAnAdministrator(String role, int get, int post) throws Exception {
        List<AdministrativeMonitor> monitors = List.of(
                ExtensionList.lookupSingleton(EvidenceStoreMonitor.class),
                ExtensionList.lookupSingleton(BlockedChangesMonitor.class));
        JenkinsRule.WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(role);
        for (AdministrativeMonitor monitor : monitors) {
            String act = monitor.getUrl() + "/act";
            assertEquals(get, status(client, new WebRequest(client.createCrumbedUrl(act))), monitor.id);
            assertEquals(
                    post, status(client, new WebRequest(client.createCrumbedUrl(act), HttpMethod.POST)), monitor.id);
        }
    }

    private static int status(JenkinsRule.WebClient client, WebRequest request) throws Exception {
        return client.loadWebResponse(request).getStatusCode();
    }
}
