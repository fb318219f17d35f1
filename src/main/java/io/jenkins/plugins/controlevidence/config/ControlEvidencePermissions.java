package io.jenkins.plugins.controlevidence.config;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Who may do what with evidence. Only looking is part of a permission that developers have; what an auditor would ask about
 * (who judged, who let through, who took away, who set the rules) is an administrator's until somebody else is named.
 */
public final class ControlEvidencePermissions {
    /** The group that all of them appear under. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(ControlEvidencePermissions.class, Messages._ControlEvidencePermissions_Title());

    /**
     * See the evidence, scans and findings of a job. Comes with {@link Item#BUILD} and not with {@link Item#READ}, which is
     * often anonymous: findings say where software is weak.
     */
    public static final Permission VIEW = new Permission(
            GROUP, "View", Messages._ControlEvidencePermissions_View(), Item.BUILD, PermissionScope.ITEM);

    /** Decide on findings and sign reviews. Not implied by configuring a job: who judges should not be who is judged. */
    public static final Permission REVIEW = new Permission(
            GROUP, "Review", Messages._ControlEvidencePermissions_Review(), Jenkins.ADMINISTER, PermissionScope.ITEM);

    /** Let a build through a gate that failed. */
    public static final Permission OVERRIDE = new Permission(
            GROUP,
            "Override",
            Messages._ControlEvidencePermissions_Override(),
            Jenkins.ADMINISTER,
            PermissionScope.ITEM);

    /** Take reports, records and packages out of Jenkins. A package holds proofs over the whole ledger: no job's own. */
    public static final Permission EXPORT = new Permission(
            GROUP,
            "Export",
            Messages._ControlEvidencePermissions_Export(),
            Jenkins.ADMINISTER,
            PermissionScope.JENKINS);

    /**
     * Set policies, the control catalogue and the review period. Where evidence is kept and which commands scanners run stay
     * with {@link Jenkins#ADMINISTER}: these reach the controller's files and the agents.
     */
    public static final Permission CONFIGURE = new Permission(
            GROUP,
            "Configure",
            Messages._ControlEvidencePermissions_Configure(),
            Jenkins.ADMINISTER,
            PermissionScope.JENKINS);

    private ControlEvidencePermissions() {}

    /** Makes the permissions known before anything reads an authorization strategy that may name them. */
    @Initializer(before = InitMilestone.SYSTEM_CONFIG_LOADED)
    @Restricted(NoExternalUse.class)
    public static void register() {
        // loading the class registers the permissions
    }
}
