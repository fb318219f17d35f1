package io.jenkins.plugins.controlevidence.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.GlobalMatrixAuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.PermissionScope;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.matrixauth.AuthorizationType;
import org.jenkinsci.plugins.matrixauth.PermissionEntry;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What each role may do with evidence before anybody grants anything, and how grants travel. */
@WithJenkins
class ControlEvidencePermissionsTest {
    private static final List<Permission> JUDGING = List.of(
            ControlEvidencePermissions.REVIEW,
            ControlEvidencePermissions.OVERRIDE,
            ControlEvidencePermissions.EXPORT,
            ControlEvidencePermissions.CONFIGURE);

    @Test
    void defaultsSeparateThoseWhoBuildFromThoseWhoJudge(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CONFIGURE)
                .everywhere()
                .to("developer")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));

        assertFalse(may(job, "reader", ControlEvidencePermissions.VIEW));
        assertTrue(may(job, "developer", ControlEvidencePermissions.VIEW));
        for (Permission judging : JUDGING) {
            assertFalse(may(job, "developer", judging), judging.getId());
            assertFalse(may(job, "manager", judging), judging.getId());
            assertTrue(may(job, "admin", judging), judging.getId());
        }
        assertTrue(may(job, "admin", ControlEvidencePermissions.VIEW));
    }

    @Test
    void eachSaysWhatItAllowsAndWhereItCanBeGranted(JenkinsRule jenkins) {
        List<Permission> all = ControlEvidencePermissions.GROUP.getPermissions();
        assertEquals(5, all.size());
        for (Permission permission : all) {
            assertFalse(permission.description.toString().isEmpty(), permission.name);
        }
        assertTrue(ControlEvidencePermissions.REVIEW.isContainedBy(PermissionScope.ITEM_GROUP));
        assertFalse(ControlEvidencePermissions.CONFIGURE.isContainedBy(PermissionScope.ITEM));
    }

    @Test
    void grantsAreExportedAsCode(JenkinsRule jenkins) throws Exception {
        GlobalMatrixAuthorizationStrategy matrix = new GlobalMatrixAuthorizationStrategy();
        matrix.add(Jenkins.ADMINISTER, new PermissionEntry(AuthorizationType.USER, "admin"));
        for (Permission permission : ControlEvidencePermissions.GROUP.getPermissions()) {
            matrix.add(permission, new PermissionEntry(AuthorizationType.GROUP, "auditors"));
        }
        jenkins.jenkins.setAuthorizationStrategy(matrix);
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String yaml = exported.toString(StandardCharsets.UTF_8);
        for (String name : List.of("View", "Review", "Override", "Export", "Configure")) {
            assertThat(yaml, containsString("\"Control Evidence/" + name + "\""));
        }
    }

    private static boolean may(FreeStyleProject job, String user, Permission permission) {
        return job.getACL().hasPermission2(User.getById(user, true).impersonate2(), permission);
    }
}
