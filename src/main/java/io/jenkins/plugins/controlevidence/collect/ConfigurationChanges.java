package io.jenkins.plugins.controlevidence.collect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import io.jenkins.plugins.controlevidence.build.BuildActors;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange.Authorisation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ConfigurationChange.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/**
 * Records each change of Jenkins' configuration: what, who, when, and the digests before and after. What somebody who is logged in
 * changes through Jenkins is authorised by the permission that Jenkins asked of them. What is changed past Jenkins, in its files, is
 * noticed at the next look at them, and authorised by nothing.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class ConfigurationChanges extends SaveableListener {
    private static final Logger LOGGER = Logger.getLogger(ConfigurationChanges.class.getName());

    private static final Authorisation BY_PERMISSION =
            new Authorisation(Authorisation.Kind.RULE, "permission that Jenkins asks for");

    private static final Authorisation BY_JENKINS =
            new Authorisation(Authorisation.Kind.RULE, "made by Jenkins itself");

    @Override
    public void onChange(Saveable changed, XmlFile file) {
        notice(file, "saved");
    }

    @Override
    public void onDeleted(Saveable deleted, XmlFile file) {
        notice(file, "deleted");
    }

    private static void notice(XmlFile file, String what) {
        String path = ConfigurationFiles.path(file.getFile());
        if (path == null) {
            return;
        }
        if (SystemRecords.settings().isEmpty()) {
            CollectedState.get().forgetConfiguration();
            return;
        }
        try {
            String now = "deleted".equals(what) ? null : ConfigurationFiles.digest(path);
            String before = CollectedState.get().configuration(path, now);
            boolean same = now == null ? before == null : now.equals(before);
            if (same || Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
                return;
            }
            Authentication who = Jenkins.getAuthentication2();
            boolean system = ACL.SYSTEM2.equals(who);
            Actor by = system ? null : BuildActors.of(ACL.isAnonymous2(who) ? null : who.getName());
            Authorisation authorisation = system ? BY_JENKINS : ACL.isAnonymous2(who) ? null : BY_PERMISSION;
            ConfigurationChange change = change(path, what, by, before, now, authorisation);
            Timer.get().execute(() -> record(List.of(change)));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "The change of " + path + " could not be recorded");
        }
    }

    /**
     * Looks at all files, and records what has been changed past Jenkins since the last look. The first look records nothing.
     *
     * @throws IOException if a file cannot be read
     */
    static void check() throws IOException {
        Map<String, String> before = CollectedState.get().configuration();
        TreeMap<String, String> now = ConfigurationFiles.digests(before.keySet());
        List<ConfigurationChange> changes = new ArrayList<>();
        if (CollectedState.get().look()) {
            before.forEach((path, digest) -> {
                String is = now.get(path);
                if (!digest.equals(is)) {
                    changes.add(change(
                            path,
                            is == null ? "removed past Jenkins" : "changed past Jenkins",
                            null,
                            digest,
                            is,
                            null));
                }
            });
            now.forEach((path, digest) -> {
                if (!before.containsKey(path)) {
                    changes.add(change(path, "added past Jenkins", null, null, digest, null));
                }
            });
        }
        before.keySet().stream()
                .filter(path -> !now.containsKey(path))
                .forEach(path -> CollectedState.get().configuration(path, null));
        now.forEach((path, digest) -> CollectedState.get().configuration(path, digest));
        UnauthorisedChangesMonitor.get().add(changes);
        record(changes);
    }

    private static ConfigurationChange change(
            String path,
            String what,
            @CheckForNull Actor by,
            @CheckForNull String before,
            @CheckForNull String after,
            @CheckForNull Authorisation authorisation) {
        return new ConfigurationChange(
                null,
                null,
                null,
                SystemRecords.system(),
                path,
                what,
                by,
                Instant.now(),
                before == null ? null : new Digest(before),
                after == null ? null : new Digest(after),
                authorisation,
                authorisation == null ? UnauthorisedChangesMonitor.ALERT : null);
    }

    private static void record(List<ConfigurationChange> changes) {
        try {
            SystemRecords.append(changes, List.of());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> changes.size() + " changes of the configuration could not be recorded");
        }
    }
}
