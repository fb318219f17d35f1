package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every URL of the settings, for every role. */
@WithJenkins
class SettingsAccessTest {
    private static final String PAGE = "manage/" + ControlEvidenceLink.URL + "/";
    private static final String SETTINGS = "descriptorByName/" + ControlEvidenceConfiguration.class.getName() + "/";
    private static final String RULE = "descriptorByName/" + PolicyRule.class.getName() + "/";

    private static JenkinsRule jenkins;
    private static FreeStyleProject job;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = rule.createFreeStyleProject("job");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "developer", "extended", "system", "manager", "officer")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "developer", "extended")
                .grant(Item.BUILD, Item.CONFIGURE)
                .everywhere()
                .to("developer")
                .grant(Item.EXTENDED_READ)
                .everywhere()
                .to("extended")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("system")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(ControlEvidencePermissions.CONFIGURE)
                .everywhere()
                .to("officer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    @BeforeEach
    void define() {
        SamplePolicies.reset();
        SamplePolicies.define();
    }

    @ParameterizedTest
    @CsvSource({
        "anonymous, 403, 403",
        "reader,    403, 403",
        "developer, 403, 403",
        "manager,   403, 403",
        "system,    200, 403",
        "officer,   200, 400", // 400: let in, and told that this is no form
        "admin,     200, 400",
    })
    void thePageAndItsForm(String role, int see, int save) throws Exception {
        assertEquals(see, get(role, PAGE));
        assertEquals(see, get(role, ControlEvidenceLink.URL + "/"), "the page also has an address below the root");
        assertEquals(save, post(role, PAGE + "configSubmit").getStatusCode());
    }

    @Test
    void nothingIsSavedByAskingForAPage() throws Exception {
        assertEquals(405, get("admin", PAGE + "configSubmit"));
        for (String check : List.of(
                "checkStoreDirectory", "checkControlCatalogue", "checkToolCatalogue", "checkKeepArtefactsDays")) {
            assertEquals(404, get("admin", SETTINGS + check + "?value=x"));
        }
        assertEquals(404, get("admin", RULE + "checkPolicy?value=x"));
        assertEquals(404, get("admin", RULE + "fillPolicyItems"));
    }

    @Test
    void whoMayOnlyLookFindsNothingToSave() throws Exception {
        HtmlPage page = client("system").goTo(PAGE);
        assertTrue(page.querySelectorAll("[name=Submit]").isEmpty());
        assertTrue(page.querySelectorAll("input[type=text]:not([disabled]):not([readonly]), textarea")
                .isEmpty());
        assertThat(page.asXml(), containsString("policy: strict"));
    }

    @Test
    void whoMayConfigureButNotAdministerCannotReachFilesAndAgents() throws Exception {
        JenkinsRule.WebClient client = client("officer");
        HtmlPage page = client.goTo(ControlEvidenceLink.URL);
        assertTrue(page.querySelectorAll(
                        "[name='_.storeDirectory'], [name='_.toolCatalogue'], [name='_.keepArtefactsDays']")
                .isEmpty());
        HtmlForm form = page.getFormByName("config");
        form.getSelectByName("reviewPeriod").setSelectedAttribute("LAST_12_MONTHS", true);
        jenkins.submit(form);
        assertEquals(
                ReviewPeriod.LAST_12_MONTHS, ControlEvidenceConfiguration.get().getReviewPeriod());

        ControlEvidenceConfiguration.get().setCheckpointDestinations(List.of(new DirectoryDestination("/mnt/audit")));
        ControlEvidenceConfiguration.get().setKeepArtefactsDays(2_000);
        String forged =
                "{\"keepArtefactsDays\": \"400\", \"storeDirectory\": \"/tmp/mine\", \"toolCatalogue\": \"semgrep:\\n  timeout: 1\\n\","
                        + " \"checkpointDestinations\": {\"stapler-class\": \"" + DirectoryDestination.class.getName()
                        + "\", \"path\": \"/tmp/mine\"},"
                        + " \"reviewPeriod\": \"LAST_6_MONTHS\"}";
        WebRequest request = new WebRequest(crumbed(client, PAGE + "configSubmit"), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("json", forged)));
        client.setThrowExceptionOnFailingStatusCode(false);
        client.getPage(request);
        assertEquals(
                ReviewPeriod.LAST_6_MONTHS, ControlEvidenceConfiguration.get().getReviewPeriod());
        assertNull(ControlEvidenceConfiguration.get().getStoreDirectory());
        assertEquals(2_000, ControlEvidenceConfiguration.get().getKeepArtefactsDays());
        assertNull(ControlEvidenceConfiguration.get().getToolCatalogue());
        assertEquals(
                "/mnt/audit",
                ControlEvidenceConfiguration.get()
                        .getCheckpointDestinations()
                        .get(0)
                        .name());
    }

    @ParameterizedTest
    @CsvSource({"reader, false", "developer, false", "system, false", "manager, false", "officer, false", "admin, true"
    })
    void onlyAnAdministratorIsShownCredentials(String role, boolean shown) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "audit-git", "for the audit", "ann", "made" + "-up"));
        for (Class<?> type : List.of(GitDestination.class, WebServerDestination.class)) {
            String items = post(role, "descriptorByName/" + type.getName() + "/fillCredentialsIdItems")
                    .getContentAsString();
            assertEquals(shown, items.contains("audit-git"));
        }
    }

    @ParameterizedTest
    @CsvSource({"reader, false", "developer, false", "system, false", "manager, false", "officer, false", "admin, true"
    })
    void onlyAnAdministratorIsToldAboutTheControllersFiles(String role, boolean told) throws Exception {
        String answer =
                post(role, SETTINGS + "checkStoreDirectory?value=/etc/passwd/x").getContentAsString();
        assertEquals(told, answer.contains("cannot write"));
    }

    @ParameterizedTest
    @CsvSource({"reader, false", "developer, true", "extended, true", "officer, false", "admin, true"})
    void whoMaySeeAJobsConfigurationMaySeeWhichPoliciesThereAre(String role, boolean shown) throws Exception {
        WebResponse items = post(role, "job/" + job.getName() + "/" + RULE + "fillPolicyItems");
        assertEquals(shown, items.getContentAsString().contains("strict"));
        WebResponse check = post(role, "job/" + job.getName() + "/" + RULE + "checkPolicy?value=unheard-of");
        assertEquals(shown, check.getContentAsString().contains("unheard-of"));
    }

    @ParameterizedTest
    @CsvSource({"reader, false", "developer, false", "manager, false", "system, true", "officer, true", "admin, true"})
    void whoMaySeeTheSettingsMaySeeWhichPoliciesThereAre(String role, boolean shown) throws Exception {
        assertEquals(
                shown, post(role, RULE + "fillPolicyItems").getContentAsString().contains("strict"));
    }

    @Test
    void aJobsConfigurationCanBeReadWithoutBeingChanged() throws Exception {
        job.addProperty(new PolicyJobProperty(new PolicyRule("strict")));
        HtmlPage page = client("extended").getPage(job, "configure");
        assertThat(page.asXml(), containsString("strict"));
        assertTrue(page.querySelectorAll("[name='_.policy']:not([disabled]):not([readonly])")
                .isEmpty());
        job.removeProperty(PolicyJobProperty.class);
    }

    @Test
    void hostileNamesAreShownAsTheyAre() throws Exception {
        FreeStyleProject hostile = jenkins.createFreeStyleProject("\u202e\ud83d\ude00'\"");
        hostile.setDisplayName("<img src=x>");
        hostile.addProperty(new PolicyJobProperty(new PolicyRule("<img src=x onerror=alert(1)>")));
        HtmlPage page = client("admin").getPage(hostile, "configure");
        assertTrue(page.querySelectorAll("img[src=x]").isEmpty());
        String answer = post(
                        "admin", hostile.getUrl() + RULE + "checkPolicy?value=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
                .getContentAsString();
        assertThat(answer, not(containsString("<img")));
        assertFalse(answer.isEmpty());
    }

    private static JenkinsRule.WebClient client(String role) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        return role.equals("anonymous") ? client : client.login(role);
    }

    private static int get(String role, String path) throws Exception {
        try (JenkinsRule.WebClient client = client(role)) {
            return client.loadWebResponse(new WebRequest(new URL(jenkins.getURL(), path)))
                    .getStatusCode();
        }
    }

    /** Closes what it has opened: one Jenkins serves the whole class, and each client holds the pages that it has seen. */
    private static WebResponse post(String role, String path) throws Exception {
        try (JenkinsRule.WebClient client = client(role)) {
            return client.loadWebResponse(new WebRequest(crumbed(client, path), HttpMethod.POST));
        }
    }

    private static URL crumbed(JenkinsRule.WebClient client, String path) throws Exception {
        URL crumbed = client.createCrumbedUrl("x");
        String query = crumbed.getQuery();
        return new URL(jenkins.getURL(), path + (path.contains("?") ? "&" : "?") + query);
    }
}
