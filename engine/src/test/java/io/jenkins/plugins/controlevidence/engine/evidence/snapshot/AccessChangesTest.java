package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessChangesTest {
    @TempDir
    Path work;

    @Test
    @DisplayName("who is new, who is gone, who may do something else; the case of a login does not matter")
    void changes() throws Exception {
        AccessSnapshot before = Exports.readText(
                work, "username,access_level,path\nann,Owner,acme\nbob,Developer,acme\ncleo,Guest,acme\n");
        AccessSnapshot now =
                Exports.readText(work, "username,access_level,path\nANN,Owner,acme\nbob,Owner,acme\ndan,Guest,acme\n");
        AccessChanges changes = AccessChanges.between(before, now);
        assertEquals(List.of("dan"), changes.added());
        assertEquals(List.of("cleo"), changes.removed());
        assertEquals(
                List.of(new AccessChanges.Changed(
                        "bob", "+ Owner of acme; - Developer of acme; privileged: yes, was no")),
                changes.changed());
    }

    @Test
    @DisplayName("an account that can be used again is a change")
    void active() throws Exception {
        AccessSnapshot before = Exports.readText(work, "login,user_status\nann,SUSPENDED\n");
        AccessSnapshot now = Exports.readText(work, "login,user_status\nann,ACTIVE\n");
        assertEquals(
                List.of(new AccessChanges.Changed("ann", "active: yes, was no")),
                AccessChanges.between(before, now).changed());
    }

    @Test
    @DisplayName("without an earlier snapshot everybody is new")
    void first() throws Exception {
        AccessSnapshot now = Exports.read(work, "gitlab-members.json");
        assertEquals(new AccessChanges(List.of("ann", "bob"), List.of(), List.of()), AccessChanges.between(null, now));
    }

    @Test
    @DisplayName("a snapshot survives its document, whatever the system; a document that is cut off is refused")
    void document() throws Exception {
        for (String name : Exports.FORMATS.keySet()) {
            AccessSnapshot snapshot = Exports.read(work, name);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            AccessSnapshotDocument.write(snapshot, out);
            byte[] bytes = out.toByteArray();
            assertEquals(snapshot, AccessSnapshotDocument.read(new ByteArrayInputStream(bytes)), name);
            for (int length = 0; length < bytes.length; length += 7) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThrows(
                        EvidenceException.class,
                        () -> AccessSnapshotDocument.read(new ByteArrayInputStream(cut)),
                        name);
            }
        }
        byte[] newer = "{\"version\":2}".getBytes(StandardCharsets.UTF_8);
        assertThrows(EvidenceException.class, () -> AccessSnapshotDocument.read(new ByteArrayInputStream(newer)));
    }
}
