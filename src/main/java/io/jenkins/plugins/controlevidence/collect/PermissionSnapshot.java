package io.jenkins.plugins.controlevidence.collect;

import hudson.model.User;
import hudson.security.Permission;
import io.jenkins.plugins.controlevidence.build.BuildActors;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshot;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccessSnapshotDocument;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Account;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.AccountType;
import io.jenkins.plugins.controlevidence.engine.evidence.snapshot.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Who may do what in Jenkins as a whole, for access reviews: a file that Jenkins vouches for, in the form in which reviews compare
 * snapshots. Of users who have not been here since their account was made, Jenkins knows nothing; permissions on single jobs and
 * folders are not in it.
 */
final class PermissionSnapshot {
    /** Id of the source, where others name the format of an export. */
    static final String SOURCE = "jenkins-permissions";

    private PermissionSnapshot() {}

    /**
     * Records it.
     *
     * @throws IOException if the store cannot be written
     */
    static void record() throws IOException {
        List<Account> accounts = accounts();
        if (accounts.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessSnapshotDocument.write(
                new AccessSnapshot(SystemRecords.system(), now, SOURCE, accounts, digest(accounts.toString())), out);
        ArtefactReference kept = ControllerEvidence.get()
                .store()
                .artefacts()
                .put(Attachment.ARTEFACT, AccessSnapshotDocument.MEDIA_TYPE, out::writeTo);
        SystemRecords.append(
                List.of(new Attachment(
                        "access-review",
                        SystemRecords.system(),
                        "Who may do what in Jenkins",
                        new Attachment.File("permissions.json", kept.sha256(), kept.size(), kept.mediaType()),
                        new Actor("Jenkins", null, null, Actor.Type.BOT),
                        accounts.size() + " accounts with the permissions that they have on Jenkins as a whole",
                        now,
                        null,
                        null)),
                List.of(kept));
    }

    private static List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        for (User user : User.getAll()) {
            List<String> roles = new ArrayList<>();
            Answer active = Answer.YES;
            Answer privileged = Answer.NO;
            try {
                Authentication as = user.impersonate2();
                for (Permission permission : Permission.getAll()) {
                    if (permission.getEnabled() && Jenkins.get().getACL().hasPermission2(as, permission)) {
                        roles.add(permission.group.title.toString(Locale.ENGLISH) + "/" + permission.name);
                    }
                }
                privileged = Jenkins.get().getACL().hasPermission2(as, Jenkins.ADMINISTER) ? Answer.YES : Answer.NO;
            } catch (UsernameNotFoundException e) {
                active = Answer.NO; // the security realm does not know them any more
            }
            Actor actor = BuildActors.of(user.getId());
            accounts.add(new Account(
                    user.getId(),
                    user.getDisplayName(),
                    actor.email(),
                    roles,
                    privileged,
                    actor.type() == Actor.Type.BOT ? AccountType.BOT : AccountType.UNKNOWN,
                    active,
                    Answer.UNKNOWN,
                    null,
                    List.of()));
        }
        return accounts;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
